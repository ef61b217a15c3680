"""The people of an area beside those of a cohort: whom a service reaches, and whom less than one would think."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from directory.errors import WrongInput
from directory.outcomes.ethnicities import GROUPS, NOT_RECOGNISED, ethnic_group
from directory.outcomes.evaluating.results import CohortEvaluation
from directory.outcomes.statistics.shares import Share, share_of

COLUMNS: Final = ("grouping", "group", "people")
SEXES: Final = ("female", "male", "other")
BROAD: Final = tuple(dict.fromkeys(broad.replace(" ", "_") for _, broad in GROUPS.values()))

# How many people there are in each group of an area, by the grouping and the code of the group.
Population = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Reached:
    """A group: its share of the cohort, among those known in a group that the area's figures have, and of the area."""

    grouping: str
    label: str
    cohort: Share
    area: Share


def read_population(lines: Sequence[str], age_limit: int) -> Population:
    """The people of an area from a CSV with the columns grouping, group and people. Raises WrongInput, by row."""
    reader = csv.DictReader(lines)
    missing = [each for each in COLUMNS if each not in (reader.fieldnames or ())]
    if missing:
        raise WrongInput(f"The population file has no column {missing[0]}: it needs {', '.join(COLUMNS)}.")
    found: dict[str, dict[str, int]] = {}
    for number, row in enumerate(reader, 2):
        grouping = (row["grouping"] or "").strip()
        code = code_of(grouping, row["group"] or "", age_limit)
        people = (row["people"] or "").strip().replace(",", "")
        if code is None:
            raise WrongInput(f"Population file, row {number}: {what_may_be(grouping, age_limit)}")
        if not people.isdecimal():
            raise WrongInput(f"Population file, row {number}: people is a whole number, like 51200.")
        groups = found.setdefault(grouping, {})
        groups[code] = groups.get(code, 0) + int(people)
    return found


def code_of(grouping: str, group: str, age_limit: int) -> str | None:
    """The code by which an evaluation knows a group; None for one that there is not."""
    plain = group.strip().casefold().replace(" ", "_")
    if grouping == "ethnicity":
        found = ethnic_group(group)
        return None if found == NOT_RECOGNISED else found
    known = {"sex": SEXES, "age": (f"under_{age_limit}", f"{age_limit}_and_over"), "ethnic_group": BROAD}
    return plain if plain in known.get(grouping, ()) else None


def what_may_be(grouping: str, age_limit: int) -> str:
    may_be = {
        "sex": ", ".join(SEXES),
        "age": f"under_{age_limit} and {age_limit}_and_over, as --age-limit puts it",
        "ethnicity": "the groups of the census, such as White British",
        "ethnic_group": ", ".join(BROAD),
    }
    if grouping not in may_be:
        return f"grouping is one of {', '.join(may_be)}."
    return f"groups of {grouping} are {may_be[grouping]}."


def compare_with_area(evaluation: CohortEvaluation, area: Population) -> Iterator[Reached]:
    """Each group that the area's figures have, in the cohort and in the area."""
    for grouping, groups in area.items():
        there = {code: evaluation.groups.get(f"{grouping}:{code}") for code in groups}
        known = sum(size.share.count for size in there.values() if size)
        people = sum(groups.values())
        for code, count in groups.items():
            size = there[code]
            label = size.label if size else code.replace("_", " ").capitalize()
            yield Reached(grouping, label, share_of(size.share.count if size else 0, known), share_of(count, people))
