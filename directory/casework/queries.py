"""Reading clients. Everything here is scoped to the actor's scheme in the query itself."""

import uuid
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, load_only, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.queries import who_are_at_work
from directory.audit.operations import record_act
from directory.casework.joining.leading import check_not_joined
from directory.casework.models import Case, Client, Consent, Death, Purpose
from directory.casework.policy import may_see_client
from directory.casework.references import read_reference
from directory.casework.sight import in_scope
from directory.casework.tombstones import check_not_erased
from directory.errors import NotFound
from directory.security.keystore import current_key_store

# What comes with a client whenever their record is looked at. The coordinator too is read by a statement of its own:
# who had to wait for a row would get nobody by a join, where it has another coordinator by now.
WITH_RECORD = (
    selectinload(Client.cases),
    selectinload(Client.consents),
    selectinload(Client.deaths),
    selectinload(Client.coordinator),
)
# What a list of work says of a client.
LISTED = (Client.scheme_id, Client.reference, Client.coordinator_id, Client.name_sealed)


def listed(client: InstrumentedAttribute[Client]) -> ORMOption:
    """That a client comes along with a row, with just what a list says of them."""
    return joinedload(client).load_only(*LISTED)


def get_client(db: Session, actor: Actor, reference: str, *, to_change: bool = False) -> Client:
    """A client by reference, with cases, consents, deaths and coordinator, and a record that they were looked at.

    `to_change` keeps others who would change anything of theirs waiting until the end of the transaction. Raises
    PersonErased for one of the actor's scheme who was, RecordJoined where the reference is that of a second record of
    somebody, and NotFound for a client of another just as for none at all.
    """
    wanted = select(Client).where(in_scope(actor), Client.reference == read_reference(reference)).options(*WITH_RECORD)
    if to_change:
        wanted = wanted.with_for_update(of=Client).execution_options(populate_existing=True)
    client = db.scalar(wanted)
    if client is None or not may_see_client(actor, client):
        check_not_erased(db, actor, reference)
        check_not_joined(db, actor, reference)
        raise NotFound("There is no such client.")
    record_act(db, actor.user_id, actor.scheme_id, "client.viewed", "client", [client.id])
    return client


def list_supported_clients(db: Session, actor: Actor) -> Sequence[Client]:
    """The clients of the actor's scheme with an open case, newest first, and a record that they were listed."""
    return list_recorded(db, actor, is_supported())


def list_unagreed_clients(db: Session, actor: Actor, today: date) -> Sequence[Client]:
    """Who is supported now and does not agree to being referred, of those in the actor's care; recorded as listed.

    They come by themselves, without their record.
    """
    unagreed = (in_care_of(actor), is_supported(), ~agrees_to(Purpose.REFERRAL, today))
    return list_recorded(db, actor, *unagreed, along_with=(load_only(*LISTED),))


@lru_cache(maxsize=100)
def agrees_to(purpose: Purpose, today: date) -> ColumnElement[bool]:
    """The clients whose agreement for a purpose is in force, as a condition."""
    return Client.consents.any(
        and_(
            Consent.purpose == purpose.value,
            Consent.given_on <= today,
            or_(Consent.withdrawn_on.is_(None), Consent.withdrawn_on > today),
        )
    )


def objects_to(purpose: Purpose, today: date) -> ColumnElement[bool]:
    """The clients who were asked and do not agree, or no longer, as a condition. Who was never asked is not of them."""
    was_asked = Client.consents.any(and_(Consent.purpose == purpose.value, Consent.given_on <= today))
    return and_(was_asked, ~agrees_to(purpose, today))


def does_object(db: Session, client: Client) -> bool:
    """Whether a client was asked, and does not want to count in figures."""
    objecting = select(Client.id).where(Client.id == client.id, objects_to(Purpose.EVALUATION, clock.today()))
    return db.scalar(objecting) is not None


def list_answers(db: Session, client: Client, purpose: Purpose) -> Sequence[Consent]:
    """All that a client ever answered for a purpose, newest first, with the wording and who wrote it down.

    The client was looked up, and so recorded, by the caller.
    """
    return db.scalars(
        select(Consent)
        .where(Consent.scheme_id == client.scheme_id, Consent.client_id == client.id)
        .where(Consent.purpose == purpose.value)
        .options(joinedload(Consent.wording), joinedload(Consent.recorder))
        .order_by(Consent.given_on.desc(), Consent.recorded_at.desc())
    ).all()


def list_by_reference(db: Session, actor: Actor, references: Sequence[str]) -> Sequence[Client]:
    """The clients of some references, in their order, and a record that they were listed."""
    found = list_recorded(db, actor, Client.reference.in_(references)) if references else []
    return sorted(found, key=lambda each: references.index(each.reference))


def list_recorded(
    db: Session, actor: Actor, *conditions: ColumnElement[bool], along_with: Sequence[ORMOption] = WITH_RECORD
) -> Sequence[Client]:
    """The clients of the actor's scheme that meet conditions. Just they are recorded as listed."""
    clients = db.scalars(
        select(Client)
        .where(in_scope(actor), *conditions)
        .options(*along_with)
        .order_by(Client.made_at.desc(), Client.reference)
    ).all()
    if clients:
        current_key_store().open_ahead([each.id for each in clients])
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.id for each in clients])
    return clients


def in_care_of(actor: Actor) -> ColumnElement[bool]:
    """Whom an actor looks after, as a condition: a coordinator their own; a manager, who has none, the whole team's."""
    return supported_by(actor.user_id) if actor.may("casework.write") else true()


@lru_cache(maxsize=1_000)
def supported_by(user_id: uuid.UUID) -> ColumnElement[bool]:
    return Client.coordinator_id == user_id


def list_coordinators(db: Session, actor: Actor) -> Sequence[uuid.UUID]:
    """Who supports somebody of the actor's scheme now, by id, at work or not."""
    supporting = select(Client.coordinator_id).join(Case, Case.client_id == Client.id).distinct()
    return db.scalars(supporting.where(Case.scheme_id == actor.scheme_id, Case.closed_on.is_(None))).all()


def has_lost_coordinator(actor: Actor) -> ColumnElement[bool]:
    """The clients whose coordinator does not work as one in the actor's scheme any more, as a condition."""
    return Client.coordinator_id.not_in(who_are_at_work(actor, Role.COORDINATOR))


def is_supported(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The clients with an open case, as a condition; of that case more may be asked.

    Of all that a team ever had they are few: who they are is read once, and not asked of each client.
    """
    supported = select(Case.client_id).where(Case.closed_on.is_(None), *conditions)
    return Client.id.in_(supported.correlate(None))


@cache
def has_died() -> ColumnElement[bool]:
    """The clients of whom it is written down that they have died, as a condition."""
    return Client.deaths.any(Death.undone_at.is_(None))


def get_case(client: Client, case_id: uuid.UUID) -> Case:
    """A spell of support of a client, open or ended. Raises NotFound for one that is not theirs."""
    for case in client.cases:
        if case.id == case_id:
            return case
    raise NotFound("There is no such case.")


def open_case(client: Client) -> Case | None:
    """The spell of support a client is in now."""
    return next((case for case in client.cases if case.closed_on is None), None)
