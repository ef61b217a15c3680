"""Spreadsheets for groups that have nothing else: the empty one, and a filled one looked at before it is taken in."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.champions.writing import keeps_everything, list_kept_terms
from directory.db import reading, transaction
from directory.errors import Refused, WrongInput
from directory.exchange.reading import UnreadableFile
from directory.exchange.sheets import sending
from directory.exchange.sheets.known_listings import NotFromSheets
from directory.exchange.sheets.pages import template, wrong_pages
from directory.staff.blueprint import bp
from directory.staff.domains.listings import page_asked_for
from directory.staff.downloads import ENDING, sheet_file
from directory.staff.records.sheet_forms import AcceptSheetForm, SendSheetForm
from directory.staff.records.sheet_pages import build_sheet_page, build_sheets_page
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.uploads import largest_megabytes, takes_file
from directory.web.words import counted

SHEET = "/sheets/<uuid:sheet_id>"
CHANGED_SINCE = (
    "Something in the catalogue changed after you looked, so that nothing is taken in yet. "
    "This is what the spreadsheet would do now. Look at it again, then accept it."
)


@bp.get("/sheets")
@requires("catalogue.edit")
def show_sheets() -> ResponseReturnValue:
    """Sending a spreadsheet, and what became of those sent before."""
    with reading() as db:
        actor = current_actor()
        limits = None if keeps_everything(actor) else sorted(list_kept_terms(db, actor).values())
        sheets, sources = sending.list_sent_sheets(db, actor), sending.list_sheet_sources(db)
        page = build_sheets_page(sheets, sources, largest_megabytes(), limits)
    return render_page("staff/show_sheets.html", page, form=show_form(SendSheetForm))


@bp.post("/sheets")
@requires("catalogue.edit")
@takes_file
@asks_again(show_sheets)
def send_sheet() -> ResponseReturnValue:
    """Look at what a spreadsheet would do, and keep it until that is accepted."""
    with said_on_the_page(UnreadableFile, field="file"):
        # The file is read before the transaction begins: nobody is to wait for that.
        wanted = load_form(SendSheetForm)
        with transaction() as db, said_on_the_page(Refused), said_on_the_page(NotFromSheets, field="source_name"):
            sheet_id = sending.send_sheet(db, current_actor(), wanted).id
    return redirect(url_for("staff.show_sheet", sheet_id=sheet_id), 303)


@bp.get(SHEET)
@requires("catalogue.edit")
def show_sheet(sheet_id: uuid.UUID) -> ResponseReturnValue:
    """What a spreadsheet would do, or has done."""
    with reading() as db:
        sheet = sending.get_sent_sheet(db, current_actor(), sheet_id)
        page = build_sheet_page(sheet, sending.find_preview(sheet), request.args.get("show", ""), page_asked_for())
    form = show_form(AcceptSheetForm)
    # Whoever presses the button now accepts what is on this page, not what they were shown before.
    form.seen.data = page.seen
    return render_page("staff/show_sheet.html", page, form=form)


@bp.post(f"{SHEET}/accept")
@requires("catalogue.edit")
@asks_again(show_sheet)
def accept_sheet(sheet_id: uuid.UUID) -> ResponseReturnValue:
    """Take the sound rows in, if that does what was shown."""
    with transaction() as db:
        sheet = sending.get_sent_sheet(db, current_actor(), sheet_id, to_decide=True)
        seen = load_form(AcceptSheetForm)
        with said_on_the_page(Refused):
            is_taken_in = sending.accept_sheet(db, current_actor(), sheet, seen)
        wanted = sending.preview_of(sheet).wanted
    if not is_taken_in:
        raise WrongInput(CHANGED_SINCE)
    tell(f"{counted(wanted, 'activity is', 'activities are')} in the catalogue now as the spreadsheet has it.")
    return redirect(url_for("staff.show_sheet", sheet_id=sheet_id), 303)


@bp.post(f"{SHEET}/give-up")
@requires("catalogue.edit")
def give_up_sheet(sheet_id: uuid.UUID) -> ResponseReturnValue:
    """Let go of a spreadsheet without taking it in."""
    with transaction() as db:
        sending.give_up_sheet(sending.get_sent_sheet(db, current_actor(), sheet_id, to_decide=True))
    tell("The spreadsheet is given up. Nothing of it is in the catalogue.")
    return redirect(url_for("staff.show_sheets"), 303)


@bp.get(f"{SHEET}/to-put-right.{ENDING}")
@requires("catalogue.edit")
def download_wrong_rows(sheet_id: uuid.UUID, ending: str) -> ResponseReturnValue:
    """The rows that are wrong, as a sheet that says what to put right and can be sent in again."""
    with reading() as db:
        lines = sending.list_wrong_lines(sending.get_sent_sheet(db, current_actor(), sheet_id))
    return sheet_file(wrong_pages(lines), "to-put-right", ending)


@bp.get(f"/sheets/template.{ENDING}")
@requires("catalogue.edit")
def download_sheet_template(ending: str) -> ResponseReturnValue:
    """An empty sheet for a group to fill in, with every column explained."""
    return sheet_file(template(), "activities", ending)
