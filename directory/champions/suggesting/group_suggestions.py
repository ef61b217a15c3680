"""Groups that the public says are missing: nothing of it is shown before somebody has looked, and written about it.

Every champion and editor sees them, since nobody can say beforehand in whose domain a group belongs.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.adding import OrganizationInput
from directory.catalogue.history.edits import start_listing
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.operations import start_organization
from directory.champions.onboarding.form_listing import fill_listing
from directory.champions.onboarding.forms import find_sent_answers
from directory.champions.suggesting.group_suggestion_inputs import BeginListingInput, GroupSuggestionInput
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion, SuggestionEnding
from directory.db import add_once, new_id
from directory.errors import Conflict, NotFound, WrongInput

MOST_SHOWN = 100


class LookedIntoMeanwhile(Conflict):
    """A colleague closed a suggestion first."""

    def __init__(self) -> None:
        super().__init__("A colleague has looked into this already.")


def suggest_group(db: Session, reference: str, wanted: GroupSuggestionInput) -> GroupSuggestion:
    """Keep what somebody tells of a group. Sent twice, it is kept once, under its first reference."""
    known = find_sent(db, wanted.submission_key)
    if known is not None:
        return known
    suggestion = GroupSuggestion(
        id=new_id(),
        reference=reference,
        submission_key=wanted.submission_key,
        name=wanted.name,
        about=wanted.about,
        contact=wanted.contact,
        place=wanted.place or None,
        is_own=wanted.is_own,
        email=wanted.email or None,
        told_at=clock.now(),
    )
    kept, is_new = add_once(db, suggestion, lambda: find_sent(db, wanted.submission_key))
    if is_new:
        record_act(db, None, None, "group_suggestion.told", "group_suggestion", [kept.id], is_residents=True)
    return kept


def find_sent(db: Session, submission_key: str) -> GroupSuggestion | None:
    return db.scalar(select(GroupSuggestion).where(GroupSuggestion.submission_key == submission_key))


def list_group_suggestions(db: Session, actor: Actor, *, is_open: bool) -> Sequence[GroupSuggestion]:
    """What the public suggested: the open ones longest waiting first, the others last closed first; and a record of it.

    Even the list says in a stranger's words what a group is called.
    """
    order = GroupSuggestion.told_at if is_open else GroupSuggestion.closed_at.desc()
    wanted = select(GroupSuggestion).where(GroupSuggestion.ending.is_(None) == is_open)
    found = db.scalars(wanted.order_by(order, GroupSuggestion.id).limit(MOST_SHOWN)).all()
    if found:
        ids = [each.id for each in found]
        record_act(db, actor.user_id, None, "group_suggestion.listed", "group_suggestion", ids)
    return found


def get_group_suggestion(
    db: Session, actor: Actor, suggestion_id: uuid.UUID, *, to_close: bool = False
) -> GroupSuggestion:
    """A suggestion, and a record that it was looked at.

    `to_close` keeps others from closing it before this is done. Raises NotFound.
    """
    wanted = select(GroupSuggestion).where(GroupSuggestion.id == suggestion_id)
    if to_close:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("There is no such suggestion.")
    record_act(db, actor.user_id, None, "group_suggestion.viewed", "group_suggestion", [found.id])
    return found


def find_suggestion_of(db: Session, actor: Actor, service_id: uuid.UUID) -> uuid.UUID | None:
    """The suggestion that a listing was begun of, while it is kept; None for who may not see it."""
    wanted = select(GroupSuggestion.id).where(GroupSuggestion.service_id == service_id)
    return db.scalar(wanted.order_by(GroupSuggestion.id).limit(1)) if actor.may("catalogue.edit") else None


def begin_listing(db: Session, actor: Actor, suggestion: GroupSuggestion, wanted: BeginListingInput) -> Service:
    """Begin a draft listing of what was suggested, which nobody sees before it is published.

    It holds the name and no more: a stranger's words stay sealed, and go with the suggestion when its time is over.
    What its group has sent of itself, in the form for that, it says from the beginning. Raises LookedIntoMeanwhile, and
    WrongInput where the organization is gone.
    """
    check_open(suggestion)
    service = start_listing(db, actor, organization_of(db, actor, wanted), wanted.name)
    db.flush()  # the suggestion names a row that is there
    if answers := find_sent_answers(db, suggestion):
        fill_listing(db, actor, service, answers, clock.today())
    suggestion.service_id = service.id
    close(db, actor, suggestion, SuggestionEnding.BEGUN)
    return service


def decline_suggestion(db: Session, actor: Actor, suggestion: GroupSuggestion, ending: SuggestionEnding) -> None:
    """Close a suggestion of which nothing is listed. A second click closes it once. Raises LookedIntoMeanwhile."""
    if suggestion.ending == ending and suggestion.closed_by == actor.user_id:
        return
    check_open(suggestion)
    close(db, actor, suggestion, ending)


def check_open(suggestion: GroupSuggestion) -> None:
    if not suggestion.is_open:
        raise LookedIntoMeanwhile


def close(db: Session, actor: Actor, suggestion: GroupSuggestion, ending: SuggestionEnding) -> None:
    suggestion.ending, suggestion.closed_at, suggestion.closed_by = ending.value, clock.now(), actor.user_id
    suggestion.email = None
    record_act(db, actor.user_id, None, "group_suggestion.closed", "group_suggestion", [suggestion.id], ["ending"])


def organization_of(db: Session, actor: Actor, wanted: BeginListingInput) -> Organization:
    if wanted.organization_id is None:
        return start_organization(db, actor, OrganizationInput(wanted.organization_name))
    known = db.get(Organization, wanted.organization_id)
    if known is None:
        raise WrongInput("Choose who runs it.", {"organization": "Choose one from the list"})
    return known
