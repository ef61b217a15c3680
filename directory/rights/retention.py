"""How long records of people are kept, and whose time is over.

NHS England's Records Management Code has records of care kept for eight years after it ended or the person was last
seen, and those of somebody who was under 18 until their 25th birthday, or the 26th where they were 17. A death changes
nothing in that: eight years after the last entry there too.

Whoever is late in writing down that a case ended could make a record due at once. So none goes before managers have
seen it coming for a month: the nightly job notes since when it is due soon.
"""

import uuid
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select, union_all, update
from sqlalchemy.orm import Session, selectinload

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.feedback.sight import has_open_feedback
from directory.casework.models import Case, Client, Consent, age_between
from directory.casework.own_page.messages import waits_for_answer
from directory.casework.queries import is_supported
from directory.casework.sharing.models import UnagreedSharing
from directory.casework.sight import in_scope
from directory.outcomes.models import InstrumentResponse
from directory.referrals.models import ReferralMove
from directory.rights.models import RetentionHold
from directory.security.key_tables import CannotBeRead
from directory.security.keystore import current_key_store

GROWN_UP = 18
# The birthday until which the record of somebody younger is kept, and of one who was nearly grown up.
KEPT_UNTIL, KEPT_UNTIL_OF_17 = 25, 26
# For how long managers see that a record goes, before it does.
WARNING = timedelta(days=31)


@dataclass(frozen=True)
class Due:
    """A client whose time is over on a day: when they were last in contact, and whether something holds them back."""

    client: Client
    last_on: date
    due_on: date
    is_held: bool

    def goes_on(self, today: date) -> date:
        """The day on which it goes by itself: when it is due, and managers had their days of warning."""
        return max(self.due_on, (self.client.due_since or today) + WARNING)

    def goes_by(self, today: date) -> bool:
        return not self.is_held and self.goes_on(today) <= today


def years_after(day: date, years: int) -> date:
    """The same date some years later; 1 March for a 29 February that is not there."""
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)


def due_date(last_on: date, born_on: date | None, years: int) -> date:
    """The day on which a record's time is over: some years after the last contact, and later for who was a child."""
    due = years_after(last_on, years)
    age = age_between(born_on, last_on) if born_on else None
    if born_on is None or age is None or age >= GROWN_UP:
        return due
    return max(due, years_after(born_on, KEPT_UNTIL_OF_17 if age == GROWN_UP - 1 else KEPT_UNTIL))


def last_contacts() -> Select[uuid.UUID, date]:
    """Each client with the last day on which anything happened that care was: an ending, a step, a score, an answer."""
    days = (
        Case.closed_on,
        ReferralMove.happened_on,
        InstrumentResponse.taken_on,
        Consent.given_on,
        Consent.withdrawn_on,
        UnagreedSharing.shared_on,
    )
    happened = union_all(
        *(select(each.class_.client_id.label("client_id"), each.label("day")).where(each.is_not(None)) for each in days)
    ).subquery()
    return select(happened.c.client_id, func.max(happened.c.day).label("day")).group_by(happened.c.client_id)


def list_due(db: Session, by: date, years: int, *conditions: ColumnElement[bool]) -> list[Due]:
    """The clients, of all teams or those that meet conditions, whose time is over by a day; the first due first.

    Nobody is among them who has an open case, however long ago that was, or told something that nobody has seen to, or
    about whom a complaint or an incident is open, nor anybody whose record cannot be read.
    """
    last = last_contacts().subquery()
    goes_on = or_(is_supported(), waits_for_answer(), has_open_feedback())
    rows = db.execute(
        select(Client, last.c.day)
        .join(last, last.c.client_id == Client.id)
        # A few leap days too many: the exact day is found below.
        .where(last.c.day <= by - timedelta(days=365 * years), ~goes_on, *conditions)
        .options(selectinload(Client.cases), selectinload(Client.consents), selectinload(Client.deaths))
    ).all()
    held = set(db.scalars(select(RetentionHold.client_id).where(RetentionHold.ended_at.is_(None))))
    found = [
        Due(client, last_on, due_on, client.id in held)
        for client, last_on in rows
        if (due_on := find_due_date(client, last_on, years)) and due_on <= by
    ]
    return sorted(found, key=lambda each: (each.due_on, each.client.reference))


def find_due_date(client: Client, last_on: date, years: int) -> date | None:
    """The day on which a client's time is over; None where nobody can read the record just now."""
    try:
        # Also where no birth date is known, and nothing would be opened.
        current_key_store().key_of(client.id)
        born_on = client.born_on
    except CannotBeRead:
        return None
    return due_date(last_on, born_on, years)


def note_due(db: Session, today: date, years: int) -> None:
    """Note of whoever is due soon since when that is so; forget it of whoever no longer is, or is held back.

    Their page was not changed by anybody, so that its version stays.
    """
    soon = [each.client.id for each in list_due(db, today + WARNING, years) if not each.is_held]
    noted = db.scalars(select(Client.id).where(Client.due_since.is_not(None)).order_by(Client.id)).all()
    for day, some in ((None, set(noted) - set(soon)), (today, set(soon) - set(noted))):
        for client_id in sorted(some):
            db.execute(update(Client).where(Client.id == client_id).values(due_since=day))


def list_due_in_team(db: Session, actor: Actor, by: date, years: int) -> Sequence[Due]:
    """Those of the actor's team, recorded as listed."""
    found = list_due(db, by, years, in_scope(actor))
    if found:
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.client.id for each in found])
    return found
