"""Finding a second record of one person, making the two one, and parting them again."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.casework.joining.joining_records import NotJoinable, join_records
from directory.casework.joining.leading import RecordJoined, find_joined, list_joined
from directory.casework.joining.models import JoinedRecord
from directory.casework.joining.pairing import list_alike, list_pairs, say_two_people
from directory.casework.joining.parting_records import (
    NotPartable,
    PartedAlready,
    get_joined,
    part_records,
    plan_parting,
)
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.db import transaction
from directory.errors import NotFound, WrongInput
from directory.staff.blueprint import bp
from directory.staff.clients.joining.joining_forms import JoiningForm, OtherRecordForm
from directory.staff.clients.joining.joining_pages import (
    comparing_page,
    pair_row,
    parting_page,
    second_records_page,
    take_choices,
)
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.press_form import PressForm

MOST_PAIRS = 100


@bp.get("/clients/second-records")
@requires("casework.triage")
def show_alike() -> ResponseReturnValue:
    """The records of the team that may be of one person. A program found them; a person decides."""
    with transaction() as db:
        actor = current_actor()
        rows = [pair_row(each) for each in list_pairs(db, actor, MOST_PAIRS)]
    return render_page("staff/show_alike.html", rows)


@bp.get("/clients/<reference>/second-records")
@requires("casework.triage")
def show_second_records(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page = second_records_page(client, list_alike(db, actor, client), list_joined(db, client))
    form: Any = show_form(OtherRecordForm)
    return render_page("staff/show_second_records.html", page, form=form)


@bp.post("/clients/<reference>/second-records")
@requires("casework.triage")
@asks_again(show_second_records)
def find_second_record(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        typed = load_form(OtherRecordForm)
        try:
            other = get_client(db, actor, typed)
        except RecordJoined as joined:
            message = f"That record was joined into client {joined.reference}. Type this reference"
            raise WrongInput("Check the reference.", {"other": message}) from None
        except NotFound:
            message = "Your team has no other client with this reference"
            raise WrongInput("Check the reference.", {"other": message}) from None
        if other.id == client.id:
            raise WrongInput("Check the reference.", {"other": "This is the reference of this very record"})
        href = url_for("staff.compare_records", reference=client.reference, other=other.reference)
    return redirect(href, 303)


@bp.get("/clients/<reference>/second-records/<other>")
@requires("casework.triage")
def compare_records(reference: str, other: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        second = get_client(db, actor, other)
        client = get_client(db, actor, reference)
        if client.id == second.id:
            raise NotFound("There is no such client.")
        page, choices = comparing_page(db, client, second), take_choices(client, second)
        seen = {"seen": client.revision, "seen_other": second.revision}
    form: Any = show_form(JoiningForm, seen, choices)
    return render_page("staff/compare_records.html", page, form=form)


def get_both(db: Session, actor: Actor, reference: str, other: str) -> tuple[Client, Client]:
    """Two records to change, kept from others: always in one order, so that nobody waits for who waits for them."""
    found = {each: get_client(db, actor, each, to_change=True) for each in sorted({reference, other})}
    return found[reference], found[other]


@bp.post("/clients/<reference>/second-records/<other>/join")
@requires("casework.triage")
@asks_again(compare_records)
def join_second_record(reference: str, other: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        if find_joined_already(db, actor, reference, other) is None:
            client, second = get_both(db, actor, reference, other)
            wanted = load_form(JoiningForm, take_choices(client, second))
            with said_on_the_page(NotJoinable, ChangedMeanwhile):
                join_records(db, actor, client, second, wanted)
    tell("The two records are one now.")
    return redirect(url_for("staff.show_second_records", reference=reference), 303)


def find_joined_already(db: Session, actor: Actor, reference: str, other: str) -> JoinedRecord | None:
    """What a click before this one joined already."""
    return find_joined(db, get_client(db, actor, reference), other)


@bp.post("/clients/<reference>/second-records/<other>/two-people")
@requires("casework.triage")
def tell_records_apart(reference: str, other: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client, second = get_both(db, actor, reference, other)
        load_form(PressForm)
        say_two_people(db, actor, client, second)
    tell("It is written down that they are two people.")
    return redirect(url_for("staff.compare_records", reference=reference, other=other), 303)


@bp.get("/clients/<reference>/joined/<old>/part")
@requires("casework.triage")
def confirm_parting(reference: str, old: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        joined = get_joined(db, current_actor(), client, old)
        page = parting_page(client, joined, plan_parting(db, client, joined))
    form: Any = show_form(PressForm)
    return render_page("staff/confirm_parting.html", page, form=form)


def part(db: Session, actor: Actor, client: Client, old: str) -> str:
    """Part two records, and say so. A second click changes nothing."""
    try:
        joined = get_joined(db, actor, client, old)
    except PartedAlready as parted:
        return str(parted)
    load_form(PressForm)
    with said_on_the_page(NotPartable):
        other = part_records(db, actor, client, joined)
    return f"The two records are parted. The other one is client {other.reference} again."


@bp.post("/clients/<reference>/joined/<old>/part")
@requires("casework.triage")
@asks_again(confirm_parting)
def part_joined_record(reference: str, old: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        said = part(db, actor, client, old)
    tell(said)
    return redirect(url_for("staff.show_client", reference=reference), 303)
