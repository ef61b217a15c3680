"""The form in which a group tells of itself, by a link that was sent or printed: page by page, and sent once.

Each page is kept as it is left, so that the link leads back to where somebody was. A look changes nothing.
"""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.champions.onboarding.forms import (
    AlreadySent,
    OpenForm,
    get_open_form,
    pages_done,
    save_page,
    send_form,
)
from directory.db import reading, transaction
from directory.links.purposes import TERMS, LinkPurpose
from directory.provider.group_form_pages import check_page, step_page
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.group_form_steps import STEPS, Step, find_step, first_open, shown_values
from directory.web.pages import render_page

bp = Blueprint(
    "group_form", "directory.provider", url_prefix=TERMS[LinkPurpose.GROUP_FORM].path, template_folder="templates"
)


@bp.get("/<token>")
@open_to_all
def show_group_form(token: str) -> ResponseReturnValue:
    """The page where the group was, the one it asks for, or the check of all; what it sent, once it has."""
    with reading() as db:
        opened = get_open_form(db, token)
        step = asked_step(opened)
        if step is None:
            page = check_page(opened, token)
            return render_page("provider/check_group_form.html", page)
        values = shown_values(opened.answers.get(step.name, {}))
        form, shown = show_form(step.form, {**values, "step": step.name}), step_page(opened, step, token)
    return render_page("provider/show_group_form.html", shown, form=form)


@bp.post("/<token>")
@open_to_all
@asks_again(show_group_form)
def save_group_form(token: str) -> ResponseReturnValue:
    """Keep one page, and go on to the next that is open."""
    step = find_step(request.form.get("step", "")) or STEPS[0]
    with transaction() as db:
        opened = get_open_form(db, token, to_change=True)
        answers = load_form(step.form)
        with said_on_the_page(AlreadySent):
            save_page(db, opened, step.name, answers)
    return redirect(url_for("group_form.show_group_form", token=token), 303)


@bp.post("/<token>/send")
@open_to_all
def send_group_form(token: str) -> ResponseReturnValue:
    """Send it to those who look after listings, where every page was gone through."""
    with transaction() as db:
        opened = get_open_form(db, token, to_change=True)
        if first_open(pages_done(opened.form)) is None:
            send_form(db, opened)
    return redirect(url_for("group_form.show_group_form", token=token), 303)


def asked_step(opened: OpenForm) -> Step | None:
    """The page to show: the one that is asked for, else the first that is open; none once it is sent."""
    if opened.is_sent:
        return None
    return find_step(request.values.get("step", "")) or first_open(pages_done(opened.form))
