"""The groups that figures are told for: by sex, age at the start, ethnic group, and who referred them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.outcomes.ethnicities import GROUPS
from directory.outcomes.evaluating.dataset import Coded, Dataset, People

AGE_LIMIT = 50
NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Group:
    """Some of the people."""

    grouping: str
    code: str
    label: str
    members: NDArray[np.bool_]

    @property
    def key(self) -> str:
        return f"{self.grouping}:{self.code}" if self.grouping else self.code


@dataclass(frozen=True)
class Contrast:
    """Two groups to compare: the first's mean minus the second's."""

    first: str
    second: str

    @property
    def key(self) -> str:
        return f"{self.first} - {self.second}"


def every_group(dataset: Dataset, age_limit: int = AGE_LIMIT) -> list[Group]:
    """Everybody, and then group by group. Who is known in no group of a grouping is a group too, so that all add up."""
    people = dataset.people
    everybody = Group("", "all", "Everybody", np.ones(len(people), dtype=bool))
    found = [
        everybody,
        *coded_groups("sex", people.sex, {"female": "Female", "male": "Male", "other": "Other"}),
        *age_groups(people, age_limit),
        *coded_groups("ethnicity", people.ethnicity, {code: label for code, (label, _) in GROUPS.items()}),
        *broad_groups(people.ethnicity),
        *coded_groups("referral_source", people.referral_source, {}),
        *(
            Group(grouping, label.casefold().replace(": ", "_").replace(" ", "_"), label, members)
            for grouping, labels in dataset.groupings.items()
            for label, members in labels.items()
        ),
    ]
    return [each for each in found if each.members.any()]


def contrasts(age_limit: int = AGE_LIMIT) -> tuple[Contrast, ...]:
    """What is compared."""
    return (
        Contrast("sex:male", "sex:female"),
        Contrast(f"age:under_{age_limit}", f"age:{age_limit}_and_over"),
        Contrast("attended:went_to_something", "attended:went_to_nothing"),
    )


def age_groups(people: People, limit: int) -> Iterator[Group]:
    yield Group("age", f"under_{limit}", f"Under {limit}", people.age < limit)
    yield Group("age", f"{limit}_and_over", f"{limit} and over", people.age >= limit)
    yield Group("age", NOT_KNOWN, "Age not known", np.isnan(people.age))


def coded_groups(grouping: str, coded: Coded, labels: dict[str, str]) -> Iterator[Group]:
    """A group for each code there is, in the order of the labels."""
    order = sorted(coded.labels, key=lambda each: (list(labels).index(each) if each in labels else len(labels), each))
    for code in order:
        label = labels.get(code, code.replace("_", " ").capitalize())
        yield Group(grouping, code, label, coded.is_one_of([code]))
    yield Group(grouping, NOT_KNOWN, f"{grouping.replace('_', ' ').capitalize()} not known", coded.codes < 0)


def broad_groups(ethnicity: Coded) -> Iterator[Group]:
    """The ethnic groups in five, as the census puts them together."""
    for broad in dict.fromkeys(each for _, each in GROUPS.values()):
        members = ethnicity.is_one_of([code for code, (_, of) in GROUPS.items() if of == broad])
        yield Group("ethnic_group", broad.replace(" ", "_"), f"{broad.capitalize()}, together", members)
