"""What somebody wishes of who supports them, and how urgent a person judged it: of who asked, and of clients."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.referrals_in.referral_details import Urgency
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.triage.kinds import AllocationReason, Gender
from directory.casework.triage.models import Allocation
from directory.casework.triage.proposing import Wishes
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode


@dataclass(frozen=True)
class WishInput:
    """A woman or a man, or neither matters; and whether it is to be somebody who has not supported them before."""

    gender: Gender | None = None
    wants_somebody_new: bool = False


def note_wishes(db: Session, actor: Actor, person: Referral | Client, wanted: WishInput) -> bool:
    """Write down what somebody wishes of who supports them; says whether that is a change."""
    gender = wanted.gender.value if wanted.gender else None
    if (person.coordinator_gender, person.wants_somebody_new) == (gender, wanted.wants_somebody_new):
        return False
    person.coordinator_gender, person.wants_somebody_new = gender, wanted.wants_somebody_new
    kind = "client" if isinstance(person, Client) else "referral_in"
    changed = ["coordinator_gender", "wants_somebody_new"]
    record_act(db, actor.user_id, actor.scheme_id, f"{kind}.wishes", person.__tablename__, [person.id], changed)
    return True


def note_urgency(db: Session, actor: Actor, referrals: Collection[Referral], urgency: Urgency) -> int:
    """Write down how urgent a person judges it, with who and when; returns for how many that is a change."""
    changed = [each for each in referrals if each.triaged_as != urgency]
    for each in changed:
        each.triaged_as, each.triaged_by, each.triaged_at = urgency.value, actor.user_id, clock.now()
    if changed:
        ids = [each.id for each in changed]
        record_act(
            db, actor.user_id, actor.scheme_id, "referral_in.triaged", "referral", ids, ["triaged_as", urgency.value]
        )
    return len(changed)


def wishes_of(db: Session, person: Referral | Client, likely: Sequence[Client] = ()) -> Wishes:
    """What matters to somebody about who supports them. Opens what is sealed of where they live and what they speak.

    `likely` are clients who may be the person of a referral: who supported them may be no new face.
    """
    supported_by = list_supporters(db, person) if isinstance(person, Client) else list_likely_supporters(db, likely)
    return Wishes(
        gender=Gender(person.coordinator_gender) if person.coordinator_gender else None,
        language=person.language or None,
        wants_somebody_new=person.wants_somebody_new,
        outward=outward_of(person.postcode),
        supported_by=frozenset(supported_by),
        is_sure=isinstance(person, Client),
    )


def wishes_of_many(db: Session, clients: Sequence[Client]) -> list[Wishes]:
    """The wishes of several clients, in their order."""
    known = supporters_of_many(db, clients)
    return [
        Wishes(
            gender=Gender(each.coordinator_gender) if each.coordinator_gender else None,
            language=each.language or None,
            wants_somebody_new=each.wants_somebody_new,
            outward=outward_of(each.postcode),
            supported_by=frozenset({*known.get(each.id, ()), each.coordinator_id}),
        )
        for each in clients
    ]


def supporters_of_many(db: Session, clients: Sequence[Client]) -> Mapping[uuid.UUID, set[uuid.UUID]]:
    """Everybody who supported each of several clients, as far as it was written down."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    columns = (Allocation.client_id, Allocation.from_user_id, Allocation.to_user_id)
    of_clients = Allocation.client_id.in_([each.id for each in clients])
    for client_id, *users in db.execute(select(*columns).where(of_clients, *stands())):
        found.setdefault(client_id, set()).update(each for each in users if each)
    return found


def stands() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """That a change of coordinator was not taken back, and is no taking back of another."""
    return Allocation.taken_back_at.is_(None), Allocation.reason != AllocationReason.TAKEN_BACK.value


def list_supporters(db: Session, client: Client) -> Sequence[uuid.UUID]:
    """Who supports a client, and everybody who did."""
    of_client = (Allocation.scheme_id == client.scheme_id, Allocation.client_id == client.id)
    known = db.execute(select(Allocation.from_user_id, Allocation.to_user_id).where(*of_client, *stands())).all()
    return [each for pair in known for each in pair if each] + [client.coordinator_id]


def list_likely_supporters(db: Session, likely: Sequence[Client]) -> Sequence[uuid.UUID]:
    """Who supports, or supported, any of those who may be one person."""
    if not likely:
        return []
    known = supporters_of_many(db, likely)
    return [*(each.coordinator_id for each in likely), *(user for users in known.values() for user in users)]


def outward_of(postcode: str | None) -> str | None:
    try:
        return parse_postcode(postcode or "").outward
    except PostcodeNotUnderstood:
        return None
