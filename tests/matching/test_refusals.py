"""What people turn down, and what only sounds like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.matching.refusals import find_refusals, without
from directory.search.text import normalise

PASTIMES = ("dancing", "knitting", "running", "sewing", "singing", "swimming", "walking")


def refused(statement):
    return [" ".join(each.words) for each in find_refusals(normalise(statement), pastimes=PASTIMES)]


def left(statement):
    text = normalise(statement)
    return without(text, [each.span for each in find_refusals(text, pastimes=PASTIMES)])


@pytest.mark.parametrize(
    ("statement", "turned_down", "wanted"),
    [
        pytest.param("I like singing but no churches", ["churches"], "i like singing but", id="no"),
        pytest.param("Not keen on bingo, love cards", ["bingo"], ", love cards", id="not keen on"),
        pytest.param("I hate the gym and don't like football", ["gym", "football"], "i", id="two"),
        pytest.param("I’m not into art or crafts but love music", ["art crafts"], "i'm but love music", id="or"),
        pytest.param("I don't want counselling, just company", ["counselling"], "i , just company", id="don't want"),
        pytest.param("nothing religious please, I enjoy cooking", ["religious"], ", i enjoy cooking", id="nothing"),
        pytest.param("Swimming is not for me. I sew", ["swimming"], ". i sew", id="said afterwards"),
        pytest.param("anything but yoga", ["yoga"], "", id="anything but"),
        pytest.param("would never go to a pub, but fancy a quiz", ["pub"], "would , but fancy a quiz", id="never"),
        pytest.param("not bingo and not church", ["bingo", "church"], "and", id="not and not"),
        pytest.param("active, no dancing", ["dancing"], "active,", id="no doing"),
        pytest.param("music, but no singing please", ["singing"], "music, but", id="no doing, please"),
        pytest.param("a gentle class but not swimming", ["swimming"], "a gentle class but", id="but not doing"),
        pytest.param("Tea, not swimming thanks", ["swimming"], "tea,", id="not doing, thanks"),
        pytest.param("no singing or dancing", ["singing dancing"], "", id="no doing or doing"),
        pytest.param("no knitting groups", ["knitting groups"], "", id="no group for doing"),
        pytest.param("no line dancing", ["line dancing"], "", id="no kind of doing"),
        pytest.param("company, nae churches", ["churches"], "company,", id="nae"),
        pytest.param("owt but bingo", ["bingo"], "", id="owt but"),
        pytest.param("nowt with kids", ["kids"], "", id="nowt with"),
        pytest.param("nae dancing", ["dancing"], "", id="nae doing"),
        pytest.param("dinnae like bingo, cannae stand yoga", ["bingo", "yoga"], ",", id="dinnae, cannae"),
        pytest.param("no interest in sport", ["sport"], "", id="no interest in"),
        pytest.param("cards, can't be doing wi' bingo", ["bingo"], "cards,", id="can't be doing with"),
        pytest.param("wouldn't be seen dead in a church", ["church"], "", id="seen dead in"),
        pytest.param("i'd rather stick pins in my eyes than go to bingo", ["bingo"], "i'd", id="rather than"),
    ],
)
def test_refusals_are_found_and_taken_out(statement, turned_down, wanted):
    assert refused(statement) == turned_down
    assert left(statement) == wanted


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("can't get to hospital, no car", id="what people lack"),
        pytest.param("no money and no friends", id="lacks in a row"),
        pytest.param("I hate being alone", id="a trouble told"),
        pytest.param("I don't want to live any more", id="despair"),
        pytest.param("scared of losing my home", id="a fear of loss"),
        pytest.param("panic attacks, not sleeping", id="not doing"),
        pytest.param("not coping", id="not coping"),
        pytest.param("drinking again, not proud of it", id="not proud"),
        pytest.param("and I've not slept", id="not slept"),
        pytest.param("it's only me, not sure about groups", id="not sure"),
        pytest.param("she is not eating", id="not eating"),
        pytest.param("bad hip, not walking", id="not doing what others enjoy"),
        pytest.param("no heating", id="no heating"),
        pytest.param("no washing machine", id="no washing machine"),
        pytest.param("no sewing machine", id="a thing for doing"),
        pytest.param("no running water", id="a doing word that means something else"),
        pytest.param("nowt in the cupboard, nowt to do", id="nowt there"),
        pytest.param("nothing helps, nothing left", id="nothing that works"),
        pytest.param("nae money, nae pals", id="lacks in Scots"),
        pytest.param("nothing against church", id="nothing against"),
        pytest.param("no clubs round here will take her", id="a sentence that goes on"),
        pytest.param("I love dancing", id="no no at all"),
        pytest.param("", id="nothing said"),
    ],
)
def test_other_ways_of_saying_no_turn_nothing_down(statement):
    assert refused(statement) == []
    assert left(statement) == normalise(statement)


def test_refusal_that_touches_a_kept_stretch_is_none():
    text = "i don't want to go to church"

    assert find_refusals(text, kept=[(2, 12)]) == ()


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    for each in find_refusals(normalise(text)):
        assert each.words


def test_a_refusal_in_a_later_sentence_is_read_like_one_at_the_start():
    first, later = find_refusals("not keen on churches"), find_refusals("i was a joiner. not keen on churches.")

    assert [each.words for each in first] == [each.words for each in later] == [("churches",)]
