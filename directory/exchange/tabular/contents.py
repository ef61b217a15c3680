"""Which file of a package holds which table: as its description says, or as the files are called."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile, ZipInfo

import msgspec

from directory.exchange.notices import Notices
from directory.exchange.reading import UnreadableFile
from directory.exchange.tabular.archive import DAMAGED
from directory.exchange.tabular.tables import LEFT_OUT, TABLES, find_table
from directory.exchange.values import shown

DESCRIPTION = "datapackage.json"
DESCRIPTION_BYTES = 5_000_000
NO_SERVICES = "This zip archive holds no services.csv: it is no tabular data package of HSDS 3.0."
SPREADSHEET = "This is a spreadsheet: save each sheet as CSV in UTF-8, and put the files into a zip."

Members = dict[str, ZipInfo]


def find_files(archive: ZipFile, members: Members, notices: Notices) -> dict[str, str]:
    """The name of the file of each table, in the order of the tables. Raises UnreadableFile without services."""
    if "[Content_Types].xml" in members:
        raise UnreadableFile(SPREADSHEET)
    found = dict(described_files(archive, members, notices))
    for name in members:
        path = PurePosixPath(name)
        table = find_table(path.name) if path.suffix.casefold() == ".csv" else None
        if name in found.values() or path.name == DESCRIPTION:
            continue
        if table and found.setdefault(table.name, name) != name:
            raise UnreadableFile(f"Both {shown(found[table.name])} and {shown(name)} hold the table {table.name}.")
        if table is None:
            notices.add(name, [why_unread(path)])
    if "service" not in found:
        raise UnreadableFile(NO_SERVICES)
    return {kind: found[kind] for kind in TABLES if kind in found}


def why_unread(path: PurePosixPath) -> str:
    if path.name.casefold() in LEFT_OUT:
        return f"{path.name} is kept out of the catalogue on purpose"
    return f"{shown(path.name)} is no table of the standard and was not read"


def described_files(archive: ZipFile, members: Members, notices: Notices) -> Iterable[tuple[str, str]]:
    """The files that the description of the package names, by the kind of record that they hold."""
    name = next((each for each in members if PurePosixPath(each).name == DESCRIPTION), None)
    if name is None:
        return
    folder = PurePosixPath(name).parent
    for resource in read_resources(archive, members[name], notices):
        path = resource.get("path")
        table = find_table(str(resource.get("name")))
        file = str(folder / path) if isinstance(path, str) else ""
        if table and file in members:
            yield table.name, file


def read_resources(archive: ZipFile, member: ZipInfo, notices: Notices) -> list[dict[str, Any]]:
    """What the description says of the files; nothing, and told, where it cannot be read."""
    raw: Any = None
    if member.file_size <= DESCRIPTION_BYTES:
        try:
            raw = msgspec.json.decode(archive.read(member))
        except (msgspec.DecodeError, *DAMAGED):
            raw = None
    resources = raw.get("resources") if isinstance(raw, dict) else None
    if not isinstance(resources, list):
        notices.add(DESCRIPTION, ["datapackage.json could not be read; the files were told by their names"])
        return []
    return [each for each in resources if isinstance(each, dict)]
