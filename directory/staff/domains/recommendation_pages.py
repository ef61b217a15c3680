"""What the pages of a champion's recommendations show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.accounts.actor import Actor
from directory.catalogue.models.services import Service
from directory.champions.models import ChampionDomain
from directory.champions.noting.recommending import GivenRecommendation, counts_until
from directory.champions.policy import may_recommend
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class RecommendationRow:
    """A listing that is recommended, what for and why. `renew_href` is empty where there is nothing to say again."""

    name: str
    href: str
    organisation: str
    term: str
    reason: str
    until: str
    counts: bool
    renew_href: str
    take_back_href: str


@dataclass(frozen=True)
class RecommendationsPage:
    """What a domain recommends."""

    domain_name: str
    domain_href: str
    rows: Sequence[RecommendationRow]


@dataclass(frozen=True)
class NewRecommendationPage:
    """A listing to be recommended."""

    name: str
    organisation: str
    domain_name: str
    back_href: str
    save_href: str


def build_recommendations_page(
    actor: Actor, domain: ChampionDomain, given: Sequence[GivenRecommendation]
) -> RecommendationsPage:
    may_renew = may_recommend(actor, domain)
    return RecommendationsPage(
        domain_name=domain.name,
        domain_href=url_for("staff.show_domain", slug=domain.slug),
        rows=[recommendation_row(domain, each, may_renew=may_renew) for each in given],
    )


def recommendation_row(domain: ChampionDomain, given: GivenRecommendation, *, may_renew: bool) -> RecommendationRow:
    each = given.recommendation
    here: dict[str, Any] = {"slug": domain.slug, "recommendation_id": each.id}
    return RecommendationRow(
        name=each.service.name,
        href=url_for("public.show_activity", service_id=each.service_id),
        organisation=each.service.organization.name,
        term=each.term.name,
        reason=each.reason,
        until=uk_short_date(counts_until(each)),
        counts=given.counts,
        renew_href="" if given.counts or not may_renew else url_for("staff.renew_recommendation", **here),
        take_back_href=url_for("staff.take_back_recommendation", **here),
    )


def build_new_page(domain: ChampionDomain, service: Service) -> NewRecommendationPage:
    here: dict[str, Any] = {"slug": domain.slug, "service_id": service.id}
    return NewRecommendationPage(
        name=service.name,
        organisation=service.organization.name,
        domain_name=domain.name,
        back_href=url_for("staff.edit_listing", **here),
        save_href=url_for("staff.recommend_listing", **here),
    )
