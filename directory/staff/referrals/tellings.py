"""Telling a group by telephone, or by a letter to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.accounts.models import Scheme
from directory.accounts.work_phones import ways_to_reach
from directory.catalogue.queries import get_service
from directory.db import transaction
from directory.referrals.agreeing import is_agreed_to, parts_of
from directory.referrals.renewing import NothingToSend
from directory.referrals.telling import TellingInput, TellingSchema, get_to_tell, record_telling
from directory.referrals.telling_models import ToldHow
from directory.referrals.told_parts import facts_told
from directory.referrals.told_visit import visit_told
from directory.referrals.visits import find_first_visit
from directory.staff.blueprint import bp
from directory.staff.records.records import get_onward_referral
from directory.staff.referrals.referral_pages import referral_page
from directory.web.components import Fact
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_date


class TellingForm(LynchpinForm[TellingInput]):
    schema = TellingSchema

    how = OneOfField(
        "How did you tell them?",
        [
            Choice(ToldHow.PHONE.value, "By telephone"),
            Choice(ToldHow.PRINT.value, "By a letter on paper", "Printed, and posted or handed over"),
        ],
        required="Choose how you told them",
    )
    spoke_to = TextField("Whom did you speak to?", hint="For a call", longest=200)
    told_on = DayField("When?", required="Enter the date", hint="For example, 27 3 2026")


@dataclass(frozen=True)
class LetterPage:
    """A letter to a group on paper, with all it needs to know and a slip to answer on. `reach` is where we are."""

    reference: str
    team: str
    activity: str
    organisation: str
    name: str
    facts: Sequence[Fact]
    message: str
    is_agreed: bool
    printed_on: str
    maker: str
    reach: Sequence[str]


@bp.get("/referrals/<reference>/tellings/new")
@requires("casework.refer")
def new_referral_telling(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference)
        page = referral_page(actor, referral, get_service(db, referral.service_id), None, None)
        how = None if referral.is_written_to else referral.tell_by
    form: Any = show_form(TellingForm, {"told_on": clock.today(), "how": how})
    return render_page("staff/new_referral_telling.html", page, form=form)


@bp.post("/referrals/<reference>/tellings")
@requires("casework.refer")
@asks_again(new_referral_telling)
def create_referral_telling(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference, to_change=True)
        wanted = load_form(TellingForm)
        with said_on_the_page(NothingToSend):
            record_telling(db, actor, referral, wanted)
    tell("Written down that the group was told.")
    return redirect(url_for("staff.show_referral", reference=reference), 303)


@bp.get("/referrals/<reference>/letter")
@requires("casework.refer")
def print_referral_letter(reference: str) -> ResponseReturnValue:
    """A letter to print. Raises NothingToSend where the group may be told nothing any more."""
    with transaction() as db:
        actor, today = current_actor(), clock.today()
        found = get_onward_referral(db, actor, reference)
        maker = found.maker.name
        referral = get_to_tell(db, found)
        parts, visit = parts_of(referral), find_first_visit(db, referral)
        page = LetterPage(
            reference=referral.reference,
            team=actor.scheme_name,
            activity=referral.service.name,
            organisation=referral.service.organization.name,
            name=referral.client.name,
            facts=[Fact(*each) for each in facts_told(referral.client, parts, today) + visit_told(visit, parts)],
            message=referral.message or "",
            is_agreed=is_agreed_to(referral),
            printed_on=uk_date(today),
            maker=maker,
            reach=ways_to_reach(db.get_one(Scheme, actor.scheme_id)),
        )
    return render_page("staff/print_referral_letter.html", page)
