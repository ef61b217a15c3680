"""Groups as people to work with: who was not met for long, a group's page, and writing down a meeting."""

import uuid
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.organizations import Organization
from directory.champions.relations.group_contacts import list_contacts
from directory.champions.relations.meetings import (
    ChangedMeanwhile,
    change_meeting,
    find_groups_named,
    get_groups,
    get_meeting,
    list_groups,
    list_meetings,
    list_team,
    record_meeting,
    take_back_meeting,
)
from directory.champions.relations.models import GroupMeeting
from directory.champions.writing import get_to_write
from directory.db import reading, transaction
from directory.reporting.exchanged import Exchanged, count_exchanged
from directory.staff.blueprint import bp
from directory.staff.domains.listings import looked_for, page_asked_for
from directory.staff.downloads import ENDING, MOST_ROWS, list_file
from directory.staff.groups.relationship_forms import GroupsForm, MeetingForm, team_choices
from directory.staff.groups.relationship_pages import (
    RelationshipsPage,
    build_meeting_page,
    build_relationship_page,
    build_relationships_page,
    relationships_sheet,
)
from directory.web.fields.choices import Choice
from directory.web.forms import asks_again, is_asked_again, load_query, said_on_the_page, show_form, take_form
from directory.web.pages import render_page, tell

MEETING = "/relationships/meetings/<uuid:meeting_id>"


def shows_own() -> bool:
    """Whether the groups of the actor's own domains are asked for: a champion's usually are."""
    return Role.CHAMPION in current_actor().roles and request.args.get("show") != "all"


def hides_small(actor: Actor) -> bool:
    """Whether small counts are hidden from an actor: who may read the referrals themselves can count them."""
    return not actor.may("casework.read")


@bp.get("/relationships")
@requires("relationships.keep")
def show_relationships() -> ResponseReturnValue:
    """Groups, those nobody has met for longest first."""
    with reading() as db:
        page = read_relationships_page(db, current_actor())
    return render_page("staff/show_relationships.html", page)


def read_relationships_page(db: Session, actor: Actor) -> RelationshipsPage:
    words = looked_for()
    groups = list_groups(db, actor, is_own=shows_own(), words=words, page=page_asked_for())
    exchanged = count_exchanged(db, actor, hides_small=hides_small(actor))
    return build_relationships_page(actor, groups, exchanged, words, clock.today(), is_own=shows_own())


@bp.get(f"/relationships.{ENDING}")
@requires("relationships.keep")
def download_relationships(ending: str) -> ResponseReturnValue:
    """The groups of the page as a sheet. Nobody is named in it."""
    with reading() as db:
        actor = current_actor()
        groups = list_groups(db, actor, is_own=shows_own(), words=looked_for(), size=MOST_ROWS + 1)
        # A file is handed on.
        sheet = relationships_sheet(groups, count_exchanged(db, actor, hides_small=True))
    return list_file(sheet, ending)


@bp.get("/organisations/<uuid:organization_id>/relationship")
@requires("relationships.keep")
def show_relationship(organization_id: uuid.UUID) -> ResponseReturnValue:
    """When the team met a group, and who knows whom there. That somebody read it is written down."""
    with transaction() as db:
        actor = current_actor()
        group = get_to_write(db, actor, Organization, organization_id)
        meetings, contacts = list_meetings(db, actor, group.id), list_contacts(db, actor, group.id)
        exchanged = count_exchanged(db, actor, hides_small=hides_small(actor)).get(group.id, Exchanged())
        page = build_relationship_page(group, meetings, contacts, exchanged)
    return render_page("staff/show_relationship.html", page)


