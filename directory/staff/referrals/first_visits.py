"""The first visit to a group: planning it, and writing down whether it came about."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from directory.accounts.guards import current_actor, requires
from directory.casework.operations import ChangedMeanwhile
from directory.db import transaction
from directory.referrals.visit_models import Company, FirstVisit, Transport
from directory.referrals.visits import FirstVisitInput, FirstVisitSchema, find_first_visit, keep_first_visit
from directory.staff.blueprint import bp
from directory.staff.records.records import get_onward_referral
from directory.staff.referrals.visit_words import COMPANY_WORDS, TRANSPORT_WORDS
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm, SeenField, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell

NOT_YET, YES, NO = "not yet", "yes", "no"
SAID = {NOT_YET: None, YES: True, NO: False}


class FirstVisitForm(LynchpinForm[FirstVisitInput]):
    schema = FirstVisitSchema

    seen = SeenField()
    company = OneOfField("Who goes along?", [Choice(each.value, *COMPANY_WORDS[each]) for each in Company])
    companion = TextField("Their name (optional)", longest=500)
    visit_on = DayField("On which day?", hint="For example, 27 3 2027. Leave it empty if it is not known yet")
    meeting = TextField("Where and when do they meet? (optional)", hint="Such as “10:20 at the bus stop”", longest=500)
    transport = OneOfField("How do they get there?", [Choice(each.value, *TRANSPORT_WORDS[each]) for each in Transport])
    is_arranged = OneOfField(
        "Is that arranged?", [Choice("no", "Not yet: it stands on your first page"), Choice("yes", "Yes")], inline=True
    )
    getting_there = LongTextField(
        "What is arranged? (optional)", hint="Who comes for them, when, and what it costs", rows=2, longest=500
    )
    came_about = OneOfField(
        "Did it come about?",
        [Choice(NOT_YET, "It is still to come"), Choice(YES, "Yes"), Choice(NO, "No")],
        inline=True,
    )

    def answers(self, schema: type[Schema]) -> dict[str, Any]:
        told = super().answers(schema)
        return {
            **told,
            "is_arranged": self.is_arranged.data == "yes",
            "came_about": SAID.get(self.came_about.data or NOT_YET),
        }


@dataclass(frozen=True)
class FirstVisitPage:
    """Whose first visit to what it is, and whether it can still be planned."""

    reference: str
    client_name: str
    activity: str
    may_write: bool


def values_of(visit: FirstVisit | None) -> dict[str, Any]:
    """What is known of a visit, for the form."""
    if visit is None:
        return {"seen": 0, "is_arranged": "no", "came_about": NOT_YET}
    came_about = {said: word for word, said in SAID.items()}[visit.came_about]
    names = ("company", "companion", "visit_on", "meeting", "transport", "getting_there")
    known = {name: getattr(visit, name) for name in names}
    return {
        **known,
        "seen": visit.version,
        "is_arranged": "yes" if visit.is_arranged else "no",
        "came_about": came_about,
    }


@bp.get("/referrals/<reference>/first-visit")
@requires("casework.refer")
def edit_first_visit(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference)
        known = find_first_visit(db, referral)
        page = FirstVisitPage(
            referral.reference, referral.client.name, referral.service.name, referral.client.death is None
        )
        values = values_of(known)
    form: Any = show_form(FirstVisitForm, values)
    # Sent again, it comes after what its sender has been shown by now.
    form.seen.data = values["seen"]
    return render_page("staff/edit_first_visit.html", page, form=form)


@bp.post("/referrals/<reference>/first-visit")
@requires("casework.refer")
@asks_again(edit_first_visit)
def save_first_visit(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference, to_change=True)
        wanted = load_form(FirstVisitForm)
        with said_on_the_page(ChangedMeanwhile):
            keep_first_visit(db, actor, referral, wanted)
        is_done = wanted.came_about is True
    tell("Written down. Say below that they went for the first time, too." if is_done else "Written down.")
    return redirect(url_for("staff.show_referral", reference=reference, _anchor="visit"), 303)
