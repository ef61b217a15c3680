"""Reaching people: the first contact with who was taken on, whom to try again, and who waits for an answer too long."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.triage.queue import Waiting, list_queue, open_waiting
from directory.casework.triage.reaching import asked_ids, count_tries_of, list_not_reached, list_to_try_again
from directory.staff.my_day.due import DueLine, due_line
from directory.web.words import counted

AHEAD = timedelta(days=7)


def list_first_contacts(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """Who was taken on and has not been reached yet."""
    waiting = list_not_reached(db, actor)
    tries = count_tries_of(db, [each.client.id for each in waiting])
    for each in waiting:
        tried = tries.get(each.client.id, 0)
        what = (
            f"Reach them, tried {counted(tried, 'time', 'times')} so far" if tried else "Reach them for the first time"
        )
        href = url_for("staff.show_support", reference=each.client.reference)
        yield due_line(each.client, "First contact", what, href, each.reach_by, today)


def list_tries_again(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """Whom somebody said they would try again on a day."""
    waiting = list_to_try_again(db, actor, today + AHEAD)
    if asked := asked_ids(waiting):
        record_act(db, actor.user_id, actor.scheme_id, "referral_in.listed", "referral", asked)
    for each in waiting:
        due_on = each.attempt.again_on or today
        if each.client is not None:
            href = url_for("staff.show_support", reference=each.client.reference)
            yield due_line(each.client, "Try again", "Try to reach them again", href, due_on, today)
        elif each.referral is not None:
            href = url_for("staff.show_referral_in", reference=each.referral.reference)
            name, is_late = each.referral.listed_name, due_on < today
            yield DueLine("Try again", name, "Try to reach them again", href, due_on, is_late)


def list_unanswered(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """For managers: who asked, and has had no answer in the time that the team has set itself."""
    if not actor.may("casework.oversee"):
        return
    late = [each for each in list_queue(db, actor) if each.due_by <= today]
    opened = open_waiting(db, actor, late)
    for each in late:
        if each.id in opened:
            yield unanswered_line(each, opened[each.id].listed_name, today)


def unanswered_line(waiting: Waiting, name: str, today: date) -> DueLine:
    href = url_for("staff.show_referral_in", reference=waiting.reference)
    what = "Nobody has taken them on or answered otherwise"
    return DueLine("Waits for an answer", name, what, href, waiting.due_by, waiting.due_by < today)
