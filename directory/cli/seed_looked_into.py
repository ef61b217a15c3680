"""What was looked into in the fictional town: how groups keep people safe, and pages that are gone."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.catalogue.models.organizations import Organization
from directory.champions.assurance.inputs import AssuranceSchema
from directory.champions.assurance.operations import record_assurance
from directory.champions.findings.links import Looked, keep_looked
from directory.champions.findings.models import Found
from directory.cli.town import Record, Town, key_id, read_seed

ANSWERS = ("policy", "lead", "insurance", "insurance_millions", "dbs", "complaints", "data_protection")


def load_assurances(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    """What champions wrote down of groups."""
    for row in read_seed("assurance.toml")["assurance"]:
        organization = db.get_one(Organization, key_id("organization", row["organization"]))
        record_assurance(
            db,
            actor_of(db, staff[row["by"]].email),
            organization,
            AssuranceSchema().load(told(town, row)),
            f"town-{row['organization']}",
        )


def told(town: Town, row: Record) -> dict[str, object]:
    """A check as the form for it would send it."""
    checked_on = town.day(row["checked_days_ago"])
    days = {"checked_on": checked_on, "valid_until": checked_on + timedelta(days=row["holds_days"])}
    if "insured_for_days" in row:
        days["insured_until"] = town.today + timedelta(days=row["insured_for_days"])
    answers = {name: row[name] for name in ANSWERS if name in row}
    return answers | {name: day.isoformat() for name, day in days.items()}


def load_links(db: Session, town: Town) -> None:
    """Pages of groups that were not found, night after night."""
    for row in read_seed("links.toml")["link"]:
        looked = Looked(row["url"], Found(row["found"]), row.get("moved_to"))
        for days_ago in reversed(range(row["days"])):
            keep_looked(db, looked, town.day(days_ago))
