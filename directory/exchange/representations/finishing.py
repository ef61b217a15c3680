"""What a record says beside its fields: what follows from several columns, and what the standard insists on."""

import uuid
from typing import Any

from directory import clock
from directory.catalogue.models.conditions import Room
from directory.catalogue.pausing import Pause, status_then
from directory.catalogue.texts import NOT_STATED
from directory.exchange.representations.schedules import mend_schedule
from directory.exchange.representations.values import write_line, write_pounds, write_url

Row = dict[str, Any]
Representation = dict[str, Any]

OWN_ACCESS_WORDS = ("missing", "present")
# A unit that room is counted in has no id of its own unless its source gave it one: it follows from its name.
UNITS = uuid.uuid5(uuid.NAMESPACE_URL, "https://lynchpin.example/units")


def leave(_row: Row, _record: Representation) -> None:
    """Most records need nothing beyond their fields."""


def finish_service(row: Row, service: Representation) -> None:
    """Name who checked a listing only where that is the group itself: anybody else's address is not ours to give.

    What is closed for a while is so by the date: the standard's word says it, and it has no field for the dates.
    """
    service.setdefault("name", NOT_STATED)
    pause = Pause(row["closed_from"], row["back_on"]) if row["closed_from"] else None
    service["status"] = status_then(row["status"], pause, clock.today()).value
    if (assurer := row["assurer_email"]) and assurer.strip().casefold() == (row["email"] or "").strip().casefold():
        service["assurer_email"] = service["email"]


def finish_described(row: Row, record: Representation) -> None:
    """The standard requires a description: without one, the name."""
    record.setdefault("name", NOT_STATED)
    record.setdefault("description", record["name"])


def finish_term(row: Row, term: Representation) -> None:
    finish_described(row, term)
    term.setdefault("term", term["name"])


def finish_identifier(row: Row, identifier: Representation) -> None:
    identifier.setdefault("identifier_type", NOT_STATED)


def finish_address(row: Row, address: Representation) -> None:
    for name in ("address_1", "city", "state_province", "postal_code"):
        address.setdefault(name, NOT_STATED)


def finish_access(row: Row, access: Representation) -> None:
    """HSDS reads `description`, the profile `accessibility`: each says at least what the other does.

    Whether something is there or missing our own records say in one word, and the description says it as well.
    """
    if access.get("accessibility") in OWN_ACCESS_WORDS:
        del access["accessibility"]
    said = access.get("description") or access.get("accessibility") or access.get("details")
    if said:
        access.setdefault("description", said)
        access.setdefault("accessibility", said)


def finish_area(row: Row, area: Representation) -> None:
    if "name" in area:
        area.setdefault("service_area", area["name"])
    if "extent" not in area:
        area.pop("extent_type", None)


def finish_schedule(row: Row, schedule: Representation) -> None:
    mend_schedule(schedule)


def finish_cost(row: Row, cost: Representation) -> None:
    if (pence := row["amount_pence"]) is not None:
        cost["amount"] = write_pounds(pence)
        cost.setdefault("currency", "gbp")


def finish_capacity(row: Row, capacity: Representation) -> None:
    """HSDS counts places, and a group may only say that it has room: then one place is the least that is true."""
    name = capacity.pop("unit", "places")
    capacity["unit"] = {"id": row["unit_id"] or uuid.uuid5(UNITS, name), "name": name}
    for part, write in (("scheme", write_line), ("identifier", write_line), ("uri", write_url)):
        if written := write(row[f"unit_{part}"] or ""):
            capacity["unit"][part] = written
    capacity.setdefault("available", 1 if row["room"] == Room.HAS_ROOM else 0)
    until = f" until {row['until'].isoformat()}" if row["until"] else ""
    capacity.setdefault("description", f"{row['room'].capitalize()}{until}")


def finish_language(row: Row, language: Representation) -> None:
    if "code" not in language and "name" not in language and (said := write_line(row["code"] or "")):
        language["name"] = said
