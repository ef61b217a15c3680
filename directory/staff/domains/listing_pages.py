"""What the pages about listings show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from directory import clock
from directory.accounts.actor import Actor
from directory.catalogue.freshness import current_rhythm
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import LocalValue, Source
from directory.catalogue.timetable.words import capital
from directory.champions.domains.health import Health
from directory.champions.listings import PAGE_SIZE, ListingPage
from directory.champions.models import ChampionDomain
from directory.champions.policy import may_hand_over, may_recommend
from directory.champions.queries import CheckedBy, is_due, is_live
from directory.champions.standing import Shown
from directory.champions.verification.models import ToldWhy, Verification
from directory.staff.domains.health_page import HealthPart, WayOn, build_health_part, way_on_from
from directory.staff.domains.listing_form import ListingForm, take_newest
from directory.staff.domains.shown_states import state_of
from directory.staff.records.record_kinds import kind_of, where_it_is
from directory.staff.records.source_words import SourceDifference, source_differences
from directory.web.components import Fact, ListLink, Paging, Tag
from directory.web.listing_words import list_words
from directory.web.words import counted, uk_short_date

SHOWN_WORDS = {
    Shown.ON: "On",
    Shown.DUE: "Due a check",
    Shown.SILENT: "No answer",
    Shown.STOPPED: "Not running",
    Shown.WRITTEN: "Being written",
    Shown.AWAY: "Put away",
    Shown.ALL: "All",
}
# What the numbers above the list lead to is among the states only while it is shown.
NARROWED_WORDS = {
    Shown.CHECKED: "Checked",
    Shown.NEVER: "Never checked",
    Shown.LATE: "Overdue for some weeks",
    Shown.LATER: "Overdue for longer",
    Shown.LATEST: "Overdue for longest",
    Shown.NO_TIMES: "Without times",
    Shown.NO_ACCESS: "Without access answers",
    Shown.DEAD_LINK: "With a link to a page that is gone",
    Shown.EDITED: "With a suggested change",
    Shown.ASKED: "With a report or question",
}


@dataclass(frozen=True)
class ListingRow:
    """A listing in its domain. What is not on cannot be confirmed; it is written part by part.

    `asked` says how its group was asked whether it is still right, and `is_lapsed` that it comes last by now.
    """

    name: str
    href: str
    organisation: str
    checked: str
    is_due: bool
    is_lapsed: bool
    asked: str
    state: Tag
    edit_href: str
    log_href: str
    confirm_href: str
    is_checked_today: bool


@dataclass(frozen=True)
class DomainPage:
    """A domain with one page of its listings, and the states that they may be narrowed to; `asked` is looked for.

    `to_renew` counts the recommendations that do not count until they are said again; `health` is of the whole domain,
    and not there while words are looked for. `handed` says since when it is the actor's, where that is new.
    """

    name: str
    slug: str
    description: str
    kept_by: str
    area: str
    handed: str
    handovers_href: str
    hand_over_href: str
    change_href: str
    terms: tuple[Tag, ...]
    rows: tuple[ListingRow, ...]
    way_on: WayOn | None
    paging: Paging
    asked: str
    found: str
    states: tuple[ListLink, ...]
    file: Mapping[str, str]
    words_href: str
    recommended_href: str
    to_renew: int
    health: HealthPart | None


@dataclass(frozen=True)
class EditPage:
    """A listing to be changed. `newest` says what it holds now where somebody changed it meanwhile.

    `differences` are from the sources that give the listing, named in `sources`. `recommend_href` is for its champion.
    """

    name: str
    organisation: str
    checked: str
    public_href: str
    domain_name: str
    domain_href: str
    save_href: str
    newest: tuple[Fact, ...]
    sources: str
    differences: tuple[SourceDifference, ...]
    take_href: str
    write_href: str
    room_href: str
    pause_href: str
    history_href: str
    recommend_href: str
    notes_href: str


def build_domain_page(
    actor: Actor,
    domain: ChampionDomain,
    listings: ListingPage,
    to_renew: int,
    health: Health,
    handed_at: datetime | None,
    today: date,
) -> DomainPage:
    """A page of a domain's listings. Raises NotFound for a page that there is not."""

    asked = asked_of(listings)

    def href(page: int) -> str:
        return url_for("staff.show_domain", slug=domain.slug, page=page, **asked)

    return DomainPage(
        name=domain.name,
        slug=domain.slug,
        description=domain.description or "",
        kept_by=kept_by_words(domain),
        area=domain.area_name or "",
        handed=uk_short_date(clock.day_of(handed_at)) if handed_at else "",
        handovers_href=url_for("staff.show_handovers", slug=domain.slug),
        hand_over_href=url_for("staff.new_handover", slug=domain.slug) if may_hand_over(actor, domain) else "",
        change_href=url_for("staff.edit_domain", slug=domain.slug) if actor.may("champions.arrange") else "",
        terms=tuple(Tag(term.name) for term in domain.terms),
        rows=tuple(listing_row(domain, each, listings, today) for each in listings.services),
        way_on=way_on_from(domain.slug, listings.shown),
        paging=Paging(listings.page, PAGE_SIZE, listings.total, href),
        asked=listings.words,
        found=found_words(listings),
        states=state_links(domain, listings),
        file=asked,
        words_href=url_for("staff.show_said", slug=domain.slug),
        recommended_href=url_for("staff.show_recommendations", slug=domain.slug),
        to_renew=to_renew,
        health=None if listings.words else build_health_part(domain.slug, health),
    )


