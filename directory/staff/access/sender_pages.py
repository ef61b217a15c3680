"""What the pages of the systems that send referrals show: what they may do, their keys, and when one was used last."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from directory.accounts.senders.models import ApiSender, Scope, SenderKey, SenderKind
from directory.casework.referrals_in.event_queries import NOTHING_TOLD, Telling
from directory.clock import UK
from directory.staff.access.sender_forms import KEY_WORDS, KIND_WORDS, LIVE, SCOPE_WORDS, TEST
from directory.web.words import counted, uk_short_date


@dataclass(frozen=True)
class SenderLine:
    """A system in the list of them."""

    href: str
    name: str
    kind: str
    may: Sequence[str]
    keys: str
    used: str
    state: str
    colour: str


@dataclass(frozen=True)
class KeyLine:
    """A key: its open part, and whether it works."""

    key_id: uuid.UUID
    name: str
    kind: str
    made: str
    used: str
    state: str
    colour: str
    until: str
    works: bool


@dataclass(frozen=True)
class SendersPage:
    """The systems of a team."""

    senders: Sequence[SenderLine]


@dataclass(frozen=True)
class SenderPage:
    """A system and its keys. `handed_over` is a key that is shown this once."""

    sender_id: uuid.UUID
    line: SenderLine
    keys: Sequence[KeyLine]
    is_disabled: bool
    handed_over: str
    address: str
    told_at: str = ""
    telling: Telling = NOTHING_TOLD


def senders_page(senders: Sequence[ApiSender], now: datetime) -> SendersPage:
    return SendersPage([sender_line(each, now) for each in senders])


def sender_page(
    sender: ApiSender,
    now: datetime,
    handed_over: str = "",
    address: str = "",
    *,
    told_at: str = "",
    telling: Telling = NOTHING_TOLD,
) -> SenderPage:
    newest_first = sorted(sender.keys, key=lambda each: each.made_at, reverse=True)
    return SenderPage(
        sender_id=sender.id,
        line=sender_line(sender, now),
        keys=[key_line(each, now) for each in newest_first],
        is_disabled=sender.disabled_at is not None,
        handed_over=handed_over,
        address=address,
        told_at=told_at,
        telling=telling,
    )


def sender_line(sender: ApiSender, now: datetime) -> SenderLine:
    working = [each for each in sender.keys if each.works_at(now)]
    used = [each.last_used_at for each in sender.keys if each.last_used_at and not each.is_test]
    state, colour = state_of(sender, working)
    return SenderLine(
        href=url_for("staff.show_sender", sender_id=sender.id),
        name=sender.name,
        kind=KIND_WORDS[SenderKind(sender.kind)],
        may=[SCOPE_WORDS[each] for each in Scope if each in sender.scopes],
        keys=counted(len(working), "key that works", "keys that work") if working else "None",
        used=hour_words(max(used)) if used else "Never",
        state=state,
        colour=colour,
    )


def state_of(sender: ApiSender, working: Sequence[SenderKey]) -> tuple[str, str]:
    """Whether a system can send, in a word, and the colour it is shown in."""
    if sender.disabled_at is not None:
        return "Disabled", "grey"
    return ("Active", "green") if any(not each.is_test for each in working) else ("No live key", "yellow")


def key_line(key: SenderKey, now: datetime) -> KeyLine:
    works = key.works_at(now)
    state, colour = ("Works", "yellow" if key.ends_at else "green") if works else ("Ended", "grey")
    day = uk_short_date(key.ends_at.astimezone(UK)) if key.ends_at else ""
    return KeyLine(
        key_id=key.id,
        name=key.name,
        kind=KEY_WORDS[TEST if key.is_test else LIVE],
        made=uk_short_date(key.made_at.astimezone(UK)),
        used=hour_words(key.last_used_at) if key.last_used_at else "Never",
        state=state,
        colour=colour,
        until=f"{'until' if works else 'on'} {day}" if day else "",
        works=works,
    )


def hour_words(moment: datetime) -> str:
    """The day and about the hour: it is noted once an hour."""
    at = moment.astimezone(UK)
    return f"{uk_short_date(at)}, about {at:%H}:00"
