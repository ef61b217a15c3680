"""Where unmet need comes to light: counts by kind, need, area and month, each from one set-based query.

An area is the first half of a postcode, which all sources have: of a search what somebody typed, of a question what a
colleague had. Where a client lives is sealed and stays so: a referral is counted where the activity is.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Subquery, and_, case, exists, extract, func, or_, select
from sqlalchemy.orm import Session

from directory.casework.match_counts import UnmetMatchCount
from directory.catalogue.districts import districts_of_services, tidy_area
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.catalogue.vocabulary import LINK_TYPES
from directory.champions.questions.answer_models import Answer, AnswerActivity
from directory.champions.questions.models import Question, QuestionNeed
from directory.champions.search_counts import NOT_UNDERSTOOD, SearchCount
from directory.clock import day_of
from directory.matching.unmet import UnmetBy
from directory.outcomes.queries import people_who_object
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.queries import is_standing
from directory.referrals.room import RoomWarning
from directory.referrals.states import Reason, ReferralState
from directory.reporting.quarters import Quarter, month_of

# What a referral to an activity was for, as far as anybody can count it.
NEEDS = LINK_TYPES["needs"]
FOR_WHAT = (NEEDS, LINK_TYPES["interests"])
# What a group had said of its room when somebody was referred all the same.
HAD_NO_ROOM = (RoomWarning.FULL.value, RoomWarning.WAITING_LIST.value)
# What no group can help: nobody's need was refused.
NOT_REFUSED = (Reason.CLIENT_CHANGED_MIND.value, Reason.NO_REPLY.value)


class Unmet(StrEnum):
    """In which way a need was not met."""

    NOT_FOUND = "not found"
    """A search on the public pages found nothing."""
    NOTHING = "nothing"
    """A match found nothing that serves it."""
    NOT_FOR_THEM = "not for them"
    """A match found only what is for others."""
    REFUSED = "refused"
    """A group said no to a referral, and not for want of room."""
    FULL_MATCH = "full match"
    """What a match found was full, or had a waiting list."""
    FULL = "full"
    """A group had no room for somebody who was referred, or only a waiting list, as it told before or after."""
    UNANSWERED = "unanswered"
    """A colleague asked the champions, and no answer names an activity."""


KIND_OF = {
    UnmetBy.NOTHING: Unmet.NOTHING,
    UnmetBy.NOT_FOR_THEM: Unmet.NOT_FOR_THEM,
    UnmetBy.FULL: Unmet.FULL_MATCH,
}


@dataclass(frozen=True)
class Missing:
    """What is counted together: a way in which a need was not met, its code, an area or nothing, and a month."""

    kind: Unmet
    code: str
    area: str
    month: date


def count_searches(db: Session, quarter: Quarter, *, is_found: bool) -> Counter[tuple[str, str, date]]:
    """Searches by what was looked for, area and month, in the weeks that begin in a quarter: found, or in vain."""
    rows = db.execute(
        select(SearchCount.concept, SearchCount.area, SearchCount.week_on, SearchCount.searches).where(
            SearchCount.week_on >= quarter.begins_on,
            SearchCount.week_on < quarter.ends_before,
            SearchCount.concept != NOT_UNDERSTOOD,
            SearchCount.is_found == is_found,
        )
    )
    counted: Counter[tuple[str, str, date]] = Counter()
    for code, area, week_on, searches in rows:
        counted[code, area, month_of(week_on)] += searches
    return counted


def count_unmet(db: Session, scheme_id: uuid.UUID, quarter: Quarter) -> Counter[Missing]:
    """All that was missing in a quarter: searches of everybody, and what a scheme's own people needed."""
    counted: Counter[Missing] = Counter()
    for (code, area, month), searches in count_searches(db, quarter, is_found=False).items():
        counted[Missing(Unmet.NOT_FOUND, code, area, month)] = searches
    counted.update(count_matches(db, scheme_id, quarter))
    counted.update(count_referrals(db, scheme_id, quarter))
    counted.update(Missing(Unmet.UNANSWERED, *each) for each in list_questions(db, scheme_id, quarter))
    return counted


