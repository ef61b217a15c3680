"""The figures as tables: people, each kind of measure by group, groups compared, and every number in one long list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory.outcomes.evaluating.measures import Kind
from directory.outcomes.evaluating.results import (
    NO_COMPARISON_GROUP,
    ONLY_PAIRS,
    TOWARDS_THE_MEAN,
    CohortEvaluation,
    MeasureResult,
)
from directory.reporting.evaluations.beyond import beyond_rows
from directory.reporting.evaluations.document import METHODS
from directory.reporting.evaluations.figures import (
    Figure,
    Figures,
    age_figures,
    contrast_figures,
    measure_figures,
    people_figures,
)

WIDE, NARROW = 38, 13


@dataclass(frozen=True)
class TableOf:
    """A table with a name of up to 31 letters, which is what workbooks allow."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Figure, ...], ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide the columns are: those before n hold words."""
        words = self.headings.index("n") if "n" in self.headings else 1
        return tuple(WIDE if at < words else NARROW for at in range(len(self.headings)))


def all_tables(evaluation: CohortEvaluation, more: Sequence[TableOf] = ()) -> list[TableOf]:
    """What goes into the workbook, a table a sheet; `more` are those that only a scheme's own records have."""
    return [
        read_first(),
        *more,
        people_table(evaluation),
        *(
            table
            for kind, name in ((Kind.SCALE, "Scores"), (Kind.ORDINAL, "Answers"), (Kind.ANOTHER_QUESTION, "GP use"))
            if (table := kind_table(evaluation, kind, name)).rows
        ),
        compared_table(evaluation),
        age_table(evaluation),
        *(wide_table(name, ("measure", "of"), rows) for name, rows in beyond_rows(evaluation).items()),
        long_table(evaluation),
    ]


def read_first() -> TableOf:
    internal = "Internal: small groups and exact figures. Not for publication."
    lines = (internal, NO_COMPARISON_GROUP, ONLY_PAIRS, TOWARDS_THE_MEAN)
    return TableOf("Read first", ("what to know",), tuple((line,) for line in (*lines, *METHODS)))


def people_table(evaluation: CohortEvaluation) -> TableOf:
    rows = [(size["label"], size["n"], size["of"], size["share"]) for size in people_figures(evaluation).values()]
    return TableOf("People", ("group", "n", "of", "share"), tuple(rows))


def kind_table(evaluation: CohortEvaluation, kind: Kind, name: str) -> TableOf:
    """A row for each measure of a kind and each group."""
    found = [
        ((result.measure.label, evaluation.groups[key].label), figures)
        for result in evaluation.measures
        if result.measure.kind is kind
        for key, figures in measure_figures(result).items()
    ]
    return wide_table(name, ("measure", "group"), found)


def compared_table(evaluation: CohortEvaluation) -> TableOf:
    found = [
        ((result.measure.label, key), figures)
        for result in evaluation.measures
        for key, figures in contrast_figures(result).items()
    ]
    return wide_table("Groups compared", ("measure", "groups"), found)


def age_table(evaluation: CohortEvaluation) -> TableOf:
    found = [
        ((result.measure.label,), age_figures(result.with_age)) for result in evaluation.measures if result.with_age
    ]
    return wide_table("Change with age", ("measure",), found)


def wide_table(name: str, keys: tuple[str, ...], found: Sequence[tuple[tuple[str, ...], Figures]]) -> TableOf:
    """A column for each statistic that any row has."""
    columns = tuple(dict.fromkeys(column for _, figures in found for column in figures)) or ("n",)
    rows = tuple((*key, *(figures.get(column) for column in columns)) for key, figures in found)
    return TableOf(name, (*keys, *columns), rows)


def long_table(evaluation: CohortEvaluation) -> TableOf:
    """Every number by measure, group and statistic, with its n beside it."""
    rows = [row for result in evaluation.measures for row in long_rows(result)]
    return TableOf("Every number", ("measure", "group", "statistic", "n", "value"), tuple(rows))


def long_rows(result: MeasureResult) -> Iterator[tuple[Figure, ...]]:
    code = result.measure.code
    ages: Mapping[str, Figures] = {"change with age": age_figures(result.with_age)} if result.with_age else {}
    for key, figures in (measure_figures(result) | contrast_figures(result) | dict(ages)).items():
        for statistic, value in figures.items():
            if statistic != "n" and value is not None:
                yield code, key, statistic, figures.get("n"), value
