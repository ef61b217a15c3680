"""Suggesting a change of a listing, and deciding on what others suggested, of whatever record."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history import revisions
from directory.catalogue.history.edits import put_on
from directory.catalogue.history.queries import names_in
from directory.catalogue.history.record_changes import rebased
from directory.catalogue.operations import suggest_edit
from directory.catalogue.photographs.gone import find_gone, leave_out_gone
from directory.catalogue.queries import get_published_service
from directory.champions.suggesting import suggestions
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.domains.listing_form import SuggestionForm, said_again, values_of
from directory.staff.downloads import ENDING, MOST_ROWS, list_file
from directory.staff.list_sheets import suggestions_sheet
from directory.staff.records.record_kinds import kind_of, name_of
from directory.staff.suggested.suggested_photographs import suggested_photographs
from directory.staff.suggested.suggestion_forms import AcceptForm, OtherwiseForm, RefuseForm
from directory.staff.suggested.suggestion_pages import build_suggest_page, build_suggestion_page, suggestion_rows
from directory.staff.writing.previews import build_preview, render_preview
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell

# No database counts further.
SUGGESTION = "/suggestions/<int(max=9223372036854775807):revision_id>"


@bp.get("/activities/<uuid:service_id>/suggest")
@requires("catalogue.suggest")
def new_suggestion(service_id: uuid.UUID) -> ResponseReturnValue:
    """A listing as a form, for whoever knows that something in it is wrong."""
    with reading() as db:
        service = get_published_service(db, service_id)
        form = show_form(SuggestionForm, values_of(service))
        page = build_suggest_page(service, form)
    return render_page("staff/new_suggestion.html", page, form=form)


@bp.post("/activities/<uuid:service_id>/suggest")
@requires("catalogue.suggest")
@asks_again(new_suggestion)
def suggest_change(service_id: uuid.UUID) -> ResponseReturnValue:
    """Put what was typed before those who look after the listing."""
    with transaction() as db:
        service = get_published_service(db, service_id)
        with said_again():
            suggest_edit(db, current_actor(), service, load_form(SuggestionForm))
        name = service.name
    tell(f"Thank you. Whoever looks after {name} will see what you suggest.")
    return redirect(url_for("staff.show_own_suggestions"), 303)


@bp.get("/suggestions/mine")
@requires("catalogue.suggest")
def show_own_suggestions() -> ResponseReturnValue:
    """What the actor suggested, and what became of it."""
    with reading() as db:
        mine = suggestions.list_own(db, current_actor())
        rows = suggestion_rows(mine, suggestions.records_of(db, mine), names_in(db, mine), are_own=True)
    return render_page("staff/show_own_suggestions.html", rows)


@bp.get(f"/suggestions/mine.{ENDING}")
@requires("catalogue.suggest")
def download_own_suggestions(ending: str) -> ResponseReturnValue:
    """All that the actor suggested, as a sheet."""
    with reading() as db:
        mine = suggestions.list_own(db, current_actor(), MOST_ROWS + 1)
        sheet = suggestions_sheet(mine, suggestions.records_of(db, mine))
    return list_file(sheet, ending)


@bp.post(f"{SUGGESTION}/withdraw")
@requires("catalogue.suggest")
def withdraw_suggestion(revision_id: int) -> ResponseReturnValue:
    with transaction() as db:
        revision = suggestions.get_own_suggestion(db, current_actor(), revision_id, to_decide=True)
        revisions.withdraw_revision(db, current_actor(), revision)
    tell("Your suggestion is withdrawn.")
    return redirect(url_for("staff.show_own_suggestions"), 303)


@bp.get("/suggestions")
@requires("catalogue.edit")
def show_suggestions() -> ResponseReturnValue:
    """What waits for the actor to decide, longest first."""
    with reading() as db:
        waiting = suggestions.list_waiting(db, current_actor())
        rows = suggestion_rows(waiting, suggestions.records_of(db, waiting), {}, are_own=False)
    return render_page("staff/show_suggestions.html", rows)


@bp.get(f"/suggestions.{ENDING}")
@requires("catalogue.edit")
def download_suggestions(ending: str) -> ResponseReturnValue:
    """All that waits for the actor to decide, as a sheet."""
    with reading() as db:
        waiting = suggestions.list_waiting(db, current_actor(), MOST_ROWS + 1)
        sheet = suggestions_sheet(waiting, suggestions.records_of(db, waiting))
    return list_file(sheet, ending)


@bp.get(SUGGESTION)
@requires("catalogue.edit")
def show_suggestion(revision_id: int) -> ResponseReturnValue:
    """One suggestion, field by field beside what the record says now."""
    with reading() as db:
        revision, record = suggestions.get_suggestion(db, current_actor(), revision_id)
        changes = rebased(db, record, leave_out_gone(db, revision.field_changes))
        page = build_suggestion_page(revision, record, changes, names_in(db, [revision]))
        photographs = suggested_photographs(db, changes) if page.is_waiting else ()
        gone = [row["alt_text"] for row in find_gone(db, revision.field_changes)] if page.is_waiting else []
        accepting = show_form(AcceptForm)
        # What somebody else changed is on the page: pressed now, the button means it in spite of that.
        accepting.version.data = record.version
        refusing, otherwise = show_form(RefuseForm), show_form(OtherwiseForm)
    pictures = {"photographs": photographs, "gone": gone}
    return render_page(
        "staff/show_suggestion.html", page, form=refusing, accepting=accepting, otherwise=otherwise, **pictures
    )


@bp.post(f"{SUGGESTION}/preview")
@requires("catalogue.edit")
def preview_suggestion(revision_id: int) -> ResponseReturnValue:
    """The record as everybody would see it: put on for a look, and taken off again."""
    with transaction() as db:
        revision, record = suggestions.get_suggestion(db, current_actor(), revision_id)
        with put_on(db, record, leave_out_gone(db, revision.field_changes)) as changed:
            preview = build_preview(db, changed, url_for("staff.show_suggestion", revision_id=revision_id))
    return render_preview(preview)


@bp.post(f"{SUGGESTION}/accept")
@requires("catalogue.edit")
@asks_again(show_suggestion)
def accept_suggestion(revision_id: int) -> ResponseReturnValue:
    """Change the record as suggested. Where somebody changed it meanwhile, the page says what it holds now."""
    with transaction() as db:
        revision, record = suggestions.get_suggestion(db, current_actor(), revision_id, to_decide=True)
        name = name_of(record)
        version = load_form(AcceptForm)
        with said_again():
            suggestions.accept_suggestion(db, current_actor(), revision, record, version)
    tell(f"{name} is changed.")
    return redirect(url_for("staff.show_suggestions"), 303)


@bp.post(f"{SUGGESTION}/draft")
@requires("catalogue.edit")
def draft_suggestion(revision_id: int) -> ResponseReturnValue:
    """Put what is suggested into the actor's own draft, to be changed and published there."""
    with transaction() as db:
        revision, record = suggestions.get_suggestion(db, current_actor(), revision_id, to_decide=True)
        suggestions.take_into_draft(db, current_actor(), revision, record)
        href = kind_of(record).href("staff.write_record", record.id)
    tell("It is in your draft. Change what you like and publish it. Then say under Suggestions what came of it.")
    return redirect(href, 303)


