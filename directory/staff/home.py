"""The first page after signing in: what is waiting, by what a person does here."""

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import SIGNED_IN, current_actor, requires
from directory.casework.queries import list_unagreed_clients
from directory.casework.referrals_in.referral_queries import count_waiting_in
from directory.casework.transfers.queries import count_transfers_waiting
from directory.catalogue.history.drafts import list_writing
from directory.champions.to_do.registry import list_to_do
from directory.champions.verification.taking_back import list_checked_today
from directory.db import reading, transaction
from directory.referrals.joining_answers import count_open_requests
from directory.referrals.queries import count_referred
from directory.staff.blueprint import bp
from directory.staff.domains.to_do_pages import ToDoList, build_to_do_list
from directory.staff.home_page import Waiting, home_page
from directory.staff.matching.match_results import LATELY
from directory.staff.my_day.day import my_day
from directory.web.pages import render_page
from directory.web.site_links import sends_mail


@bp.get("/")
@requires(SIGNED_IN)
def home() -> ResponseReturnValue:
    actor, today = current_actor(), clock.today()
    if not actor.may("casework.read"):
        with reading() as db:
            page = home_page(actor, [], list_writing(db, actor), waiting_for(db, actor))
        return render_page("staff/home.html", page)
    # Nothing is changed but that who is named is written down, at the end and at once.
    with transaction() as db, db.no_autoflush:
        clients = list_unagreed_clients(db, actor, today)
        page = home_page(actor, clients, list_writing(db, actor), waiting_for(db, actor))
        of_team, only = request.args.get("whose") == "team", request.args.get("of", "")
        day = my_day(db, actor, today, of_team=of_team, only=only)
    return render_page("staff/home.html", page, day=day)


def waiting_for(db: Session, actor: Actor) -> Waiting:
    """What waits for an answer of the actor; nothing of clients for who does not work with them."""
    transfers, to_do = count_transfers_waiting(db, actor), to_do_for(db, actor)
    if not actor.may("casework.read"):
        return Waiting(transfers, 0, to_do)
    would_go = count_open_requests(db, actor, sends_mail=sends_mail())
    return Waiting(transfers, count_waiting_in(db, actor), to_do, would_go)


def to_do_for(db: Session, actor: Actor) -> ToDoList | None:
    """What is to be done about listings; None for who does not keep any."""
    if not actor.may("catalogue.edit"):
        return None
    today = clock.today()
    items = list_to_do(db, actor, today, count_referred(db, actor, today - LATELY))
    is_all = request.args.get("all") == "yes"
    return build_to_do_list(items, list_checked_today(db, actor, today), is_all=is_all)
