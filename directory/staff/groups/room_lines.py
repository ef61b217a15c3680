"""Keying in what groups wrote about their room: many activities on one page, by keyboard alone; and their sheets."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.accounts.models import Scheme
from directory.accounts.work_phones import ways_to_reach
from directory.catalogue.models.organizations import Organization
from directory.catalogue.room import known_since
from directory.champions.capacity.room import count_by_way, list_said_lately
from directory.champions.capacity.room_codes import shown_code
from directory.champions.capacity.room_lines import LinesInput, say_lines
from directory.champions.capacity.room_models import RoomWay
from directory.champions.organizations import list_on
from directory.champions.writing import get_to_write
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.gaps.funding import way_rows
from directory.staff.groups.room import WAY_WORDS, moment_of
from directory.staff.records.record_kinds import where_it_is
from directory.web.components import Moment
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.words import counted, uk_date


class LinesForm(LynchpinForm[LinesInput]):
    lines = LongTextField(
        "What they wrote, a line for each activity",
        hint="The code, then a number if there is room for so many, r for room, w for a waiting list, f for full, or f "
        "and the last day on which it is full: f 12 3",
        required="Write at least one line",
        longest=8_000,
        rows=12,
    )
    way = OneOfField(
        "How did it come?",
        [Choice(way.value, WAY_WORDS[way]) for way in (RoomWay.POST, RoomWay.PHONE, RoomWay.VISIT)],
        required="Choose how it came",
    )
    said_on = DayField("When did they say it?", required="Enter the date")

    def to_input(self) -> LinesInput:
        return LinesInput(self.lines.data, RoomWay(self.way.data), self.said_on.data or clock.today())


@dataclass(frozen=True)
class LinesPage:
    """The form, what was written down last, and in which ways groups say what room they have."""

    lately: Sequence[Moment]
    ways: Sequence[Sequence[str]]


@dataclass(frozen=True)
class SheetRow:
    """An activity on a sheet, with its code."""

    name: str
    code: str


@dataclass(frozen=True)
class SheetPage:
    """A sheet for a group to fill in and send back. `reach` is where to."""

    name: str
    team: str
    reach: Sequence[str]
    printed_on: str
    back_href: str
    rows: Sequence[SheetRow]


@bp.get("/room")
@requires("catalogue.suggest")
def new_lines() -> ResponseReturnValue:
    """The page to key in what groups wrote."""
    today = clock.today()
    with reading() as db:
        lately = [named_moment(name, moment_of(said)) for name, said in list_said_lately(db)]
        page = LinesPage(lately, way_rows(count_by_way(db, known_since(today))))
    form = show_form(LinesForm, {"way": RoomWay.POST.value, "said_on": today})
    return render_page("staff/new_room_lines.html", page, form=form)


@bp.post("/room")
@requires("catalogue.suggest")
@asks_again(new_lines)
def create_lines() -> ResponseReturnValue:
    """Write down what groups wrote, all of it or nothing."""
    with transaction() as db:
        number = say_lines(db, current_actor(), load_form(LinesForm))
    tell(f"{counted(number, 'activity is', 'activities are')} written down." if number else "It stood there already.")
    return redirect(url_for("staff.new_lines"), 303)


@bp.get("/organisations/<uuid:organization_id>/room-sheet")
@requires("catalogue.suggest")
def print_room_sheet(organization_id: uuid.UUID) -> ResponseReturnValue:
    """A sheet for a group without the web: its activities, each with a code and boxes to tick."""
    with reading() as db:
        organization = get_to_write(db, current_actor(), Organization, organization_id)
        page = SheetPage(
            organization.name,
            current_actor().scheme_name,
            ways_to_reach(db.get_one(Scheme, current_actor().scheme_id)),
            uk_date(clock.today()),
            where_it_is(organization),
            [SheetRow(each.name, shown_code(each.id)) for each in list_on(db, organization)],
        )
    return render_page("staff/print_room_sheet.html", page)


def named_moment(name: str, moment: Moment) -> Moment:
    return Moment(moment.when, f"{name}: {moment.what[:1].lower()}{moment.what[1:]}", moment.detail)
