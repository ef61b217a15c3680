"""Groups that the public says are missing: what waits for somebody who looks after listings, and what became of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history.drafts import find_organizations_named
from directory.catalogue.inputs import LONGEST_NAME
from directory.catalogue.models.services import Service
from directory.champions.onboarding.form_models import GroupForm
from directory.champions.onboarding.forms import find_form, find_sent_answers, states_of_forms
from directory.champions.suggesting.group_suggestion_inputs import BeginListingInput
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion, SuggestionEnding
from directory.champions.suggesting.group_suggestions import (
    LookedIntoMeanwhile,
    begin_listing,
    decline_suggestion,
    get_group_suggestion,
    list_group_suggestions,
)
from directory.db import transaction
from directory.outbox import find_message_about
from directory.staff.blueprint import bp
from directory.staff.groups.group_form_part import ReturnFormForm, form_part
from directory.staff.records.record_kinds import OF_MODEL, kind_of
from directory.web.components import Fact
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date

E = SuggestionEnding
NEW = "new"
ENDING_WORDS = {
    E.BEGUN: "A listing was begun",
    E.KNOWN: "It is listed already",
    E.NOT_FOUND: "We could not reach the group",
    E.NOT_FOR_US: "It does not belong here",
    E.NOT_REAL: "It was not real",
}


class BeginListingForm(LynchpinForm[BeginListingInput]):
    name = TextField("Name of the activity", required="Enter the name of the activity", longest=LONGEST_NAME)
    organization = OneOfField("Who runs it?", required="Choose who runs it")
    organization_name = TextField("Name of the new organisation", hint="Only if it is a new one", longest=LONGEST_NAME)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything is there: a new organisation needs a name."""
        is_valid = bool(super().validate(extra_validators))
        if self.organization.data == NEW and not self.organization_name.data:
            self.organization_name.errors = ["Enter the name of the organisation"]
            return False
        return is_valid

    def to_input(self) -> BeginListingInput:
        chosen = self.organization.data
        known = None if chosen == NEW else uuid.UUID(chosen)
        return BeginListingInput(self.name.data or "", known, self.organization_name.data or "")


class DeclineSuggestionForm(LynchpinForm[SuggestionEnding]):
    ending = OneOfField(
        "What became of it?",
        [Choice(each.value, words) for each, words in ENDING_WORDS.items() if each is not E.BEGUN],
        required="Choose what became of it",
    )

    def to_input(self) -> SuggestionEnding:
        return SuggestionEnding(self.ending.data)


@dataclass(frozen=True)
class SuggestedRow:
    """One suggestion in the list."""

    name: str
    href: str
    when: str
    whose: str
    ended: str
    form: str


@dataclass(frozen=True)
class SuggestedPage:
    """One suggestion: what was told, and what became of it."""

    id: uuid.UUID
    name: str
    facts: Sequence[Fact]
    ended: str
    listing_href: str


@bp.get("/group-suggestions")
@requires("catalogue.edit")
def show_group_suggestions() -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        open_ones = list_group_suggestions(db, actor, is_open=True)
        forms = states_of_forms(db, [each.id for each in open_ones])
        waiting = [row_of(each, forms.get(each.id)) for each in open_ones]
        closed = [row_of(each) for each in list_group_suggestions(db, actor, is_open=False)]
    return render_page("staff/show_group_suggestions.html", {"waiting": waiting, "closed": closed})


@bp.get("/group-suggestions/<uuid:group_suggestion_id>")
@requires("catalogue.edit")
def show_group_suggestion(group_suggestion_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        suggestion = get_group_suggestion(db, current_actor(), group_suggestion_id)
        page, choices = page_of(suggestion), choices_of(db, suggestion)
        told = (find_sent_answers(db, suggestion) or {}).get("what", {})
        values = {
            "name": told.get("activity") or suggestion.name[:LONGEST_NAME],
            "organization_name": told.get("organization") or suggestion.name[:LONGEST_NAME],
        }
        told_in = find_form(db, suggestion)
        part = form_part(told_in, find_message_about(db, told_in.id) if told_in else None)
    form: Any = show_form(BeginListingForm, values, {"organization": choices})
    decline = show_form(DeclineSuggestionForm)
    more = {"part": part, "returning": show_form(ReturnFormForm)}
    return render_page("staff/show_group_suggestion.html", page, form=form, decline=decline, **more)


@bp.post("/group-suggestions/<uuid:group_suggestion_id>/begin")
@requires("catalogue.edit")
@asks_again(show_group_suggestion)
def begin_suggested(group_suggestion_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a draft listing, and go on to write about it."""
    with transaction() as db:
        suggestion = get_group_suggestion(db, current_actor(), group_suggestion_id, to_close=True)
        wanted = load_form(BeginListingForm, {"organization": choices_of(db, suggestion)})
        with said_on_the_page(LookedIntoMeanwhile):
            service = begin_listing(db, current_actor(), suggestion, wanted)
        href = kind_of(service).href("staff.write_record", service.id)
    tell("A draft is begun. Ask the group before you publish it.")
    return redirect(href, 303)


@bp.post("/group-suggestions/<uuid:group_suggestion_id>/close")
@requires("catalogue.edit")
@asks_again(show_group_suggestion)
def close_suggested(group_suggestion_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        suggestion = get_group_suggestion(db, current_actor(), group_suggestion_id, to_close=True)
        ending = load_form(DeclineSuggestionForm)
        with said_on_the_page(LookedIntoMeanwhile):
            decline_suggestion(db, current_actor(), suggestion, ending)
    tell("It is closed.")
    return redirect(url_for("staff.show_group_suggestions"), 303)


def choices_of(db: Session, suggestion: GroupSuggestion) -> list[Choice]:
    """The organisations of a like name, and a new one."""
    known = find_organizations_named(db, suggestion.name)
    return [*(Choice(str(each.id), each.name) for each in known), Choice(NEW, "A new organisation")]


def row_of(suggestion: GroupSuggestion, form: GroupForm | None = None) -> SuggestedRow:
    return SuggestedRow(
        name=suggestion.name,
        href=url_for("staff.show_group_suggestion", group_suggestion_id=suggestion.id),
        when=uk_short_date(suggestion.told_at),
        whose="Who runs it" if suggestion.is_own else "Somebody who knows of it",
        ended=ended_words(suggestion),
        form=("Sent to you" if form.sent_at else "With the group") if form else "",
    )


def page_of(suggestion: GroupSuggestion) -> SuggestedPage:
    told: list[tuple[str, Any]] = [
        ("What happens there", suggestion.about.split("\n") if suggestion.about else ""),
        ("Where", suggestion.place),
        ("How to reach the group", suggestion.contact),
        ("Who told us", "Who runs it" if suggestion.is_own else "Somebody who knows of it"),
        ("Their email, for questions", suggestion.email),
        ("Told", uk_short_date(suggestion.told_at)),
        ("Reference", suggestion.reference),
    ]
    facts = [Fact(name, value) for name, value in told if value]
    return SuggestedPage(suggestion.id, suggestion.name, facts, ended_words(suggestion), listing_href(suggestion))


def listing_href(suggestion: GroupSuggestion) -> str:
    """Where the listing that was begun is written; nothing where none was."""
    if suggestion.service_id is None:
        return ""
    return OF_MODEL[Service].href("staff.write_record", suggestion.service_id)


def ended_words(suggestion: GroupSuggestion) -> str:
    if suggestion.ending is None or suggestion.closed_at is None:
        return ""
    return f"{ENDING_WORDS[SuggestionEnding(suggestion.ending)]}, {uk_short_date(suggestion.closed_at)}"
