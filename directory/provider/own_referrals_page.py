"""What a practice, group or system reads of its own referrals: a line each, in parts, and a page at a time."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from flask import url_for

from directory.casework.own_referrals.letters import SharedReferrals
from directory.casework.own_referrals.reading import OwnReferral, Whose
from directory.casework.own_referrals.standing import Standing, Stands
from directory.exchange.sheets.writing import Page
from directory.web.components import Paging
from directory.web.words import counted, uk_short_date

ON_A_PAGE = 25
WORDS: Mapping[Stands, str] = {
    Stands.RECEIVED: "Received",
    Stands.CONTACTED: "Contacted",
    Stands.ENDED: "Ended",
}
COLOURS: Mapping[Stands, str] = {Stands.RECEIVED: "grey", Stands.CONTACTED: "blue", Stands.ENDED: "green"}
HEADINGS = ("Reference", "Person", "Sent by", "Received on", "Stands", "Contacted on", "Ended on")


@dataclass(frozen=True)
class Part:
    """A part of the list: everything, or what stands one way. `is_shown` where it is the one on the page."""

    text: str
    href: str
    is_shown: bool


@dataclass(frozen=True)
class Chosen:
    """The part of a list that somebody looks at, and which page of it."""

    shown: Stands | None
    referrals: Sequence[OwnReferral]
    counts: Mapping[Stands, int]
    paging: Paging


@dataclass(frozen=True)
class ReferralLine:
    """One referral: our reference, whom it is about, who sent it, and how it stands."""

    reference: str
    initials: str
    sent_by: str
    received: str
    stands: str
    colour: str
    since: Sequence[str]


@dataclass(frozen=True)
class OwnReferralsPage:
    """The list as it is shown. `caption` says how many there are of what is shown."""

    name: str
    team: str
    today: str
    caption: str
    lines: Sequence[ReferralLine]
    parts: Sequence[Part]
    paging: Paging
    has_any: bool
    all_href: str
    csv_href: str
    close_href: str


def href_of(token: str, show: str, number: int = 1) -> str:
    at = number if number > 1 else None
    return url_for("own_referrals.show_own_referrals", token=token, show=show or None, page=at)


def choose(found: Sequence[OwnReferral], show: str, number: int, token: str) -> Chosen:
    """The part of a list that an address asks for; all of it where it asks for none that there is."""
    shown = next((each for each in Stands if each.value == show), None)
    wanted = [each for each in found if shown in (None, each.standing.stands)]
    href = partial(href_of, token, shown.value if shown else "")
    counts = Counter(each.standing.stands for each in found)
    return Chosen(shown, wanted, counts, Paging(number, ON_A_PAGE, len(wanted), href))


def on_page(chosen: Chosen) -> Sequence[OwnReferral]:
    return chosen.referrals[chosen.paging.offset :][:ON_A_PAGE]


def page_ids(chosen: Chosen) -> list[uuid.UUID]:
    """The referrals that are shown."""
    return [each.id for each in on_page(chosen)]


def referrals_page(
    shared: SharedReferrals, chosen: Chosen, whose: Mapping[uuid.UUID, Whose], token: str, now: datetime
) -> OwnReferralsPage:
    show = chosen.shown.value if chosen.shown else None
    return OwnReferralsPage(
        name=shared.of.name,
        team=shared.team,
        today=uk_short_date(now),
        caption=caption_of(chosen),
        lines=[line_of(each, whose[each.id]) for each in on_page(chosen)],
        parts=parts_of(chosen, token),
        paging=chosen.paging,
        has_any=bool(chosen.counts),
        all_href=href_of(token, ""),
        csv_href=url_for("own_referrals.download_own_referrals", token=token, show=show),
        close_href=url_for("own_referrals.close_own_referrals", token=token),
    )


def caption_of(chosen: Chosen) -> str:
    number = counted(len(chosen.referrals), "referral")
    return f"{WORDS[chosen.shown]}: {number}" if chosen.shown else f"{number} in the last 12 months"


def parts_of(chosen: Chosen, token: str) -> list[Part]:
    total = sum(chosen.counts.values())
    everything = Part(f"All ({total})", href_of(token, ""), is_shown=chosen.shown is None)
    return [
        everything,
        *(
            Part(f"{WORDS[each]} ({chosen.counts.get(each, 0)})", href_of(token, each.value), chosen.shown is each)
            for each in Stands
        ),
    ]


def line_of(referral: OwnReferral, whose: Whose) -> ReferralLine:
    standing = referral.standing
    return ReferralLine(
        reference=referral.reference,
        initials=whose.initials,
        sent_by=whose.sent_by,
        received=uk_short_date(standing.received_on),
        stands=WORDS[standing.stands],
        colour=COLOURS[standing.stands],
        since=since_words(standing),
    )


def since_words(standing: Standing) -> list[str]:
    """The days on which something came about, where that may be told."""
    known = (("Contacted", standing.contacted_on), ("Ended", standing.ended_on))
    return [f"{what} on {uk_short_date(day)}" for what, day in known if day]


def referrals_sheet(chosen: Chosen, whose: Mapping[uuid.UUID, Whose]) -> Page:
    """The same as a table for a file."""
    rows = [row_of(each, whose[each.id]) for each in chosen.referrals]
    return Page("Your referrals", HEADINGS, rows)


def row_of(referral: OwnReferral, whose: Whose) -> tuple[str | date | None, ...]:
    standing = referral.standing
    return (
        referral.reference,
        whose.initials,
        whose.sent_by,
        standing.received_on,
        WORDS[standing.stands],
        standing.contacted_on,
        standing.ended_on,
    )
