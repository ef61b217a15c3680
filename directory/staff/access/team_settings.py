"""How a team works: where it is reached, for whom it is, how long things may take, how many one colleague supports."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.accounts.team_settings import SETTINGS, SettingsChanged, TeamSettings, change_team_settings
from directory.casework.wordings import get_own_scheme
from directory.db import reading, transaction
from directory.staff.access.people_forms import WorkPhoneField, check_phone
from directory.staff.blueprint import bp
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import LongTextField, NumberField
from directory.web.forms import LynchpinForm, SeenField, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell

DAYS = "Enter a number of working days"
LONGEST_ADDRESS = 300
# The settings that are a yes or a no.
YES_OR_NO = ("needs_gp", "missed_sessions_count")


def days_field(label: str, hint: str = "") -> NumberField:
    """A number of working days within which something is to be done."""
    return NumberField(label, required=DAYS, hint=hint, width=3, least=1, most=60)


def weight_field(label: str, hint: str = "") -> NumberField:
    """What a case counts, in hundredths of an ordinary one."""
    return NumberField(label, required="Enter a number, 100 for an ordinary case", hint=hint, width=3, most=300)


def more_field(label: str) -> NumberField:
    """What a case counts more."""
    return NumberField(label, required="Enter a number, 0 where it counts no more", width=3, most=300)


class TeamSettingsForm(LynchpinForm[tuple[TeamSettings, int]]):
    """One question for each setting, of the same name."""

    seen = SeenField()
    phone = WorkPhoneField(
        "On what number do people and groups ring your team? (optional)",
        "People read it on their own page, where their coordinator has no number of their own",
    )
    address = LongTextField(
        "Where do they write to your team? (optional)",
        hint="It stands on letters and sheets that you print, so that they come back",
        rows=3,
        longest=LONGEST_ADDRESS,
    )
    minimum_age = NumberField(
        "From what age is your service for people?",
        required="Enter an age",
        hint="Nobody is turned away by it: of somebody younger, a person decides",
        width=3,
        most=120,
    )
    needs_gp = OneOfField(
        "Is it only for people who are registered with a GP?",
        [
            Choice("yes", "Yes", "Nobody is turned away by it: of somebody who is not, a person decides"),
            Choice("no", "No", "Whether they are registered is still asked, and no more is made of it"),
        ],
        required="Choose whether they are to be registered with a GP",
    )
    session_limit = NumberField(
        "How many support sessions does somebody have?", required="Enter a number", width=3, least=1, most=100
    )
    missed_sessions_count = OneOfField(
        "Does a session that somebody missed count as one of them?",
        [Choice("no", "No"), Choice("yes", "Yes", "But for those that we could not keep")],
        required="Choose whether it counts",
    )
    case_weeks = NumberField(
        "How many weeks is support meant to take?",
        required="Enter a number of weeks",
        hint="Who is supported for longer is marked. Nothing ends by itself",
        width=3,
        least=1,
        most=200,
    )
    answer_days = days_field(
        "Within how many working days does somebody of your team take on who asks?",
        hint="Managers are told of who waits for longer",
    )
    contact_days = days_field("Within how many working days do you reach them, where it is routine?")
    soon_contact_days = days_field("Where it is to be soon?")
    urgent_contact_days = days_field("Where it is urgent?")
    escalate_days = days_field(
        "After how many more working days are managers told?", hint="The coordinator is told first, on the day itself"
    )
    contact_attempts = NumberField(
        "How often do you try to reach somebody before you may stop?",
        required="Enter a number",
        hint="Nothing ends by itself: a person decides, and whoever referred them is told",
        width=3,
        least=1,
        most=20,
    )
    caseload_size = NumberField(
        "How many people does one coordinator support at a time?",
        required="Enter a number",
        hint="A coordinator may say their own number. Who has more than that is proposed last, and never left out",
        width=3,
        least=1,
        most=500,
    )
    new_weight = weight_field("Somebody who is to be reached or assessed", "Most of the work is at the beginning")
    paused_weight = weight_field("Somebody whose support is paused")
    long_weight = weight_field("Somebody who is supported for longer than meant")
    interpreter_weight = more_field("More, where somebody needs an interpreter or other help to talk")
    visit_weight = more_field("More, where somebody is visited at home")
    first_nudge_days = days_field("After how many working days without an answer is a group asked again?")
    second_nudge_days = days_field("And once more?")
    give_back_days = days_field("After how many does the coordinator see to it?", hint="Nothing is declined by itself")
    acknowledge_days = days_field(
        "Within how many working days do you tell whoever complains that you have it?",
        hint="3 is what the law asks of complaints about NHS services in England",
    )
    complaint_days = days_field(
        "Within how many working days do you answer?", hint="You may agree another day with whoever complained"
    )
    reopen_days = NumberField(
        "For how many days after it ended can a case be opened again?",
        required="Enter a number of days",
        hint="All days count. After that a new case is opened. 0 where none is opened again after its last day",
        width=3,
        most=365,
    )

    def validate_phone(self, field: Any) -> None:
        check_phone(field)

    def to_input(self) -> tuple[TeamSettings, int]:
        chosen = {each: self[each].data for each in SETTINGS}
        for each in YES_OR_NO:
            chosen[each] = self[each].data == "yes"
        chosen["phone"], chosen["address"] = self.phone.data or None, self.address.data or None
        return TeamSettings(**chosen), self.seen.data


# The questions of the page in their order, under headings.
PARTS = (
    ("Where your team is reached", ("phone", "address")),
    ("Who it is for", ("minimum_age", "needs_gp", "session_limit", "missed_sessions_count", "case_weeks")),
    (
        "Somebody asks for support",
        ("answer_days", "contact_days", "soon_contact_days", "urgent_contact_days", "escalate_days"),
    ),
    ("Nobody can be reached", ("contact_attempts",)),
    ("Who supports how many", ("caseload_size",)),
    (
        "How much a case counts, in hundredths of an ordinary one",
        ("new_weight", "paused_weight", "long_weight", "interpreter_weight", "visit_weight"),
    ),
    ("A group does not answer", ("first_nudge_days", "second_nudge_days", "give_back_days")),
    ("A case has ended", ("reopen_days",)),
    ("Somebody complains", ("acknowledge_days", "complaint_days")),
)


@bp.get("/team")
@requires("team.arrange")
def edit_team_settings() -> ResponseReturnValue:
    with reading() as db:
        scheme = get_own_scheme(db, current_actor())
        known = {each: getattr(scheme, each) for each in SETTINGS}
        known |= {each: "yes" if known[each] else "no" for each in YES_OR_NO}
        version = scheme.settings_version
    form: Any = show_form(TeamSettingsForm, {**known, "seen": version})
    # Sent once more, it is meant to follow what is chosen by now.
    form.seen.data = version
    return render_page("staff/edit_team_settings.html", PARTS, form=form)


@bp.post("/team")
@requires("team.arrange")
@asks_again(edit_team_settings)
def save_team_settings() -> ResponseReturnValue:
    with transaction() as db:
        wanted, seen = load_form(TeamSettingsForm)
        with said_on_the_page(SettingsChanged):
            changed = change_team_settings(db, current_actor(), wanted, seen)
    tell("Your team works like this from now on." if changed else "Nothing has changed.")
    return redirect(url_for("staff.edit_team_settings"), 303)
