"""Who waits for a colleague: the list, and what is done with several at once."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.casework.referrals_in.referral_details import Urgency
from directory.casework.referrals_in.referral_queries import get_referral_in
from directory.casework.safety.queries import list_waiting_under_concern
from directory.casework.triage.allocating import AllocationInput, NotTheirs
from directory.casework.triage.kinds import AllocationReason
from directory.casework.triage.profiles import list_possible
from directory.casework.triage.queue import (
    MOST_AT_ONCE,
    QueueOrder,
    QueuePart,
    TakenOn,
    Waiting,
    count_tries,
    in_order,
    list_queue,
    open_waiting,
    part_of,
    take_on_many,
)
from directory.casework.triage.wishing import note_urgency
from directory.db import transaction
from directory.errors import WrongInput
from directory.staff.blueprint import bp
from directory.staff.triage.queue_pages import QueueBeside, queue_href, queue_page, to_choices
from directory.staff.triage.triage_forms import ManyForm, chosen_references
from directory.web.components import Paging
from directory.web.forms import asks_again, said_on_the_page, show_form, take_form
from directory.web.ids import find_id
from directory.web.pages import render_page, tell
from directory.web.words import counted


def chosen_part() -> tuple[QueuePart, QueueOrder]:
    """Which part of the queue is wanted, in which order. What the address says that there is not is the usual one."""
    part, order = request.values.get("part", ""), request.values.get("order", "")
    return (
        QueuePart(part) if part in list(QueuePart) else QueuePart.ALL,
        QueueOrder(order) if order in list(QueueOrder) else QueueOrder.DUE,
    )


@bp.get("/referrals-in")
@requires("casework.read")
def show_referrals_in() -> ResponseReturnValue:
    part, order = chosen_part()
    with transaction() as db:
        actor, today = current_actor(), clock.today()
        queue = list_queue(db, actor)
        wanted = in_order(part_of(queue, part, today), order)
        at = request.args.get("page", 1, type=int)
        paging = Paging(at, MOST_AT_ONCE, len(wanted), lambda page: queue_href(part, order, page))
        shown = wanted[paging.offset : paging.offset + MOST_AT_ONCE]
        page = queue_page(actor, queue, shown, read_beside(db, actor, shown), (part, order), paging, today)
        choices = {"to": to_choices(actor, list_possible(db, actor))}
    form: Any = show_form(ManyForm, None, choices)
    form.offer(choices)
    return render_page("staff/show_referrals_in.html", page, form=form, chosen=chosen_references())


def read_beside(db: Session, actor: Actor, shown: Sequence[Waiting]) -> QueueBeside:
    """What stands beside those who are shown, recorded as listed."""
    opened = open_waiting(db, actor, shown)
    return QueueBeside(
        opened=opened,
        tries=count_tries(db, actor, [each.id for each in shown]),
        names=names_of_users(db, {each.triaged_by for each in opened.values() if each.triaged_by}),
        under_concern=list_waiting_under_concern(db, actor, [each.person_id for each in opened.values()]),
    )


@bp.post("/referrals-in/urgency")
@requires("casework.triage")
@asks_again(show_referrals_in)
def save_urgencies() -> ResponseReturnValue:
    """Write down how urgent all are that were ticked."""
    part, order = chosen_part()
    with transaction() as db:
        actor = current_actor()
        form: Any = take_form(ManyForm, {"to": to_choices(actor, list_possible(db, actor))})
        chosen = chosen_people()
        if not form.urgency.data:
            raise WrongInput("Choose how soon.", {"urgency": "Choose how soon they are to be reached"})
        referrals = [get_referral_in(db, actor, each, to_change=True) for each in chosen]
        note_urgency(db, actor, referrals, Urgency(form.urgency.data))
    tell("It is written down.")
    return redirect(queue_href(part, order), 303)


@bp.post("/referrals-in/take-on")
@requires("casework.triage")
@asks_again(show_referrals_in)
def take_on_chosen() -> ResponseReturnValue:
    """Have one coordinator support all who were ticked."""
    part, order = chosen_part()
    with transaction() as db:
        actor = current_actor()
        form: Any = take_form(ManyForm, {"to": to_choices(actor, list_possible(db, actor))})
        chosen = chosen_people()
        if not form.to.data:
            raise WrongInput("Choose who takes them on.", {"to": "Choose who takes them on"})
        wanted = AllocationInput(read_user(form.to.data), AllocationReason.TAKEN_ON)
        with said_on_the_page(NotTheirs, field="to"):
            done = take_on_many(db, actor, chosen, wanted)
    tell(taken_words(done))
    return redirect(queue_href(part, order), 303)


def chosen_people() -> list[str]:
    """The references of who was ticked. Raises WrongInput where nobody was."""
    chosen = chosen_references()
    if not chosen:
        raise WrongInput("Tick somebody first.", {"": "Tick those you mean in the list first"})
    return chosen


def read_user(text: str) -> uuid.UUID:
    """The colleague that was chosen. Raises WrongInput where that is none."""
    found = find_id(text)
    if found is None:
        raise WrongInput("Choose who takes them on.", {"to": "Choose a coordinator of your team"})
    return found


def taken_words(done: TakenOn) -> str:
    taken = f"{counted(done.taken, 'person is', 'people are')} taken on."
    if not done.left:
        return taken
    return f"{taken} {counted(done.left, 'person has', 'people have')} to be looked at first: open their page."
