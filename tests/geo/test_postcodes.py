import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import WrongInput
from directory.geo.postcodes import (
    NorthernIrelandNotIncluded,
    Postcode,
    PostcodeNotFound,
    PostcodeNotUnderstood,
    parse_postcode,
    sector_of,
)

OUTWARD = "[A-PR-UWYZ]([1-9]|[1-9][0-9]|[1-9][A-HJKMNPR-Y]|[A-HK-Y]([0-9]|[1-9][0-9]|[1-9][ABEHMNPRVWXY]))"
POSTCODES = st.from_regex(f"{OUTWARD} [0-9][ABD-HJLNP-UW-Z][ABD-HJLNP-UW-Z]", fullmatch=True)
# Letters that hypothesis would otherwise seldom put together into something like a postcode.
NEARLY_POSTCODES = st.text("LSEC01IO89 -aß\u00a0٣", max_size=10)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("LS11 8ND", "LS11 8ND", id="as printed"),
        pytest.param("ls118nd", "LS11 8ND", id="small letters, no space"),
        pytest.param("  Ls1 18 nD\t", "LS11 8ND", id="spaces in odd places"),
        pytest.param("LS11\u00a08ND", "LS11 8ND", id="a hard space from a web page"),
        pytest.param("LS11-8ND.", "LS11 8ND", id="a hyphen and a full stop"),
        pytest.param("M1 1AE", "M1 1AE", id="A9"),
        pytest.param("B33 8TH", "B33 8TH", id="A99"),
        pytest.param("CR0 2YR", "CR0 2YR", id="AA9 with district nought"),
        pytest.param("W1A 1HQ", "W1A 1HQ", id="A9A"),
        pytest.param("EC1A 1BB", "EC1A 1BB", id="AA9A"),
        pytest.param("W1V 3AA", "W1V 3AA", id="a district that is gone"),
    ],
)
def test_postcode_is_read_whatever_its_spacing_and_case(typed, meant):
    assert str(parse_postcode(typed)) == meant
    assert parse_postcode(typed).precision == "postcode"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("LSII 8ND", "LS11 8ND", id="I for 1 in the district"),
        pytest.param("LS1O 8ND", "LS10 8ND", id="O for 0 in the district"),
        pytest.param("LS11 OND", "LS11 0ND", id="O for 0 in the sector"),
        pytest.param("S014 0AA", "SO14 0AA", id="0 for O in the area"),
        pytest.param("0L1 1AA", "OL1 1AA", id="0 for O in front"),
        pytest.param("1P1 1AA", "IP1 1AA", id="1 for I in front"),
        pytest.param("YOI 7HH", "YO1 7HH", id="a true O beside a false I"),
        pytest.param("SWIA IAA", "SW1A 1AA", id="no digit left"),
        pytest.param("LSI", None, id="no digit left, and only the beginning"),
        pytest.param("LSI1", "LS11", id="slip in a district"),
        pytest.param("LS1 I", "LS1 1", id="slip in a sector"),
        pytest.param("RIO", None, id="a word that could be mended into R10"),
    ],
)
def test_letters_and_digits_that_look_alike_are_put_right_where_only_one_can_stand(typed, meant):
    if meant is None:
        with pytest.raises(PostcodeNotUnderstood):
            parse_postcode(typed)
    else:
        assert str(parse_postcode(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "meant", "precision"),
    [
        pytest.param("LS11", "LS11", "district", id="district"),
        pytest.param("ls 11", "LS11", "district", id="district with a space"),
        pytest.param("LS1 1", "LS1 1", "sector", id="the space makes it a sector"),
        pytest.param("M11", "M11", "district", id="short district"),
        pytest.param("M1 1", "M1 1", "sector", id="short sector"),
        pytest.param("M 1", "M1", "district", id="a space where no sector can be"),
        pytest.param("LS118", "LS11 8", "sector", id="sector without a space"),
        pytest.param("LS11 8", "LS11 8", "sector", id="sector"),
        pytest.param("EC1A", "EC1A", "district", id="district with a letter"),
        pytest.param("EC1A 1", "EC1A 1", "sector", id="sector with a letter"),
    ],
)
def test_beginning_of_a_postcode_is_read_as_district_or_sector(typed, meant, precision):
    found = parse_postcode(typed)

    assert (str(found), found.precision) == (meant, precision)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "LS",
        "Leeds",
        "11",
        "LS11 8N",
        "LS11 8CD",
        "QQ1 1AA",
        "LS111 8ND",
        "D02 AF30",
        "75008",
        "A" * 5000,
    ],
)
def test_what_is_no_postcode_is_refused_with_words_on_how_to_put_it_right(typed):
    with pytest.raises(PostcodeNotUnderstood) as refused:
        parse_postcode(typed)

    assert "like LS11 8ND" in refused.value.fields["postcode"]


@pytest.mark.parametrize("error", [PostcodeNotUnderstood, PostcodeNotFound, NorthernIrelandNotIncluded])
def test_every_error_is_wrong_input_with_its_sentence_at_the_postcode_field(error):
    raised = error()

    assert isinstance(raised, WrongInput)
    assert raised.fields == {"postcode": str(raised)}
    assert "nter " in str(raised)


def test_error_does_not_repeat_what_was_typed():
    with pytest.raises(PostcodeNotUnderstood) as refused:
        parse_postcode("LS11 8N?")

    assert "8N?" not in repr(refused.value)


@pytest.mark.parametrize(
    ("typed", "sector"),
    [
        pytest.param("ls118nd", "LS11 8", id="postcode"),
        pytest.param("LS11 8", "LS11 8", id="sector"),
        pytest.param("LS11", "LS11", id="district stays as wide as it is"),
    ],
)
def test_sector_of_a_postcode_leaves_out_the_last_two_letters(typed, sector):
    assert sector_of(typed) == sector


@pytest.mark.parametrize(("typed", "area"), [("LS11 8ND", "LS"), ("M1 1AE", "M"), ("EC1A 1BB", "EC")])
def test_area_is_the_letters_in_front(typed, area):
    assert parse_postcode(typed).area == area


@given(st.text() | NEARLY_POSTCODES)
def test_any_text_is_a_postcode_or_not_understood(text):
    try:
        found = parse_postcode(text)
    except PostcodeNotUnderstood:
        return

    assert parse_postcode(str(found)) == found


@given(POSTCODES)
def test_every_well_formed_postcode_is_read_as_itself(text):
    outward, inward = text.split()

    assert parse_postcode(text) == Postcode(outward, inward)
    assert parse_postcode(outward + inward.lower()) == Postcode(outward, inward)
    assert parse_postcode(outward) == Postcode(outward)
    assert parse_postcode(f"{outward} {inward[0]}") == Postcode(outward, inward[0])


@given(POSTCODES)
def test_slips_between_lookalikes_never_change_a_well_formed_postcode(text):
    slipped = text.replace("0", "O").replace("1", "I")

    assert str(parse_postcode(slipped)) == text
