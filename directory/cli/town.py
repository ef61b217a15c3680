"""The fictional town's files, read into the inputs of operations. Days in the files count from today."""

import tomllib
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from directory.catalogue.adding import (
    AccessInput,
    ContactInput,
    CostInput,
    OrganizationInput,
    PlaceInput,
    ScheduleInput,
    ServiceInput,
)
from directory.catalogue.models.conditions import Room
from directory.catalogue.models.schedules import AttendingType, Calendar, Observance
from directory.catalogue.models.services import ServiceStatus
from directory.catalogue.vocabulary import LINK_TYPES, term_id
from directory.cli.schema import PACKAGE

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://lynchpin.example/town")
Record = Mapping[str, Any]
FindPoint = Callable[[str], tuple[float, float]]

ARRANGEMENTS = {
    "women_only": "women-only",
    "men_only": "men-only",
    "has_buddy": "met-at-the-door",
    "for_beginners": "beginners-welcome",
    "no_referral": "no-referral-needed",
    "needs_referral": "referral-needed",
}


def seeds_folder() -> Path:
    """The town's files: inside an installed wheel, or beside the package in a checkout."""
    installed = PACKAGE / "_seeds"
    return installed if installed.exists() else PACKAGE.parent / "seeds"


def read_seed(name: str) -> dict[str, Any]:
    """One file of the town, amounts as exact decimals."""
    return tomllib.loads((seeds_folder() / name).read_text("utf-8"), parse_float=Decimal)


def key_id(kind: str, key: str) -> uuid.UUID:
    """The id of a thing of the town: the same on every machine."""
    return uuid.uuid5(NAMESPACE, f"{kind}/{key}")


@dataclass(frozen=True)
class Listed:
    """A record of the town that came from a list, and what that calls it."""

    list_id: uuid.UUID
    entity: str
    key: str
    record_id: uuid.UUID


