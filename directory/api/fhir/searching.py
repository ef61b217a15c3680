"""What one request asks for, read from its parameters, and the ids that this leaves."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from directory.api.fhir.grammar import read_key, split_values
from directory.api.fhir.parameters import Parameter, Searched
from directory.api.finding import texts_of
from directory.api.lists import Ids, pack_texts
from directory.api.parameters import LONGEST_SEARCH
from directory.errors import WrongInput

USUAL_COUNT = 50
MOST_COUNT = 500
MOST_ASKED = 50
MOST_DIGITS = 9
# Pages are asked for by the id that stands before them, so that what comes and goes meanwhile moves nothing.
AFTER = "_after"
OWN = ("_count", "_format", "_include", "_revinclude", AFTER)


class Askable(Protocol):
    """A kind of resource, as far as its searches are read."""

    @property
    def parameters(self) -> Mapping[str, Parameter]: ...
    @property
    def includes(self) -> tuple[str, ...]: ...
    @property
    def revincludes(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Asked:
    """One parameter with its values, of which any will do."""

    name: str
    modifier: str
    values: tuple[str, ...]

    @property
    def written(self) -> str:
        """Its name as it stands in an address."""
        return f"{self.name}:{self.modifier}" if self.modifier else self.name


@dataclass(frozen=True)
class Search:
    """What a request asks for: all of `asked` must hold. `ignored` are the parameters that nobody knows here."""

    asked: tuple[Asked, ...] = ()
    count: int = USUAL_COUNT
    after: uuid.UUID | None = None
    include: tuple[str, ...] = ()
    revinclude: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    def query(self, after: uuid.UUID | None) -> list[tuple[str, str]]:
        """The parameters of an address that asks for the page after an id, or for the first."""
        asked = [(each.written, ",".join(each.values)) for each in self.asked]
        more = [("_include", each) for each in self.include] + [("_revinclude", each) for each in self.revinclude]
        place = [(AFTER, str(after))] if after else []
        return [*asked, *more, ("_count", str(self.count)), *place]


def read_search(searched: Askable, given: "MultiDict[str, str]", base: str, *, strict: bool) -> Search:
    """What a request asks for. Raises WrongInput for what cannot be used and, if strict, for what is not known."""
    items = [(name, value.strip()) for name, value in given.items(multi=True) if value.strip()]
    if len(items) > MOST_ASKED:
        raise WrongInput(f"Give at most {MOST_ASKED} parameters.")
    include = wanted_of(items, "_include", searched.includes)
    revinclude = wanted_of(items, "_revinclude", searched.revincludes)
    search = Search(
        asked=tuple(read_asked(searched, items, base)),
        count=read_count(given.get("_count", "")),
        after=read_after(given.get(AFTER, "")),
        include=include,
        revinclude=revinclude,
        ignored=tuple(dict.fromkeys(unknown(searched, items))),
    )
    if strict and search.ignored:
        raise WrongInput("Not known.", {name: "This is not known here." for name in search.ignored})
    return search


def wanted_of(items: Sequence[tuple[str, str]], name: str, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for given, value in items if given == name and value in known))


def unknown(searched: Askable, items: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The parameters, and the kinds of references to follow, that are not known."""
    for given, value in items:
        if given in ("_include", "_revinclude"):
            if value not in (*searched.includes, *searched.revincludes):
                yield f"{given}={value}"
        elif given not in OWN and given.partition(":")[0] not in searched.parameters:
            yield given


def read_asked(searched: Askable, items: Sequence[tuple[str, str]], base: str) -> Iterator[Asked]:
    for given, value in items:
        name, _, modifier = given.partition(":")
        parameter = searched.parameters.get(name)
        if parameter is None:
            continue
        if modifier and modifier not in parameter.modifiers:
            raise WrongInput("Not known.", {given: f"Leave out :{modifier}; it is not known here."})
        values = tuple(each.removeprefix(f"{base}/") for each in split_values(value))
        if len(values) > MOST_ASKED or len(value) > LONGEST_SEARCH * MOST_ASKED:
            raise WrongInput("Too many.", {given: f"Give at most {MOST_ASKED} values."})
        if "\0" in value:
            # PostgreSQL keeps no such character, and refuses to look for it.
            raise WrongInput("Not text.", {given: "Leave out the character of number 0."})
        if values:
            yield Asked(name, modifier, values)


def read_count(text: str) -> int:
    """How many resources a page holds; 0 asks for the total alone."""
    if not text.strip():
        return USUAL_COUNT
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise WrongInput("Not a number.", {"_count": f"Give a whole number, at most {MOST_COUNT}."})
    return min(int(text), MOST_COUNT)


def read_after(text: str) -> uuid.UUID | None:
    if not text.strip():
        return None
    key = read_key(text.strip())
    if key is None:
        raise WrongInput("Not a page.", {AFTER: "Follow the links of a page."})
    return key


def find_ids(db: Session, searched: Searched, asked: Sequence[Asked]) -> Ids:
    """The ids of a kind that all these parameters leave, in their order. Raises WrongInput for what cannot be read."""
    conditions, chosen = [searched.published()], []
    for each in asked:
        parameter = searched.parameters[each.name]
        try:
            if parameter.choose:
                chosen.append(set[bytes]().union(*(parameter.choose(db, value) for value in each.values)))
            else:
                conditions.append(condition_of(db, parameter, each))
        except WrongInput as error:
            raise WrongInput("Not readable.", {each.written: str(error)}) from None
    return pack_texts(texts_of(db, searched.key, conditions), chosen)


def condition_of(db: Session, parameter: Parameter, asked: Asked) -> ColumnElement[bool]:
    if parameter.judge is None:
        raise TypeError(f"{parameter.name} says neither how it is judged nor what it chooses")
    judge = parameter.judge
    return or_(*(judge(db, value, asked.modifier) for value in asked.values))
