"""Recommendations: a champion says what a listing of their domain is good for, and takes it back or says it again.

One counts for a year, or until the day of review that was chosen, while the domain covers what it is for and whoever
gave it still keeps it. The matcher then lifts the listing a little where that very thing, or something narrower, is
heard. A scheme's recommendations are for its own staff; residents, who belong to none, see those of the usual scheme.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Date, Select, Uuid, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import RoleGrant, Scheme, User
from directory.accounts.queries import by_default
from directory.audit.operations import record_act
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.keepers import is_kept_by
from directory.champions.models import ChampionDomain, ChampionDomainTerm, Recommendation
from directory.champions.policy import may_recommend
from directory.champions.queries import get_domain
from directory.champions.saying.phrases import hearable_ids
from directory.db import add_once, new_id
from directory.errors import NotFound, WrongInput
from directory.matching.profile import Recommended

HOLDS = timedelta(days=365)


@dataclass(frozen=True)
class GivenRecommendation:
    """A recommendation that was not taken back, and whether it counts just now; one that does not may be renewed."""

    recommendation: Recommendation
    counts: bool


def get_own_domain(db: Session, actor: Actor, slug: str) -> ChampionDomain:
    """A domain that the actor is champion or deputy of. Raises NotFound for any other, also for who may keep all."""
    domain = get_domain(db, actor, slug)
    if not may_recommend(actor, domain):
        raise NotFound("There is no such champion domain.")
    return domain


def recommendable_terms(domain: ChampionDomain) -> list[TaxonomyTerm]:
    """What a listing of a domain can be recommended for: what the matcher listens for."""
    heard = frozenset(hearable_ids(domain))
    return [each for each in domain.terms if each.id in heard]


def recommend(
    db: Session,
    actor: Actor,
    domain: ChampionDomain,
    service: Service,
    term: TaxonomyTerm,
    reason: str,
    review_on: date | None = None,
) -> Recommendation:
    """Recommend a listing for a term of a domain. What stands already is said again, with the new reason.

    Raises WrongInput for a day of review that cannot be.
    """
    review_day(review_on, clock.today())
    new = Recommendation(
        id=new_id(),
        scheme_id=actor.scheme_id,
        domain_id=domain.id,
        term_id=term.id,
        service_id=service.id,
        reason=reason,
        recommended_by=actor.user_id,
        recommended_on=clock.today(),
        review_on=review_on,
    )
    kept, is_new = add_once(db, new, lambda: find_standing(db, new))
    if not is_new:
        kept.reason, kept.recommended_by, kept.recommended_on = reason, actor.user_id, clock.today()
        kept.review_on = review_on
    note(db, actor, "listing.recommended", kept)
    return kept


def renew(db: Session, actor: Actor, recommendation: Recommendation) -> None:
    """Say again what was recommended, for another year, be it by whoever kept the domain before."""
    recommendation.recommended_by, recommendation.recommended_on = actor.user_id, clock.today()
    recommendation.review_on = None
    note(db, actor, "recommendation.renewed", recommendation)


def review_day(chosen: date | None, today: date) -> date:
    """The day on which what is said today is looked at again: in a year, unless another was chosen.

    Raises WrongInput for one that is not to come, or too far away.
    """
    if chosen is None:
        return today + HOLDS
    if not today < chosen <= today + HOLDS:
        raise WrongInput("Check the date.", {"review_on": "The date must be to come, and within a year"})
    return chosen


def counts_until(recommendation: Recommendation) -> date:
    """The day from which a recommendation counts no more until it is said again."""
    year = recommendation.recommended_on + HOLDS
    return min(year, recommendation.review_on) if recommendation.review_on else year


def take_back(db: Session, actor: Actor, recommendation: Recommendation) -> None:
    """Recommend a listing no more."""
    recommendation.taken_back_at = clock.now()
    note(db, actor, "recommendation.taken_back", recommendation)


def note(db: Session, actor: Actor, action: str, recommendation: Recommendation) -> None:
    record_act(db, actor.user_id, actor.scheme_id, action, "recommendation", [recommendation.id])


def find_standing(db: Session, like: Recommendation) -> Recommendation | None:
    """What the same domain recommends for the same thing already."""
    same = [
        getattr(Recommendation, name) == getattr(like, name)
        for name in ("scheme_id", "domain_id", "service_id", "term_id")
    ]
    return db.scalar(select(Recommendation).where(*same, Recommendation.taken_back_at.is_(None)).with_for_update())


def get_to_change(db: Session, actor: Actor, domain: ChampionDomain, recommendation_id: uuid.UUID) -> Recommendation:
    """A recommendation of a domain that stands, kept from others until this is done. Raises NotFound for any other."""
    wanted = standing(actor, domain).where(Recommendation.id == recommendation_id)
    found = db.scalar(wanted.with_for_update(of=Recommendation).execution_options(populate_existing=True))
    if found is None:
        raise NotFound("There is no such recommendation.")
    return found


def list_given(db: Session, actor: Actor, domain: ChampionDomain, today: date) -> Sequence[GivenRecommendation]:
    """What a domain recommends to the actor's scheme: what does not count any more first, then by name."""
    counts = counting(today - HOLDS)
    wanted = standing(actor, domain).join(Recommendation.service).join(Recommendation.term).join(Recommendation.domain)
    rows = db.execute(wanted.add_columns(counts).order_by(counts, Service.name, TaxonomyTerm.name, Recommendation.id))
    return [GivenRecommendation(each, bool(is_counting)) for each, is_counting in rows]


