"""Actions of plans that are due, and plans to look at again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.assessment.due_queries import list_due_actions, list_due_reviews
from directory.casework.assessment.plan_models import PlanAction
from directory.casework.assessment.plan_states import Whose
from directory.catalogue.queries import services_by_id
from directory.staff.cases.goals.goal_forms import shortened
from directory.staff.my_day.due import DueLine, due_line

A_WEEK = timedelta(days=7)


def list_plans(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    due = list_due_actions(db, actor, today + A_WEEK)
    activities = services_by_id(db, [service_id for _, _, service_id in due if service_id])
    names = {key: service.name for key, service in activities.items()}
    for action, client, service_id in due:
        what = action.what or (names.get(service_id, "") if service_id else "")
        href = url_for("staff.show_plan", reference=client.reference, _anchor=f"action-{action.id}")
        day: date = action.due_on or today
        yield due_line(client, "Action", f"{shortened(what)} ({who_words(action)})", href, day, today)
    for review in list_due_reviews(db, actor, today + A_WEEK):
        href = url_for("staff.new_plan_review", reference=review.client.reference)
        line = due_line(review.client, "Plan", "Look at the plan again together", href, review.due_on, today)
        yield replace(line, coordinator_id=review.owner_id)


def who_words(action: PlanAction) -> str:
    who = Whose(action.who)
    if who is Whose.OTHER:
        return action.who_name or "somebody else"
    return "they do it" if who is Whose.PERSON else "for their coordinator"
