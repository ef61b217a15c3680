"""What a coordinator is warned of before they send somebody on; they may go on, and what it was is kept.

Age never turns anybody away by itself: a group may make an exception, which whoever sends them then says.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.champions.assurance.queries import list_lacks
from directory.champions.assurance.rules import LACK_WORDS, Lack
from directory.errors import WrongInput
from directory.referrals.inputs import OnwardReferralInput
from directory.referrals.room import SAY_WHY


class AgeLack(StrEnum):
    """That somebody is not of the age that an activity is for."""

    TOO_YOUNG = "too young"
    TOO_OLD = "too old"


AGE_WORDS: Mapping[AgeLack, str] = {
    AgeLack.TOO_YOUNG: "They are younger than the group takes.",
    AgeLack.TOO_OLD: "They are older than the group takes.",
}
Warned = Lack | AgeLack


def list_warnings(db: Session, service: Service, today: date) -> tuple[Lack, ...]:
    """What speaks against sending anybody to a service now, the worst first."""
    return list_lacks(db, service, today)


def find_age_lack(service: Service, age: int | None) -> AgeLack | None:
    """Whether somebody is not of the age that a service is for; None also where their age is not known."""
    if age is None:
        return None
    if service.minimum_age is not None and age < service.minimum_age:
        return AgeLack.TOO_YOUNG
    if service.maximum_age is not None and age > service.maximum_age:
        return AgeLack.TOO_OLD
    return None


def heed_age(service: Service, age: int | None, wanted: OnwardReferralInput) -> AgeLack | None:
    """The lack that a referral is made in spite of. Raises WrongInput where nobody says why."""
    lack = find_age_lack(service, age)
    if lack and not wanted.in_spite:
        raise WrongInput(AGE_WORDS[lack], {"in_spite": SAY_WHY})
    return lack


def kept_warnings(warnings: Iterable[Warned]) -> str | None:
    """Warnings as a referral keeps them; None for none."""
    words = [each.value for each in warnings]
    return json.dumps(words) if words else None


def warning_words(kept: str | None) -> list[str]:
    """What a referral keeps of its warnings, as sentences."""
    return [words_of(each) for each in json.loads(kept or "[]")]


def words_of(kept: str) -> str:
    return AGE_WORDS[AgeLack(kept)] if kept in set(AgeLack) else LACK_WORDS[Lack(kept)]
