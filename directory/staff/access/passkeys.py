"""Adding a passkey, removing it, and signing in with it. Needs a script in the browser; everything else does not."""

import uuid
from dataclasses import dataclass
from ipaddress import ip_address

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from directory.accounts.guards import SIGNED_IN, begin_session, open_to_all, requires
from directory.accounts.operations import end_sessions, may_sign_in
from directory.accounts.passkeys import (
    NOT_TAKEN,
    Challenge,
    Site,
    accept_key,
    ask_for_key,
    ask_for_new_key,
    keep_key,
    remove_key,
)
from directory.accounts.queries import find_user_by_id
from directory.accounts.second_step import count_recovery_codes, has_second_step, make_recovery_codes
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.security.limits import check_tries, count_try
from directory.security.origins import network_address
from directory.staff.access.account import NEW_CODES, check_second_step, current_user
from directory.staff.access.entering import TRIES_OF_AN_ADDRESS, enter, find_half_in
from directory.staff.access.sign_in import local_path, sign_in
from directory.staff.blueprint import bp
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell

CHALLENGE = "passkey_challenge"


def this_site() -> Site:
    """The site as the browser of this request knows it."""
    scheme = "https" if current_app.config["SESSION_COOKIE_SECURE"] else request.scheme
    return Site(request.host.rsplit(":", 1)[0], f"{scheme}://{request.host}")


def may_have_passkeys() -> bool:
    """Whether browsers make passkeys for this site: they want a name, not a number."""
    try:
        ip_address(this_site().host.strip("[]"))
    except ValueError:
        return True
    return False


@dataclass(frozen=True)
class NewKeyInput:
    """What a browser answered, and what the key is to be called."""

    name: str
    answer: str


class NewKeyForm(LynchpinForm[NewKeyInput]):
    name = TextField(
        "What shall it be called?",
        required="Give it a name",
        hint="Such as: work laptop",
        longest=60,
        width=20,
        # The device is asked before the form is sent, and would keep a key that has no name here.
        render_kw={"required": True},
    )
    answer = HiddenField()

    def to_input(self) -> NewKeyInput:
        return NewKeyInput(self.name.data, self.answer.data or "")


@dataclass(frozen=True)
class KeyInput:
    """What a browser answered, where somebody was going, and what they had typed, sealed."""

    answer: str
    onward: str
    kept: str


class KeyForm(LynchpinForm[KeyInput]):
    answer = HiddenField()
    next = HiddenField()
    kept = HiddenField()

    def to_input(self) -> KeyInput:
        return KeyInput(self.answer.data or "", local_path(self.next.data), self.kept.data or "")


def hand_over(challenge: Challenge) -> ResponseReturnValue:
    """Send a challenge to the browser's script, and keep what the answer must be made for."""
    session[CHALLENGE] = challenge.challenge
    return current_app.response_class(challenge.options, mimetype="application/json")


@bp.get("/account/passkeys/new")
@requires(SIGNED_IN, fresh=True, before_second_step=True)
def new_passkey() -> ResponseReturnValue:
    return render_page("staff/account/new_passkey.html", may_have_passkeys(), form=show_form(NewKeyForm))


@bp.post("/account/passkeys/options")
@requires(SIGNED_IN, fresh=True, before_second_step=True)
def begin_passkey() -> ResponseReturnValue:
    with reading() as db:
        return hand_over(ask_for_new_key(db, this_site(), current_user(db)))


@bp.post("/account/passkeys")
@requires(SIGNED_IN, fresh=True, before_second_step=True)
@asks_again(new_passkey)
def add_passkey() -> ResponseReturnValue:
    given, challenge = load_form(NewKeyForm), session.pop(CHALLENGE, "")
    with transaction() as db:
        user = current_user(db)
        was_without = not has_second_step(db, user.id)
        keep_key(db, this_site(), user, challenge, given.answer, given.name)
        codes = [] if count_recovery_codes(db, user.id) else make_recovery_codes(db, user.id)
        if was_without:
            # What a password alone opened, here or elsewhere, does not live on beside the second step.
            end_sessions(db, user)
    if was_without:
        begin_session(user)
    if codes:
        session[NEW_CODES] = codes
        return redirect(url_for("staff.show_recovery_codes"), 303)
    tell("The passkey is added.")
    return redirect(url_for("staff.show_account"), 303)


@bp.post("/account/passkeys/<uuid:key_id>/remove")
@requires(SIGNED_IN, fresh=True)
def remove_passkey(key_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        user = current_user(db)
        remove_key(db, user, key_id)
        check_second_step(db, user)
    tell("The passkey is removed. Take it off your device too.")
    return redirect(url_for("staff.show_account"), 303)


@bp.post("/sign-in/passkey/options")
@open_to_all
def begin_passkey_sign_in() -> ResponseReturnValue:
    count_try(TRIES_OF_AN_ADDRESS, "passkey asked for", network_address())
    return hand_over(ask_for_key(this_site()))


@bp.post("/sign-in/passkey")
@open_to_all
@asks_again(sign_in)
def take_passkey() -> ResponseReturnValue:
    """Sign in with a passkey alone: the device has asked for a finger, a face or a code."""
    given, challenge = load_form(KeyForm), session.pop(CHALLENGE, "")
    check_tries(TRIES_OF_AN_ADDRESS, "passkey", network_address())
    with transaction() as db:
        user_id = accept_key(db, this_site(), challenge, given.answer) if challenge else None
        user = find_user_by_id(db, user_id) if user_id else None
    if user is None or not may_sign_in(user):
        count_try(TRIES_OF_AN_ADDRESS, "passkey", network_address())
        raise WrongInput(NOT_TAKEN)
    half_in = find_half_in()
    if half_in is not None and half_in.user.id == user.id:
        return enter(user, half_in.onward, half_in.kept)
    return enter(user, given.onward, given.kept)
