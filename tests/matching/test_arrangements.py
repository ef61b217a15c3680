"""How somebody needs an activity to be run."""

from dataclasses import replace

import pytest

from directory.catalogue.vocabulary import read_vocabulary
from directory.matching.profile import Profile
from directory.search.arrangements import ARRANGEMENTS
from tests.matching.making import make_matcher, names
from tests.search.making import make_document

NEEDED = frozenset(("beginners-welcome", "no-referral-needed"))
BARE = make_document("Bare", "knitting")
OPEN = make_document("Open", "knitting", *NEEDED)
CLOSED = make_document("Closed", "knitting", "beginners-welcome", "referral-needed")
UNDECIDED = make_document("Undecided", "knitting", "no-referral-needed", "referral-needed")
MATCHER = make_matcher(BARE, OPEN, CLOSED, UNDECIDED, with_meaning=False)
NEEDING = Profile(hobbies=("knitting",), arranged=NEEDED)


def told(profile):
    return {
        each.document.name: [reason.sentence for reason in each.reasons if reason.kind.startswith("arranged")]
        for each in MATCHER.match(profile).suggestions
    }


def test_what_says_no_is_left_out_with_the_reason():
    assert set(names(MATCHER, NEEDING)) == {"Bare", "Open", "Undecided"}
    assert MATCHER.why_left_out(NEEDING, CLOSED.service_id).sentence == "Nobody can come without a referral."


def test_who_may_be_referred_is_not_kept_out():
    assert "Closed" in names(MATCHER, replace(NEEDING, arranged=frozenset(("beginners-welcome",))))


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("Bare", ["To be asked: whether beginners are welcome and whether a referral is needed."]),
        ("Open", ["Beginners are welcome and no referral needed."]),
        ("Undecided", ["No referral needed.", "To be asked: whether beginners are welcome."]),
    ],
)
def test_what_is_so_and_what_nobody_knows_is_told(name, sentences):
    assert told(NEEDING)[name] == sentences


def test_what_says_that_it_is_so_comes_first():
    assert MATCHER.find(NEEDING).result.suggestions[0].document.name == "Open"


def test_what_is_counted_is_what_a_further_choice_would_leave():
    choices = MATCHER.count_choices(replace(NEEDING, arranged=frozenset(("no-referral-needed",))))

    assert choices.arranged == {"beginners-welcome": 1, "no-referral-needed": 2}


def test_every_arrangement_is_a_word_of_the_vocabulary():
    known = {term["code"] for term in read_vocabulary()["term"] if term["taxonomy"] == "arrangements"}

    assert {*ARRANGEMENTS, *(each.denied_by for each in ARRANGEMENTS.values() if each.denied_by)} <= known
