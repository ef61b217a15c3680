"""Tabular data packages of HSDS 3.0 for tests: a few rows in every table, and the zip around them."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from tests.factories.feeds import feed_id

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def package_tables(*numbers: int) -> Tables:
    """The rows of services with these numbers, one at least in nearly every table, by the name of the file."""
    tables: Tables = {}
    for number in numbers or (1,):
        for file, row in rows_of(number):
            rows = tables.setdefault(file, [])
            if row["id"] not in {each["id"] for each in rows}:
                rows.append(row)
    return tables


def rows_of(number: int) -> list[tuple[str, Row]]:
    service, organization = feed_id("service", number), feed_id("organization", number)
    place, location, contact = feed_id("place", number), feed_id("location", number), feed_id("contact", number)
    phone = feed_id("phone", number)
    of_service = {"service_id": service}
    address = {"address_1": "1 Beck Lane", "city": "Leeds", "state_province": "West Yorkshire"}
    term = {"id": feed_id("term"), "code": "WALK", "name": "Walking", "description": "Walks"}
    above = {"id": feed_id("above"), "code": "MOVE", "name": "Moving", "description": "All that moves"}
    taxonomy = {"id": feed_id("taxonomy"), "name": "Activities", "description": "What people do"}
    rows = [
        ("organizations", {"id": organization, "name": f"Parish {number}", "description": "A parish."}),
        ("programs", {"id": feed_id("program", number), "organization_id": organization, "name": "Warm spaces"}),
        (
            "services",
            {
                "id": service,
                "organization_id": organization,
                "program_id": feed_id("program", number),
                "name": f"Tea and talk {number}",
                "description": 'Tea,\ntalk and a "quiz".',
                "status": "active",
                "minimum_age": 18,
                "last_modified": "2026-03-01T09:00:00.000Z",
            },
        ),
        ("locations", {"id": location, "location_type": "physical", "latitude": 53.78, "longitude": -1.55}),
        ("service_at_location", {"id": place, "service_id": service, "location_id": location}),
        ("addresses", {"id": feed_id("address", number), "location_id": location, "postal_code": "LS11 8ND"} | address),
        ("accessibility", {"id": feed_id("access", number), "location_id": location, "description": "A ramp"}),
        ("contacts", {"id": contact, "name": "The warden"} | of_service),
        ("phones", {"id": phone, "contact_id": contact, "number": "0113 496 0000"}),
        ("languages", {"id": feed_id("language", number), "phone_id": phone, "code": "cy"}),
        ("schedules", {"id": feed_id("schedule", number), "freq": "WEEKLY", "byday": "TU,TH"} | of_service),
        ("schedules", {"id": feed_id("evening", number), "service_at_location_id": place, "opens_at": "19:00:00"}),
        ("cost_options", {"id": feed_id("cost", number), "option": "Everyone", "amount": 1.5} | of_service),
        ("funding", {"id": feed_id("funding", number), "source": "The parish", "organization_id": organization}),
        ("service_areas", {"id": feed_id("area", number), "name": "Leeds"} | of_service),
        ("required_documents", {"id": feed_id("document", number), "document": "Passport"} | of_service),
        (
            "organization_identifiers",
            {
                "id": feed_id("identifier", number),
                "organization_id": organization,
                "identifier_type": "Charity number",
                "identifier": "100",
            },
        ),
        ("taxonomies", taxonomy),
        ("taxonomy_terms", above | {"taxonomy_id": taxonomy["id"]}),
        ("taxonomy_terms", term | {"taxonomy_id": taxonomy["id"], "parent_id": above["id"]}),
        (
            "attributes",
            {
                "id": feed_id("attribute", number),
                "link_id": service,
                "link_entity": "service",
                "taxonomy_term_id": term["id"],
                "link_type": "service_type",
            },
        ),
    ]
    return [(f"{name}.csv", row) for name, row in rows]


def csv_bytes(rows: list[Row], *, columns: list[str] | None = None, **more: Any) -> bytes:
    """The rows as a CSV file with a header; `more` is how it is written, for example `delimiter=";"`."""
    text = io.StringIO()
    named = columns or list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, named, restval="", **{"lineterminator": "\r\n", **more})
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def describe(tables: Tables) -> bytes:
    """The description of a package, as the standard has it: each table under the name of its record."""
    named = {"organizations.csv": "organization", "services.csv": "service", "accessibility.csv": "accessibility"}
    resources = [{"name": named.get(file, file.removesuffix(".csv")), "path": file} for file in tables]
    return json.dumps({"profile": "tabular-data-package", "resources": resources}).encode()


def write_package(path: Path, tables: Tables | None = None, **files: bytes) -> Path:
    """A zip of tables; `files` are other files by name, with `__` for the dot, or such instead of a table."""
    members = {name: csv_bytes(rows) for name, rows in (tables or package_tables()).items()}
    members |= {name.replace("__", "."): data for name, data in files.items()}
    return write_zip(path, members)


def write_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
