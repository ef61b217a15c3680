"""A champion's recommendations: a listing of their domain for one of the things it covers, with the reason."""

import uuid
from dataclasses import dataclass
from datetime import date

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.champions.models import ChampionDomain
from directory.champions.noting import recommending
from directory.champions.noting.recommending import (
    counts_until,
    get_own_domain,
    get_to_change,
    list_given,
    recommendable_terms,
)
from directory.champions.queries import get_domain, get_listing
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.domains.recommendation_pages import build_new_page, build_recommendations_page
from directory.staff.domains.to_do import onward
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_date

GIVEN = "/listings/<slug>/recommendations"
LISTING = "/listings/<slug>/<uuid:service_id>/recommend"
LONGEST_REASON = 160


@dataclass(frozen=True)
class WantedRecommendation:
    """What a listing is recommended for, by the id of the term, why, and by when that is looked at again."""

    term_id: uuid.UUID
    reason: str
    review_on: date | None


class RecommendationForm(LynchpinForm[WantedRecommendation]):
    term = OneOfField("I recommend it for", required="Choose what you recommend it for", small=True)
    reason = TextField(
        "Why, in a few words",
        hint="Like “They meet people at the door the first time”. Everybody can read it: write no names",
        required="Write why, in a few words",
        longest=LONGEST_REASON,
    )
    review_on = DayField(
        "Look at it again on (optional)", hint="Until then it counts. Leave it empty for a year from now"
    )

    def to_input(self) -> WantedRecommendation:
        return WantedRecommendation(uuid.UUID(self.term.data), str(self.reason.data), self.review_on.data)


def choices_of(domain: ChampionDomain) -> dict[str, list[Choice]]:
    return {"term": [Choice(str(each.id), each.name) for each in recommendable_terms(domain)]}


@bp.get(GIVEN)
@requires("catalogue.edit")
def show_recommendations(slug: str) -> ResponseReturnValue:
    """What a domain recommends, what is to be said again first."""
    with reading() as db:
        actor = current_actor()
        domain = get_domain(db, actor, slug)
        page = build_recommendations_page(actor, domain, list_given(db, actor, domain, clock.today()))
    return render_page("staff/show_recommendations.html", page)


@bp.get(LISTING)
@requires("champions.keep")
def new_recommendation(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    with reading() as db:
        domain = get_own_domain(db, current_actor(), slug)
        page = build_new_page(domain, get_listing(db, domain, service_id))
        form = show_form(RecommendationForm, {}, choices_of(domain))
    return render_page("staff/new_recommendation.html", page, form=form)


@bp.post(LISTING)
@requires("champions.keep")
@asks_again(new_recommendation)
def recommend_listing(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Recommend a listing. Pressed twice, it is recommended once."""
    with transaction() as db:
        actor = current_actor()
        domain = get_own_domain(db, actor, slug)
        service = get_listing(db, domain, service_id)
        wanted = load_form(RecommendationForm, choices_of(domain))
        term = next(each for each in domain.terms if each.id == wanted.term_id)
        given = recommending.recommend(db, actor, domain, service, term, wanted.reason, wanted.review_on)
        told = f"You recommend {service.name} for {term.name}. It counts until {uk_date(counts_until(given))}."
    tell(told)
    return redirect(url_for("staff.show_recommendations", slug=slug), 303)


@bp.post(f"{GIVEN}/<uuid:recommendation_id>/renew")
@requires("champions.keep")
def renew_recommendation(slug: str, recommendation_id: uuid.UUID) -> ResponseReturnValue:
    """Say again what was recommended, for another year."""
    with transaction() as db:
        actor = current_actor()
        recommendation = get_to_change(db, actor, get_own_domain(db, actor, slug), recommendation_id)
        recommending.renew(db, actor, recommendation)
        name = recommendation.service.name
    tell(f"You still recommend {name}. It counts for another year.")
    return redirect(onward(url_for("staff.show_recommendations", slug=slug)), 303)


@bp.post(f"{GIVEN}/<uuid:recommendation_id>/take-back")
@requires("catalogue.edit")
def take_back_recommendation(slug: str, recommendation_id: uuid.UUID) -> ResponseReturnValue:
    """Recommend a listing no more."""
    with transaction() as db:
        actor = current_actor()
        recommendation = get_to_change(db, actor, get_domain(db, actor, slug), recommendation_id)
        recommending.take_back(db, actor, recommendation)
        name = recommendation.service.name
    tell(f"{name} is not recommended any more.")
    return redirect(url_for("staff.show_recommendations", slug=slug), 303)
