"""One's own account and that at one's organisation: connecting the two, joining a team with it, and confirming."""

from datetime import timedelta

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts import account_links
from directory.accounts.account_links import get_link
from directory.accounts.choosing_passwords import join_with_account
from directory.accounts.guards import SIGNED_IN, current_actor, end_session, open_to_all, requires
from directory.accounts.identities import connect_identity, join_with_identity, remove_identity, use_identity
from directory.accounts.identity_provider import Identity, IdentityRefused
from directory.accounts.models import User
from directory.accounts.operations import may_sign_in
from directory.accounts.queries import find_user, get_user_by_id
from directory.db import reading, transaction
from directory.staff.access.account import current_user
from directory.staff.access.account_links import show_invitation
from directory.staff.access.confirming import ConfirmForm, go_on_confirmed
from directory.staff.access.provider_sign_in import Errand, Purpose, ends, get_provider, go_in, is_same_person, show_way
from directory.staff.blueprint import bp
from directory.web.forms import asks_again, take_form
from directory.web.pages import tell

# How long ago somebody may have shown the provider who they are, who was to do it just now.
JUST_NOW = timedelta(minutes=5)
ANOTHER_ADDRESS = "The email address of your account there is another one than here, so that the two stay apart."


@bp.post("/account/provider")
@requires(SIGNED_IN, fresh=True)
def begin_connecting() -> ResponseReturnValue:
    return show_way(Errand(Purpose.CONNECT, user_id=str(current_actor().user_id)))


@ends(Purpose.CONNECT)
@requires(SIGNED_IN, fresh=True)
def connect(errand: Errand, identity: Identity) -> ResponseReturnValue:
    """Connect the account of whoever is at work with that at the provider, if they have the same address."""
    with transaction() as db:
        user = current_user(db)
        if not is_same_person(errand, user.id):
            raise IdentityRefused
        if identity.address != user.email:
            raise IdentityRefused(ANOTHER_ADDRESS)
        connect_identity(db, user, identity)
    tell(f"Connected. You can sign in with {get_provider().label} from now on.")
    return redirect(url_for("staff.show_account"), 303)


@bp.post("/account/provider/remove")
@requires(SIGNED_IN, fresh=True)
def disconnect() -> ResponseReturnValue:
    with transaction() as db:
        remove_identity(db, current_user(db))
    tell("Disconnected. You sign in with your password.")
    return redirect(url_for("staff.show_account"), 303)


@bp.post("/invitation/<token>/provider")
@open_to_all
@asks_again(show_invitation)
def begin_joining(token: str) -> ResponseReturnValue:
    with reading() as db:
        get_link(db, token, account_links.Purpose.INVITATION)
    return show_way(Errand(Purpose.JOIN, token=token))


@ends(Purpose.JOIN)
def join(errand: Errand, identity: Identity) -> ResponseReturnValue:
    """Join a team with the account at the provider, for whom it confirms the address that was invited."""
    with reading() as db:
        _, invited = get_link(db, errand.token, account_links.Purpose.INVITATION)
        account = find_user(db, invited.email)
    if identity.address != invited.email:
        raise IdentityRefused("You were invited with another email address. Choose a password on that page instead.")
    with transaction() as db:
        known = use_identity(db, identity)
        if account is None:
            user = join_with_identity(db, errand.token, identity)
        elif known is None or known.id != account.id or not may_sign_in(known):
            raise IdentityRefused("You have an account here already. Join with its password on that page instead.")
        else:
            user = join_with_account(db, errand.token, account.id)
    end_session()
    with reading() as db:
        user = get_user_by_id(db, user.id)
    return go_in(user, identity, url_for("staff.home"), "")


@bp.post("/confirm/provider")
@requires(SIGNED_IN, before_second_step=True)
def begin_confirming() -> ResponseReturnValue:
    """Go and show the provider who one is, in place of a password; what was sent waits."""
    form = take_form(ConfirmForm)
    errand = Errand(
        Purpose.CONFIRM,
        onward=form.onward(),
        kept=form.kept.data or "",
        had_pressed=bool(form.pressed.data),
        user_id=str(current_actor().user_id),
    )
    return show_way(errand)


@ends(Purpose.CONFIRM)
@requires(SIGNED_IN, before_second_step=True)
def confirm_with_provider(errand: Errand, identity: Identity) -> ResponseReturnValue:
    """Go on with what matters, for whom the provider has seen just now."""
    with transaction() as db:
        user, known = current_user(db), use_identity(db, identity)
    is_it = known is not None and known.id == user.id and is_same_person(errand, user.id)
    age = clock.now().timestamp() - (identity.shown_at or 0)
    if not is_it or age > JUST_NOW.total_seconds():
        label = get_provider().label
        raise IdentityRefused(f"{label} did not tell us that you signed in there just now. {way_out(user)}")
    return go_on_confirmed(errand.onward, errand.kept, had_pressed=errand.had_pressed)


def way_out(user: User) -> str:
    """How somebody shows who they are whom the provider does not confirm."""
    if user.password_hash is None:
        return "Choose a password by “Forgotten your password?” where you sign in, and use that."
    return "Try once more, or use your password."
