"""How many of all who were in contact were measured twice, where nobody counted these better than from one number to
another."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.errors import WrongInput
from directory.outcomes.evaluating.results import CohortEvaluation, MeasureResult
from directory.reporting.evaluations.figures import Figures

WHAT_IT_IS = "--contacts is a number of people, like 3000, or two with a hyphen between them, like 2250-3750."


@dataclass(frozen=True)
class Contacts:
    """How many people were in contact: between these two numbers, or one of them twice."""

    least: int
    most: int


def read_contacts(words: str) -> Contacts:
    """Raises WrongInput for what is neither a number nor two of them, the lower first."""
    parts = [each.strip() for each in words.split("-")]
    if not 1 <= len(parts) <= 2 or not all(each.isdecimal() for each in parts):
        raise WrongInput(WHAT_IT_IS)
    least, most = int(parts[0]), int(parts[-1])
    if not 0 < least <= most:
        raise WrongInput(WHAT_IT_IS)
    return Contacts(least, most)


def contact_figures(evaluation: CohortEvaluation, contacts: Contacts) -> dict[str, Figures]:
    """Of each measure how many have both, and what share that is at least and at most. Raises WrongInput where fewer
    were in contact than are in the cohort."""
    if contacts.least < evaluation.people:
        raise WrongInput(f"There are {evaluation.people:,} people in the cohort: --contacts cannot be fewer.")
    return {each.measure.code: figures_of(each, contacts) for each in evaluation.measures}


def figures_of(result: MeasureResult, contacts: Contacts) -> Figures:
    n = result.groups["all"].answered.n
    told: Figures = {"n": n, "contacts_least": contacts.least, "contacts_most": contacts.most}
    return told | {"share_at_least": n / contacts.most, "share_at_most": n / contacts.least}


def contact_lines(evaluation: CohortEvaluation, contacts: Contacts) -> Iterator[str]:
    is_range = contacts.least != contacts.most
    people = f"{contacts.least:,} to {contacts.most:,}" if is_range else f"{contacts.least:,}"
    yield f"Of {people} who were in contact"
    for result in evaluation.measures:
        n = result.groups["all"].answered.n
        least = f"{n / contacts.most:.1%} to " if is_range else ""
        yield f"  {result.measure.label}: {n:,} measured twice, {least}{n / contacts.least:.1%}"
    yield ""
