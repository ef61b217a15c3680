"""A record as a feed gives it, from which fields are taken one after the other, so that what is left can be told."""

from collections.abc import Set
from typing import Any

from directory.exchange.shapes import MOST_CHILDREN, NOTHING, REPEATED, note_unread
from directory.exchange.values import WrongValue


class Given:
    """The fields of a record that say something. `path` is where it stands in the service, `kind` what it is."""

    def __init__(self, raw: dict[str, Any], kind: str, path: str, notes: list[str]) -> None:
        self.kind = kind
        self.path = path
        self.notes = notes
        self._fields = {name: value for name, value in raw.items() if not is_nothing(value)}

    def __bool__(self) -> bool:
        return bool(self._fields)

    def take(self, *names: str) -> Any:
        """The value of a field under any of its spellings; the first that says something counts."""
        found = [self._fields.pop(name) for name in names if name in self._fields]
        if any(each != found[0] for each in found[1:]):
            self.note(f"{self.kind}.{names[0]} is given in two spellings that differ; the first was taken")
        return found[0] if found else None

    def take_text(self, *names: str) -> str | None:
        """The value of a field as text; a number is taken for the text of it."""
        value = self.take(*names)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if value is not None and not isinstance(value, str):
            raise WrongValue("is not text", self.at(names[0]))
        return value.strip() if value else None

    def take_record(self, kind: str, *names: str) -> "Given | None":
        """A nested record; bare text is its name."""
        value = self.take(*names)
        if isinstance(value, str):
            value = {"name": value}
        if value is not None and not isinstance(value, dict):
            raise WrongValue("is not an object", self.at(names[0]))
        return Given(value, kind, self.at(names[0]), self.notes) if value else None

    def take_records(self, kind: str, *names: str) -> "list[Given]":
        """The records of a list, or the only one where no list was made of it."""
        value = self.take(*names)
        entries = [value] if isinstance(value, dict) else value or []
        if not isinstance(entries, list):
            raise WrongValue("is not a list", self.at(names[0]))
        if len(entries) > MOST_CHILDREN:
            raise WrongValue(f"has {len(entries):,} entries; at most {MOST_CHILDREN:,} are taken", self.at(names[0]))
        records = []
        for position, each in enumerate(entries):
            path = f"{self.at(names[0])}[{position}]"
            if not isinstance(each, dict | None):
                raise WrongValue("is not an object", path)
            if each and (record := Given(each, kind, path, self.notes)):
                records.append(record)
        return records

    def keep_rest(self, into: dict[str, Any], allowed: Set[str] = frozenset()) -> dict[str, Any]:
        """Add the fields that 3.0 has under the same name, and note those that it has not."""
        for name in self._fields.keys() & allowed:
            into.setdefault(name, self._fields.pop(name))
        note_unread(self.kind, {each: self._fields[each] for each in self._fields.keys() - REPEATED}, self.notes)
        return {name: value for name, value in into.items() if not is_nothing(value)}

    def note(self, text: str) -> None:
        self.notes.append(text)

    def at(self, name: str) -> str:
        """The path of a field of this record."""
        return f"{self.path}.{name}" if self.path else name


def is_nothing(value: object) -> bool:
    return value in NOTHING or (isinstance(value, str) and not value.strip())
