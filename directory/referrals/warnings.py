"""What a coordinator is warned of before they send somebody on; they may go on, and what it was is kept.

Age never turns anybody away by itself: a group may make an exception, which whoever sends them then says.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeGuard

from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.champions.assurance.queries import list_lacks
from directory.champions.assurance.rules import LACK_WORDS, Lack
from directory.errors import WrongInput
from directory.referrals.inputs import OnwardReferralInput
from directory.referrals.room import SAY_WHY


class AgeLack(StrEnum):
    """That somebody is not of the age that an activity is for, or may not be."""

    TOO_YOUNG = "too young"
    TOO_OLD = "too old"
    NOT_KNOWN = "age not known"


AGE_WORDS: Mapping[AgeLack, str] = {
    AgeLack.TOO_YOUNG: "They are younger than the group takes.",
    AgeLack.TOO_OLD: "They are older than the group takes.",
    AgeLack.NOT_KNOWN: "It is not known how old they are, and the group is not for every age.",
}
Warned = Lack | AgeLack


def list_warnings(db: Session, service: Service, today: date) -> tuple[Lack, ...]:
    """What speaks against sending anybody to a service now, the worst first."""
    return list_lacks(db, service, today)


def find_age_lack(service: Service, age: int | None) -> AgeLack | None:
    """Whether somebody is not of the age that a service is for, or nobody knows while it is not for every age."""
    if age is None:
        is_for_all = service.minimum_age is None and service.maximum_age is None
        return None if is_for_all else AgeLack.NOT_KNOWN
    if service.minimum_age is not None and age < service.minimum_age:
        return AgeLack.TOO_YOUNG
    if service.maximum_age is not None and age > service.maximum_age:
        return AgeLack.TOO_OLD
    return None


def heed_age(service: Service, age: int | None, wanted: OnwardReferralInput) -> AgeLack | None:
    """The lack that a referral is made in spite of. Raises WrongInput where nobody says why.

    Where their age is not known it is for people to ask: that nobody had is kept, and stops nothing.
    """
    lack = find_age_lack(service, age)
    if is_outside(lack) and not wanted.in_spite:
        raise WrongInput(AGE_WORDS[lack], {"in_spite": SAY_WHY})
    return lack


def is_outside(lack: AgeLack | None) -> TypeGuard[AgeLack]:
    """Whether somebody is known to be of another age than those a service is for."""
    return lack in (AgeLack.TOO_YOUNG, AgeLack.TOO_OLD)


def kept_warnings(warnings: Iterable[Warned]) -> str | None:
    """Warnings as a referral keeps them; None for none."""
    words = [each.value for each in warnings]
    return json.dumps(words) if words else None


def warning_words(kept: str | None) -> list[str]:
    """What a referral keeps of its warnings, as sentences."""
    return [words_of(each) for each in json.loads(kept or "[]")]


def words_of(kept: str) -> str:
    return AGE_WORDS[AgeLack(kept)] if kept in set(AgeLack) else LACK_WORDS[Lack(kept)]
