"""Goals and actions of plans, when they were agreed with the person, and when the plan was looked at."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.assessment.agreement_models import AgreedHow
from directory.casework.assessment.agreement_queries import list_agreements, list_reviews
from directory.casework.assessment.plan_models import ChangeKind, PlanChange
from directory.casework.assessment.plan_queries import list_changes
from directory.casework.models import Case, Client
from directory.staff.cases.agreed_plan.plan_standing import HOW, activity_names, change_line
from directory.staff.clients.timeline.entries import Kind, TimelineEntry


def list_goals_and_actions(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    href = url_for("staff.show_plan", reference=client.reference)
    for case in client.cases:
        yield from changes_of(db, case, href)
        yield from agreed_of(db, case, client.reference)


def changes_of(db: Session, case: Case, href: str) -> Iterator[TimelineEntry]:
    changes = list_changes(db, case)
    names = activity_names(db, changes)
    before: PlanChange | None = None
    for each in changes:
        # What they said of a goal as it was written down came with it.
        came_along = each.kind == ChangeKind.GOAL_RATED and before is not None and before.kind == ChangeKind.GOAL_ADDED
        if not came_along:
            yield TimelineEntry(each.changed_at, Kind.PLAN, change_line(each, names), href=href, by=each.changed_by)
        before = each


def agreed_of(db: Session, case: Case, reference: str) -> Iterator[TimelineEntry]:
    """When they agreed, with what they agreed to behind it, and when it was looked at."""
    for each in list_agreements(db, case):
        href = url_for("staff.show_plan_agreement", reference=reference, agreement_id=each.id)
        title = f"They agreed to the plan, {HOW[AgreedHow(each.how)]}"
        at = each.recorded_at if each.recorded_at.date() == each.agreed_on else each.agreed_on
        is_void = each.undone_at is not None
        yield TimelineEntry(at, Kind.PLAN, title, each.note or "", href, each.recorded_by, is_void)
    for review in list_reviews(db, case):
        if review.held_on:
            title, plan = "The plan was looked at together", url_for("staff.show_plan", reference=reference)
            yield TimelineEntry(review.held_on, Kind.PLAN, title, review.said or "", plan, review.recorded_by)
