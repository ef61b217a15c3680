"""Groups that only a scheme's own records tell: practice, disability, caring, needs, and what people went to."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from directory.outcomes.linkage.cohort import Cohort, Linked
from directory.outcomes.linkage.steps import Step

Labels = Callable[[Linked], Iterable[str]]
WENT: Final = "Went to something"
WENT_NOWHERE: Final = "Went to nothing"


def groupings_of(cohort: Cohort) -> dict[str, Mapping[str, NDArray[np.bool_]]]:
    """For each grouping who is in each of its groups. Somebody may be in several of needs, and of kinds of activity."""
    tellers: dict[str, Labels] = {
        "practice": lambda person: [practice_of(cohort, person)],
        "disability": lambda person: [yes_or_no(person.facts.disability, "Disabled", "Not disabled", "Disability")],
        "carer": lambda person: [yes_or_no(person.facts.carer, "Carer", "No carer", "Caring")],
        "met": lambda person: [person.support.met.value.capitalize()],
        "need": needs_of,
        "attended": lambda person: [WENT if went_to(person) else WENT_NOWHERE],
        "activity": lambda person: domains_of(cohort, person),
    }
    return {name: masks_of(cohort, labels) for name, labels in tellers.items()}


def masks_of(cohort: Cohort, labels: Labels) -> dict[str, NDArray[np.bool_]]:
    """Who is in each group, by its label. Those of whom scores alone are kept come last, and are in none."""
    told = [set(labels(person)) for person in cohort.people]
    nobody = [set[str]()] * len(cohort.kept)
    names = sorted({label for each in told for label in each}, key=str.casefold)
    return {name: np.array([name in each for each in (*told, *nobody)], dtype=bool) for name in names}


def practice_of(cohort: Cohort, person: Linked) -> str:
    """The practice that referred somebody, by its name where the scheme knows it."""
    code = person.spell.referral.practice_code if person.spell.referral else None
    return f"Practice {cohort.practices.get(code, code)}" if code else "Practice not known"


def yes_or_no(answer: str | None, yes: str, no: str, what: str) -> str:
    return {"yes": yes, "no": no}.get(answer or "", f"{what} not known")


def needs_of(person: Linked) -> list[str]:
    if person.needs is None:
        return ["Needs not assessed"]
    return [f"Need: {each}" for each in person.needs] or ["No need written down"]


def went_to(person: Linked) -> list[uuid.UUID]:
    """The activities that somebody went to between the questionnaires."""
    return [each.service_id for each in person.activities if Step.ATTENDED in each.steps]


def domains_of(cohort: Cohort, person: Linked) -> list[str]:
    """The domains of what somebody went to."""
    found = [cohort.activities[each] for each in went_to(person) if each in cohort.activities]
    return [f"Went to: {domain}" for activity in found for domain in activity.domains]
