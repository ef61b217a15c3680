"""What groups said by their links that a coordinator is to do something about, or to know.

What a colleague wrote down they know. What a group says by its link nobody has read yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from directory.accounts.actor import Actor
from directory.casework.models import Case, Purpose
from directory.casework.queries import LISTED, agrees_to, has_died, in_care_of
from directory.casework.sight import in_scope
from directory.clock import day_of
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.news import is_to_tell
from directory.referrals.news_models import ReferralNews
from directory.referrals.states import OPEN, ReferralState
from directory.referrals.visit_models import FirstVisit

S = ReferralState
# An answer after which it is for us to go on: until we have.
TO_GO_ON = (S.ACCEPTED, S.DECLINED, S.NOT_ATTENDED)
# All else is good to know, for so long.
KNOWN_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class GroupAnswer:
    """What a group said of a referral, which is read with its client and its activity: how it stands, since when, and
    on which day it said so.

    `state` is what was said. The referral itself may have been read a moment before.
    """

    referral: OnwardReferral
    state: ReferralState
    stands_since: date
    said_on: date

    @property
    def is_to_go_on(self) -> bool:
        """Whether it is for us to do something."""
        return self.state in TO_GO_ON


def list_group_answers(db: Session, actor: Actor, today: date) -> Sequence[GroupAnswer]:
    """How referrals in the actor's care stand where their group said so itself, oldest first, in one statement.

    A no is among them until something else was begun or the case is closed, a yes until a first visit is planned, and
    that they did not come until the next step, unless a colleague settled it before; all else for a week. What the
    person is still to be told of by hand is not: that is a thing to do of its own.
    Whoever asks writes down whose it is.
    """
    found = db.execute(answered(actor, today))
    answers = [GroupAnswer(each, S(state), since, day_of(said_at)) for each, state, since, said_at in found]
    return [each for each in answers if each.is_to_go_on or today < each.said_on + KNOWN_AFTER]


@lru_cache
def answered(actor: Actor, today: date) -> Select[OnwardReferral, str, date, datetime]:
    of_whom = (in_scope(actor), in_care_of(actor), ~has_died())
    # Of all that a team ever sent on, those of open cases are few: which cases these are is read once.
    cases = select(Case.id).join(Case.client).where(Case.closed_on.is_(None), *of_whom).correlate(None)
    return (
        select(OnwardReferral, ReferralMove.to_state, ReferralMove.happened_on, ReferralMove.recorded_at)
        .join(OnwardReferral.client)
        .join(OnwardReferral.service)
        .join(ReferralMove, ReferralMove.onward_referral_id == OnwardReferral.id)
        .where(OnwardReferral.case_id.in_(cases))
        .where(ReferralMove.recorded_by.is_(None), ReferralMove.settled_at.is_(None), says_how_it_stands())
        .where(~is_gone_on_from(), ~is_told_by_hand(today))
        .options(contains_eager(OnwardReferral.service), contains_eager(OnwardReferral.client).load_only(*LISTED))
        .order_by(ReferralMove.recorded_at)
    )


def says_how_it_stands() -> ColumnElement[bool]:
    """The steps that are the last of those of their referral that count, as a condition."""
    later = aliased(ReferralMove)
    follows = (later.onward_referral_id == ReferralMove.onward_referral_id, later.number > ReferralMove.number)
    counts = and_(later.takes_back.is_(None), ~is_taken_back(later))
    return and_(ReferralMove.takes_back.is_(None), ~is_taken_back(ReferralMove), ~exists().where(*follows, counts))


def is_taken_back(move: type[ReferralMove]) -> ColumnElement[bool]:
    back = aliased(ReferralMove)
    of_it = (back.onward_referral_id == move.onward_referral_id, back.takes_back == move.number)
    return exists().where(*of_it)


def is_told_by_hand(today: date) -> ColumnElement[bool]:
    """The steps of which a colleague is to tell the person, as a condition."""
    of_it = (ReferralNews.onward_referral_id == OnwardReferral.id, ReferralNews.move_number == ReferralMove.number)
    return and_(agrees_to(Purpose.CONTACT, today), exists().where(*of_it, is_to_tell()))


def is_gone_on_from() -> ColumnElement[bool]:
    """The referrals after whose answer we went on: to something else, or to a first visit; as a condition.

    After a no that is any referral of the case that was made since, or that is still open from before.
    """
    other = aliased(OnwardReferral)
    of_case = (other.case_id == OnwardReferral.case_id, other.id != OnwardReferral.id)
    came_after = or_(other.sent_on_from_id == OnwardReferral.id, other.made_at > ReferralMove.recorded_at)
    is_tried = or_(came_after, other.state.in_(OPEN))
    is_planned = exists().where(FirstVisit.onward_referral_id == OnwardReferral.id)
    return or_(
        and_(OnwardReferral.state == S.DECLINED.value, exists().where(*of_case, is_tried)),
        and_(OnwardReferral.state == S.ACCEPTED.value, is_planned),
    )
