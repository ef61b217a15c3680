"""The first page after signing in: what is waiting, by what a person does here."""

from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import SIGNED_IN, current_actor, requires
from directory.casework.queries import list_clients
from directory.db import transaction
from directory.referrals.queries import list_onward_referrals
from directory.staff.blueprint import bp
from directory.staff.home_page import home_page
from directory.web.pages import render_page


@bp.get("/")
@requires(SIGNED_IN)
def home() -> ResponseReturnValue:
    actor = current_actor()
    if not actor.may("casework.read"):
        return render_page("staff/home.html", home_page(actor, [], [], clock.today()))
    with transaction() as db:
        clients = list_clients(db, actor)
        page = home_page(actor, clients, list_onward_referrals(db, actor, only_open=True), clock.today())
    return render_page("staff/home.html", page)
