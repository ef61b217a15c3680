"""What the pages with lists of clients show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from directory.accounts.actor import Actor
from directory.staff.clients.caseload.choosing import ORDER_WORDS, SHOW_WORDS, Chosen, Show, shown_of
from directory.staff.clients.caseload.reading import Caseload
from directory.staff.clients.caseload.rows import CaseRow
from directory.web.components import ListLink, Paging
from directory.web.words import counted


@dataclass(frozen=True)
class CaseListPage:
    """One page of a list of clients. `is_narrowed` where there are others than those shown; `asked` is its address."""

    title: str
    rows: Sequence[CaseRow]
    total: str
    lists: Sequence[ListLink]
    shows: Sequence[ListLink]
    orders: Sequence[ListLink]
    paging: Paging
    asked: Mapping[str, str]
    is_team: bool
    is_ended: bool
    is_narrowed: bool
    may_write: bool
    order: str


def case_list_page(
    actor: Actor, caseload: Caseload, chosen: Chosen, paging: Paging, rows: Sequence[CaseRow]
) -> CaseListPage:
    return CaseListPage(
        title="Clients of the team" if chosen.is_team else "My clients",
        rows=rows,
        total=counted(paging.total, "person", "people"),
        lists=list_links(actor, "team" if chosen.is_team else "mine"),
        shows=show_links(caseload, chosen),
        orders=[] if chosen.show is Show.ENDED else order_links(chosen),
        paging=paging,
        asked=chosen.asked,
        is_team=chosen.is_team,
        is_ended=chosen.show is Show.ENDED,
        is_narrowed=chosen.show is not Show.OPEN or chosen.of is not None,
        may_write=actor.may("casework.write"),
        order=chosen.order.value,
    )


def list_links(actor: Actor, shown: str) -> list[ListLink]:
    """The lists there are for the actor."""
    own = [ListLink("My clients", url_for("staff.show_clients", whose="mine"), shown == "mine")]
    return [
        *(own if actor.may("casework.write") else []),
        ListLink("Team", url_for("staff.show_clients", whose="team"), shown == "team"),
        ListLink("Who waits for what", url_for("staff.show_waiting"), shown == "waiting"),
        ListLink("Caseloads", url_for("staff.show_caseloads"), shown == "caseloads"),
    ]


def show_links(caseload: Caseload, chosen: Chosen) -> list[ListLink]:
    """The parts of a list, each with how many there are; those whose support has ended are not counted for it."""
    links = [
        ListLink(f"{words} ({number_of(caseload, each)})", chosen.showing(each).href(), each is chosen.show)
        for each, words in SHOW_WORDS.items()
    ]
    return [*links, ListLink("Ended", chosen.showing(Show.ENDED).href(), chosen.show is Show.ENDED)]


def number_of(caseload: Caseload, show: Show) -> int:
    return len(shown_of(caseload.cases, caseload.waits, show, caseload.meant, caseload.today))


def order_links(chosen: Chosen) -> list[ListLink]:
    return [ListLink(words, chosen.ordered(each).href(), each is chosen.order) for each, words in ORDER_WORDS.items()]


def coordinator_choices(names: Mapping[uuid.UUID, str]) -> list[tuple[str, str]]:
    """Those whose clients can be chosen, by name."""
    return [(str(user_id), name) for user_id, name in sorted(names.items(), key=lambda each: each[1])]
