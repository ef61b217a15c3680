"""How well a domain is kept, in words and numbers, each of which leads to exactly the listings it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from directory.catalogue.freshness import current_rhythm
from directory.champions.domains.health import Health, Verdict
from directory.champions.findings.models import FindingKind
from directory.champions.standing import Shown
from directory.web.components import Tag
from directory.web.words import counted


@dataclass(frozen=True)
class HealthRow:
    """A number that is not good: what it counts, where those are, and what helps."""

    text: str
    number: int
    href: str
    helps: str


@dataclass(frozen=True)
class HealthPart:
    """How well a domain is kept: in a word, in a sentence with the share, what waits, and what is as it should be."""

    verdict: Tag
    sentence: str
    checked_href: str
    rows: Sequence[HealthRow]
    fine: str


VERDICTS = {
    Verdict.EMPTY: Tag("Empty"),
    Verdict.WELL: Tag("Well kept", "tick", "good"),
    Verdict.PARTLY: Tag("Needs some checks", "clock", "warn"),
    Verdict.BADLY: Tag("Needs many checks", "clock", "bad"),
}


@dataclass(frozen=True)
class Counted:
    """What a number counts, what helps, and what to call it where there are none."""

    text: str
    helps: str
    none: str


def counted_ways() -> dict[Shown, Counted]:
    """What is counted, in the order of the page; the weeks are those of this installation."""
    rhythm = current_rhythm()
    told, lapsed = rhythm.champion_weeks, rhythm.lapsed_weeks
    return {
        Shown.ASKED: Counted("A report or question waits", "Open it, and close it", "reports and questions"),
        Shown.EDITED: Counted("A suggested change waits", "Take it, or say why not", "suggested changes"),
        Shown.SILENT: Counted("No letter helps", "Ring them, or go", "listings that no letter helps with"),
        Shown.NEVER: Counted("Never checked", "Look, or ring", "listings that were never checked"),
        Shown.LATEST: Counted(f"Overdue by more than {lapsed} weeks", "They come last by now: ring them", ""),
        Shown.LATER: Counted(f"Overdue by {told} to {lapsed} weeks", "No letter goes any more: ring them", ""),
        Shown.LATE: Counted(f"Overdue by less than {told} weeks", "Letters go to their groups", "overdue checks"),
        Shown.DEAD_LINK: Counted("Leads to a page that is gone", "Look, and put the address right", "dead links"),
        Shown.NO_TIMES: Counted("Does not say when", "Ask, and write it", "listings without times"),
        Shown.NO_ACCESS: Counted("Nobody asked how people get in", "Ask once for each place", "places without access"),
    }


def build_health_part(slug: str, health: Health) -> HealthPart:
    """What the page of a domain says first."""
    ways = counted_ways()
    rows = [
        HealthRow(way.text, health.counts[shown], shown_href(slug, shown), way.helps)
        for shown, way in ways.items()
        if health.counts[shown]
    ]
    questions, gaps = health.asked.questions, health.asked.gaps
    if questions:
        rows.insert(0, HealthRow("Questions of colleagues", questions, url_for("staff.show_questions"), "Answer them"))
    if gaps:
        helps = "Look for a group, or help one begin"
        rows.append(HealthRow("Asked for in a year, and not there", gaps, url_for("staff.show_gaps"), helps))
    fine = [way.none for shown, way in ways.items() if way.none and not counted_late(health, shown)]
    return HealthPart(
        verdict=VERDICTS[health.verdict],
        sentence=sentence_of(health),
        checked_href=shown_href(slug, Shown.CHECKED) if health.counts[Shown.CHECKED] else "",
        rows=rows,
        fine=", ".join([*([] if questions else ["questions of colleagues"]), *fine]),
    )


def counted_late(health: Health, shown: Shown) -> int:
    """How many stand so; what is overdue counts as one, by however much."""
    late = (Shown.LATE, Shown.LATER, Shown.LATEST)
    return sum(health.counts[each] for each in late) if shown in late else health.counts[shown]


def sentence_of(health: Health) -> str:
    if not health.listings:
        return "No listing of this domain is on."
    months = counted(current_rhythm().due_months, "month")
    checked = health.counts[Shown.CHECKED]
    # Rounded down, so that it says all only where it is all.
    return f"{int(100 * health.checked_share)}% were checked in the last {months}: {checked:,} of {health.listings:,}."


def shown_href(slug: str, shown: Shown) -> str:
    return url_for("staff.show_domain", slug=slug, show=shown.value, _anchor="found")


@dataclass(frozen=True)
class WayOn:
    """Where what was told of some listings is decided."""

    text: str
    href: str


def way_on_from(slug: str, shown: Shown) -> WayOn | None:
    """Where what people or a program told of the listings of a domain that are shown is decided, if it is that."""
    match shown:
        case Shown.ASKED:
            return WayOn("Open the reports and questions", url_for("staff.show_messages"))
        case Shown.EDITED:
            return WayOn("Open the suggested changes", url_for("staff.show_suggestions"))
        case Shown.DEAD_LINK:
            links = url_for("staff.show_findings", kind=FindingKind.LINK.value, domain=slug)
            return WayOn("See what to do about each link", links)
    return None
