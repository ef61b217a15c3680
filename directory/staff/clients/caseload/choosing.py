"""Which clients are wanted, and in which order, as the address of the list says."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from flask import request, url_for

from directory.accounts.actor import Actor
from directory.casework.caseload.stages import OpenCase, Stage
from directory.referrals.awaiting import Wait
from directory.web.ids import find_id


class Show(StrEnum):
    """Which clients are shown."""

    OPEN = "open"
    TO_REACH = "to reach"
    TO_ASSESS = "to assess"
    SUPPORTED = "supported"
    PAUSED = "paused"
    WAITING = "waiting"
    NOTHING_PLANNED = "nothing planned"
    LONG = "long"
    ENDED = "ended"


class Order(StrEnum):
    """What comes first."""

    NEXT = "next"
    CONTACT = "contact"
    LONGEST = "longest"
    NEWEST = "newest"


SHOW_WORDS = {
    Show.OPEN: "All open",
    Show.TO_REACH: "To reach",
    Show.TO_ASSESS: "To assess",
    Show.SUPPORTED: "Supported",
    Show.PAUSED: "Paused",
    Show.WAITING: "Waiting for somebody",
    Show.NOTHING_PLANNED: "Nothing planned",
    Show.LONG: "Longer than meant",
}
ORDER_WORDS = {
    Order.NEXT: "Next date first",
    Order.CONTACT: "Longest without contact first",
    Order.LONGEST: "Longest open first",
    Order.NEWEST: "Newest first",
}


@dataclass(frozen=True)
class Chosen:
    """The list that is wanted: one's own or the team's, of whom, which of them, and in which order."""

    is_team: bool
    of: uuid.UUID | None = None
    show: Show = Show.OPEN
    order: Order = Order.NEXT

    def href(self, page: int = 1, endpoint: str = "staff.show_clients", **more: str) -> str:
        """The address of this list; what is usual is left out of it."""
        given: dict[str, Any] = {**self.asked, **more, "page": page if page > 1 else None}
        return url_for(endpoint, **given)

    @property
    def asked(self) -> dict[str, str]:
        """What the address of the list says."""
        return {
            **({"whose": "team"} if self.is_team else {"whose": "mine"}),
            **({"of": str(self.of)} if self.of else {}),
            **({"show": self.show.value} if self.show is not Show.OPEN else {}),
            **({"order": self.order.value} if self.order is not Order.NEXT else {}),
        }

    def showing(self, show: Show) -> "Chosen":
        return replace(self, show=show)

    def ordered(self, order: Order) -> "Chosen":
        return replace(self, order=order)


def read_chosen(actor: Actor) -> Chosen:
    """What the address asks for, else the usual: one's own open cases, or the team's for who has none."""
    whose, show, order = (request.args.get(each, "") for each in ("whose", "show", "order"))
    is_team = whose == "team" or not actor.may("casework.write")
    return Chosen(
        is_team,
        find_id(request.args.get("of", "")) if is_team else None,
        Show(show) if show in list(Show) else Show.OPEN,
        Order(order) if order in list(Order) else Order.NEXT,
    )


def shown_of(
    cases: Sequence[OpenCase], waits: Mapping[uuid.UUID, Sequence[Wait]], show: Show, meant: int, today: date
) -> list[OpenCase]:
    """Those of some open cases that are wanted."""
    wanted: Mapping[Show, Callable[[OpenCase], bool]] = {
        Show.OPEN: lambda _: True,
        Show.TO_REACH: lambda each: each.stage is Stage.TO_REACH,
        Show.TO_ASSESS: lambda each: each.stage is Stage.TO_ASSESS,
        Show.SUPPORTED: lambda each: each.stage is Stage.SUPPORTED,
        Show.PAUSED: lambda each: each.stage is Stage.PAUSED,
        Show.WAITING: lambda each: each.client_id in waits,
        Show.NOTHING_PLANNED: lambda each: each.lacks_next,
        Show.LONG: lambda each: each.weeks_on(today) >= meant,
        Show.ENDED: lambda _: False,
    }
    return [each for each in cases if wanted[show](each)]


def in_order(cases: Sequence[OpenCase], order: Order) -> list[OpenCase]:
    """Open cases with those first that come first by an order, and the oldest first among equals."""
    if order is Order.NEXT:
        return sorted(cases, key=lambda each: (each.next is None, each.next.starts_at.timestamp() if each.next else 0))
    if order is Order.CONTACT:
        return sorted(cases, key=lambda each: each.last_contact_on or date.min)
    return sorted(cases, key=lambda each: each.opened_on, reverse=order is Order.NEWEST)
