"""Records in which every field of the standard says something, made from the standard's own files.

Each text names the field it stands in and each id the place, so that what is lost on the way can be told.
"""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]

# What a field needs beyond text that names it, in the words of the standard.
SENSIBLE: dict[str, Any] = {
    "address_type": "postal",
    "amount": 4.5,
    "assured_date": "2026-05-02",
    "available": 3,
    "byday": "2MO",
    "bymonthday": "15",
    "byweekno": "12",
    "byyearday": "45",
    "closed": False,
    "closes_at": "12:30",
    "code": "cy",
    "count": 12,
    "country": "IE",
    "currency": "eur",
    "date": "2025-02-01",
    "dtstart": "2026-01-12",
    "end_date": "2999-12-26",
    "extent": '{"type":"Point","coordinates":[-1.5,53.8]}',
    "extent_type": "geojson",
    "freq": "MONTHLY",
    "interval": 2,
    "language": "cy",
    "last_modified": "2026-03-01T09:00:00.000Z",
    "latitude": 53.8,
    "link_entity": "service",
    "location_type": "virtual",
    "longitude": -1.5,
    "maximum": 12,
    "maximum_age": 99,
    "minimum_age": 18,
    "number": "0113 496 0999",
    "opens_at": "10:15",
    "start_date": "2999-12-24",
    "status": "temporarily closed",
    "timezone": "+01:00",
    "type": "textphone",
    "until": "2026-12-14",
    "updated": "2026-03-01T09:00:00.000Z",
    "uprn": "10092008082",
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
    "wkst": "MO",
    "year_incorporated": 1987,
}
EMAILS = {"assurer_email", "email"}
ADDRESSES = {"logo", "schedule_link", "term_uri", "uri", "url", "website"}
# What the records of a list are called where that is not its name without the last letter.
KINDS = {"accessibility": "accessibility", "addresses": "address", "funding": "funding", "taxonomy_detail": "taxonomy"}
KINDS |= {"additional_urls": "url", "additional_websites": "url", "capacities": "service_capacity"}
# HSDS 3.1, of whose files none is at hand.
UNIT = {"id": "", "name": "", "scheme": "", "identifier": "", "uri": ""}
URL = {"id": "", "url": "", "label": ""}
CAPACITY = {"id": "", "unit": UNIT, "available": 0, "maximum": 0, "description": "", "updated": ""}
TABLES_OF_3_1 = {
    "unit": ("units.csv", ("id", "name", "scheme", "identifier", "uri")),
    "service_capacity": (
        "service_capacity.csv",
        ("id", "service_id", "unit_id", "available", "maximum", "description", "updated"),
    ),
    "url": ("url.csv", ("id", "label", "url", "organization_id", "service_id")),
}
# Of the owners that a row of a package may have, the one it is given here: a row of two would be two rows.
ONE_OWNER = {"contact": "service", "funding": "organization", "language": "phone", "phone": "contact"}
ONE_OWNER |= {"schedule": "service", "url": "organization"}


