"""Who reads a complaint, thanks or an incident, as a condition for the database: the one place that says so.

Managers read all, and who sees to one or wrote it down reads that one. Nobody reads a complaint or an incident about
themself, or learns that it is there. Thanks are for everybody who works with clients, of whoever they may see.
"""

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.accounts.queries import who_are_at_work
from directory.casework.feedback.kinds import FeedbackKind
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.states import OPEN
from directory.casework.models import Client
from directory.casework.sight import in_scope

IS_THANKS = Feedback.kind == FeedbackKind.COMPLIMENT.value


def is_readable(actor: Actor) -> ColumnElement[bool]:
    """What an actor may read of what their team was told."""
    if not actor.may("casework.read"):
        return false()
    of_team = Feedback.scheme_id == actor.scheme_id
    is_about_them = and_(Feedback.about_user_id.is_not(None), Feedback.about_user_id == actor.user_id)
    if actor.may("casework.oversee"):
        return of_team & or_(IS_THANKS, ~is_about_them)
    is_theirs = or_(
        and_(Feedback.owner_id.is_not(None), Feedback.owner_id == actor.user_id),
        and_(Feedback.recorded_by.is_not(None), Feedback.recorded_by == actor.user_id),
    )
    is_of_seen = or_(Feedback.client_id.is_(None), Feedback.client.has(in_scope(actor)))
    return of_team & or_(IS_THANKS & is_of_seen, ~is_about_them & is_theirs)


def is_readable_of(actor: Actor, _client: Client) -> ColumnElement[bool]:
    """What an actor hands out of it in a copy of all that is held of a client."""
    return is_readable(actor)


def has_open_feedback() -> ColumnElement[bool]:
    """The clients about whom something is open, as a condition."""
    is_open = Feedback.state.in_([each.value for each in OPEN])
    return select(Feedback.id).where(Feedback.client_id == Client.id, is_open).exists()


def count_read_by_nobody(db: Session, actor: Actor) -> int:
    """How many open complaints and incidents of a team no manager may read, as it has none but whom they are about."""
    managers = db.scalars(who_are_at_work(actor, Role.MANAGER)).all()
    if len(managers) > 1:
        return 0
    is_about_it = Feedback.about_user_id == managers[0] if managers else true()
    is_open = Feedback.state.in_([each.value for each in OPEN])
    wanted = select(func.count()).where(Feedback.scheme_id == actor.scheme_id, ~IS_THANKS, is_open, is_about_it)
    return db.scalar(wanted) or 0