@dataclass(frozen=True)
class Town:
    """The town's files as inputs, for one day."""

    today: date
    find_point: FindPoint

    def organizations(self) -> list[OrganizationInput]:
        return [self.organization(each) for each in read_seed("organizations.toml")["organization"]]

    def venues(self) -> list[PlaceInput]:
        return [self.venue(each) for each in read_seed("venues.toml")["venue"]]

    def activities(self) -> list[ServiceInput]:
        return [self.activity(each) for each in self.activity_rows()]

    def activity_rows(self) -> list[Record]:
        names = sorted(path.name for path in seeds_folder().glob("activities-*.toml"))
        return [row for name in names for row in read_seed(name)["activity"]]

    def lists(self) -> dict[uuid.UUID, str]:
        """The names of the lists of other people that some records came from, by id."""
        return {key_id("list", each["key"]): each["name"] for each in read_seed("lists.toml")["list"]}

    def listed(self) -> Iterator[Listed]:
        """The groups and activities that came from a list."""
        groups, activities = read_seed("organizations.toml")["organization"], self.activity_rows()
        for entity, kind, rows in (("organization", "organization", groups), ("service", "activity", activities)):
            for row in rows:
                if "list" in row:
                    yield Listed(key_id("list", row["list"]), entity, row["key"], key_id(kind, row["key"]))

    def people(self) -> dict[str, Any]:
        return read_seed("people.toml")

    def suggestions(self) -> list[dict[str, Any]]:
        return list(read_seed("suggestions.toml")["suggestion"])

    def messages(self) -> list[dict[str, Any]]:
        return list(read_seed("messages.toml")["message"])

    def drafts(self) -> list[dict[str, Any]]:
        return list(read_seed("drafts.toml")["draft"])

    def photographs(self) -> list[dict[str, Any]]:
        return list(read_seed("photographs.toml")["photograph"])

    def relationships(self) -> dict[str, Any]:
        return read_seed("relationships.toml")

    def onboarding(self) -> dict[str, Any]:
        return read_seed("onboarding.toml")

    def strength(self) -> dict[str, Any]:
        """What groups said of their money, their size and their room."""
        return read_seed("strength.toml")

    def unmet(self) -> dict[str, Any]:
        """What people looked for and did not get, by month of a quarter."""
        return read_seed("unmet.toml")

    def day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def organization(self, row: Record) -> OrganizationInput:
        wanted = ("name", "description", "email", "website", "phone", "legal_status", "alternate_name")
        return OrganizationInput(
            id=key_id("organization", row["key"]),
            year_incorporated=row.get("year_incorporated"),
            **{name: row[name].strip() for name in wanted if name in row},
        )

    def venue(self, row: Record) -> PlaceInput:
        asked = self.day(row["asked_days_ago"]) if "asked_days_ago" in row else None
        return PlaceInput(
            id=key_id("venue", row["key"]),
            name=row["name"],
            address_1=row["address_1"],
            city=row["city"],
            state_province="West Yorkshire",
            postal_code=row["postal_code"],
            point=self.find_point(row["postal_code"]),
            description=row["description"].strip(),
            transportation=row.get("transportation"),
            access=tuple(
                AccessInput(fact["name"], fact.get("note"), fact.get("missing", False), asked)
                for fact in row.get("accessibility", ())
            ),
        )

    def activity(self, row: Record) -> ServiceInput:
        checked = row.get("checked_days_ago")
        plain = ("alert", "minimum_age", "maximum_age", "eligibility_description", "application_process")
        more = ("wait_time", "fees_description", "cost_help")
        return ServiceInput(
            id=key_id("activity", row["key"]),
            organization_id=key_id("organization", row["organization"]),
            name=row["name"],
            description=row["description"].strip(),
            place_ids=tuple(key_id("venue", key) for key in row.get("venues", ())),
            place_notes=". ".join(row.get("accessibility", ())) or None,
            schedules=tuple(self.schedule(each) for each in row.get("schedules", ())),
            costs=tuple(self.cost(each) for each in row.get("costs", ())),
            contact=ContactInput(**row["contact"]) if "contact" in row else None,
            language_codes=tuple(row.get("languages", ())),
            term_ids=self.terms(row),
            status=ServiceStatus(row.get("status", "active")),
            room=Room(row["room"]) if "room" in row else None,
            places_left=row.get("places") if row.get("room") == Room.HAS_ROOM else None,
            easy_read=row["easy_read"].strip() if "easy_read" in row else None,
            assured_date=None if checked is None else self.day(checked),
            **{name: row[name] for name in (*plain, *more) if name in row},
        )

    def terms(self, row: Record) -> dict[str, tuple[uuid.UUID, ...]]:
        found = {
            link_type: tuple(term_id(code) for code in row.get(taxonomy, ()))
            for taxonomy, link_type in LINK_TYPES.items()
        }
        found["arrangement"] = tuple(term_id(code) for name, code in ARRANGEMENTS.items() if row.get(name))
        return found

    def schedule(self, row: Record) -> ScheduleInput:
        starts, ends = row.get("starts_in_days"), row.get("ends_in_days")
        return ScheduleInput(
            freq=row["freq"],
            byday=row["byday"],
            interval=row.get("interval"),
            opens_at=time.fromisoformat(row["opens_at"]) if "opens_at" in row else None,
            closes_at=time.fromisoformat(row["closes_at"]) if "closes_at" in row else None,
            attending_type=AttendingType(row["attending_type"]),
            place_id=key_id("venue", row["venue"]) if "venue" in row else None,
            dtstart=None if starts is None else self.day(-starts),
            until=None if ends is None else self.day(-ends),
            notes=row.get("notes"),
            observances={Calendar.SCHOOL_HOLIDAYS: Observance.CLOSED} if row.get("term_time") else {},
        )

    def cost(self, row: Record) -> CostInput:
        pence = int(Decimal(row["amount"]) * 100)
        return CostInput(row.get("option"), pence, row.get("amount_description"))
