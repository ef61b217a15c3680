"""Whether a row can be taken: what it must say, what it hangs on, and whether its values can be read."""

from dataclasses import dataclass

from directory.exchange.tabular.store import Cells
from directory.exchange.tabular.tables import Table, find_table
from directory.exchange.values import WrongValue, read_key, shown


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that is taken: its id, its cells with all ids in one spelling, and what it hangs on, by kind and id."""

    key: str
    cells: Cells
    owners: list[tuple[str, str]]


def judge(table: Table, cells: Cells) -> Kept:
    """A row as it is kept. Raises WrongValue with the reason to refuse it."""
    cells = {column: text for column, text in cells.items() if column in table.columns}
    for column in [each for each in cells if each == "id" or each.endswith("_id")]:
        if key := read_id(column, cells.pop(column)):
            cells[column] = key
    for column in ("id", *table.required):
        if column not in cells:
            raise WrongValue("is missing", column)
    owners = owners_of(table, cells)
    # A service is read with all that hangs on it; the fault of another row costs that row and not the service.
    if table.name != "service":
        table.shape.read(cells, [])
    return Kept(cells["id"], cells, owners)


def read_id(column: str, text: str) -> str | None:
    try:
        return read_key(text)
    except WrongValue as wrong:
        raise wrong.inside(column) from None


def owners_of(table: Table, cells: Cells) -> list[tuple[str, str]]:
    """What a row hangs on. Raises WrongValue where it hangs on nothing."""
    if table.name == "attribute":
        owner = find_table(cells["link_entity"])
        if owner is None:
            raise WrongValue(f"{shown(cells['link_entity'])} is no table of the standard", "link_entity")
        return [(owner.name, cells["link_id"])]
    owners = [(each, key) for each in table.owners if (key := cells.get(f"{each}_id"))]
    if table.owners and not owners:
        columns = [f"{each}_id" for each in table.owners]
        raise WrongValue(f"belongs to nothing: it needs {' or '.join(columns)}")
    return owners
