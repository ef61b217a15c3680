"""What the list of things to do shows: each as a line, with what to press and where that leads."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for

from directory.catalogue.models.places import Location
from directory.champions.to_do.items import Kind, ToDo
from directory.champions.to_do.models import SetAside
from directory.champions.verification.taking_back import CheckedToday
from directory.staff.records.record_kinds import OF_MODEL
from directory.web.words import uk_short_date

MOST_LINES = 10


@dataclass(frozen=True)
class Press:
    """Something to press: a link or, where `is_change`, a button that does it at once and comes back to the list."""

    text: str
    href: str
    is_change: bool = False


@dataclass(frozen=True)
class ToDoLine:
    """One thing to do: what it is about, why it is there, and since when; the first press does most."""

    name: str
    what: str
    since: str
    presses: Sequence[Press]
    later_href: str


@dataclass(frozen=True)
class AsideLine:
    """Something that was put off: what, by whom and until when, and how to have it back."""

    name: str
    what: str
    by: str
    now_href: str


@dataclass(frozen=True)
class CheckedLine:
    """A listing that was checked today, and how to take that back."""

    name: str
    take_back_href: str


@dataclass(frozen=True)
class ToDoList:
    """The most useful things to do; `more` says how many there are besides. What was put off stands apart."""

    lines: Sequence[ToDoLine]
    more: str
    all_href: str
    aside: Sequence[AsideLine]
    checked: Sequence[CheckedLine]


@dataclass(frozen=True)
class Told:
    """How the page speaks of a kind: what it is, and what to press."""

    what: str
    presses: Callable[[ToDo], Sequence[Press]]


def build_to_do_list(items: Sequence[ToDo], checked: Sequence[CheckedToday], *, is_all: bool = False) -> ToDoList:
    """The first things to do or all of them, what was put off, and what was checked today."""
    now, later = [each for each in items if not each.aside], [each for each in items if each.aside]
    most = len(now) if is_all else MOST_LINES
    left = len(now) - most
    return ToDoList(
        lines=[to_do_line(each, at) for at, each in enumerate(now[:most], 1)],
        more=f"There {'is' if left == 1 else 'are'} {left:,} more." if left > 0 else "",
        all_href=url_for("staff.home", all="yes", _anchor="to-do"),
        aside=[aside_line(each, each.aside) for each in later if each.aside],
        checked=[checked_line(each) for each in checked],
    )


def to_do_line(item: ToDo, at: int) -> ToDoLine:
    """One thing to do. What is pressed there comes back to the same place of the list, where the next thing is then."""
    told = TOLD[item.kind]
    presses = [replace(each, href=add_place(each.href, at)) if each.is_change else each for each in told.presses(item)]
    later = add_place(url_for("staff.put_off", kind=item.kind.value, about=item.found.about), at)
    return ToDoLine(item.found.name or told.what, told.what, since_words(item.found.since), presses, later)


def add_place(href: str, at: int) -> str:
    return f"{href}{'&' if '?' in href else '?'}at={at}"


def aside_line(item: ToDo, aside: SetAside) -> AsideLine:
    told = TOLD[item.kind]
    by = f"{aside.setter.name} put it off until {uk_short_date(aside.until)}"
    now = url_for("staff.take_up", kind=item.kind.value, about=item.found.about)
    return AsideLine(item.found.name or told.what, told.what, by, now)


def checked_line(checked: CheckedToday) -> CheckedLine:
    return CheckedLine(checked.name, url_for("staff.take_back_check", check_id=checked.check_id))


def since_words(day: date) -> str:
    return f"since {uk_short_date(day)}"


def opened(text: str, endpoint: str, argument: str) -> Callable[[ToDo], Sequence[Press]]:
    """A link to the page of what the item is about."""

    def presses(item: ToDo) -> Sequence[Press]:
        named: dict[str, Any] = {argument: item.found.about}
        return [Press(text, url_for(endpoint, **named))]

    return presses


def checks(item: ToDo) -> Sequence[Press]:
    """To say at once that a listing is still right, to write down a call, or to change it."""
    here: dict[str, Any] = {"slug": item.domain, "service_id": item.found.about}
    return [
        Press("Still right", url_for("staff.confirm_listing", **here), is_change=True),
        Press("I rang or went", url_for("staff.new_check", **here)),
        Press("Edit", url_for("staff.edit_listing", **here)),
    ]


def rings(item: ToDo) -> Sequence[Press]:
    """The same where no letter helps: ringing comes first."""
    confirm, ring, edit = checks(item)
    return [ring, confirm, edit]


def says_again(item: ToDo) -> Sequence[Press]:
    renew = url_for("staff.renew_recommendation", slug=item.domain, recommendation_id=item.found.about)
    all_of_them = url_for("staff.show_recommendations", slug=item.domain)
    return [Press("I still recommend it", renew, is_change=True), Press("Look", all_of_them)]


def reviews_note(item: ToDo) -> Sequence[Press]:
    here: dict[str, Any] = {"service_id": item.found.services[0]}
    renew = url_for("staff.renew_given_note", note_id=item.found.about, **here)
    return [Press("Still so", renew, is_change=True), Press("Look", url_for("staff.show_notes", **here))]


def writes_times(item: ToDo) -> Sequence[Press]:
    return [Press("Write when", url_for("staff.write_record", kind="activities", record_id=item.found.about))]


def writes_access(item: ToDo) -> Sequence[Press]:
    return [Press("Write what is known", OF_MODEL[Location].href("staff.write_record", uuid.UUID(item.found.about)))]


TOLD: Mapping[Kind, Told] = {
    Kind.SHUT: Told(
        "Somebody says that it has closed or moved, or cannot be reached",
        opened("Open the report", "staff.show_message", "message_id"),
    ),
    Kind.WANTED: Told(
        "A colleague asks where to send somebody", opened("Open the question", "staff.show_question", "asked_id")
    ),
    Kind.ASKED: Told("Somebody asks about it", opened("Open the question", "staff.show_message", "message_id")),
    Kind.WRONG: Told(
        "Somebody says that something is wrong", opened("Open the report", "staff.show_message", "message_id")
    ),
    Kind.TOLD_BY_GROUP: Told(
        "The group says what has changed", opened("Look at the change", "staff.show_suggestion", "revision_id")
    ),
    Kind.SUGGESTED: Told(
        "Somebody suggests a change", opened("Look at the change", "staff.show_suggestion", "revision_id")
    ),
    Kind.FORM: Told(
        "A group has told us of itself",
        opened("Open what they say", "staff.show_group_suggestion", "group_suggestion_id"),
    ),
    Kind.MISSING: Told(
        "The public says that a group is missing",
        opened("Open what they say", "staff.show_group_suggestion", "group_suggestion_id"),
    ),
    Kind.SILENT: Told("Due a check, and no letter helps", rings),
    Kind.DUE: Told("Due a check", checks),
    Kind.ASSURANCE_OVER: Told(
        "Its insurance or safeguarding has to be looked at again",
        opened("Look into it", "staff.show_assurance", "organization_id"),
    ),
    Kind.ASSURANCE_ENDS: Told(
        "Its insurance, or the check of it, ends soon",
        opened("Ask for the next", "staff.show_assurance", "organization_id"),
    ),
    Kind.DEAD_LINK: Told(
        "A link leads nowhere, or its page has moved", opened("See what to do", "staff.show_finding", "finding_id")
    ),
    Kind.FINDING: Told(
        "A program thinks that something is wrong", opened("See what to do", "staff.show_finding", "finding_id")
    ),
    Kind.SAY_AGAIN: Told("You recommended it, and that does not count any more", says_again),
    Kind.NOTE: Told("Look again at what you noted for colleagues", reviews_note),
    Kind.FUNDING_ENDS: Told(
        "Its funding ends within six months, or has ended",
        opened("See what they need", "staff.show_strength", "organization_id"),
    ),
    Kind.ROOM_UNKNOWN: Told(
        "Nobody knows what room there is", opened("Ask, and write it down", "staff.new_room", "service_id")
    ),
    Kind.NO_TIMES: Told("It does not say when", writes_times),
    Kind.NO_ACCESS: Told("Nobody has asked how people get in", writes_access),
    Kind.TWICE: Told("It may be listed twice", opened("Compare the two", "staff.show_duplicate", "pair_id")),
}
