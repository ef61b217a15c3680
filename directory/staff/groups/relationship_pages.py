"""What the pages about groups as people to work with show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from directory.accounts.actor import Actor, Role
from directory.catalogue.models.organizations import Organization
from directory.champions.relations.meetings import PAGE_SIZE, MetGroup, MetGroups
from directory.champions.relations.models import GroupContact, GroupMeeting, MeetingWay
from directory.exchange.sheets.writing import Page
from directory.reporting.exchanged import Exchanged
from directory.staff.downloads import list_table
from directory.web.components import Fact, Paging
from directory.web.words import counted, uk_short_date

WAY_SHOWN = {
    MeetingWay.VISIT: "Visit",
    MeetingWay.FORUM: "Forum",
    MeetingWay.MEETING: "Meeting",
    MeetingWay.CALL: "Telephone call",
}
FORGOTTEN = "(asked to be forgotten)"
DAYS_A_MONTH = 30


@dataclass(frozen=True)
class GroupRow:
    """A group in the list, when the team last met it, and how many people each sent the other."""

    id: str
    name: str
    href: str
    met: str
    ago: str
    exchanged: Exchanged


@dataclass(frozen=True)
class RelationshipsPage:
    """Groups, those nobody has met for longest first. `other_href` leads to all groups, or back to the own ones."""

    rows: Sequence[GroupRow]
    paging: Paging
    asked: str
    is_own: bool
    other_href: str
    other_words: str
    here: dict[str, Any]


@dataclass(frozen=True)
class MeetingRow:
    """A meeting of the team with a group."""

    day: str
    way: str
    who: str
    others: str
    about: str
    href: str


@dataclass(frozen=True)
class ContactRow:
    """Somebody at a group whom a colleague knows; without an address to change them who is forgotten."""

    part: str
    name: str
    reach: str
    knower: str
    href: str


@dataclass(frozen=True)
class RelationshipPage:
    """A group as people to work with."""

    name: str
    href: str
    facts: Sequence[Fact]
    meetings: Sequence[MeetingRow]
    contacts: Sequence[ContactRow]
    meet_href: str
    contact_href: str


@dataclass(frozen=True)
class MeetingPage:
    """The form of a meeting: which groups were there, and, where it is changed, what it says now."""

    groups: Sequence[str]
    ids: Sequence[str]
    now: Sequence[Fact]
    back_href: str
    save_href: str
    take_back_href: str


@dataclass(frozen=True)
class ContactPage:
    """The form of somebody who is known at a group."""

    group: str
    name: str
    back_href: str
    save_href: str
    take_back_href: str
    ask_href: str
    forget_href: str


def build_relationships_page(
    actor: Actor,
    groups: MetGroups,
    exchanged: Mapping[uuid.UUID, Exchanged],
    words: str,
    today: date,
    *,
    is_own: bool,
) -> RelationshipsPage:
    """One page of the list."""
    is_champion = Role.CHAMPION in actor.roles
    asked = {"q": words, "show": "all" if is_champion and not is_own else ""}
    here: dict[str, Any] = {name: value for name, value in asked.items() if value}
    other: dict[str, Any] = {"show": "all"} if is_own else {}
    return RelationshipsPage(
        rows=[group_row(each, exchanged, today) for each in groups.groups],
        paging=Paging(groups.page, PAGE_SIZE, groups.total, lambda page: here_with_page(here, page)),
        asked=words,
        is_own=is_own,
        other_href=url_for("staff.show_relationships", **other) if is_champion else "",
        other_words="All groups" if is_own else "Only those of your domains",
        here=here,
    )


def here_with_page(here: dict[str, Any], page: int) -> str:
    return url_for("staff.show_relationships", page=page, **here)


def group_row(group: MetGroup, exchanged: Mapping[uuid.UUID, Exchanged], today: date) -> GroupRow:
    met_on = group.last_met_on
    return GroupRow(
        id=str(group.organization.id),
        name=group.organization.name,
        href=url_for("staff.show_relationship", organization_id=group.organization.id),
        met=uk_short_date(met_on) if met_on else "Never",
        ago=ago_words((today - met_on).days) if met_on else "",
        exchanged=exchanged.get(group.organization.id, Exchanged()),
    )


def ago_words(days: int) -> str:
    """How long ago something was, roughly."""
    if days < DAYS_A_MONTH:
        return "this month"
    return f"about {counted(days // DAYS_A_MONTH, 'month')} ago"


def relationships_sheet(groups: MetGroups, exchanged: Mapping[uuid.UUID, Exchanged]) -> Page:
    """Groups, when the team last met each, and how many people each sent the other."""
    columns = (("Organisation", 40), ("Last met", 14), ("Sent to them", 14), ("Came from them", 14))
    rows = [
        (each.organization.name, each.last_met_on, *cells_of(exchanged.get(each.organization.id, Exchanged())))
        for each in groups.groups
    ]
    return list_table("Groups we know", columns, rows)


def cells_of(exchanged: Exchanged) -> tuple[int | str, int | str]:
    """The two counts as cells: words where a count is hidden."""
    sent, received = (each if isinstance(each, int) else each.value for each in (exchanged.sent, exchanged.received))
    return sent, received


def build_relationship_page(
    group: Organization,
    meetings: Sequence[GroupMeeting],
    contacts: Sequence[GroupContact],
    exchanged: Exchanged,
) -> RelationshipPage:
    """The page of a group, opening what is sealed of it."""
    last = meetings[0].met_on if meetings else None
    return RelationshipPage(
        name=group.name,
        href=url_for("staff.show_organization", organization_id=group.id),
        facts=[
            Fact("Last met", uk_short_date(last) if last else "Never"),
            Fact("Sent to them in the last 12 months", str(exchanged.sent)),
            Fact("Came from them in the last 12 months", str(exchanged.received)),
        ],
        meetings=[meeting_row(each, group) for each in meetings],
        contacts=[contact_row(each) for each in contacts],
        meet_href=url_for("staff.new_meeting", group=group.id),
        contact_href=url_for("staff.new_contact", organization_id=group.id),
    )


def meeting_row(meeting: GroupMeeting, group: Organization) -> MeetingRow:
    others = {each.organization_id for each in meeting.groups} - {group.id}
    return MeetingRow(
        day=uk_short_date(meeting.met_on),
        way=WAY_SHOWN[MeetingWay(meeting.way)],
        who=", ".join(each.name for each in meeting.colleagues),
        others=f"with {counted(len(others), 'other group')}" if others else "",
        about=meeting.about or "",
        href=url_for("staff.edit_meeting", meeting_id=meeting.id),
    )


def contact_row(contact: GroupContact) -> ContactRow:
    is_named = contact.forgotten_at is None
    return ContactRow(
        part=contact.part,
        name=contact.name if is_named else FORGOTTEN,
        reach=contact.reach or "",
        knower=contact.knower.name,
        href=url_for("staff.edit_contact", contact_id=contact.id) if is_named else "",
    )


def build_meeting_page(groups: Sequence[Organization], meeting: GroupMeeting | None) -> MeetingPage:
    """The form of a new meeting with some groups, or of one that is written down."""
    known = {each.id: each for each in groups}
    only: dict[str, Any] = {"organization_id": next(iter(known))}
    back = url_for("staff.show_relationship", **only) if len(known) == 1 else url_for("staff.show_relationships")
    here: dict[str, Any] = {"meeting_id": meeting.id} if meeting else {}
    return MeetingPage(
        groups=sorted(each.name for each in known.values()),
        ids=[str(each) for each in known],
        now=now_facts(meeting) if meeting else (),
        back_href=back,
        save_href=url_for("staff.save_meeting" if meeting else "staff.create_meeting", **here),
        take_back_href=url_for("staff.take_back_given_meeting", **here) if meeting else "",
    )


def now_facts(meeting: GroupMeeting) -> Sequence[Fact]:
    """What a meeting says now."""
    return (
        Fact("How", WAY_SHOWN[MeetingWay(meeting.way)]),
        Fact("When", uk_short_date(meeting.met_on)),
        Fact("Who", ", ".join(each.name for each in meeting.colleagues)),
        Fact("About", meeting.about or ""),
    )


def build_contact_page(group: Organization, contact: GroupContact | None) -> ContactPage:
    """The form of somebody at a group, new or written down."""
    there: dict[str, Any] = {"organization_id": group.id}
    here: dict[str, Any] = {"contact_id": contact.id} if contact else {}
    return ContactPage(
        group=group.name,
        name=(contact.name or "") if contact else "",
        back_href=url_for("staff.show_relationship", **there),
        save_href=url_for("staff.save_contact", **here) if contact else url_for("staff.create_contact", **there),
        take_back_href=url_for("staff.take_back_known", **here) if contact else "",
        ask_href=url_for("staff.confirm_forgetting", **here) if contact else "",
        forget_href=url_for("staff.forget_known", **here) if contact else "",
    )
