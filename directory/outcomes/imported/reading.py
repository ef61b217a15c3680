"""Reading a file of past records: whole, with every mistake told by row and column, or as a dataset.

Rows repeat themselves, so that each kind of row is looked into once: a million take seconds.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TextIO, TypeVar

import numpy as np

from directory.errors import WrongInput
from directory.outcomes.ethnicities import NOT_RECOGNISED
from directory.outcomes.evaluating.dataset import STAGES, Coded, Dataset, People, Responses, Stage
from directory.outcomes.imported.cells import (
    Answer,
    Asker,
    Mode,
    Traits,
    WrongCell,
    one_of,
    read_answer,
    read_day,
    read_traits,
)

NEEDED = ("person", "stage", "measure", "value")
COLUMNS = ("person", "sex", "age", "ethnicity", "referral_source", "stage", "on", "measure", "item", "value")
OPTIONAL = ("mode", "administered_by")
MOST_MISTAKES = 1_000
LONGEST_PERSON = 200

T = TypeVar("T")


@dataclass(frozen=True)
class Mistake:
    """What has to be put right in a file, counted as a spreadsheet counts rows: the headings are row 1."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        return f"Row {self.row:,}, {self.column}: {self.words}"


@dataclass(frozen=True)
class ReadFile:
    """What a file holds, or what is wrong with it. Mistakes end at MOST_MISTAKES."""

    dataset: Dataset
    modes: Coded
    administered_by: Coded
    mistakes: list[Mistake]
    unrecognised: Counter[str]


@dataclass
class Columns:
    """The rows read so far, as columns."""

    person: list[int] = field(default_factory=list)
    answer: list[Answer] = field(default_factory=list)
    day: list[int] = field(default_factory=list)
    mode: list[str | None] = field(default_factory=list)
    asker: list[str | None] = field(default_factory=list)
    row: list[int] = field(default_factory=list)


def read_past_records(path: Path, today: date) -> ReadFile:
    """Read a file of past records. Raises WrongInput where it is no such file at all."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            return Reading(today).read(file)
        except UnicodeDecodeError:
            raise WrongInput(f"{path} is no text in UTF-8. Save it as “CSV UTF-8”.") from None
        except csv.Error as broken:
            raise WrongInput(f"{path} is no CSV file: {broken}.") from None


class Reading:
    """One reading of one file."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.columns = Columns()
        self.numbers: dict[str, int] = {}
        self.traits: list[Traits] = []
        self.baseline_age: dict[int, int] = {}
        self.mistakes: list[Mistake] = []
        self.unrecognised: Counter[str] = Counter()
        self.seen: dict[tuple[object, ...], object] = {}

    def read(self, file: TextIO) -> ReadFile:
        rows = csv.reader(file, delimiter=delimiter_of(file))
        place = places(next(rows, []))
        for number, row in enumerate(rows, 2):
            if not any(row):
                continue
            try:
                self.take(number, [row[at].strip() if 0 <= at < len(row) else "" for at in place])
            except WrongCell as wrong:
                self.mistakes.append(Mistake(number, wrong.column, wrong.words))
                if len(self.mistakes) >= MOST_MISTAKES:
                    break
        if not self.columns.row and not self.mistakes:
            raise WrongInput("There is no row in this file.")
        return self.finish()

    def take(self, row: int, cells: Sequence[str]) -> None:
        person, sex, age, ethnicity, source, stage, on, measure, item, value, mode, asker = cells
        if not person or len(person) > LONGEST_PERSON:
            raise WrongCell("person", "Give each person a mark of their own, the same in all of their rows.")
        traits = self.once(read_traits, sex, age, ethnicity, source)
        answer = self.once(read_answer, stage, measure, item, value)
        day = self.once(self.read_day, on)
        mode_code = self.once(read_code, "mode", mode)
        asker_code = self.once(read_code, "administered_by", asker)
        number = self.number_of(person, traits, answer.stage)
        if traits.ethnicity == NOT_RECOGNISED:
            self.unrecognised[ethnicity] += 1
        columns = self.columns
        columns.person.append(number)
        columns.answer.append(answer)
        columns.day.append(day)
        columns.mode.append(mode_code)
        columns.asker.append(asker_code)
        columns.row.append(row)

    def once(self, read: Callable[..., T], *cells: str) -> T:
        """What a function says of these cells: asked once, however often they come."""
        key = (read.__name__, *cells)
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = read(*cells), None
        return found[0]  # type: ignore[index,no-any-return]

    def read_day(self, on: str) -> int:
        return read_day(on, self.today)

    def number_of(self, person: str, traits: Traits, stage: Stage) -> int:
        """The person's number, and what is known of them brought together. Raises WrongCell where rows disagree."""
        number = self.numbers.get(person)
        if number is None:
            number = self.numbers[person] = len(self.traits)
            self.traits.append(traits)
        elif self.traits[number] is not traits:
            self.traits[number] = joined(self.traits[number], traits)
        if stage is Stage.BASELINE and traits.age is not None:
            self.baseline_age.setdefault(number, traits.age)
        return number

    def finish(self) -> ReadFile:
        columns = self.columns
        measures = sorted({each.measure for each in set(columns.answer)})
        place = {measure: at for at, measure in enumerate(measures)}
        stage_place = {stage: at for at, stage in enumerate(STAGES)}
        count = len(columns.row)
        responses = Responses(
            person=np.fromiter(columns.person, np.int32, count),
            stage=np.fromiter((stage_place[each.stage] for each in columns.answer), np.int8, count),
            day=np.fromiter(columns.day, np.int32, count),
            measure=np.fromiter((place[each.measure] for each in columns.answer), np.int16, count),
            item=np.fromiter((each.item for each in columns.answer), np.int16, count),
            value=np.fromiter((each.value for each in columns.answer), np.float64, count),
            measures=tuple(measures),
        )
        self.mistakes += twice_given(responses, columns.row)
        return ReadFile(
            dataset=Dataset(self.people(), responses),
            modes=Coded.of(columns.mode),
            administered_by=Coded.of(columns.asker),
            mistakes=self.mistakes,
            unrecognised=self.unrecognised,
        )

    def people(self) -> People:
        """Who the rows are of. Their age is that of the start, where a row of the start tells it."""
        ages = [self.baseline_age.get(number, each.age) for number, each in enumerate(self.traits)]
        return People(
            sex=Coded.of([each.sex for each in self.traits]),
            age=np.array([np.nan if age is None else age for age in ages], dtype=np.float64),
            ethnicity=Coded.of([each.ethnicity for each in self.traits]),
            referral_source=Coded.of([each.referral_source for each in self.traits]),
        )


