"""Taking a referral out of a client's record that is of somebody else."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.casework.joining.came import TakenOutAlready, get_taken_as_known
from directory.casework.joining.taking_out import NotTakenOut, plan_taking_out, take_out_of_record
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.clients.joining.joining_forms import TakingOutForm
from directory.staff.clients.joining.joining_pages import taking_out_page
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/came/<came>/take-out")
@requires("casework.triage")
def confirm_taking_out(reference: str, came: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        referral = get_taken_as_known(db, client, came)
        page = taking_out_page(client, referral, plan_taking_out(db, client, referral))
        form: Any = show_form(TakingOutForm, {"seen": client.revision})
    return render_page("staff/confirm_taking_out.html", page, form=form)


@bp.post("/clients/<reference>/came/<came>/take-out")
@requires("casework.triage")
@asks_again(confirm_taking_out)
def take_out_what_came(reference: str, came: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        said = take_out(db, actor, client, came)
    tell(said)
    return redirect(url_for("staff.show_client", reference=reference), 303)


def take_out(db: Session, actor: Actor, client: Client, came: str) -> str:
    """Take a referral out, and say so. A second click changes nothing."""
    try:
        referral = get_taken_as_known(db, client, came, to_change=True)
    except TakenOutAlready as already:
        return str(already)
    wanted = load_form(TakingOutForm)
    with said_on_the_page(NotTakenOut, ChangedMeanwhile):
        take_out_of_record(db, actor, client, referral, wanted)
    return f"Referral {referral.reference} is taken out of this record, and waits with the referrals to us."
