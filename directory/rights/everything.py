"""All that is held about a person, gathered: what is owed to somebody who asks for it (UK GDPR, article 15)."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme, User
from directory.accounts.senders.models import ApiSender
from directory.audit.models import AuditEvent
from directory.audit.operations import record_act
from directory.audit.queries import list_events_about
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.models import AgreementWording, Client, Consent, PlannedActivity
from directory.casework.transfers.models import ClientTransfer
from directory.casework.transfers.states import TransferState
from directory.catalogue.models.services import Service
from directory.outcomes.models import InstrumentResponse
from directory.referrals.models import OnwardReferral
from directory.rights.parts.every import PARTS
from directory.rights.parts.part import Part

ALL = 100_000

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """One part as it is told: its heading, the words for each attribute, and its entries by attribute."""

    heading: str
    words: Mapping[str, str]
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Everything:
    """All that is held about a person, when it was gathered, by which team it is held, and what allows that.

    `bases` are those of articles 6 and 9 of the UK GDPR; `looks` is the last part.
    """

    name: str
    reference: str
    scheme: str
    bases: tuple[str, str]
    gathered_at: datetime
    parts: Sequence[Told]
    looks: Told

    def as_data(self) -> dict[str, Any]:
        """The same for programs: names of attributes, dates and moments in ISO 8601."""
        return {
            "reference": self.reference,
            "held_by": self.scheme,
            "lawful_basis": list(self.bases),
            "gathered_at": self.gathered_at.isoformat(),
            "parts": [
                {"heading": part.heading, "entries": [{k: plain(v) for k, v in each.items()} for each in part.entries]}
                for part in (*self.parts, self.looks)
            ],
        }


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def gather_everything(db: Session, actor: Actor, client: Client) -> Everything:
    """All that is held about a client whom the actor may see; `record_handing_out` notes that it is handed out."""
    names = names_in(db, client)
    parts = [tell_part(db, part, actor, client, names) for part in PARTS]
    looks = tell_looks(db, actor, client, names)
    scheme = db.get_one(Scheme, client.scheme_id)
    bases = (scheme.lawful_basis, scheme.special_basis)
    return Everything(client.name, client.reference, actor.scheme_name, bases, clock.now(), parts, looks)


def record_handing_out(db: Session, actor: Actor, client: Client) -> None:
    """Write down that all that is held about a client was gathered to be handed out."""
    record_act(db, actor.user_id, actor.scheme_id, "client.exported", "client", [client.id])


def ids_of_record(db: Session, client_id: uuid.UUID) -> list[uuid.UUID]:
    """The ids of everything that is held about a client, by which the audit record speaks of it."""
    wanted = [select(part.model.id).where(part.person == client_id, part.audited) for part in PARTS]
    return [found for each in wanted for found in db.scalars(each)]


def names_in(db: Session, client: Client) -> dict[uuid.UUID, str]:
    """What stands behind the ids in a person's record: colleagues, teams, activities, wordings, and referrals."""
    sent = OnwardReferral.client_id == client.id
    planned = select(PlannedActivity.service_id).where(PlannedActivity.client_id == client.id)
    is_theirs = Service.id.in_(planned) | Service.id.in_(select(OnwardReferral.service_id).where(sent))
    activities = select(Service.id, Service.name).where(is_theirs)
    referrals = select(OnwardReferral.id, OnwardReferral.reference).where(sent)
    found: dict[uuid.UUID, str] = {client.id: client.name}
    answered = select(Consent.wording_id).where(Consent.client_id == client.id)
    wordings = select(AgreementWording.id, AgreementWording.text).where(AgreementWording.id.in_(answered))
    teams = select(Scheme.id, Scheme.name)
    senders = select(ApiSender.id, ApiSender.name)
    for wanted in (select(User.id, User.name), senders, teams, activities, referrals, wordings):
        found |= {key: name for key, name in db.execute(wanted)}
    return found | steps_named(db, client, found)


def steps_named(db: Session, client: Client, names: Mapping[uuid.UUID, str]) -> dict[uuid.UUID, str]:
    """What goals, steps and activities of somebody's plans are called, which changes of a plan name by their ids."""
    planned = select(PlannedActivity.id, PlannedActivity.service_id).where(PlannedActivity.client_id == client.id)
    found = {key: names[service_id] for key, service_id in db.execute(planned)}
    found |= {each.id: each.words for each in db.scalars(select(Goal).where(Goal.client_id == client.id))}
    for step in db.scalars(select(PlanAction).where(PlanAction.client_id == client.id)):
        found[step.id] = step.what or (found.get(step.planned_id, "") if step.planned_id else "")
    return found


def tell_part(db: Session, part: Part, actor: Actor, client: Client, names: Mapping[uuid.UUID, str]) -> Told:
    """A part as it is told; what its reader may not read of it looks as if it were not there."""
    wanted = select(part.model).where(part.person == client.id, part.told, part.read_by(actor, client))
    wanted = wanted.order_by(part.by)
    if part.model is InstrumentResponse:
        wanted = wanted.options(selectinload(InstrumentResponse.scores), selectinload(InstrumentResponse.answers))
    rows = db.scalars(wanted).all()
    return Told(part.heading, part.words, [tell_row(each, part.words, names) for each in rows])


def tell_row(row: object, words: Iterable[str], names: Mapping[uuid.UUID, str]) -> Entry:
    return {each: told_value(getattr(row, each), names) for each in words}


def told_value(value: Any, names: Mapping[uuid.UUID, str]) -> Any:
    """A value as it is told: names for ids, lines for lists, and what was kept as JSON as what it says."""
    if isinstance(value, uuid.UUID):
        return names.get(value, str(value))
    if isinstance(value, list):
        return {each.name: each.told for each in value}
    if isinstance(value, str) and value[:1] in "[{":
        return parsed(value)
    return value


def parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def tell_looks(db: Session, actor: Actor, client: Client, names: Mapping[uuid.UUID, str]) -> Told:
    """Who looked at the record and who changed it, oldest first: here, and in the teams that handed them over."""
    record = ids_of_record(db, client.id)
    events = [each for scheme in teams_of(db, client) for each in list_events_about(db, scheme, record, most=ALL)]
    words = {"at": "When", "who": "Who", "what": "What", "which": "Which parts"}
    return Told(
        "Who looked, and who changed it",
        words,
        [tell_look(each, actor, names) for each in sorted(events, key=lambda each: each.id)],
    )


def teams_of(db: Session, client: Client) -> set[uuid.UUID]:
    """The schemes that hold a client's record, or held it before."""
    was_handed_over = (ClientTransfer.client_id == client.id, ClientTransfer.state == TransferState.ACCEPTED.value)
    return {client.scheme_id, *db.scalars(select(ClientTransfer.scheme_id).where(*was_handed_over))}


def tell_look(event: AuditEvent, actor: Actor, names: Mapping[uuid.UUID, str]) -> Entry:
    who = names.get(event.actor_id, str(event.actor_id)) if event.actor_id else None
    if who and event.scheme_id and event.scheme_id != actor.scheme_id:
        # Another team says itself who works there.
        who = f"Somebody of {names[event.scheme_id]}"
    return {"at": event.at, "who": who, "what": event.action, "which": event.fields}
