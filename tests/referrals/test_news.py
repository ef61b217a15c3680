"""Somebody is told what a group answered, in the way they wish, or not at all."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.casework.agreeing import give_consent, withdraw_consent
from directory.casework.inputs import AnswerInput
from directory.casework.models import Purpose
from directory.casework.own_page.letters import NEWS
from directory.casework.support_sessions.models import RemindBy
from directory.jobs.sending import send_waiting
from directory.outbox import OutboxMessage
from directory.referrals.inputs import MoveInput, TakeBackInput
from directory.referrals.news import TOLD_OF, list_news, list_to_tell, record_told
from directory.referrals.operations import move_referral
from directory.referrals.states import MOVES, NEEDS_REASON, Reason, ReferralState
from directory.referrals.taking_back import take_back_move
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client, make_reachable
from tests.factories.referrals import make_referral

S = ReferralState


def move(db, actor, referral, to, reason=None):
    reason = reason or (Reason.NO_ROOM if to in NEEDS_REASON else None)
    move_referral(db, actor, referral, MoveInput(to, clock.today(), reason))
    db.flush()


def reachable(db, actor, wish="text message", letters_home=None):
    client = make_reachable(db, actor)
    client.contact_by, client.letters_home = wish, letters_home
    return make_referral(db, actor, client=client)


def letters(db):
    return db.scalars(select(OutboxMessage).where(OutboxMessage.kind == NEWS)).all()


@pytest.mark.parametrize("to", sorted(MOVES[S.SENT]))
def test_they_are_told_of_answers_and_of_nothing_that_they_know_themselves(db, to):
    actor = make_actor(db)
    referral = reachable(db, actor)

    move(db, actor, referral, to)

    assert len(list_news(db, referral)) == (to in TOLD_OF)


@pytest.mark.parametrize("reason", sorted(Reason))
def test_silence_and_their_own_no_are_no_news_to_them(db, reason):
    actor = make_actor(db)
    referral = reachable(db, actor)

    move(db, actor, referral, S.DECLINED, reason)

    is_theirs = reason not in (Reason.NO_REPLY, Reason.CLIENT_CHANGED_MIND)
    assert len(list_news(db, referral)) == is_theirs


@pytest.mark.parametrize(
    ("wish", "way"),
    [
        ("text message", RemindBy.TEXT),
        ("phone call", RemindBy.CALL),
        ("email", RemindBy.EMAIL),
        ("letter", RemindBy.LETTER),
        (None, None),
    ],
)
def test_they_are_told_as_they_wish(db, wish, way):
    actor = make_actor(db)
    referral = reachable(db, actor, wish)

    move(db, actor, referral, S.ACCEPTED)

    [news] = list_news(db, referral)
    assert news.way == way
    assert len(letters(db)) == (way is RemindBy.EMAIL)
    assert len(list_to_tell(db, actor)) == (way is not RemindBy.EMAIL)


def test_who_has_not_agreed_to_be_rung_or_written_to_is_told_of_nothing(db):
    actor = make_actor(db)
    client = make_client(db, actor, email="edith@home.example")
    client.contact_by = "email"
    referral = make_referral(db, actor, client=client)

    move(db, actor, referral, S.ACCEPTED)

    assert list_news(db, referral) == []
    assert letters(db) == []


@pytest.mark.parametrize("wish", ["email", "letter"])
def test_nothing_is_written_to_a_home_where_it_is_not_safe(db, wish):
    actor = make_actor(db)
    referral = reachable(db, actor, wish, letters_home=False)

    move(db, actor, referral, S.ACCEPTED)

    [news] = list_news(db, referral)
    assert news.way is None
    assert letters(db) == []


def test_email_names_nobody_and_nothing(db):
    actor = make_actor(db)
    referral = reachable(db, actor, "email")
    move(db, actor, referral, S.DECLINED)

    [letter] = letters(db)

    said = f"{letter.subject} {letter.text}"
    secret = ("Edith", "Ashworth", referral.service.name, referral.reference, actor.scheme_name)
    assert [each for each in secret if each in said] == []
    assert "there is no place just now" in letter.text


def test_email_leaves_after_a_time_to_think_and_once(db, monkeypatch):
    actor = make_actor(db)
    referral = reachable(db, actor, "email")
    db.execute(OutboxMessage.__table__.delete())
    move(db, actor, referral, S.ACCEPTED)
    move_referral(db, actor, referral, MoveInput(S.ACCEPTED, clock.today()))
    db.commit()
    sent = []

    send_waiting(sent.append, "team@scheme.example")
    at_once = len(sent)
    [letter] = letters(db)
    letter.due_at = clock.now()
    db.commit()
    for _ in range(2):
        send_waiting(sent.append, "team@scheme.example")

    assert (at_once, len(sent)) == (0, 1)
    db.expire_all()
    assert list_to_tell(db, actor) == []


def test_step_that_is_taken_back_tells_nobody(db):
    actor = make_actor(db)
    referral = reachable(db, actor, "email")
    move(db, actor, referral, S.ACCEPTED)

    take_back_move(db, actor, referral, TakeBackInput(2, "The wrong person"))
    db.flush()

    assert [each.cancelled_at is not None for each in letters(db)] == [True]
    assert list_to_tell(db, actor) == []


def test_what_came_before_is_news_again_once_the_later_step_is_taken_back(db):
    actor = make_actor(db)
    referral = reachable(db, actor)
    move(db, actor, referral, S.WAITING)
    move(db, actor, referral, S.ACCEPTED)
    before = [each.move_number for each in list_to_tell(db, actor)]

    take_back_move(db, actor, referral, TakeBackInput(3, "The wrong person"))
    db.flush()

    assert before == [3]
    assert [each.move_number for each in list_to_tell(db, actor)] == [2]


def test_who_was_told_is_told_once(db):
    actor = make_actor(db)
    referral = reachable(db, actor)
    move(db, actor, referral, S.ACCEPTED)
    [news] = list_to_tell(db, actor)

    told = [record_told(db, actor, news) for _ in range(2)]

    assert told == [True, False]
    assert list_to_tell(db, actor) == []


def test_who_takes_their_agreement_back_is_not_told_any_more(db):
    actor = make_actor(db)
    by_mail, by_hand = reachable(db, actor, "email"), reachable(db, actor)
    for referral in (by_mail, by_hand):
        move(db, actor, referral, S.ACCEPTED)
        withdraw_consent(db, actor, referral.client, clock.today(), Purpose.CONTACT)
    for each in letters(db):
        each.due_at = clock.now()
    db.commit()
    sent = []

    send_waiting(sent.append, "team@scheme.example")

    assert [each["Subject"] for each in sent if each["Subject"] == "News for you"] == []
    db.expire_all()
    assert list_to_tell(db, actor) == []


def test_no_to_groups_does_not_keep_news_from_them(db):
    actor = make_actor(db)
    referral = reachable(db, actor, "email")
    move(db, actor, referral, S.DECLINED)

    withdraw_consent(db, actor, referral.client, clock.today())
    db.flush()

    assert [each.cancelled_at for each in letters(db)] == [None]


def test_email_that_does_not_arrive_is_told_by_a_colleague(db):
    actor = make_actor(db)
    referral = reachable(db, actor, "email")
    move(db, actor, referral, S.ACCEPTED)
    [letter] = letters(db)
    letter.gave_up_at = clock.now()
    db.flush()

    assert [each.way for each in list_to_tell(db, actor)] == ["email"]


def test_colleague_of_another_client_has_nothing_to_tell(db):
    actor, stranger = make_actor(db), make_actor(db)
    referral = reachable(db, actor)
    move(db, actor, referral, S.ACCEPTED)
    give_consent(db, actor, referral.client, AnswerInput(clock.today(), Purpose.CONTACT))

    assert list_to_tell(db, stranger) == []
