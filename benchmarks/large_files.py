"""Files of any length made from the shared one of charities, with ids, names, places and a sentence varied."""

import gzip
import json
import os
import re
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import msgspec

SHARED = Path(os.environ.get("LYNCHPIN_SHARED", "../shared"))
FILE = SHARED / "data" / "uk-charities.ndjson.gz"
UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TOWNS = ("Leeds", "Hull", "York", "Bath", "Ely", "Truro", "Stoke", "Derby", "Crewe", "Wells", "Ripon", "Lincoln")


def write_large_file(to: Path, services: int) -> None:
    """Write so many services, each copy of the file with names, ids, places and a sentence of its own."""
    with gzip.open(to, "wb", compresslevel=1) as file:
        file.writelines(service + b"\n" for service in many_services(services))


def many_services(services: int) -> Iterator[bytes]:
    with gzip.open(FILE) as lines:
        original = lines.read().splitlines()
    kept = {each.encode() for line in original for each in term_ids(json.loads(line))}
    for number, line in zip(range(services), cycle(original), strict=False):
        yield varied(line, number // len(original), kept)


def term_ids(service: Mapping[str, Any]) -> list[str]:
    terms = [each["taxonomy_term"] for each in service.get("attributes", [])]
    return [each["id"] for each in terms] + [each["taxonomy_id"] for each in terms]


def varied(line: bytes, copy: int, kept: set[bytes]) -> bytes:
    """One service of a copy: other ids for all but terms, another town in its name and its text, and some way off."""
    renamed = UUID.sub(lambda found: found[0] if found[0] in kept else b"%02x" % copy + found[0][2:], line)
    service = msgspec.json.decode(renamed)
    town = TOWNS[copy % len(TOWNS)]
    service["name"] = f"{service['name']} ({town})"
    service["description"] = f"{service.get('description', '')} We are group {copy + 1} in {town}."
    for place in service.get("service_at_locations", ()):
        location = place["location"]
        if location.get("latitude") is not None:
            location["latitude"] = round(location["latitude"] + 0.01 * (copy % 7), 5)
            location["longitude"] = round(location["longitude"] + 0.01 * (copy % 5), 5)
    return bytes(msgspec.json.encode(service))
