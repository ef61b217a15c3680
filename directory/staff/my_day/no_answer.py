"""Referrals that no group answered: all of them, and those that are for the coordinator to see to by now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.referrals.nudging import GivenBack
from directory.referrals.tell_by import TellBy
from directory.staff.my_day.due import DueLine, due_line
from directory.staff.referrals.referral_words import UNTOLD_WORDS
from directory.web.words import counted, uk_short_date

RING = "{activity} is not told by email. Ring them, or print the letter, and write it down"
RETURNED = "Our letter to {activity} did not arrive. Ring them, or put the address right and send it again"
REMINDER_RETURNED = (
    "Our letter that asks {activity} again did not arrive. Ring them, or put the address right and send it again"
)
GIVEN_BACK = "{activity} has not answered. Ring them, or find something else together"


@dataclass(frozen=True)
class UnansweredRow:
    """Somebody who waits for the answer of a group: since when it knows of them, or who tells it."""

    client_name: str
    href: str
    activity: str
    told: str
    days: str


def due_of_unanswered(unanswered: Iterable[GivenBack], today: date) -> Iterator[DueLine]:
    """What a coordinator does where a group was not told, or has not answered for too long."""
    for each in unanswered:
        kind, words = due_words(each)
        what = words.format(activity=each.referral.service.name)
        yield due_line(each.referral.client, kind, what, referral_href(each), each.due_on, today)


def due_words(waiting: GivenBack) -> tuple[str, str]:
    """What kind of thing is to be done, and what, about a group that has not answered."""
    if waiting.is_returned:
        return "Letter came back", REMINDER_RETURNED if waiting.has_read else RETURNED
    return ("Group to tell", RING) if waiting.is_by_phone else ("No answer", GIVEN_BACK)


def unanswered_rows(unanswered: Iterable[GivenBack], today: date) -> list[UnansweredRow]:
    return [unanswered_row(each, today) for each in unanswered]


def unanswered_row(waiting: GivenBack, today: date) -> UnansweredRow:
    referral = waiting.referral
    days = (today - referral.state_on).days
    return UnansweredRow(
        client_name=referral.client.listed_name,
        href=referral_href(waiting),
        activity=referral.service.name,
        told=told_words(waiting),
        days=counted(days, "day") if days > 0 else "today",
    )


def told_words(waiting: GivenBack) -> str:
    """Since when a group could have answered, or who sees to it that it is told."""
    if waiting.is_returned and waiting.has_read:
        return f"{uk_short_date(waiting.told_on)}. The letter that asks again did not arrive."
    if waiting.is_returned:
        return "Not yet. Our letter did not arrive."
    if not waiting.is_by_phone:
        return uk_short_date(waiting.told_on)
    way = TellBy.PRINT if waiting.referral.tell_by == TellBy.PRINT else TellBy.PHONE
    return f"Not yet. {UNTOLD_WORDS[way].format(name=waiting.referral.client.coordinator.name)}"


def referral_href(waiting: GivenBack) -> str:
    return url_for("staff.show_referral", reference=waiting.referral.reference)
