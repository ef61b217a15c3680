"""Planning the first visit to a group, and writing down whether it came about."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import has_died, in_care_of
from directory.casework.sight import in_scope
from directory.db import add_once, new_id
from directory.errors import WrongInput
from directory.referrals.models import OnwardReferral
from directory.referrals.states import OPEN
from directory.referrals.visit_models import TO_ARRANGE, Company, FirstVisit, Transport


@dataclass(frozen=True)
class FirstVisitInput:
    """What is planned, and what came of it. `seen` is the version that was looked at; 0 where there was none."""

    company: Company | None = None
    companion: str | None = None
    visit_on: date | None = None
    meeting: str | None = None
    transport: Transport | None = None
    is_arranged: bool = False
    getting_there: str | None = None
    came_about: bool | None = None
    seen: int = 0


def words_field() -> fields.String:
    return fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=500, error="Keep it to 500 characters")
    )


class FirstVisitSchema(Schema):
    """Loads into FirstVisitInput."""

    company = fields.Enum(Company, by_value=True, load_default=None, allow_none=True)
    companion = words_field()
    visit_on = fields.Date(
        load_default=None, allow_none=True, error_messages={"invalid": "Enter a date, like 27 3 2026"}
    )
    meeting = words_field()
    transport = fields.Enum(Transport, by_value=True, load_default=None, allow_none=True)
    is_arranged = fields.Boolean(load_default=False)
    getting_there = words_field()
    came_about = fields.Boolean(load_default=None, allow_none=True)
    seen = fields.Integer(load_default=0, allow_none=True)

    @validates_schema
    def hangs_together(self, data: dict[str, Any], **_: object) -> None:
        if not data.get("company") and not data.get("transport"):
            raise ValidationError("Choose who goes along, or how they get there", "company")
        if data.get("came_about") is not None and not data.get("visit_on"):
            raise ValidationError("Enter the date of the visit", "visit_on")
        if data.get("is_arranged") and not data.get("transport"):
            raise ValidationError("Choose how they get there", "transport")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> FirstVisitInput:
        texts = {name: (data[name] or "").strip() or None for name in ("companion", "meeting", "getting_there")}
        return FirstVisitInput(**{**data, **texts, "seen": data["seen"] or 0})


def keep_first_visit(db: Session, actor: Actor, referral: OnwardReferral, wanted: FirstVisitInput) -> bool:
    """Keep what is planned for a first visit, or what came of it; says whether it was news.

    The caller keeps the referral from others. Raises ChangedMeanwhile, or WrongInput for a day that is still to come.
    """
    if wanted.came_about is not None and wanted.visit_on and wanted.visit_on > clock.today():
        raise WrongInput("Check the date.", {"visit_on": "Nobody knows yet whether a visit to come comes about"})
    known = find_first_visit(db, referral)
    if known is not None and says_the_same(known, wanted):
        return False
    if (known.version if known else 0) != wanted.seen:
        raise ChangedMeanwhile
    if known is None:
        visit = new_visit(actor, referral)
        fill(visit, wanted)
        add_once(db, visit, lambda: find_first_visit(db, referral))
    else:
        fill(known, wanted)
        known.recorded_by, known.recorded_at = actor.user_id, clock.now()
    record_act(db, actor.user_id, actor.scheme_id, "referral.first_visit", "onward_referral", [referral.id])
    return True


def new_visit(actor: Actor, referral: OnwardReferral) -> FirstVisit:
    return FirstVisit(
        id=new_id(),
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        onward_referral_id=referral.id,
        is_arranged=False,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )


def fill(visit: FirstVisit, wanted: FirstVisitInput) -> None:
    visit.company = wanted.company.value if wanted.company else None
    visit.companion, visit.meeting = wanted.companion, wanted.meeting
    visit.visit_on, visit.came_about = wanted.visit_on, wanted.came_about
    visit.transport = wanted.transport.value if wanted.transport else None
    visit.is_arranged, visit.getting_there = wanted.is_arranged, wanted.getting_there


def says_the_same(visit: FirstVisit, wanted: FirstVisitInput) -> bool:
    names = ("company", "companion", "visit_on", "meeting", "transport", "is_arranged", "getting_there", "came_about")
    return all(getattr(visit, name) == getattr(wanted, name) for name in names)


def find_first_visit(db: Session, referral: OnwardReferral) -> FirstVisit | None:
    """The first visit of a referral that the caller looked up."""
    wanted = select(FirstVisit).where(FirstVisit.onward_referral_id == referral.id)
    return db.scalar(wanted.options(joinedload(FirstVisit.recorder)))


def first_visits_of(db: Session, referrals: Iterable[OnwardReferral]) -> Mapping[uuid.UUID, FirstVisit]:
    """The first visits of referrals that the caller looked up, by the referral."""
    ids = [each.id for each in referrals]
    found = db.scalars(select(FirstVisit).where(FirstVisit.onward_referral_id.in_(ids))).all() if ids else []
    return {each.onward_referral_id: each for each in found}


def list_first_visits(db: Session, actor: Actor) -> Sequence[FirstVisit]:
    """First visits of open referrals in the actor's care that are to come, to write down, or need transport.

    Earliest first, those without a day last. Whoever asks writes down whose they are.
    """
    return db.scalars(visits_to_see_to(actor)).all()


@lru_cache
def visits_to_see_to(actor: Actor) -> Select[FirstVisit]:
    of_whom = OnwardReferral.client.has(and_(in_scope(actor), in_care_of(actor), ~has_died()))
    is_to_come = and_(FirstVisit.visit_on.is_not(None), FirstVisit.came_about.is_(None))
    waits = FirstVisit.transport.in_([each.value for each in TO_ARRANGE]) & FirstVisit.is_arranged.is_(False)
    return (
        select(FirstVisit)
        .join(FirstVisit.referral)
        .where(FirstVisit.scheme_id == actor.scheme_id, of_whom, OnwardReferral.state.in_(OPEN))
        .where(or_(is_to_come, and_(waits, FirstVisit.came_about.is_(None))))
        .options(
            joinedload(FirstVisit.referral).options(
                joinedload(OnwardReferral.service),
                joinedload(OnwardReferral.client).options(selectinload(Client.deaths)),
            )
        )
        .order_by(FirstVisit.visit_on.is_(None), FirstVisit.visit_on, FirstVisit.recorded_at)
    )
