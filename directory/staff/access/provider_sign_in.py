"""Signing in with the account somebody has with their organisation: going to its provider, and coming back.

What somebody went there for is remembered in the session, is good for one return, and for ten minutes.
"""

import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from directory import clock
from directory.accounts.guards import open_to_all
from directory.accounts.identities import record_identity_refused, use_identity
from directory.accounts.identity_provider import Begun, Identity, IdentityProvider, IdentityRefused
from directory.accounts.models import User
from directory.accounts.operations import may_sign_in
from directory.accounts.second_step import has_second_step
from directory.db import reading, transaction
from directory.errors import Refused
from directory.security.limits import count_try
from directory.security.origins import network_address
from directory.staff.access.entering import TRIES_OF_AN_ADDRESS, enter, wait_for_second_step
from directory.staff.access.sign_in import local_path, sign_in
from directory.staff.blueprint import bp
from directory.web.forms import LynchpinForm, asks_again, load_form
from directory.web.pages import render_page
from directory.web.site_links import site_link

ERRAND = "provider_errand"
LASTS = timedelta(minutes=10)


class Purpose(StrEnum):
    """What somebody goes to the provider for."""

    SIGN_IN = "sign in"
    CONFIRM = "confirm"
    CONNECT = "connect"
    JOIN = "join"


@dataclass(frozen=True)
class Errand:
    """What somebody goes to the provider for, and what waits for them here: a page, or what they sent, sealed.

    `user_id` is who was at work then, and `token` that of an invitation.
    """

    purpose: Purpose
    onward: str = ""
    kept: str = ""
    had_pressed: bool = False
    user_id: str = ""
    token: str = ""


@dataclass(frozen=True)
class GoingPage:
    """Where the provider is, and what its accounts are called."""

    label: str
    href: str


@dataclass(frozen=True)
class GoingInput:
    """Where somebody was going, and what they had typed, sealed."""

    onward: str
    kept: str


class GoingForm(LynchpinForm[GoingInput]):
    next = HiddenField()
    kept = HiddenField()

    def to_input(self) -> GoingInput:
        return GoingInput(local_path(self.next.data), self.kept.data or "")


Ending = Callable[[Errand, Identity], ResponseReturnValue]
_endings: dict[Purpose, Ending] = {}


def ends(purpose: Purpose) -> Callable[[Ending], Ending]:
    """Mark what is done when somebody comes back who went for this."""

    def mark(ending: Ending) -> Ending:
        _endings[purpose] = ending
        return ending

    return mark


def find_provider() -> IdentityProvider | None:
    """The provider of this installation, if it has one."""
    provider: IdentityProvider | None = current_app.config["LYNCHPIN_IDENTITY_PROVIDER"]
    return provider


def get_provider() -> IdentityProvider:
    """The provider of this installation. Raises Refused where it has none."""
    provider = find_provider()
    if provider is None:
        raise Refused("Nobody signs in to this site with the account of an organisation.")
    return provider


def set_out(errand: Errand) -> str:
    """Where to go for an errand, which is remembered. Raises ProviderAway."""
    provider = get_provider()
    count_try(TRIES_OF_AN_ADDRESS, "provider", network_address())
    is_anew = errand.purpose in (Purpose.CONFIRM, Purpose.CONNECT)
    address, begun = provider.begin(site_link("staff.come_back"), anew=is_anew)
    session[ERRAND] = {**asdict(errand), "begun": asdict(begun), "at": clock.now().timestamp()}
    return address


def show_way(errand: Errand) -> ResponseReturnValue:
    """The page that leads to the provider: the answer to a form may not lead to another site by itself."""
    return render_page("staff/go_to_provider.html", GoingPage(get_provider().label, set_out(errand)))


@bp.get("/sign-in/provider")
@open_to_all
def go_to_provider() -> ResponseReturnValue:
    return redirect(set_out(Errand(Purpose.SIGN_IN, onward=local_path(request.args.get("next")))), 303)


@bp.post("/sign-in/provider")
@open_to_all
@asks_again(sign_in)
def go_to_provider_with_form() -> ResponseReturnValue:
    """The same, where what somebody typed waits for them to come back."""
    given = load_form(GoingForm)
    return show_way(Errand(Purpose.SIGN_IN, onward=given.onward, kept=given.kept))


@bp.get("/sign-in/provider/back")
@open_to_all
def come_back() -> ResponseReturnValue:
    """Take what the provider sends back, once. Raises IdentityRefused or ProviderAway."""
    provider = get_provider()
    found = session.pop(ERRAND, None)
    if not found or not is_answered(found):
        raise IdentityRefused
    begun = Begun(**found.pop("begun"))
    del found["at"]
    identity = provider.finish(site_link("staff.come_back"), begun, request.args.get("code", ""))
    errand = Errand(**{**found, "purpose": Purpose(found["purpose"])})
    return _endings[errand.purpose](errand, identity)


def is_answered(found: Mapping[str, Any]) -> bool:
    """Whether the answer belongs to an errand of this browser that is not too old, from the provider it was sent to."""
    state, issuer = request.args.get("state", ""), request.args.get("iss")
    is_its = secrets.compare_digest(state.encode(), found["begun"]["state"].encode())
    is_young = clock.now().timestamp() - found["at"] <= LASTS.total_seconds()
    return is_its and is_young and "code" in request.args and issuer in (None, get_provider().settings.issuer)


@ends(Purpose.SIGN_IN)
def sign_in_as(errand: Errand, identity: Identity) -> ResponseReturnValue:
    """Sign in whoever is connected with this account at the provider."""
    with transaction() as db:
        user = use_identity(db, identity)
        is_let_in = user is not None and may_sign_in(user)
        if not is_let_in:
            record_identity_refused(db, user)
    if user is None or not is_let_in:
        label = get_provider().label
        raise IdentityRefused(
            f"Nobody can sign in here with {label} yet. Sign in with your password, and connect the two on the page"
            " “Your account”. If you did that before, ask an administrator of your team."
        )
    return go_in(user, identity, errand.onward, errand.kept)


def go_in(user: User, identity: Identity, onward: str, kept: str) -> ResponseReturnValue:
    """Go on to work, or to the second step, where the provider has not seen to it.

    A provider lets in again whoever it still knows, without asking. So what matters is asked for once more unless it
    says that it has seen them just now.
    """
    with reading() as db:
        is_half_in = has_second_step(db, user.id) and not identity.is_strong
    if not is_half_in:
        return enter(user, onward, kept, has_shown_two=identity.is_strong, shown_at=identity.shown_at or 0)
    wait_for_second_step(user, onward, kept)
    return redirect(url_for("staff.second_step"), 303)


def is_same_person(errand: Errand, user_id: uuid.UUID) -> bool:
    """Whether somebody came back who is the one that went."""
    return errand.user_id == str(user_id)