def kept_by_words(domain: ChampionDomain) -> str:
    """Who keeps a domain: its champion, and the deputies."""
    champion = domain.champion.name if domain.champion else "nobody yet"
    deputies = list_words([each.name for each in domain.deputies])
    return f"Champion: {champion}" + (f". With {deputies}" if deputies else "")


def asked_of(listings: ListingPage, **changed: str) -> dict[str, Any]:
    """What stands in the address of some listings, with something changed."""
    usual = listings.shown is Shown.ON
    said = {"q": listings.words, "show": "" if usual else listings.shown.value} | changed
    return {name: value for name, value in said.items() if value}


def state_links(domain: ChampionDomain, listings: ListingPage) -> tuple[ListLink, ...]:
    """The states that there is something of, or that is shown, each with how many."""
    return tuple(
        ListLink(
            f"{words} ({listings.counts[each]:,})",
            url_for(
                "staff.show_domain",
                slug=domain.slug,
                **asked_of(listings, show="" if each is Shown.ON else each.value),
            ),
            each is listings.shown,
        )
        for each, words in (SHOWN_WORDS | NARROWED_WORDS).items()
        if each in (Shown.ON, listings.shown) or (each in SHOWN_WORDS and listings.counts[each])
    )


def found_words(listings: ListingPage) -> str:
    """How many there are, and in what order."""
    found = counted(listings.total, "listing")
    return (
        f"{found} for “{listings.words}”, the best fit first"
        if listings.words
        else f"{found}, the longest unchecked first"
    )


def listing_row(domain: ChampionDomain, service: Service, listings: ListingPage, today: date) -> ListingRow:
    here: dict[str, Any] = {"slug": domain.slug, "service_id": service.id}
    is_on, page = is_live(service), None if listings.page == 1 else listings.page
    write_href = kind_of(service).href("staff.write_record", service.id)
    return ListingRow(
        name=service.name,
        href=where_it_is(service),
        organisation=service.organization.name,
        checked=checked_words(service.assured_date, listings.checkers.get(service.id)),
        is_due=is_on and is_due(service, today),
        is_lapsed=is_on and current_rhythm().is_lapsed(service, today),
        asked=asked_words(listings.verifications.get(service.id)) if is_on else "",
        state=state_of(service, is_awaited=service.id in listings.awaited),
        edit_href=url_for("staff.edit_listing", **here) if is_on else write_href,
        log_href=url_for("staff.new_check", **here) if is_on else "",
        confirm_href=url_for("staff.confirm_listing", page=page, **here) if is_on else "",
        is_checked_today=service.assured_date == today,
    )


TIMES = {1: "once", 2: "twice"}
WHY_TOLD = {
    ToldWhy.NO_ADDRESS: "No email address to write to",
    ToldWhy.NOT_DELIVERED: "Our letter did not arrive",
    ToldWhy.NO_ANSWER: "Nobody answers",
    ToldWhy.ADDRESS_FAILS: "The address does not work",
}


def asked_words(verification: Verification | None) -> str:
    """How the group of a listing was asked whether it is still right; nothing where it was not."""
    if verification is None:
        return ""
    said = [WHY_TOLD[ToldWhy(verification.told_why)]] if verification.told_why else []
    if verification.asked_on:
        times = TIMES.get(verification.letters, f"{verification.letters} times")
        said.append(f"asked {times}, last on {uk_short_date(verification.asked_on)}")
    return capital(", ".join(said))


CHECKER_WORDS = {
    CheckedBy.CHAMPION: ", by a champion",
    CheckedBy.STAFF: ", by the team",
    CheckedBy.GROUP: ", by the group",
}


def checked_words(day: date | None, checker: CheckedBy | None = None) -> str:
    """When a listing was last checked, and by whom as far as that is known."""
    return uk_short_date(day) + (CHECKER_WORDS[checker] if checker else "") if day else "Never"


def build_edit_page(
    actor: Actor,
    domain: ChampionDomain,
    service: Service,
    form: ListingForm,
    sources: Sequence[Source],
    kept: Mapping[str, LocalValue],
) -> EditPage:
    """The page that changes a listing."""
    here: dict[str, Any] = {"slug": domain.slug, "service_id": service.id}
    return EditPage(
        name=service.name,
        organisation=service.organization.name,
        checked=checked_words(service.assured_date),
        public_href=url_for("public.show_activity", service_id=service.id),
        domain_name=domain.name,
        domain_href=url_for("staff.show_domain", slug=domain.slug),
        save_href=url_for("staff.save_listing", **here),
        newest=take_newest(form, service),
        sources=" and ".join(each.name for each in sources),
        differences=source_differences(service, kept, {}),
        take_href=url_for("staff.take_source_value", **here),
        write_href=kind_of(service).href("staff.write_record", service.id),
        room_href=url_for("staff.new_room", service_id=service.id),
        pause_href=url_for("staff.new_pause", service_id=service.id),
        history_href=kind_of(service).href("staff.show_history", service.id),
        recommend_href=url_for("staff.new_recommendation", **here) if may_recommend(actor, domain) else "",
        notes_href=url_for("staff.show_notes", service_id=service.id) if actor.may("matching.match") else "",
    )
