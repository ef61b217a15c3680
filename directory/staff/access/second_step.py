"""The page after the password: a code of the app, a recovery code, or a passkey."""

from dataclasses import dataclass

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue
from limits import parse

from directory.accounts.guards import open_to_all
from directory.accounts.second_step import accept_code
from directory.db import transaction
from directory.errors import WrongInput
from directory.security.limits import check_tries, count_try, forget_tries
from directory.staff.access.entering import HALF_IN, TRIES_OF_AN_ACCOUNT, enter, find_half_in
from directory.staff.blueprint import bp
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page

# A person who has the phone in their hand is not wrong so often in a day.
WRONG_CODES = parse("30 per 1 day")
WRONG = "That code is not right, or was used before. Wait for the next one and try again"


@dataclass(frozen=True)
class CodeInput:
    """What somebody typed as their code."""

    code: str


class CodeForm(LynchpinForm[CodeInput]):
    code = TextField(
        "Code",
        required="Enter the code",
        hint="Six digits from your app, or one of your recovery codes",
        width=20,
        longest=40,
        render_kw={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"},
    )

    def to_input(self) -> CodeInput:
        return CodeInput(self.code.data)


@bp.get("/sign-in/code")
@open_to_all
def second_step() -> ResponseReturnValue:
    if find_half_in() is None:
        session.pop(HALF_IN, None)
        return redirect(url_for("staff.sign_in"), 303)
    return render_page("staff/second_step.html", None, form=show_form(CodeForm))


@bp.post("/sign-in/code")
@open_to_all
@asks_again(second_step)
def take_second_step() -> ResponseReturnValue:
    half_in = find_half_in()
    if half_in is None:
        return redirect(url_for("staff.sign_in"), 303)
    given = load_form(CodeForm)
    user_id = half_in.user.id
    count_try(TRIES_OF_AN_ACCOUNT, "second step", str(user_id))
    # Going on for days would find a code in the end: a code that is right does not forget these.
    check_tries(WRONG_CODES, "second step", str(user_id))
    with transaction() as db:
        is_good = accept_code(db, user_id, given.code)
    if not is_good:
        count_try(WRONG_CODES, "second step", str(user_id))
        raise WrongInput(WRONG, {"code": WRONG})
    forget_tries(TRIES_OF_AN_ACCOUNT, "second step", str(user_id))
    return enter(half_in.user, half_in.onward, half_in.kept)
