"""Whom to propose for somebody, in order, and why: what the person wishes comes first, then area, then who has room.

Nobody is left out: a person decides, and may know better. What a colleague has not said of themself counts as not
known, which is less than a yes and more than a no.
"""

import re
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from directory.casework.triage.kinds import Gender


@dataclass(frozen=True)
class Wishes:
    """What matters to somebody about who supports them. `supported_by` are those who did before, or may have: it is for
    people to say whether somebody who asks `is_sure` to be who was supported then.
    """

    gender: Gender | None = None
    language: str | None = None
    wants_somebody_new: bool = False
    outward: str | None = None
    supported_by: Collection[uuid.UUID] = frozenset()
    is_sure: bool = True


@dataclass(frozen=True)
class Colleague:
    """Somebody who may support people: what they said of themself, how many they support, and how many they can.

    `counts_as` is how many ordinary cases theirs are as much work as, where that was weighed.
    """

    user_id: uuid.UUID
    name: str
    gender: Gender | None = None
    languages: Sequence[str] = ()
    areas: Collection[str] = frozenset()
    open_cases: int = 0
    capacity: int = 40
    is_full: bool = False
    counts_as: float | None = None

    @property
    def load(self) -> float:
        """What they have in hand, in ordinary cases."""
        return self.open_cases if self.counts_as is None else self.counts_as

    def with_one_more(self) -> "Colleague":
        """The same, if somebody was given to them."""
        return replace(self, open_cases=self.open_cases + 1, counts_as=self.load + 1)


class Fit(StrEnum):
    """How far something fits, best first."""

    YES = "yes"
    UNKNOWN = "not known"
    NO = "no"


ORDER = {Fit.YES: 0, Fit.UNKNOWN: 1, Fit.NO: 2}


@dataclass(frozen=True)
class Proposal:
    """A colleague with what speaks for and against them, each as a sentence."""

    colleague: Colleague
    reasons: Sequence[str]
    doubts: Sequence[str]


def propose(wishes: Wishes, colleagues: Iterable[Colleague]) -> list[Proposal]:
    """All colleagues, whom to ask first at the top."""
    judged = sorted((rank_of(wishes, each), each.name, str(each.user_id), each) for each in colleagues)
    return [proposal_of(wishes, each) for *_, each in judged]


def share_out(people: Sequence[Wishes], colleagues: Sequence[Colleague]) -> list[list[Proposal]]:
    """Whom to ask first for each of several people, if who is asked first for one has them by the time of the next."""
    shared, now = [], list(colleagues)
    for wishes in people:
        proposals = propose(wishes, now)
        shared.append(proposals)
        if proposals:
            first = proposals[0].colleague
            now = [each.with_one_more() if each == first else each for each in now]
    return shared


def rank_of(wishes: Wishes, each: Colleague) -> tuple[int, int, int, bool, float]:
    """What is compared, in this order: the person's wishes all together, area, room, and how much of it is used."""
    wished = (gender_fit(wishes, each), language_fit(wishes, each), new_fit(wishes, each))
    against = sum(fit is Fit.NO for fit in wished)
    return (
        against,
        sum(ORDER[fit] for fit in wished if fit),
        ORDER[area_fit(wishes, each) or Fit.UNKNOWN],
        not has_room(each),
        each.load / each.capacity,
    )


def gender_fit(wishes: Wishes, each: Colleague) -> Fit | None:
    if wishes.gender is None:
        return None
    if each.gender is None:
        return Fit.UNKNOWN
    return Fit.YES if each.gender is wishes.gender else Fit.NO


def language_fit(wishes: Wishes, each: Colleague) -> Fit | None:
    """Who speaks another language may speak theirs too, and did not say: only silence is no no."""
    if not wishes.language or is_english(wishes.language):
        return None
    if any(is_same_language(wishes.language, spoken) for spoken in each.languages):
        return Fit.YES
    return Fit.NO if each.languages else Fit.UNKNOWN


def new_fit(wishes: Wishes, each: Colleague) -> Fit | None:
    if not wishes.wants_somebody_new:
        return None
    return Fit.NO if each.user_id in wishes.supported_by else Fit.YES


def area_fit(wishes: Wishes, each: Colleague) -> Fit | None:
    if not wishes.outward or not each.areas:
        return None
    return Fit.YES if wishes.outward.upper() in each.areas else Fit.NO


def has_room(each: Colleague) -> bool:
    return not each.is_full and each.load < each.capacity


def proposal_of(wishes: Wishes, each: Colleague) -> Proposal:
    before = "Has supported them before" if wishes.is_sure else "May have supported them before"
    said = (
        (gender_fit(wishes, each), f"A {each.gender or wishes.gender}, as they wish", f"Not a {wishes.gender}"),
        (language_fit(wishes, each), f"Speaks {wishes.language}", f"Is not known to speak {wishes.language}"),
        (new_fit(wishes, each), "New to them, as they wish", f"{before}, and they wish somebody new"),
        (area_fit(wishes, each), f"Works in {wishes.outward}", f"Works elsewhere than in {wishes.outward}"),
    )
    reasons = [yes for fit, yes, _ in said if fit is Fit.YES]
    doubts = [no for fit, _, no in said if fit is Fit.NO]
    (reasons if has_room(each) else doubts).append(load_words(each))
    return Proposal(each, reasons, doubts)


def load_words(each: Colleague) -> str:
    if each.is_full:
        return f"Says they have no room just now ({numbers_of(each)})"
    return f"Supports {numbers_of(each)}"


def numbers_of(each: Colleague) -> str:
    """How many somebody supports of how many they can, and what those count as where that is another number."""
    if each.load == each.open_cases:
        return f"{each.open_cases} of {each.capacity}"
    return f"{each.open_cases}, counting as {each.load:g} of {each.capacity}"


def language_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def is_same_language(wished: str, spoken: str) -> bool:
    """Whether two people wrote of one language: "Urdu" and "urdu (a little)", "British Sign Language" and the same."""
    words, others = language_words(wished), language_words(spoken)
    return bool(words and others) and (set(words) <= set(others) or set(others) <= set(words))


def is_english(language: str) -> bool:
    return language_words(language)[:1] == ["english"]
