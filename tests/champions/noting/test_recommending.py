"""What champions recommend: for what, for how long, to whom, and taken back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, Scheme, User
from directory.accounts.operations import make_scheme
from directory.audit.models import AuditEvent
from directory.catalogue.merging.joining import merge_records
from directory.champions.models import ChampionDomainTerm, Recommendation
from directory.champions.noting.recommending import (
    counts_until,
    get_own_domain,
    get_to_change,
    list_given,
    list_recommended,
    recommend,
    recommendable_terms,
    renew,
    take_back,
)
from directory.errors import NotFound, Refused, WrongInput
from directory.matching.profile import Recommended
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.duplicates import make_candidate, wanted_merge

TODAY = date(2026, 11, 25)
WHY = "They meet people at the gate"


@pytest.fixture
def group(db, term):
    return make_service(db, terms=[term])


@pytest.fixture
def given(db, champion, feet, group, term):
    """A walking group, recommended for walking."""
    found = recommend(db, champion, feet, group, term, WHY)
    db.flush()
    return found


def counting(db, given, today=TODAY):
    db.flush()
    return list_recommended(db, today, given.scheme_id)


def test_what_is_recommended_is_told_to_the_matcher(db, given):
    assert counting(db, given) == (Recommended(given.service_id, "walking", "Walking", "Feet", WHY),)


def test_what_is_recommended_twice_counts_once_with_the_newer_reason(db, champion, feet, group, term, given):
    again = recommend(db, champion, feet, group, term, "They wait")

    assert [each.words for each in counting(db, given)] == ["They wait"]
    assert again.id == given.id


def test_what_a_deputy_recommends_counts_while_they_are_one(db, feet, group, term):
    deputy = make_actor(db, Role.CHAMPION)
    feet.deputies.append(db.get(User, deputy.user_id))
    given = recommend(db, deputy, feet, group, term, WHY)

    assert [each.words for each in counting(db, given)] == [WHY]
    feet.deputies.clear()
    assert not counting(db, given)


def test_it_counts_for_a_year(db, given):
    assert counting(db, given, date(2027, 11, 24))
    assert not counting(db, given, date(2027, 11, 25))


def test_it_counts_until_the_day_of_review_that_was_chosen(db, champion, feet, group, term):
    given = recommend(db, champion, feet, group, term, WHY, date(2027, 1, 10))

    assert counting(db, given, date(2027, 1, 9))
    assert not counting(db, given, date(2027, 1, 10))
    assert [each.counts for each in list_given(db, champion, feet, date(2027, 1, 10))] == [False]
    assert counts_until(given) == date(2027, 1, 10)

    renew(db, champion, given)

    assert counts_until(given) == date(2027, 11, 25)


@pytest.mark.parametrize("day", [TODAY, date(2027, 11, 26)])
def test_it_is_reviewed_within_a_year(db, champion, feet, group, term, day):
    with pytest.raises(WrongInput):
        recommend(db, champion, feet, group, term, WHY, day)


def test_what_is_taken_back_counts_no_more_and_can_be_said_anew(db, champion, feet, group, term, given):
    take_back(db, champion, given)

    assert not counting(db, given)
    assert not list_given(db, champion, feet, TODAY)
    recommend(db, champion, feet, group, term, "They changed")
    assert [each.words for each in counting(db, given)] == ["They changed"]
    assert db.scalar(select(func.count()).select_from(Recommendation)) == 2


def the_domain_has_another_champion(db, given):
    given.domain.champion_id = make_actor(db, Role.CHAMPION).user_id


def the_domain_has_no_champion(db, given):
    given.domain.champion_id = None


def the_champion_left(db, given):
    db.get(User, given.recommended_by).is_active = False


def the_champion_is_one_no_more(db, given):
    db.delete(db.scalars(select(RoleGrant).where(RoleGrant.user_id == given.recommended_by)).one())


def the_domain_covers_it_no_more(db, given):
    db.delete(db.get(ChampionDomainTerm, (given.domain_id, given.term_id)))


@pytest.mark.parametrize(
    "happens",
    [
        the_domain_has_another_champion,
        the_domain_has_no_champion,
        the_champion_left,
        the_champion_is_one_no_more,
        the_domain_covers_it_no_more,
    ],
)
def test_it_stops_counting_when(db, given, champion, feet, happens):
    db.refresh(given, ["domain"])

    happens(db, given)

    assert not counting(db, given)
    assert [each.counts for each in list_given(db, champion, feet, TODAY)] == [False]


def test_it_goes_with_its_domain(db, given, feet):
    db.delete(feet)

    assert not counting(db, given)
    assert db.scalars(select(Recommendation)).all() == []


def test_the_next_champion_says_it_again(db, given, feet, champion):
    successor = make_actor(db, Role.CHAMPION, scheme=db.get(Scheme, champion.scheme_id))
    feet.champion_id = successor.user_id

    renew(db, successor, get_to_change(db, successor, feet, given.id))

    assert [each.words for each in counting(db, given)] == [WHY]


def test_it_is_for_its_own_scheme_and_residents_see_that_of_the_usual_one(db, given):
    other = make_scheme(db, "The usual scheme", is_default=True)
    db.flush()
    before = list_recommended(db, TODAY), list_recommended(db, TODAY, other.id)

    other.is_default = False
    db.get(Scheme, given.scheme_id).is_default = True

    db.flush()
    assert before == ((), ())
    assert list_recommended(db, TODAY) == counting(db, given) != ()


def test_only_the_champion_says_it(db, feet, champion):
    editor = make_actor(db, Role.EDITOR)

    assert get_own_domain(db, champion, "feet").id == feet.id
    for other in (editor, make_actor(db, Role.CHAMPION), replace(champion, roles=frozenset({Role.EDITOR}))):
        with pytest.raises(NotFound):
            get_own_domain(db, other, "feet")


def test_one_of_another_scheme_or_taken_back_is_not_there(db, given, feet, champion):
    with pytest.raises(NotFound):
        get_to_change(db, make_actor(db, Role.EDITOR), feet, given.id)
    take_back(db, champion, given)
    db.flush()
    with pytest.raises(NotFound):
        get_to_change(db, champion, feet, given.id)


def test_what_nobody_listens_for_cannot_be_recommended_for(db, champion, term):
    domain = make_walking_domain(db, [term, make_term(db, "From a feed")], db.get(User, champion.user_id))

    assert recommendable_terms(domain) == [term]


def merge_into(db, actor, kept, other):
    candidate = make_candidate(db, kept, other)
    return merge_records(db, actor, candidate, wanted_merge(db, candidate, kept))


def test_it_follows_a_listing_that_is_made_one_with_another(db, champion, group, term, given):
    kept_id = (kept := make_service(db, "Walkers", terms=[term])).id

    merge_into(db, champion, kept, group)

    assert [each.service_id for each in counting(db, given)] == [kept_id]


def test_two_that_are_recommended_for_the_same_are_not_made_one(db, champion, feet, group, term, given):
    other = make_service(db, "Walkers", terms=[term])
    recommend(db, champion, feet, other, term, WHY)

    with pytest.raises(Refused, match="One of the two has to be taken back first"):
        merge_into(db, champion, other, group)


def test_every_step_is_written_down(db, given, champion):
    renew(db, champion, given)
    take_back(db, champion, given)
    db.flush()

    acts = db.execute(select(AuditEvent.action, AuditEvent.subject_ids).order_by(AuditEvent.id)).all()
    steps = [action for action, ids in acts if str(given.id) in ids]
    assert steps == ["listing.recommended", "recommendation.renewed", "recommendation.taken_back"]
