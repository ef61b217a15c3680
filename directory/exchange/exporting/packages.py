"""The catalogue as a tabular data package of HSDS 3.0: a zip with a CSV file for each kind of record."""

import csv
import json
import uuid
import zipfile
from collections.abc import Iterable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from sqlalchemy.orm import Session

from directory.exchange.representations.entities import ENTITIES
from directory.exchange.representations.finishing import Representation
from directory.exchange.representations.gathering import EVERYTHING, Depth, Gathering, gather
from directory.exchange.representations.writing import own_fields
from directory.exchange.spreadsheets import safe_cell
from directory.exchange.tabular.tables import TABLES

# An organization is written with itself, not with all its services: those come in their turn.
DEPTH: Depth = EVERYTHING - {"service_at_location.service", "organization.services"}
DESCRIPTION = "datapackage.json"


def write_package(db: Session, file: IO[bytes], some: Iterable[list[uuid.UUID]]) -> int:
    """Write the package; how many services it holds. The tables lie in temporary files until all is known."""
    with TemporaryDirectory(prefix="lynchpin-export-") as folder:
        tables = PackageTables(Path(folder))
        with tables:
            for ids in some:
                tables.add_all(found := gather(db, {"service": ids}, DEPTH))
                # A term is written with those above it, which may hang on nothing themselves.
                while above := tables.lacking_above(found):
                    tables.add_all(found := gather(db, {"taxonomy_term": above}, DEPTH))
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(DESCRIPTION, json.dumps(description(), indent=2))
            for each in TABLES.values():
                archive.write(Path(folder) / each.file, each.file)
        return tables.count("service")


class PackageTables(ExitStack):
    """The files of a package being filled, each record once."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.seen: dict[str, set[uuid.UUID]] = {name: set() for name in TABLES}
        self.writers = {}
        for name, table in TABLES.items():
            opened = self.enter_context((folder / table.file).open("w", encoding="utf-8", newline=""))
            self.writers[name] = csv.DictWriter(opened, columns_of(name), extrasaction="ignore")
            self.writers[name].writeheader()

    def add_all(self, found: Gathering) -> None:
        for table, rows in found.rows.items():
            self.add(table, rows.values())

    def add(self, table: str, rows: Iterable[Any]) -> None:
        """Write rows that were not written before. What the standard has no table for is left out."""
        if table not in TABLES:
            return
        for row in rows:
            if row["id"] in self.seen[table]:
                continue
            self.seen[table].add(row["id"])
            record = own_fields(table, row)
            if "unit" in record:
                # The package has a table of units, where JSON nests each.
                record["unit_id"] = self.add_unit(record.pop("unit"))
            if ENTITIES[table].needs in record:
                self.write(table, record)

    def lacking_above(self, found: Gathering) -> set[uuid.UUID]:
        """The terms right above those gathered that were not written before."""
        above = {row["parent_id"] for row in found.rows["taxonomy_term"].values()}
        return above - self.seen["taxonomy_term"] - {None}

    def add_unit(self, unit: Representation) -> uuid.UUID:
        """Write a unit that was not written before; its id."""
        key: uuid.UUID = unit["id"]
        if key not in self.seen["unit"]:
            self.seen["unit"].add(key)
            self.write("unit", unit)
        return key

    def write(self, table: str, record: Representation) -> None:
        self.writers[table].writerow({name: cell(value) for name, value in record.items()})

    def count(self, table: str) -> int:
        return len(self.seen[table])


def cell(value: object) -> object:
    """A value as a cell: numbers as they are, text so that no spreadsheet takes it for a formula."""
    return value if isinstance(value, int | float) else safe_cell(str(value))


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table: those that are published first, and then what else is read of it."""
    read = TABLES[table].columns
    published = ENTITIES[table].fields if table in ENTITIES else ("id",)
    return tuple(dict.fromkeys((*(each for each in published if each in read), *sorted(read))))


def description() -> dict[str, Any]:
    """What the package says of itself (Frictionless Data)."""
    return {
        "name": "human_services_data",
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": table.file.removesuffix(".csv"),
                "path": table.file,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": [{"name": each, "type": "string"} for each in columns_of(name)]},
            }
            for name, table in TABLES.items()
        ],
    }
