"""Who waits for what, and for how long: one's own people, or the whole team's."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.casework.caseload.open_cases import list_open_cases
from directory.casework.models import Client
from directory.casework.queries import list_recorded
from directory.casework.referrals_in.referral_queries import count_waiting_in
from directory.casework.safety.queries import list_under_concern
from directory.clock import day_of
from directory.db import transaction
from directory.referrals.awaiting import Wait, WaitsFor, list_waits
from directory.staff.blueprint import bp
from directory.staff.clients.caseload.choosing import Chosen, read_chosen
from directory.staff.clients.caseload.lists import names_of_coordinators
from directory.staff.clients.caseload.pages import coordinator_choices, list_links
from directory.staff.clients.caseload.reading import SIZE, of_whom
from directory.staff.clients.caseload.rows import UNDER_CONCERN
from directory.staff.clients.caseload.waits import where_href
from directory.staff.clients.client_forms import WhoseForm
from directory.staff.support_sessions.session_words import clock_time
from directory.web.components import ListLink, Paging, Tag
from directory.web.forms import load_query
from directory.web.pages import render_page
from directory.web.words import counted, uk_day, uk_short_date

WHAT_WORDS = {
    WaitsFor.FIRST_CONTACT: "A first contact",
    WaitsFor.ASSESSMENT: "An assessment",
    WaitsFor.TELLING: "Our call or letter to a group",
    WaitsFor.GROUP: "An answer of a group",
    WaitsFor.PLACE: "A place on a waiting list",
    WaitsFor.US: "An answer from us",
    WaitsFor.DECISION: "A decision on more sessions",
}


@dataclass(frozen=True)
class WaitRow:
    """Somebody who waits: for what, since when, and where it is seen to."""

    name: str
    client_href: str
    what: str
    about: str
    href: str
    since: str
    days: str
    coordinator: str
    alert: Tag | None


@dataclass(frozen=True)
class WaitingPage:
    """Those who wait, the longest first. `asked_in` is how many ask for support and have no coordinator yet."""

    rows: Sequence[WaitRow]
    lists: Sequence[ListLink]
    whose: Sequence[ListLink]
    parts: Sequence[ListLink]
    paging: Paging
    longest: str
    asked_in: str
    is_team: bool
    asked: Mapping[str, str]


@bp.get("/clients/waiting")
@requires("casework.read")
def show_waiting() -> ResponseReturnValue:
    with transaction() as db:
        actor, today = current_actor(), clock.today()
        chosen, only = read_chosen(actor), read_what()
        conditions = of_whom(actor, chosen)
        waits = list_waits(db, actor, list_open_cases(db, actor, today, *conditions), *conditions)
        wanted = [each for each in waits if only in (None, each.what)]
        at = request.args.get("page", 1, type=int)
        paging = Paging(at, SIZE, len(wanted), lambda page: waiting_href(chosen, only, page))
        shown = wanted[paging.offset : paging.offset + SIZE]
        ids = {each.client_id for each in shown}
        clients = {each.id: each for each in list_recorded(db, actor, Client.id.in_(ids))} if ids else {}
        names = names_of_users(db, {each.coordinator_id for each in shown})
        concerned = list_under_concern(db, actor, list(clients.values()))
        page = WaitingPage(
            rows=[
                wait_row(each, clients[each.client_id], names, today, is_concerned=each.client_id in concerned)
                for each in shown
                if each.client_id in clients
            ],
            lists=list_links(actor, "waiting"),
            whose=whose_links(actor, chosen, only),
            parts=part_links(waits, chosen, only),
            paging=paging,
            longest=longest_words(wanted, today),
            asked_in=asked_words(count_waiting_in(db, actor)),
            is_team=chosen.is_team,
            asked={**chosen.asked, **({"for": only.value} if only else {})},
        )
        choices = {"of": coordinator_choices(names_of_coordinators(db, actor))}
    whose: Any = load_query(WhoseForm, choices)
    return render_page("staff/show_waiting.html", page, whose=whose)


def read_what() -> WaitsFor | None:
    """What those are to wait for who are shown; everything, where the address says nothing that there is."""
    what = request.args.get("for", "")
    return WaitsFor(what) if what in list(WaitsFor) else None


def waiting_href(chosen: Chosen, only: WaitsFor | None, page: int = 1) -> str:
    more = {"for": only.value} if only else {}
    return chosen.href(page, "staff.show_waiting", **more)


def whose_links(actor: Actor, chosen: Chosen, only: WaitsFor | None) -> list[ListLink]:
    """From one's own people to the team's and back; none for who has no people of their own."""
    if not actor.may("casework.write"):
        return []
    own, team = replace(chosen, is_team=False, of=None), replace(chosen, is_team=True)
    return [
        ListLink("My clients", waiting_href(own, only), not chosen.is_team),
        ListLink("The whole team", waiting_href(team, only), chosen.is_team),
    ]


def part_links(waits: Sequence[Wait], chosen: Chosen, only: WaitsFor | None) -> list[ListLink]:
    """What people wait for, each with how many do."""
    everything = ListLink(f"Everything ({len(waits)})", waiting_href(chosen, None), only is None)
    return [everything, *(part_link(waits, chosen, each, is_shown=each is only) for each in WaitsFor)]


def part_link(waits: Sequence[Wait], chosen: Chosen, what: WaitsFor, *, is_shown: bool) -> ListLink:
    number = sum(each.what is what for each in waits)
    return ListLink(f"{WHAT_WORDS[what]} ({number})", waiting_href(chosen, what), is_shown)


def longest_words(waits: Sequence[Wait], today: date) -> str:
    """How long those who are shown wait: the longest, and half of them at most."""
    if not waits:
        return ""
    days = sorted((today - each.since).days for each in waits)
    half = days[(len(days) - 1) // 2]
    return f"The longest wait is {counted(days[-1], 'day')}; half of them {counted(half, 'day')} or less."


def asked_words(number: int) -> str:
    return f"{counted(number, 'person asks', 'people ask')} for support and nobody has taken them on" if number else ""


def wait_row(wait: Wait, client: Client, names: Mapping[uuid.UUID, str], today: date, *, is_concerned: bool) -> WaitRow:
    return WaitRow(
        name=client.listed_name,
        client_href=url_for("staff.show_client", reference=client.reference),
        what=WHAT_WORDS[wait.what],
        about=about_words(wait),
        href=where_href(wait, client),
        since=uk_short_date(wait.since),
        days=counted((today - wait.since).days, "day"),
        coordinator=names.get(wait.coordinator_id, "Somebody who has left"),
        alert=UNDER_CONCERN if is_concerned else None,
    )


def about_words(wait: Wait) -> str:
    """Which activity it is about, or what is planned already."""
    if wait.planned_at is not None:
        return f"Planned for {uk_day(day_of(wait.planned_at))}, {clock_time(wait.planned_at)}"
    return wait.about
