"""What comes next for who needs more than this service, and whom to tell of a referral."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.queries import in_care_of
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.sight import in_scope
from directory.casework.triage.kinds import NoticeAbout, WhereTo
from directory.casework.triage.models import NeedsMore, ReferrerNotice
from directory.casework.triage.passing_on import list_to_follow
from directory.casework.triage.telling import list_to_tell
from directory.staff.my_day.due import DueLine, due_line
from directory.staff.triage.person_page import ABOUT_WORDS, WHERE_WORDS

AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class People:
    """Those whom some rows are about: clients in the actor's care, and who asked and is no client, by id."""

    clients: Mapping[uuid.UUID, Client]
    referrals: Mapping[uuid.UUID, Referral]


def list_next_steps(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """What comes next for the people in the actor's care, and for who is no client and about whom they decided; and
    whether they were taken over, once the step is done and nobody knows.
    """
    steps = list_to_follow(db, actor, today + AHEAD)
    people = people_of(db, actor, [(each, each.decided_by) for each in steps])
    for each in steps:
        if each.done_on is None:
            yield from line_of(people, each, "Needs more than us", each.next_step, each.next_step_on, today)
        else:
            where = each.where_words or WHERE_WORDS[WhereTo(each.where_to)]
            href = url_for("staff.edit_taken_over", step_id=each.id)
            what = f"Were they taken over? {where}"
            yield from line_of(people, each, "Needs more than us", what, each.done_on, today, href)


def list_referrers_to_tell(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """Whoever referred people in the actor's care, and is to be told of something by a colleague."""
    notices = list_to_tell(db, actor, today + AHEAD)
    people = people_of(db, actor, [(each, each.made_by) for each in notices])
    for each in notices:
        whom = "them, who asked themselves" if each.is_to_person else "whoever referred them"
        what = f"Tell {whom}: {ABOUT_WORDS[NoticeAbout(each.about)]}"
        kind = "Tell them" if each.is_to_person else "Tell the referrer"
        yield from line_of(people, each, kind, what, each.due_on, today)


def people_of(db: Session, actor: Actor, rows: Sequence[tuple[NeedsMore | ReferrerNotice, uuid.UUID]]) -> People:
    """Whom rows are about, as far as they are the actor's to see to; who asked is recorded as listed."""
    client_ids = {each.client_id for each, _ in rows if each.client_id}
    own = {each.referral_id for each, by in rows if not each.client_id and is_theirs(actor, by)}
    if not rows:
        return People({}, {})
    clients = db.scalars(select(Client).where(Client.id.in_(client_ids), in_scope(actor), in_care_of(actor))).all()
    referrals = db.scalars(select(Referral).where(Referral.scheme_id == actor.scheme_id, Referral.id.in_(own))).all()
    if referrals:
        ids = [each.id for each in referrals]
        record_act(db, actor.user_id, actor.scheme_id, "referral_in.listed", "referral", ids)
    return People({each.id: each for each in clients}, {each.id: each for each in referrals})


def is_theirs(actor: Actor, by: uuid.UUID) -> bool:
    return by == actor.user_id or actor.may("casework.oversee")


def line_of(
    people: People, row: NeedsMore | ReferrerNotice, kind: str, what: str, due_on: date, today: date, href: str = ""
) -> Iterator[DueLine]:
    """The line of one row; none where it is somebody else's to see to. It leads to their page, unless to another."""
    if row.client_id is not None:
        client = people.clients.get(row.client_id)
        if client is not None:
            href = href or url_for("staff.show_support", reference=client.reference)
            yield due_line(client, kind, what, href, due_on, today)
        return
    referral = people.referrals.get(row.referral_id) if row.referral_id else None
    if referral is not None:
        href = href or url_for("staff.show_referral_in", reference=referral.reference)
        yield DueLine(kind, referral.listed_name, what, href, due_on, due_on < today)