def joined(known: Traits, said: Traits) -> Traits:
    """What two rows say of one person. Raises WrongCell where they disagree; ages may, for people grow older."""
    for column in ("sex", "ethnicity", "referral_source"):
        before, now = getattr(known, column), getattr(said, column)
        if before and now and before != now:
            raise WrongCell(column, f"An earlier row of this person says {before}, and this one {now}.")
    return Traits(
        sex=known.sex or said.sex,
        age=said.age if known.age is None else known.age,
        ethnicity=known.ethnicity or said.ethnicity,
        referral_source=known.referral_source or said.referral_source,
    )


def read_code(column: str, text: str) -> str | None:
    """How, or by whom, something was asked. Raises WrongCell."""
    known = {"mode": tuple(Mode), "administered_by": tuple(Asker)}[column]
    return one_of(column, text, known) if text else None


def delimiter_of(file: TextIO) -> str:
    """What parts the cells: a comma, or as spreadsheets on the continent write it."""
    start = file.tell()
    headings = file.readline()
    file.seek(start)
    return max(",;\t", key=headings.count)


def places(headings: Sequence[str]) -> list[int]:
    """Where each column is; -1 for one that is not there. Raises WrongInput where one that is needed is missing."""
    found = [each.strip().casefold().replace(" ", "_") for each in headings]
    missing = [each for each in NEEDED if each not in found]
    if missing:
        raise WrongInput(
            f"The first row has no column {', '.join(missing)}. It names the columns: {', '.join(COLUMNS)};"
            f" {' and '.join(OPTIONAL)} may follow."
        )
    known = (*COLUMNS, *OPTIONAL)
    strange = [each for each in found if each and each not in known]
    if strange:
        raise WrongInput(f"Columns that are not known here: {', '.join(strange)}. Take them out: nothing reads them.")
    twice = [each for each, times in Counter(found).items() if each and times > 1]
    if twice:
        raise WrongInput(f"There are two columns {', '.join(twice)}.")
    return [found.index(each) if each in found else -1 for each in known]


def twice_given(responses: Responses, rows: Sequence[int]) -> Iterator[Mistake]:
    """Rows that say again what an earlier one of the same person, stage, day, measure and item said."""
    parts = (responses.item, responses.measure, responses.day, responses.stage, responses.person)
    order = np.lexsort((np.arange(len(responses)), *parts))
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for part in parts:
        same &= part[order[1:]] == part[order[:-1]]
    for at in np.flatnonzero(same)[:MOST_MISTAKES].tolist():
        first, again = rows[order[at]], rows[order[at + 1]]
        yield Mistake(again, "value", f"This was given in row {first:,} already, for the same day and stage.")
