"""What may be a phrase that leads to a term."""

import pytest

from directory.champions.saying.phrase_rules import read_phrase, readings
from directory.errors import WrongInput


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nobody   to TALK to ", "nobody to talk to"),
        ("took / taken his pension", "took/taken his pension"),
        ("I don’t drive.", "i don't drive."),
        ("on my own", "on my own"),
        ("karaoke", "karaoke"),
        ("couch to 5k", "couch to 5k"),
    ],
)
def test_phrase_is_kept_in_the_spelling_that_is_compared(typed, kept):
    assert read_phrase(typed) == kept


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("x", "between 2 and 80"),
        ("word " * 20, "between 2 and 80"),
        ("<b>skint</b>", "Use only words"),
        ("ring/", "Use only words"),
        ("jo@example.org", "Use only words"),
        ("i have been", "little words"),
        ("help", "“help” by itself"),
        ("karaoke/help", "“help” by itself"),
        ("day.", "“day” by itself"),
    ],
)
def test_what_cannot_be_a_phrase_is_told_how_to_become_one(typed, told):
    with pytest.raises(WrongInput) as wrong:
        read_phrase(typed)

    assert told in wrong.value.fields["phrase"]


def test_phrase_is_read_with_each_of_the_words_that_will_do():
    assert list(readings("took/taken my/our car.")) == ["took my car", "taken my car", "took our car"]