@bp.get("/relationships/new")
@requires("relationships.keep")
def new_meeting() -> ResponseReturnValue:
    """The form for a meeting with the groups that the address, or the form that comes back, names.

    Where none was ticked the list is shown again, and says so.
    """
    with reading() as db:
        actor = current_actor()
        asked: Any = load_query(GroupsForm)
        if not asked.group.data and request.method == "GET":
            asked.group.errors = ["Tick the groups that you met"]
            return render_page("staff/show_relationships.html", read_relationships_page(db, actor), form=asked)
        values = {"met_on": clock.today(), "colleagues": [str(actor.user_id)], "group": asked.group.data or ()}
        form: Any = show_form(MeetingForm, values, {"colleagues": team_choices(list_team(db, actor))})
        page = build_meeting_page(get_groups(db, form.group.data), None)
    return render_page("staff/new_meeting.html", page, form=form)


@bp.post("/relationships/new")
@requires("relationships.keep")
@asks_again(new_meeting)
def create_meeting() -> ResponseReturnValue:
    """Write down a meeting. Pressed twice, it is written down once."""
    with transaction() as db:
        actor = current_actor()
        form: Any = take_form(MeetingForm, {"colleagues": team_choices(list_team(db, actor))})
        groups = get_groups(db, form.group.data or ())
        wanted = form.load()
        ids = {each.id for each in (*groups, *find_groups_named(db, form.names))}
        record_meeting(db, actor, ids, wanted, form.submission_key.data)
        only = groups[0].id if len(ids) == 1 else None
    tell("The meeting is written down.")
    return redirect(where_to(only), 303)


@bp.get(MEETING)
@requires("relationships.keep")
def edit_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        meeting = get_meeting(db, actor, meeting_id)
        page = build_meeting_page([each.organization for each in meeting.groups], meeting)
        form: Any = show_form(MeetingForm, values_of(meeting), {"colleagues": there_or_in_team(db, actor, meeting)})
        was_changed = is_asked_again(MeetingForm) and form.seen.data != meeting.version
        # Sent again, it means what stands there by now.
        form.seen.data = meeting.version
    return render_page("staff/edit_meeting.html", page, form=form, was_changed=was_changed)


@bp.post(MEETING)
@requires("relationships.keep")
@asks_again(edit_meeting)
def save_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        meeting = get_meeting(db, actor, meeting_id, to_change=True)
        form: Any = take_form(MeetingForm, {"colleagues": there_or_in_team(db, actor, meeting)})
        wanted = form.load()
        with said_on_the_page(ChangedMeanwhile):
            change_meeting(db, actor, meeting, wanted, form.seen.data)
        only = only_group(meeting)
    tell("The meeting is changed.")
    return redirect(where_to(only), 303)


@bp.post(f"{MEETING}/take-back")
@requires("relationships.keep")
def take_back_given_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a meeting was not. Pressed twice, it is said once."""
    with transaction() as db:
        meeting = get_meeting(db, current_actor(), meeting_id, to_change=True, even_taken_back=True)
        take_back_meeting(db, current_actor(), meeting)
        only = only_group(meeting)
    tell("The meeting is taken back.")
    return redirect(where_to(only), 303)


def values_of(meeting: GroupMeeting) -> dict[str, Any]:
    """What the form of a meeting holds at first."""
    return {
        "seen": meeting.version,
        "way": meeting.way,
        "met_on": meeting.met_on,
        "colleagues": [str(each.id) for each in meeting.colleagues],
        "about": meeting.about,
    }


def there_or_in_team(db: Session, actor: Actor, meeting: GroupMeeting) -> list[Choice]:
    """Colleagues to choose from: the team, and who was there and has left since."""
    people = {each.id: each for each in (*list_team(db, actor), *meeting.colleagues)}
    return team_choices(people.values())


def only_group(meeting: GroupMeeting) -> uuid.UUID | None:
    """The one group of a meeting; None where there were several."""
    ids = {each.organization_id for each in meeting.groups}
    return ids.pop() if len(ids) == 1 else None


def where_to(organization_id: uuid.UUID | None) -> str:
    """The page of the group that was met, or the list where there were several."""
    if organization_id is None:
        return url_for("staff.show_relationships")
    return url_for("staff.show_relationship", organization_id=organization_id)
