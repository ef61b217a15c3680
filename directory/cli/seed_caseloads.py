"""Who of the fictional town was taken on a second time, and whose people were handed over to colleagues."""

import uuid
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.casework.caseload.handing_over import HandoverInput, hand_over
from directory.casework.inputs import NewClientInput
from directory.casework.joining.pairing import compare_clients
from directory.casework.models import Client
from directory.casework.operations import take_on_client
from directory.casework.triage.kinds import AllocationReason
from directory.cli.town import Record, Town, read_seed

EVERYBODY = 1_000


def load_caseloads(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    """Hand over, take on again, and look for who may be here twice, as happens every night."""
    known = read_seed("caseloads.toml")
    for row in known["hand_over"]:
        load_hand_over(db, staff, row)
    for row in known["second_record"]:
        load_second_record(db, town, staff, row)
    db.flush()  # they are compared by what is kept
    compare_clients(db, EVERYBODY)


def load_hand_over(db: Session, staff: Mapping[str, User], row: Record) -> None:
    given = {client_id(db, each["client"]): staff[each["coordinator"]].id for each in row["to"]}
    wanted = HandoverInput(AllocationReason(row["reason"]), given, f"town-{row['key']}")
    hand_over(db, actor_of(db, staff[row["by"]].email), staff[row["from"]], wanted)


def client_id(db: Session, key: str) -> uuid.UUID:
    return db.scalars(select(Client.id).where(Client.submission_key == f"town-{key}")).one()


def load_second_record(db: Session, town: Town, staff: Mapping[str, User], row: Record) -> None:
    wanted = NewClientInput(
        name=f"{row['first_name']} {row['last_name']}",
        submission_key=f"town-{row['key']}",
        postcode=row["postcode"],
        born_on=town.day(row["born_days_ago"]),
        phone=row["phone"],
        statement=row["statement"].strip(),
    )
    take_on_client(
        db, actor_of(db, staff[row["coordinator"]].email), wanted, opened_on=town.day(row["opened_days_ago"])
    )
