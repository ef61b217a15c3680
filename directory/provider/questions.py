"""A group asks the team about somebody, before it answers."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.db import transaction
from directory.links.visits import is_visiting
from directory.provider.blueprint import bp
from directory.provider.reply_forms import QuestionForm
from directory.provider.reply_pages import reply_page
from directory.referrals.questions import ask_team
from directory.referrals.replies import get_shared, record_look
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.visit_cookie import brought_visit


@bp.get("/<token>/question")
@open_to_all
def new_question(token: str) -> ResponseReturnValue:
    """The form for a question; a browser that has not shown the code is asked for it first."""
    with transaction() as db:
        shared = get_shared(db, token)
        page = None
        if is_visiting(db, shared.link, brought_visit(shared.link)):
            record_look(db, shared)
            page = reply_page(shared, token, clock.today())
    if page is None:
        return redirect(url_for("provider.show_reply", token=token), 303)
    return render_page("provider/new_question.html", page, form=show_form(QuestionForm))


@bp.post("/<token>/question")
@open_to_all
@asks_again(new_question)
def create_question(token: str) -> ResponseReturnValue:
    with transaction() as db:
        shared = get_shared(db, token, to_change=True)
        if is_visiting(db, shared.link, brought_visit(shared.link)):
            ask_team(db, shared, load_form(QuestionForm))
            tell("Your question has reached the team. We write to you when the answer is here.")
    return redirect(url_for("provider.show_reply", token=token), 303)