def place_id(path: str) -> str:
    """The id of the record that stands at a place."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/maximal/{path}"))


def filled(name: str, path: str) -> Any:
    """A value for a field of that name, which tells where it stands."""
    if name == "id":
        return place_id(path)
    if name in SENSIBLE:
        return SENSIBLE[name]
    where = path.replace(".", "-").replace("_", "-")
    if name in EMAILS:
        return f"{where}-{name.replace('_', '-')}@example.org"
    if name in ADDRESSES:
        return f"https://example.org/{where}"
    return f"{where} {name}".replace("-", " ")


def fill_like(example: Any, name: str, path: str) -> Any:
    """A record shaped like an example, one of each list, with values of our own."""
    if isinstance(example, dict):
        return {each: fill_like(value, each, inside(path, each, value)) for each, value in example.items()}
    return [fill_like(each, name, path) for each in example[:1]] if isinstance(example, list) else filled(name, path)


def inside(path: str, name: str, value: Any) -> str:
    return f"{path}.{name}" if isinstance(value, dict | list) else path


def fill_schema(folder: Path, name: str, path: str = "service", above: tuple[str, ...] = ()) -> Record:
    """A record with every property of a JSON Schema of Open Referral UK 3.0, but for records within their own kind."""
    record: Record = {}
    for field, about in read_json(folder / f"{name}.json")["properties"].items():
        reference = about.get("$ref") or about.get("items", {}).get("$ref")
        if reference is None:
            record[field] = about["enum"][-1] if "enum" in about else filled(field, path)
            continue
        kind = reference.rsplit("/", 1)[-1].removesuffix(".json")
        if kind not in (*above, name):
            whole = fill_schema(folder, kind, f"{path}.{field}", (*above, name))
            record[field] = [whole] if about.get("type") == "array" else whole
    return record


def fill_old_schema(schema: Record, name: str = "", path: str = "service") -> Any:
    """A record with every property of the schema of Open Referral UK 1.0, which has everything in one file."""
    if "properties" in schema:
        return {each: fill_old_schema(about, each, inside(path, each, {}) if is_nested(about) else path)
                for each, about in schema["properties"].items()}  # fmt: skip
    if "items" in schema:
        return [fill_old_schema(schema["items"], name, path)]
    return schema["enum"][-1] if "enum" in schema else filled(name, path)


def is_nested(schema: Record) -> bool:
    return "properties" in schema or "items" in schema


def join(record: Record, kind: str = "service", owners: dict[str, str] | None = None) -> Record:
    """The record with its references right: to what it stands in, to what is in it, and to what stands elsewhere."""
    owners = {**(owners or {}), kind: record.get("id", "")}
    nested = {name: value.get("id", "") for name, value in record.items() if isinstance(value, dict)}
    elsewhere = {f"{name}_id": place_id(name) for name in ("parent", "parent_organization", "taxonomy")}
    elsewhere["service_at_location_id"] = place_id("service.service_at_locations")
    said = {name: elsewhere.get(name, value) for name, value in record.items()}
    said |= {
        name: ids for name in record if (ids := {**owners, **nested}.get(name.removesuffix("_id"))) and "_id" in name
    }
    if "link_id" in record:
        holder = list(owners)[-2]
        said |= {"link_id": owners[holder], "link_entity": holder}
    if "taxonomy_detail" in record:
        said["taxonomy_id"] = record["taxonomy_detail"]["id"]
    for name, value in record.items():
        if isinstance(value, dict):
            said[name] = join(value, KINDS.get(name, name), owners)
        elif isinstance(value, list):
            said[name] = [join(each, KINDS.get(name, name[:-1]), owners) for each in value]
    return said


def maximal_service(schemas: Path) -> Record:
    """A service of Open Referral UK 3.0."""
    return join(fill_schema(schemas / "oruk-3.0" / "schema", "service"))


def maximal_extra_service(schemas: Path) -> Record:
    """A service of HSDS 3.0 as its official example has it, with what 3.1 adds."""
    example = read_json(schemas / "hsds-3.0" / "examples" / "service_full.json")
    example |= {"additional_urls": [URL], "capacities": [CAPACITY]}
    example["organization"] |= {"additional_websites": [URL], "tax_id": ""}
    example["service_at_locations"][0]["service_areas"] = example["service_areas"]
    example["attributes"][0]["label"] = ""
    return join(fill_like(example, "", "service"))


def parents() -> Record:
    """A service of the organization and with the term that stand above those of the others."""
    term = {"id": place_id("parent"), "name": "Parent", "taxonomy": "Terms", "taxonomy_id": place_id("taxonomy")}
    return {
        "id": place_id("other"),
        "name": "Other",
        "organization": {"id": place_id("parent_organization"), "name": "Parent", "description": "Parent"},
        "attributes": [{"id": place_id("other.attributes"), "taxonomy_term": term}],
    }


def maximal_tables(schemas: Path) -> dict[str, list[Record]]:
    """The rows of a tabular data package of HSDS 3.0 with the tables of 3.1, by file."""
    found = read_json(schemas / "hsds-3.0" / "datapackage.json")["resources"]
    tables = {each["name"]: (each["path"], [field["name"] for field in each["schema"]["fields"]]) for each in found}
    tables |= TABLES_OF_3_1
    return {
        path: [*other_rows(kind), row_of(kind, columns, tables)]
        for kind, (path, columns) in tables.items()
        if kind not in ("metadata", "meta_table_description")
    }


def row_of(kind: str, columns: Any, tables: Any) -> Record:
    row = {each: filled(each, kind) for each in columns}
    owner = ONE_OWNER.get(kind)
    for name in columns:
        target = name.removesuffix("_id")
        if name.endswith("_id") and target in tables:
            is_owned = owner in (None, target) or f"{owner}_id" not in columns
            row[name] = place_id(target) if is_owned else None
    known = {"link_id": place_id("service"), "parent_id": place_id("parent"), "taxonomy": None}
    known |= {"parent_organization_id": place_id("parent_organization")}
    return {name: value for name, value in (row | {each: known[each] for each in row.keys() & known}).items() if value}


def other_rows(kind: str) -> list[Record]:
    """The rows of what stands above others."""
    organization = {"id": place_id("parent_organization"), "name": "Parent", "description": "Parent"}
    service = {"id": place_id("other"), "organization_id": organization["id"], "name": "Other", "status": "active"}
    term = {"id": place_id("parent"), "name": "Parent", "description": "Parent", "taxonomy_id": place_id("taxonomy")}
    return {"organization": [organization], "service": [service], "taxonomy_term": [term]}.get(kind, [])


def maximal_old_service(schemas: Path) -> Record:
    """A service of Open Referral UK 1.0: what its schema has, and what its data package has beside that."""
    folder = schemas / "oruk-1.0"
    resources = read_json(folder / "ExtendedDataPackage.json")["resources"]
    fields = {each["name"]: [field["name"] for field in each["schema"]["fields"]] for each in resources}

    def row(kind: str, path: str, **more: Any) -> Record:
        own = [each for each in fields[kind] if each != "taxonomy_ids" and (each == "id" or not each.endswith("_id"))]
        return {each: filled(each, f"service.{path}") for each in own} | more

    service = row("service", "service") | fill_old_schema(read_json(folder / "service.schema.verbose.json"))
    phone = {"phones": [row("phone", "contacts.phones", number="0113 496 0998")]}
    service["contacts"] = [row("contact", "contacts", **phone)]
    service["organization"] |= row("organization", "organization", assured_date="2026-04-01") | {
        "identifiers": [row("identifier", "organization.identifiers")],
        "phones": [row("phone", "organization.phones", number="0113 496 0997")],
    }
    place = service["service_at_locations"][0]
    place["location"] |= row("location", "service_at_locations.location") | {
        each: [row(kind, f"service_at_locations.location.{each}")]
        for each, kind in (
            ("physical_addresses", "physical_address"),
            ("postal_addresses", "postal_address"),
            ("accessibility_for_disabilities", "accessibility_for_disabilities"),
            ("phones", "phone"),
            ("languages", "language"),
        )
    }
    place["description"] = "service service at locations description"
    regular = {"byday": None, "bymonthday": None, "freq": "WEEKLY", "weekday": 2, "service_at_location": place}
    service["regular_schedules"][0] |= regular
    service["holiday_schedules"][0]["service_at_location"] = place
    service["eligibilities"][0] |= {
        "taxonomies": [row("taxonomy", "eligibilities.taxonomies", vocabulary="People", parent_id=place_id("above"))]
    }
    service["service_areas"][0] = row("service_area", "service_areas", identifier="E08000035", type="ward", uri=None)
    parent = row("taxonomy", "service_taxonomies.taxonomy", vocabulary="Kinds", parent_id=place_id("parent"))
    service["service_taxonomies"][0]["taxonomy"] = parent
    service["program"] = row("program", "program")
    service["required_documents"] = [row("required_document", "required_documents")]
    service["payments_accepted"] = [row("payment_accepted", "payments_accepted")]
    service["metadata"] = [row("metadata", "metadata")]
    return service


def leaves(value: Any, path: str = "service") -> Iterator[tuple[str, Any]]:
    """Each single value of a record with the path of its field."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, f"{path}.{name}")
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, path)
    elif value is not None:
        yield path, value


def read_json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