@bp.post(f"{SUGGESTION}/otherwise")
@requires("catalogue.edit")
@asks_again(show_suggestion)
def accept_otherwise(revision_id: int) -> ResponseReturnValue:
    """Say that a suggestion led to a change in other words, with a word to who suggested it."""
    with transaction() as db:
        revision, record = suggestions.get_suggestion(db, current_actor(), revision_id, to_decide=True)
        note = load_form(OtherwiseForm)
        with said_again():
            is_sent = suggestions.accept_otherwise(db, current_actor(), revision, record, note)
    tell(f"It is taken. {where_words_are(is_sent)}")
    return redirect(url_for("staff.show_suggestions"), 303)


@bp.post(f"{SUGGESTION}/refuse")
@requires("catalogue.edit")
@asks_again(show_suggestion)
def refuse_suggestion(revision_id: int) -> ResponseReturnValue:
    """Leave the record as it is, with a word to who suggested the change."""
    with transaction() as db:
        revision, record = suggestions.get_suggestion(db, current_actor(), revision_id, to_decide=True)
        note = load_form(RefuseForm)
        is_sent = suggestions.refuse_suggestion(db, current_actor(), revision, record, note)
    tell(f"It stays as it is. {where_words_are(is_sent)}")
    return redirect(url_for("staff.show_suggestions"), 303)


def where_words_are(is_sent: bool) -> str:
    return "Your words go to the group by email." if is_sent else "Your words are with the suggestion."
