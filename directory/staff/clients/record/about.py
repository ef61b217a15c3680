"""What is known of a client beyond how to reach them: the page of it, and asking the questions of one section."""

from dataclasses import replace

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.drafts.keeping import drop_draft
from directory.casework.operations import ChangedMeanwhile
from directory.casework.record.sections import list_current, list_versions, record_section
from directory.casework.record.vocabulary import vocabulary
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.clients.record.about_forms import form_of
from directory.staff.clients.record.about_page import SectionPage, about_page, facts_of
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, is_asked_again, load_form, said_on_the_page
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/about")
@requires("casework.read")
def show_about(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page = about_page(actor, client, list_versions(db, client))
    return render_page("staff/show_about.html", page)


@bp.get("/clients/<reference>/about/<section>")
@requires("casework.write")
def edit_section(reference: str, section: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        asked, known = vocabulary().get(section), list_current(db, client).get(section)
        answers, number = (known.given, known.number) if known else ({}, 0)
        draft = find_offer(db, current_actor(), client, "about", section)
        page = SectionPage(client.name, client.reference, section, asked.title, asked.about)
    form = show_drafted(form_of(section), draft, {**answers, "seen": number})
    if is_asked_again(form_of(section)) and form.seen.data != number:
        # Sent again, it is meant to replace what its sender has been shown.
        form.seen.data, page = number, replace(page, meanwhile=facts_of(asked, answers))
    return render_page("staff/edit_section.html", page, form=form, draft=draft)


@bp.post("/clients/<reference>/about/<section>")
@requires("casework.write")
@asks_again(edit_section)
def save_section(reference: str, section: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        wanted = load_form(form_of(section))
        with said_on_the_page(ChangedMeanwhile):
            record_section(db, current_actor(), client, wanted)
        drop_draft(db, current_actor(), client, "about", section)
    tell(f"It is written down: {wanted.section.title.lower()}.")
    return redirect(url_for("staff.show_about", reference=reference, _anchor=section), 303)
