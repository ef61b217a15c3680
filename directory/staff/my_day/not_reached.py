"""Clients who were tried in vain often enough to stop, and those about whom a manager is asked to decide."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.closing.deciding import list_put
from directory.casework.triage.reaching import list_tried_enough
from directory.staff.my_day.due import DueLine, due_line

KIND = "Not reached"


def list_not_reached_any_more(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """For who supports them: try again, or close the case. What a manager is asked about waits for them."""
    if not actor.may("casework.write"):
        return
    tried = list_tried_enough(db, actor)
    asked = {client.id for _, client in list_put(db, actor, [case.id for _, case in tried])} if tried else set()
    for client, case in tried:
        if client.id not in asked:
            href = url_for("staff.edit_closing", reference=client.reference, case_id=case.id, step="reason")
            yield due_line(client, KIND, "Tried often enough: try again, or close the case", href, today, today)


def list_to_decide(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """For managers: whether to stop trying to reach somebody."""
    if not actor.may("casework.oversee"):
        return
    for draft, client in list_put(db, actor):
        href = url_for("staff.decide_closing", reference=client.reference, case_id=draft.case_id)
        what = "Decide whether we stop trying to reach them"
        yield due_line(client, KIND, what, href, draft.put_to_manager_on or today, today)
