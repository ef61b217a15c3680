"""What champions note of a listing: who may, for whom, how long it counts, and when it asks to be looked at again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from marshmallow import ValidationError
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.audit.models import AuditEvent
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.services import Service
from directory.champions.keepers import choose_deputies
from directory.champions.noting.note_inputs import NoteInput, NoteSchema
from directory.champions.noting.note_models import ListingNote, NoteKind
from directory.champions.noting.notes import (
    count_counting,
    get_note,
    give_note,
    list_counting,
    list_notes,
    list_to_review,
    renew_note,
    require_note,
    take_back_note,
    told,
    told_to_matcher,
)
from directory.db import transaction
from directory.errors import NotFound, Refused, WrongInput
from directory.matching.profile import Noted
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_note, make_walking_domain
from tests.factories.duplicates import make_candidate, wanted_merge

TODAY = date(2026, 11, 25)
IN_A_YEAR = date(2027, 11, 25)


@pytest.fixture
def group(db, feet, term):
    return make_service(db, terms=[term])


@pytest.fixture
def note(db, champion, group):
    return make_note(db, champion, group, NoteKind.RING_FIRST, "The hall is shut some weeks")


def said(db, actor, day=TODAY):
    db.flush()
    return [told(each, day) for each in list_counting(db, actor, day)]


@pytest.mark.parametrize(
    ("kind", "words", "sentence"),
    [
        (NoteKind.FIRST_STEP, "", "Good for a first step."),
        (NoteKind.RING_FIRST, "The hall is shut some weeks", "Ring before sending: The hall is shut some weeks."),
        (NoteKind.ASK_FOR, "the greeter", "Ask at the door for the greeter."),
        (NoteKind.QUIET_ON, "Mondays", "Quiet on Mondays."),
        (NoteKind.SLOW_TO_ANSWER, "", "They take a while to answer."),
        (NoteKind.NOT_NOW, "new people!", "Just now not for new people!"),
    ],
)
def test_a_note_is_told_in_a_sentence(db, champion, group, kind, words, sentence):
    make_note(db, champion, group, kind, words)

    assert said(db, champion) == [sentence]


def test_it_is_for_its_own_team(db, note, champion):
    colleague = make_actor(db, scheme=db.get(Scheme, champion.scheme_id))

    assert said(db, colleague) == said(db, champion) != []
    assert said(db, make_actor(db)) == []


def test_it_says_so_when_it_is_due_and_counts_no_more_four_weeks_later(db, note, champion, group):
    due, over = IN_A_YEAR, IN_A_YEAR + timedelta(days=28)

    assert said(db, champion, due - timedelta(days=1)) == ["Ring before sending: The hall is shut some weeks."]
    overdue = ["Ring before sending: The hall is shut some weeks. This note is due to be looked at again."]
    assert said(db, champion, due) == said(db, champion, over - timedelta(days=1)) == overdue
    assert said(db, champion, over) == []
    assert count_counting(db, champion, group.id, over) == 0
    # Its champion still finds it, to say it again.
    assert list_notes(db, champion, group.id) == [note]


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1), IN_A_YEAR + timedelta(days=1)])
def test_it_is_looked_at_again_within_a_year(db, champion, group, day):
    with pytest.raises(WrongInput):
        give_note(db, champion, group, NoteInput(NoteKind.FIRST_STEP, review_on=day))


def test_a_day_may_be_chosen_and_still_so_gives_it_another_year(db, champion, group):
    soon = TODAY + timedelta(days=7)
    note = give_note(db, champion, group, NoteInput(NoteKind.FIRST_STEP, review_on=soon))
    db.flush()
    assert note.review_on == soon
    assert list(list_to_review(db, champion, soon)) == [note]

    renew_note(db, champion, note)

    db.flush()
    assert note.review_on == IN_A_YEAR
    assert not list_to_review(db, champion, soon)


def test_the_same_noted_twice_is_one_note(db, champion, group, note):
    again = make_note(db, champion, group, NoteKind.RING_FIRST, note.words)

    assert again.id == note.id
    assert db.scalar(select(func.count()).select_from(ListingNote)) == 1


def test_other_words_are_another_note_and_the_old_one_stays_as_it_was_read(db, champion, group, note):
    newer = make_note(db, champion, group, NoteKind.RING_FIRST, "They have moved")

    assert said(db, champion) == ["Ring before sending: They have moved."]
    assert newer.id != note.id
    assert (note.words, note.taken_back_at is None) == ("The hall is shut some weeks", False)


def test_of_two_who_note_the_same_at_once_one_note_stands(own_database, at_once):
    with transaction() as db:
        champion, term = make_actor(db, Role.CHAMPION), make_term(db, "Walking")
        make_walking_domain(db, [term], db.get(User, champion.user_id))
        service_id = make_service(db, terms=[term]).id

    def noting(words: str):
        def give() -> object:
            with transaction() as db:
                return give_note(db, champion, db.get_one(Service, service_id), NoteInput(NoteKind.QUIET_ON, words)).id

        return give

    found = at_once(noting("Mondays"), noting("Fridays"))

    with transaction() as db:
        notes = db.scalars(select(ListingNote).where(ListingNote.taken_back_at.is_(None))).all()
        assert len(notes) == 1
        assert notes[0].id in found
        assert not [each for each in found if isinstance(each, Exception)]


def test_what_is_taken_back_counts_no_more(db, champion, note):
    take_back_note(db, champion, note)

    assert said(db, champion) == []
    with pytest.raises(NotFound):
        get_note(db, champion, note.id)


def test_deputies_may_note_and_others_may_not(db, champion, feet, group):
    deputy = make_actor(db, Role.CHAMPION, scheme=db.get(Scheme, champion.scheme_id))
    other = make_actor(db, Role.CHAMPION, scheme=db.get(Scheme, champion.scheme_id))
    choose_deputies(db, feet, [deputy.user_id])
    db.flush()

    require_note(db, deputy, group)
    for actor in (other, make_actor(db, Role.EDITOR), replace(champion, roles=frozenset({Role.COORDINATOR}))):
        with pytest.raises(NotFound):
            require_note(db, actor, group)


def test_a_note_of_another_team_is_not_there(db, champion, note, feet):
    elsewhere = make_actor(db, Role.CHAMPION)
    choose_deputies(db, feet, [elsewhere.user_id])
    db.flush()

    with pytest.raises(NotFound):
        get_note(db, elsewhere, note.id)


def test_a_note_asks_its_giver_and_their_successor_once_they_are_gone(db, champion, feet, note):
    successor = make_actor(db, Role.CHAMPION, scheme=db.get(Scheme, champion.scheme_id))
    choose_deputies(db, feet, [successor.user_id])
    db.flush()
    asked = [list(list_to_review(db, each, IN_A_YEAR)) for each in (champion, successor)]

    db.get(User, champion.user_id).is_active = False

    db.flush()
    assert asked == [[note], []]
    assert list(list_to_review(db, successor, IN_A_YEAR)) == [note]


def test_a_note_asks_who_keeps_the_listing_once_its_giver_does_not(db, champion, feet, note):
    successor = make_actor(db, Role.CHAMPION, scheme=db.get(Scheme, champion.scheme_id))

    feet.champion_id = successor.user_id

    db.flush()
    assert list(list_to_review(db, champion, IN_A_YEAR)) == []
    assert list(list_to_review(db, successor, IN_A_YEAR)) == [note]


def test_the_matcher_is_told_what_bears_on_a_match(db, champion, group, note):
    make_note(db, champion, group, NoteKind.FIRST_STEP)
    make_note(db, champion, group, NoteKind.QUIET_ON, "Mondays")

    assert told_to_matcher(list_counting(db, champion, TODAY), TODAY) == (
        Noted(group.id, "first step"),
        Noted(group.id, "ring first", "The hall is shut some weeks"),
    )


def merge_into(db, actor, kept, other):
    candidate = make_candidate(db, kept, other)
    return merge_records(db, actor, candidate, wanted_merge(db, candidate, kept))


def test_it_follows_a_listing_that_is_made_one_with_another(db, champion, group, term, note):
    kept_id = (kept := make_service(db, "Walkers", terms=[term])).id

    merge_into(db, champion, kept, group)

    assert [each.service_id for each in list_counting(db, champion, TODAY)] == [kept_id]


def test_two_of_which_the_same_is_noted_are_not_made_one(db, champion, group, term, note):
    other = make_service(db, "Walkers", terms=[term])
    make_note(db, champion, other)

    with pytest.raises(Refused, match="One of the two notes has to be taken back first"):
        merge_into(db, champion, other, group)


@pytest.mark.parametrize(
    "answers",
    [
        {"kind": "ask for"},
        {"kind": "quiet on"},
        {"kind": "not now"},
        {"kind": "ring first", "words": "ring 0113 496 0444"},
        {"kind": "ring first", "words": "write to jo@home.example"},
        {"kind": "ring first", "words": "x" * 81},
        {"kind": "gossip"},
    ],
    ids=lambda answers: str(answers)[:40],
)
def test_a_note_that_says_nothing_or_whom_to_reach_is_no_note(answers):
    with pytest.raises(ValidationError):
        NoteSchema().load(answers)


def test_every_step_is_written_down(db, champion, note):
    renew_note(db, champion, note)
    take_back_note(db, champion, note)
    db.flush()

    acts = db.execute(select(AuditEvent.action, AuditEvent.subject_ids).order_by(AuditEvent.id)).all()
    steps = [action for action, ids in acts if str(note.id) in ids]
    assert steps == ["note.given", "note.renewed", "note.taken_back"]
