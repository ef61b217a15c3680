"""How somebody wants to be met, pauses of their support, and whether they would have liked more."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.agreeing import PersonHasDied
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import get_case, open_case
from directory.casework.support_sessions.inputs import LONGEST_NOTE
from directory.casework.support_sessions.models import RemindBy, Way
from directory.casework.support_sessions.planning import NoCaseForSession
from directory.casework.support_sessions.rhythm import (
    PausedAlready,
    PauseInput,
    RhythmInput,
    end_pause,
    find_more_wanted,
    find_rhythm,
    keep_rhythm,
    pause_support,
    record_more_wanted,
)
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.clients.client_forms import LIKE_A_DATE
from directory.staff.records.records import get_client
from directory.staff.support_sessions.meeting_forms import REMINDER_WORDS
from directory.staff.support_sessions.rhythm_words import DAY_NAMES, INTERVALS
from directory.staff.support_sessions.session_words import WAY_WORDS
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, SeenField, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell

ENDS = (NoCaseForSession, PersonHasDied)


@dataclass(frozen=True)
class OfClient:
    """A page about one client."""

    name: str
    reference: str
    href: str


class RhythmForm(LynchpinForm[RhythmInput]):
    seen = SeenField()
    weeks = PickField(
        "How often do they want to meet?",
        [Choice(str(number), words.capitalize()) for number, words in INTERVALS.items()],
        empty="As they ask",
    )
    days = AnyOfField(
        "Which days suit them? (optional)",
        [Choice(str(number), DAY_NAMES[number]) for number in range(5)],
        columns=True,
    )
    way = PickField(
        "How do they want to meet?", [Choice(each.value, WAY_WORDS[each]) for each in Way], empty="It does not matter"
    )
    remind_by = PickField(
        "How do they want to be reminded?",
        [Choice(each.value, words) for each, words in REMINDER_WORDS.items()],
        empty="Not at all",
    )
    wish = LongTextField(
        "What else did they say? (optional)",
        hint="Such as “not before ten, and somewhere with a ramp”",
        rows=3,
        longest=LONGEST_NOTE,
    )

    def to_input(self) -> RhythmInput:
        return RhythmInput(
            seen=self.seen.data,
            weeks=int(self.weeks.data) if self.weeks.data else None,
            days=tuple(int(each) for each in self.days.data or ()),
            way=Way(self.way.data) if self.way.data else None,
            remind_by=RemindBy(self.remind_by.data) if self.remind_by.data else None,
            wish=self.wish.data or None,
        )


class PauseForm(LynchpinForm[PauseInput]):
    from_on = DayField("From", required="Enter the first day", hint=LIKE_A_DATE)
    until_on = DayField("When does it go on? (optional)", hint="Leave it empty if you do not know")
    why = LongTextField(
        "Why?", required="Say why", hint="Such as “in hospital”. Only your team reads it", rows=2, longest=LONGEST_NOTE
    )

    def to_input(self) -> PauseInput:
        from_on: Any = self.from_on.data
        return PauseInput(from_on, self.why.data or "", self.until_on.data)


class MoreWantedForm(LynchpinForm[tuple[bool, str | None]]):
    is_wanted = OneOfField(
        "Would they have liked more sessions?",
        [Choice("yes", "Yes"), Choice("no", "No")],
        required="Choose what they said",
        inline=True,
    )
    note = LongTextField("What did they say? (optional)", rows=2, longest=LONGEST_NOTE)

    def to_input(self) -> tuple[bool, str | None]:
        return self.is_wanted.data == "yes", self.note.data or None


def of_client(client: Client) -> OfClient:
    href = url_for("staff.show_client", reference=client.reference, _anchor="sessions")
    return OfClient(client.listed_name, client.reference, href)


def back_to(reference: str) -> ResponseReturnValue:
    return redirect(url_for("staff.show_client", reference=reference, _anchor="sessions"), 303)


@bp.get("/clients/<reference>/rhythm")
@requires("casework.write")
def edit_session_rhythm(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        case = open_case(client)
        rhythm = find_rhythm(db, case) if case else None
        known: dict[str, object] = {}
        if rhythm is not None:
            known = {
                "weeks": str(rhythm.weeks or ""),
                "days": [str(each) for each in rhythm.weekdays],
                "way": rhythm.way or "",
                "remind_by": rhythm.remind_by or "",
                "wish": rhythm.wish,
            }
        page = of_client(client)
    form: Any = show_form(RhythmForm, known)
    form.seen.data = rhythm.version if rhythm else 0
    return render_page("staff/edit_session_rhythm.html", page, form=form)


@bp.post("/clients/<reference>/rhythm")
@requires("casework.write")
@asks_again(edit_session_rhythm)
def save_session_rhythm(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        wanted = load_form(RhythmForm)
        with said_on_the_page(ChangedMeanwhile, *ENDS):
            keep_rhythm(db, current_actor(), client, wanted)
    tell("Their wish is written down. The next date is proposed by it.")
    return back_to(reference)


@bp.get("/clients/<reference>/pauses/new")
@requires("casework.write")
def new_support_pause(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        page = of_client(get_client(db, current_actor(), reference))
    form: Any = show_form(PauseForm, {"from_on": clock.today()})
    return render_page("staff/new_support_pause.html", page, form=form)


@bp.post("/clients/<reference>/pauses")
@requires("casework.write")
@asks_again(new_support_pause)
def create_support_pause(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        wanted = load_form(PauseForm)
        with said_on_the_page(PausedAlready, *ENDS):
            pause_support(db, current_actor(), client, wanted)
    tell("Their support is paused. These weeks do not count.")
    return back_to(reference)


@bp.post("/clients/<reference>/pauses/<uuid:pause_id>/end")
@requires("casework.write")
def end_support_pause(reference: str, pause_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        is_news = end_pause(db, current_actor(), client, pause_id)
    tell("Their support goes on from today." if is_news else "That pause had ended before.")
    return back_to(reference)


@bp.get("/clients/<reference>/cases/<uuid:case_id>/more-wanted")
@requires("casework.write")
def edit_more_wanted(reference: str, case_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        wanted = find_more_wanted(db, get_case(client, case_id))
        known = {"is_wanted": "yes" if wanted.is_wanted else "no", "note": wanted.note} if wanted else {}
        page = of_client(client)
    form: Any = show_form(MoreWantedForm, known)
    return render_page("staff/edit_more_wanted.html", page, form=form, case_id=case_id)


@bp.post("/clients/<reference>/cases/<uuid:case_id>/more-wanted")
@requires("casework.write")
@asks_again(edit_more_wanted)
def save_more_wanted(reference: str, case_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        is_wanted, note = load_form(MoreWantedForm)
        record_more_wanted(db, current_actor(), client, get_case(client, case_id), is_wanted=is_wanted, note=note)
    tell("Their answer is written down.")
    return back_to(reference)
