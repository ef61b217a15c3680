"""What the page of those who wait shows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.triage.proposing import Colleague, numbers_of
from directory.casework.triage.queue import QueueOrder, QueuePart, Waiting, part_of
from directory.staff.referrals.referral_in_pages import STATE_WORDS
from directory.staff.referrals.referral_in_told import SOURCE_WORDS, urgency_words
from directory.staff.triage.triage_words import URGENCY_WORDS, Target, target_of
from directory.web.components import ListLink, Paging
from directory.web.fields.choices import Choice
from directory.web.words import counted, uk_short_date

ORDER_WORDS = {
    QueueOrder.DUE: "What is due first",
    QueueOrder.ASKED: "Longest waiting first",
    QueueOrder.URGENCY: "Most urgent first",
}
PART_WORDS = {
    QueuePart.ALL: "Everybody",
    QueuePart.LATE: "Due or overdue",
    QueuePart.NOT_TRIAGED: "Not judged yet",
    QueuePart.URGENT: "Urgent or soon",
    QueuePart.NOT_REACHED: "Not reached so far",
}


@dataclass(frozen=True)
class QueueRow:
    """Somebody who waits: by name, since when, how urgent and by when to be answered and reached."""

    reference: str
    name: str
    href: str
    source: str
    asked: str
    state: str
    colour: str
    urgency: str
    urgency_colour: str
    judged: str
    answer: Target
    reach: Target
    tries: str
    sounds_urgent: bool
    sender_thinks: str
    is_under_concern: bool


@dataclass(frozen=True)
class QueueBeside:
    """What stands beside those who are shown: their referrals and tries, by id of the referral; names of colleagues.

    `under_concern` has the `person_id` of those of whom a safeguarding concern stands that the reader may read.
    """

    opened: Mapping[uuid.UUID, Referral]
    tries: Mapping[uuid.UUID, int]
    names: Mapping[uuid.UUID, str]
    under_concern: frozenset[uuid.UUID]


@dataclass(frozen=True)
class QueuePage:
    """Those who wait, in the order and part that was asked for."""

    rows: Sequence[QueueRow]
    total: str
    parts: Sequence[ListLink]
    orders: Sequence[ListLink]
    paging: Paging
    here: Mapping[str, str]
    may_triage: bool
    is_empty: bool


def queue_page(
    actor: Actor,
    queue: Sequence[Waiting],
    shown: Sequence[Waiting],
    beside: QueueBeside,
    chosen: tuple[QueuePart, QueueOrder],
    paging: Paging,
    today: date,
) -> QueuePage:
    part, order = chosen
    return QueuePage(
        rows=[queue_row(each, beside, today) for each in shown if each.id in beside.opened],
        total=counted(len(queue), "person waits", "people wait"),
        parts=part_links(queue, part, order, today),
        orders=[ListLink(ORDER_WORDS[each], queue_href(part, each), each is order) for each in QueueOrder],
        paging=paging,
        here={"part": part.value, "order": order.value},
        may_triage=actor.may("casework.triage"),
        is_empty=not queue,
    )


def queue_href(part: QueuePart, order: QueueOrder, page: int = 1) -> str:
    """The address of a part of the queue in an order; what is usual is left out of it."""
    given: dict[str, Any] = {
        "part": part.value if part is not QueuePart.ALL else None,
        "order": order.value if order is not QueueOrder.DUE else None,
        "page": page if page > 1 else None,
    }
    return url_for("staff.show_referrals_in", **{name: value for name, value in given.items() if value})


def part_links(queue: Sequence[Waiting], shown: QueuePart, order: QueueOrder, today: date) -> list[ListLink]:
    return [
        ListLink(f"{PART_WORDS[each]} ({len(part_of(queue, each, today))})", queue_href(each, order), each is shown)
        for each in PART_WORDS
    ]


def queue_row(waiting: Waiting, beside: QueueBeside, today: date) -> QueueRow:
    referral, tries = beside.opened[waiting.id], beside.tries.get(waiting.id, 0)
    state, colour = STATE_WORDS[waiting.state]
    urgency, urgency_colour = URGENCY_WORDS[waiting.urgency] if waiting.urgency else ("Not judged yet", "")
    days = (today - waiting.asked_on).days
    return QueueRow(
        reference=waiting.reference,
        name=referral.listed_name,
        href=url_for("staff.show_referral_in", reference=waiting.reference),
        source=SOURCE_WORDS[ReferralSource(referral.source)],
        asked=f"{uk_short_date(waiting.asked_on)} ({counted(days, 'day', 'days')})",
        state=state,
        colour=colour,
        urgency=urgency,
        urgency_colour=urgency_colour,
        judged=judged_words(referral, beside.names),
        answer=target_of(waiting.answer_by, today),
        reach=target_of(waiting.reach_by, today),
        tries=f"tried {counted(tries, 'time', 'times')}" if tries else "",
        sounds_urgent=referral.sounds_urgent,
        sender_thinks=urgency_words(referral),
        is_under_concern=referral.person_id in beside.under_concern,
    )


def judged_words(referral: Referral, names: Mapping[uuid.UUID, str]) -> str:
    """Who judged how urgent it is, and when; nothing where nobody has."""
    if referral.triaged_by is None or referral.triaged_at is None:
        return ""
    return f"{names.get(referral.triaged_by, 'A colleague')}, {uk_short_date(referral.triaged_at)}"


def to_choices(actor: Actor, colleagues: Sequence[Colleague]) -> list[Choice]:
    """Whom the actor can have support somebody: themself, or as a manager anybody of the team, with their load."""
    offered = [each for each in colleagues if actor.may("casework.oversee") or each.user_id == actor.user_id]
    return [Choice(str(each.user_id), f"{each.name} (supports {numbers_of(each)})") for each in offered]