def count_to_renew(db: Session, actor: Actor, domain: ChampionDomain, today: date) -> int:
    """How much of what a domain recommends does not count until it is said again."""
    return sum(not each.counts for each in list_given(db, actor, domain, today))


def standing(actor: Actor, domain: ChampionDomain) -> Select[Recommendation]:
    of_domain = (Recommendation.domain_id == domain.id, Recommendation.scheme_id == actor.scheme_id)
    with_names = (joinedload(Recommendation.term), joinedload(Recommendation.service).joinedload(Service.organization))
    return select(Recommendation).where(*of_domain, Recommendation.taken_back_at.is_(None)).options(*with_names)


def list_recommended(db: Session, today: date, scheme_id: uuid.UUID | None = None) -> tuple[Recommended, ...]:
    """What counts for a scheme, or for the usual one, as the matcher is told it; always in the same order."""
    wanted = {"since": today - HOLDS, "today": today, "scheme_id": scheme_id}
    rows = db.execute(select_recommended(is_usual=scheme_id is None), wanted)
    return tuple(Recommended(service, code or "", *words) for service, code, *words in rows)


@cache
def select_recommended(*, is_usual: bool) -> Select[uuid.UUID, str | None, str, str, str]:
    """What was recommended after `since` and counts for a scheme, made ready once: every search asks for it."""
    given = bindparam("scheme_id", type_=Uuid())
    scheme_id = by_default(select(Scheme.id)).limit(1).scalar_subquery() if is_usual else given
    return (
        select(
            Recommendation.service_id,
            TaxonomyTerm.code,
            TaxonomyTerm.name,
            ChampionDomain.name,
            Recommendation.reason,
        )
        .join(Recommendation.term)
        .join(Recommendation.domain)
        .where(
            Recommendation.scheme_id == scheme_id,
            Recommendation.taken_back_at.is_(None),
            counting(bindparam("since", type_=Date()), bindparam("today", type_=Date())),
        )
        .order_by(ChampionDomain.name, TaxonomyTerm.name, Recommendation.id)
    )


def counting(since: date | BindParameter[date], today: BindParameter[date] | None = None) -> ColumnElement[bool]:
    """Whether a recommendation, joined with its domain, is newer and due no review, and its giver still keeps that.

    It is as long after `since` as one counts, or `today`.
    """
    now = since + HOLDS if isinstance(since, date) else today
    covered = exists().where(
        ChampionDomainTerm.domain_id == Recommendation.domain_id, ChampionDomainTerm.term_id == Recommendation.term_id
    )
    is_champion = exists().where(
        User.id == Recommendation.recommended_by,
        User.is_active,
        RoleGrant.user_id == User.id,
        RoleGrant.scheme_id == Recommendation.scheme_id,
        RoleGrant.role == Role.CHAMPION.value,
    )
    return and_(
        Recommendation.recommended_on > since,
        or_(Recommendation.review_on.is_(None), Recommendation.review_on > now),
        is_kept_by(Recommendation.recommended_by),
        covered,
        is_champion,
    )