def count_matches(db: Session, scheme_id: uuid.UUID, quarter: Quarter) -> Counter[Missing]:
    """People for whom a match went without: each once for a need, a month and a way."""
    columns = UnmetMatchCount.unmet_by, UnmetMatchCount.code, UnmetMatchCount.area, UnmetMatchCount.month_on
    rows = db.execute(
        select(*columns, UnmetMatchCount.people).where(
            UnmetMatchCount.scheme_id == scheme_id,
            UnmetMatchCount.month_on >= quarter.begins_on,
            UnmetMatchCount.month_on < quarter.ends_before,
        )
    )
    return Counter(
        {Missing(KIND_OF[UnmetBy(row.unmet_by)], row.code, row.area, row.month_on): row.people for row in rows}
    )


def list_questions(db: Session, scheme_id: uuid.UUID, quarter: Quarter) -> Iterator[tuple[str, str, date]]:
    """What colleagues asked champions and no answer named an activity for, once for each need: code, area and month."""
    begins_at, ends_at = quarter.moments
    names_one = exists().where(AnswerActivity.answer_id == Answer.id, Answer.question_id == Question.id)
    rows = db.execute(
        select(TaxonomyTerm.code, Question.area, Question.asked_at)
        .join(QuestionNeed, QuestionNeed.term_id == TaxonomyTerm.id)
        .join(Question, Question.id == QuestionNeed.question_id)
        .where(Question.scheme_id == scheme_id, Question.asked_at >= begins_at, Question.asked_at < ends_at)
        .where(~names_one.correlate(Question), TaxonomyTerm.code.is_not(None))
    )
    for code, area, asked_at in rows:
        yield str(code), area or "", month_of(day_of(asked_at))


def count_referrals(db: Session, scheme_id: uuid.UUID, quarter: Quarter) -> Counter[Missing]:
    """People whom groups refused or had no room for: each once for a need and a month, however often that was."""
    people = refused_people(scheme_id, quarter)
    columns = people.c.kind, people.c.code, people.c.area, people.c.year, people.c.month
    counted: Counter[Missing] = Counter()
    for kind, code, area, year, month, number in db.execute(select(*columns, func.count()).group_by(*columns)):
        counted[Missing(Unmet(kind), code, tidy_area(area), date(int(year), int(month), 1))] += number
    return counted


def refused_people(scheme_id: uuid.UUID, quarter: Quarter) -> Subquery:
    """A row for each person, need, month and way in which groups could not help; what was taken back never was."""
    is_full = or_(
        ReferralMove.to_state == ReferralState.WAITING.value,
        ReferralMove.reason == Reason.NO_ROOM.value,
        and_(ReferralMove.from_state.is_(None), OnwardReferral.room_warning.in_(HAD_NO_ROOM)),
    )
    kind = case((is_full, Unmet.FULL.value), else_=Unmet.REFUSED.value).label("kind")
    year, month = extract("year", ReferralMove.happened_on), extract("month", ReferralMove.happened_on)
    places = district_of_service()
    return (
        select(
            kind,
            TaxonomyTerm.code.label("code"),
            year.label("year"),
            month.label("month"),
            func.min(func.coalesce(places.c.area, "")).label("area"),
        )
        .join(OnwardReferral, OnwardReferral.id == ReferralMove.onward_referral_id)
        .join(Attribute, Attribute.link_id == OnwardReferral.service_id)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .outerjoin(places, places.c.service_id == OnwardReferral.service_id)
        .where(
            OnwardReferral.scheme_id == scheme_id,
            OnwardReferral.client_id.not_in(people_who_object()),
            ReferralMove.happened_on >= quarter.begins_on,
            ReferralMove.happened_on < quarter.ends_before,
            or_(ReferralMove.to_state == ReferralState.DECLINED.value, is_full),
            func.coalesce(ReferralMove.reason, "").not_in(NOT_REFUSED),
            is_standing(),
            Attribute.link_entity == "service",
            Attribute.link_type.in_(FOR_WHAT),
            TaxonomyTerm.code.is_not(None),
        )
        .group_by(kind, TaxonomyTerm.code, year, month, ReferralMove.client_id)
        .subquery()
    )


def district_of_service() -> Subquery:
    """The postcode district in which each service happens, of several the first; none that is kept off pages."""
    places = districts_of_services().subquery()
    return select(places.c.service_id, func.min(places.c.area).label("area")).group_by(places.c.service_id).subquery()
