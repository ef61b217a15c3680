"""What every questionnaire promises. A new one is held to it without a line here."""

import pytest

from directory.errors import NotFound, WrongInput
from directory.outcomes.packs.registry import PACKS, get_pack
from directory.outcomes.packs.scoring import score_answers

EACH = pytest.mark.parametrize("pack", PACKS.values(), ids=list(PACKS))
WITH_ITEMS = [pack for pack in PACKS.values() if pack.items]
WITH_TOTAL = [pack for pack in PACKS.values() if pack.total]
SUMMED = [pack for pack in WITH_ITEMS if pack.from_total]


def ids(packs):
    return [pack.code for pack in packs]


def test_those_of_the_service_are_there():
    wanted = "swemwbs wemwbs eq5d5l eq5d_vas ctel social_networks gp_use ons4 ucla3 lonely_direct"

    assert set(wanted.split()) <= set(PACKS)


@EACH
def test_it_says_what_it_is_and_whose(pack):
    for words in (pack.name, pack.about, pack.missing_rule, pack.licence.note, pack.source):
        assert len(words) > 3
    assert pack.items or pack.scores


@EACH
def test_items_are_numbered_from_one_and_told_apart(pack):
    assert [each.number for each in pack.items] == list(range(1, len(pack.items) + 1))
    assert len({each.code for each in pack.items}) == len(pack.items)
    assert all(pack.item(each.code) is each is pack.item(str(each.number)) for each in pack.items)


@EACH
def test_a_licensed_label_is_no_question(pack):
    """A few words of our own, never the sentence people are asked."""
    assert all(len(each.label) <= 40 and not each.label.endswith(("?", ".")) for each in pack.items)
    assert not any(each.label.lower().startswith(("i ", "i've ", "how ", "overall")) for each in pack.items)


@EACH
def test_every_level_has_its_number_within_the_range(pack):
    for item in pack.items:
        if item.levels:
            assert [each.value for each in item.levels] == list(range(item.lowest, item.highest + 1))
            assert len({each.code for each in item.levels}) == len(item.levels)


@pytest.mark.parametrize("pack", SUMMED, ids=ids(SUMMED))
def test_lowest_and_highest_answers_give_lowest_and_highest_score(pack):
    least = score_answers(pack, {each.number: each.lowest for each in pack.items})
    most = score_answers(pack, {each.number: each.highest for each in pack.items})

    for kind in pack.scores:
        assert (least[kind.name], most[kind.name]) == (kind.lowest, kind.highest)


@pytest.mark.parametrize("pack", SUMMED, ids=ids(SUMMED))
def test_a_higher_answer_never_lowers_the_total(pack):
    answers = {each.number: each.lowest for each in pack.items}
    before = score_answers(pack, answers)
    for item in pack.items:
        answers[item.number] = item.highest
        after = score_answers(pack, answers)
        assert all(after[kind.name] > before[kind.name] for kind in pack.scores)
        before = after


@pytest.mark.parametrize("pack", SUMMED, ids=ids(SUMMED))
def test_more_missing_than_its_rule_allows_gives_no_score(pack):
    answered = {each.number: each.lowest for each in pack.items[pack.may_be_missing + 1 :]}

    assert score_answers(pack, answered) is None


@pytest.mark.parametrize("pack", WITH_ITEMS, ids=ids(WITH_ITEMS))
def test_answers_outside_their_range_are_refused(pack):
    for item in pack.items:
        for wrong in (item.lowest - 1, item.highest + 1, item.lowest + 0.5):
            with pytest.raises(WrongInput, match=item.label):
                score_answers(pack, {item.number: wrong})
    with pytest.raises(WrongInput, match="no item"):
        score_answers(pack, {len(pack.items) + 1: 1})


@pytest.mark.parametrize("pack", WITH_TOTAL, ids=ids(WITH_TOTAL))
def test_a_total_gives_every_score(pack):
    assert set(pack.from_total(pack.total.lowest)) == {each.name for each in pack.scores}


@EACH
def test_an_important_difference_names_a_score_and_its_source(pack):
    told = pack.important_difference
    assert told is None or (told.score in {each.name for each in pack.scores} and told.source and told.least > 0)


def test_an_unknown_one_is_told_with_those_there_are():
    with pytest.raises(NotFound, match="swemwbs"):
        get_pack("phq9")
