"""How many people came how far with activities: of all, by concept, domain, provider and route."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from directory.outcomes.evaluating.groupings import Group
from directory.outcomes.linkage.catalogue import Activity
from directory.outcomes.linkage.cohort import Cohort, Linked
from directory.outcomes.linkage.steps import ActivitySteps, Step

NOT_KNOWN = "Not known"


class By(StrEnum):
    """What activities are told apart by."""

    ALL = "all"
    CONCEPT = "concept"
    DOMAIN = "domain"
    PROVIDER = "provider"
    ROUTE = "route"
    GROUP = "group"


@dataclass(frozen=True)
class StepCounts:
    """Of `people`, how many came to each step with at least one such activity; of those who attended, on how many days
    it is known that they went, and for how many weeks, each added up over people."""

    by: By
    name: str
    people: int
    steps: Mapping[Step, int]
    times: int
    weeks: float


def count_steps(cohort: Cohort) -> list[StepCounts]:
    """The counts of everybody, and then of each kind by name. `people` are all of the cohort, or of the route."""
    found: defaultdict[tuple[By, str], dict[int, list[ActivitySteps]]] = defaultdict(dict)
    routes: defaultdict[str, int] = defaultdict(int)
    for at, person in enumerate(cohort.people):
        routes[route_of(person)] += 1
        found[By.ALL, "Everybody"].setdefault(at, [])
        for each in person.activities:
            for key in keys_of(person, cohort.activities.get(each.service_id)):
                found[key].setdefault(at, []).append(each)
    in_order = sorted(found.items(), key=lambda item: (list(By).index(item[0][0]), item[0][1].casefold()))
    return [
        counts_of(by, name, routes[name] if by is By.ROUTE else len(cohort.people), list(theirs.values()))
        for (by, name), theirs in in_order
    ]


def count_steps_by_group(cohort: Cohort, groups: Sequence[Group]) -> list[StepCounts]:
    """The counts of the people of each group. Of who was erased no step is known: they are in none."""
    found = []
    for group in groups:
        people = [person for person, is_in in zip(cohort.people, group.members, strict=False) if is_in]
        found.append(counts_of(By.GROUP, group.label, len(people), [list(each.activities) for each in people]))
    return found


def keys_of(person: Linked, activity: Activity | None) -> Iterator[tuple[By, str]]:
    yield By.ALL, "Everybody"
    yield By.ROUTE, route_of(person)
    if activity:
        yield By.PROVIDER, activity.provider
        yield from ((By.CONCEPT, each) for each in sorted(activity.concepts))
        yield from ((By.DOMAIN, each) for each in sorted(activity.domains))


def route_of(person: Linked) -> str:
    referral = person.spell.referral
    return referral.source.replace("_", " ").capitalize() if referral else NOT_KNOWN


def counts_of(by: By, name: str, people: int, theirs: list[list[ActivitySteps]]) -> StepCounts:
    every = [each for one in theirs for each in one]
    return StepCounts(
        by,
        name,
        people,
        {step: sum(any(step in each.steps for each in one) for one in theirs) for step in Step},
        times=sum(each.times for each in every),
        weeks=sum(each.weeks for each in every),
    )
