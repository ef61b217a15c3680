"""The reasons given are true of the service, and what rules a service out is told."""

import pytest

from directory.matching.profile import Profile
from tests.matching.making import make_matcher
from tests.search.making import BRADFORD, LEEDS, make_document, service_id

GARDEN = make_document("Allotment group", "gardening and an allotment", points=(LEEDS,), minimum_age=18.0)
GRIEF = make_document("Rose Room", "for the bereaved", "grief-cafe")
CHURCH = make_document("St Mary's", "knitting in church")
CLOSED = make_document("Old garden", "gardening", status="inactive")
FAR = make_document("Growing in Bradford", "gardening", points=(BRADFORD,))
ALL = (GARDEN, GRIEF, CHURCH, CLOSED, FAR)
MATCHER = make_matcher(*ALL)


def sentences(name, profile):
    suggested = {each.document.name: each for each in MATCHER.match(profile).suggestions}
    return [reason.sentence for reason in suggested[name].reasons]


@pytest.mark.parametrize(
    ("name", "profile", "reasons"),
    [
        pytest.param(
            "Allotment group",
            Profile("I like gardens", point=LEEDS, age=40),
            ["You said “gardens”; they mention gardening.", "Under 0.1 miles away.", "For ages 18 and over."],
            id="words, place and age",
        ),
        pytest.param(
            "Rose Room",
            Profile("my wife died", point=LEEDS, age=40),
            [
                "Heard “my wife died”: bereavement; they offer grief-cafe.",
                "Place not known.",
                "Age limits not stated.",
            ],
            id="need, and what is not known",
        ),
        pytest.param(
            "St Mary's",
            Profile("knitting, no churches"),
            ["You said “knitting”; they mention knitting.", "Not wanted, but they mention church."],
            id="refused thing",
        ),
    ],
)
def test_reasons_are_told_for_a_suggestion(name, profile, reasons):
    assert sentences(name, profile) == reasons


def test_misspelt_word_is_told_as_it_was_meant():
    matcher = make_matcher(*(make_document(f"Garden {number}", "gardening") for number in range(5)))

    first = matcher.match(Profile("gardning")).suggestions[0]

    assert first.reasons[0].sentence == "You said “gardening”; they mention garden."


@pytest.mark.parametrize(
    ("name", "profile", "why"),
    [
        pytest.param("Nothing of the kind", Profile("gardening"), "It is not in the directory.", id="not listed"),
        pytest.param("Old garden", Profile("gardening"), "It is not open: its status is “inactive”.", id="closed"),
        pytest.param(
            "Growing in Bradford",
            Profile("gardening", point=LEEDS, within_m=4_828),
            "Too far: 8.6 miles away, and the limit is 3 miles.",
            id="too far",
        ),
        pytest.param(
            "Allotment group",
            Profile("gardening", age=16),
            "It is for ages 18 and over, and the age given is 16.",
            id="wrong age",
        ),
        pytest.param(
            "Growing in Bradford",
            Profile("gardening, an allotment, knitting"),
            "Ranked 3rd: shares some words with what was said, but others suit better.",
            id="ranked below",
        ),
        pytest.param(
            "Rose Room", Profile("gardening"), "It says nothing that comes near to what was said.", id="nothing shared"
        ),
        pytest.param("Allotment group", Profile("gardening"), "It was suggested, in place 2.", id="suggested"),
    ],
)
def test_reason_for_leaving_out_is_told(name, profile, why):
    told = make_matcher(*ALL, with_meaning=False).why_left_out(profile, service_id(name), top=2)

    assert told.sentence == why
