"""What a champion should do next: all that waits in their domains, in the order in which it helps."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import User
from directory.catalogue.freshness import Rhythm
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.models.conditions import ServiceCapacity
from directory.catalogue.models.field_changes import differences
from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.services import Service
from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength import record_strength
from directory.champions.capacity.strength_inputs import StrengthInput
from directory.champions.findings.models import FindingKind
from directory.champions.findings.models import Found as Dead
from directory.champions.messages.models import About
from directory.champions.models import ChampionDomain, GapReason
from directory.champions.noting.note_models import ListingNote
from directory.champions.noting.recommending import HOLDS, recommend
from directory.champions.onboarding.forms import begin_form
from directory.champions.to_do.items import Found, Kind, ToDo
from directory.champions.to_do.registry import FINDERS, ORDER, list_to_do, weight_of
from directory.champions.verification.models import ToldWhy, Verification
from directory.db import new_id
from tests.factories.accounts import make_actor
from tests.factories.assurance import make_assurance, make_lapsed
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.champions import make_group_suggestion, make_message, make_note, make_walking_domain
from tests.factories.duplicates import make_candidate
from tests.factories.findings import make_finding
from tests.factories.questions import make_question


@pytest.fixture
def champion(db) -> Actor:
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def term(db):
    return make_term(db, "Walking")


@pytest.fixture
def feet(db, champion, term) -> ChampionDomain:
    return make_walking_domain(db, [term], db.get(User, champion.user_id), name="Feet")


@pytest.fixture
def walks(db, feet, term) -> Service:
    """A listing of which everything is known, checked today."""
    return make_known(db, "Gentle walks", term)


def make_known(db, name, term, **more) -> Service:
    service = make_service(db, name, terms=[term], **{"assured_date": clock.today(), **more})
    service.places[0].location.accessibility = [Accessibility(id=new_id(), accessibility="present", description="Ramp")]
    service.capacities = [ServiceCapacity(room="has room", updated=clock.now())]
    db.flush()
    return service


def to_do(db, actor, used=None) -> list[ToDo]:
    return list(list_to_do(db, actor, clock.today(), used or {}))


def kinds(db, actor) -> list[Kind]:
    return [each.kind for each in to_do(db, actor)]


def suggests(db, walks, author) -> None:
    suggest_changes(db, author, walks, differences(walks, {"name": "Walk and talk"}), None)
    db.flush()


def goes_silent(db, walks) -> None:
    is_due(db, walks)
    told = {"told_on": clock.today(), "told_why": ToldWhy.NO_ADDRESS.value}
    db.add(Verification(id=new_id(), service_id=walks.id, since=clock.today(), **told))
    db.flush()


def is_due(db, walks, days=1) -> None:
    walks.assured_date = clock.today() - Rhythm().due_after - timedelta(days=days)
    db.flush()


def sends_form(db, suggestion) -> None:
    begin_form(db, None, suggestion).sent_at = clock.now()
    db.flush()


def loses_times(db, walks) -> None:
    walks.schedules = []
    db.flush()


def loses_access(db, walks) -> None:
    walks.places[0].location.accessibility = []
    db.flush()


def asks_colleague(db, walks, term) -> None:
    make_question(db, make_actor(db), [term], missing=GapReason.NOTHING_NEAR)


def lapses(db, walks, term, champion) -> None:
    said = recommend(db, champion, term_domain(db, term), walks, term, "They wait at the gate")
    said.recommended_on = clock.today() - HOLDS
    db.flush()


def ends_soon(db, term) -> None:
    other = make_known(db, "Strolls", term, organization=make_organization(db, "Strollers"))
    make_assurance(db, other.organization, valid_until=clock.today() + timedelta(days=30))


def term_domain(db, term) -> ChampionDomain:
    return db.query(ChampionDomain).filter(ChampionDomain.terms.any(id=term.id)).one()


def is_noted(db, walks, champion) -> None:
    make_note(db, champion, walks).given_on = clock.today() - HOLDS
    db.flush()
    db.query(ListingNote).update({"review_on": clock.today()})


def is_funded_for(db, walks, days) -> None:
    said = StrengthInput(RoomWay.PHONE, clock.today() + timedelta(days=days))
    record_strength(db, make_actor(db, Role.CHAMPION), walks.organization, said)
    db.flush()


def said_room(db, walks, days_ago, **more) -> None:
    said_at = clock.now() - timedelta(days=days_ago)
    walks.capacities = [ServiceCapacity(room="full", updated=said_at, **more)]
    db.flush()


LINK = {"kind": FindingKind.LINK, "field": "url", "about": "https://walks.example/"}


def has_dead_link(db, walks) -> None:
    walks.url = LINK["about"]
    make_finding(db, walks, Dead.NOT_THERE, **LINK)


HAPPENS: dict[Kind, Callable] = {
    Kind.SHUT: lambda db, walks, *_: make_message(db, walks, About.CLOSED),
    Kind.WRONG: lambda db, walks, *_: make_message(db, walks, About.OTHER),
    Kind.ASKED: lambda db, walks, *_: make_message(db, walks, About.QUESTION),
    Kind.WANTED: lambda db, walks, term, _: asks_colleague(db, walks, term),
    Kind.TOLD_BY_GROUP: lambda db, walks, *_: suggests(db, walks, None),
    Kind.SUGGESTED: lambda db, walks, *_: suggests(db, walks, make_actor(db)),
    Kind.FORM: lambda db, *_: sends_form(db, make_group_suggestion(db)),
    Kind.MISSING: lambda db, *_: make_group_suggestion(db),
    Kind.SILENT: lambda db, walks, *_: goes_silent(db, walks),
    Kind.DUE: lambda db, walks, *_: is_due(db, walks),
    Kind.SAY_AGAIN: lapses,
    Kind.NOTE: lambda db, walks, _, champion: is_noted(db, walks, champion),
    Kind.NO_TIMES: lambda db, walks, *_: loses_times(db, walks),
    Kind.NO_ACCESS: lambda db, walks, *_: loses_access(db, walks),
    Kind.ASSURANCE_OVER: lambda db, walks, *_: make_lapsed(db, walks.organization),
    Kind.ASSURANCE_ENDS: lambda db, _, term, __: ends_soon(db, term),
    Kind.DEAD_LINK: lambda db, walks, *_: has_dead_link(db, walks),
    Kind.FINDING: lambda db, walks, *_: make_finding(db, walks),
    Kind.FUNDING_ENDS: lambda db, walks, *_: is_funded_for(db, walks, days=90),
    Kind.ROOM_UNKNOWN: lambda db, walks, *_: said_room(db, walks, days_ago=60),
    Kind.TWICE: lambda db, walks, *_: make_candidate(db, walks, make_service(db, "Gentle walk")),
}


def test_who_looks_after_what_is_true_has_nothing_to_do(db, champion, walks):
    assert to_do(db, champion) == []


@pytest.mark.parametrize("kind", HAPPENS)
def test_what_waits_in_a_domain_is_to_do_for_who_keeps_it(db, champion, walks, term, kind):
    elsewhere = make_actor(db, Role.CHAMPION)
    make_walking_domain(db, [make_term(db, "Chess")], db.get(User, elsewhere.user_id), name="Boards")

    HAPPENS[kind](db, walks, term, champion)

    assert kinds(db, champion) == [kind]
    # Nobody can say whose a group is that is not listed yet.
    assert kinds(db, elsewhere) == ([kind] if kind in (Kind.MISSING, Kind.FORM) else [])


def test_every_kind_has_its_place_and_a_reason(db, champion, walks, term):
    for happens in HAPPENS.values():
        happens(db, walks, term, champion)

    found = set(kinds(db, champion))

    # What is silent is due as well, and stands there once.
    assert found == set(Kind) - {Kind.DUE}
    assert set(ORDER) == set(HAPPENS) == set(Kind)
    assert all(each.why.endswith(".") for each in ORDER.values())


def test_room_nobody_ever_told_is_asked_where_people_are_sent(db, champion, walks):
    walks.capacities = []
    db.flush()

    assert kinds(db, champion) == []
    assert [each.kind for each in to_do(db, champion, {walks.id: 3})] == [Kind.ROOM_UNKNOWN]


@pytest.mark.parametrize(("days_ago", "more"), [(41, {}), (90, {"until": date(2999, 1, 1)})], ids=["lately", "until"])
def test_room_that_is_known_is_not_asked_again(db, champion, walks, days_ago, more):
    said_room(db, walks, days_ago, **more)

    assert to_do(db, champion, {walks.id: 3}) == []


@pytest.mark.parametrize("pause", [{"closed_from": date(2020, 1, 1)}, {"status": "temporarily closed"}])
def test_room_of_what_is_closed_for_now_is_not_asked(db, champion, walks, pause):
    said_room(db, walks, days_ago=60)
    for name, value in pause.items():
        setattr(walks, name, value)
    db.flush()

    assert to_do(db, champion, {walks.id: 3}) == []


@pytest.mark.parametrize(("days_ago", "is_told"), [(100, True), (200, False)])
def test_funding_that_has_ended_is_to_do_for_half_a_year(db, champion, walks, days_ago, is_told):
    is_funded_for(db, walks, days=-days_ago)

    assert kinds(db, champion) == ([Kind.FUNDING_ENDS] if is_told else [])


def test_question_is_called_by_what_is_needed_and_where(db, champion, walks, term):
    asks_colleague(db, walks, term)

    [asked] = to_do(db, champion)

    assert asked.found.name == f"{term.name}, LS11"


def test_funding_for_longer_than_half_a_year_is_nothing_to_do(db, champion, walks):
    is_funded_for(db, walks, days=200)

    assert kinds(db, champion) == []


def test_what_they_recommend_until_a_day_is_to_do_on_that_day(db, champion, walks, term):
    day = clock.today() + timedelta(days=30)
    recommend(db, champion, term_domain(db, term), walks, term, "They wait at the gate", day)
    db.flush()

    # Their group is asked about by then as well, which is another matter.
    before, then = (
        {each.kind for each in list_to_do(db, champion, each, {})} for each in (day - timedelta(days=1), day)
    )

    assert then - before == {Kind.SAY_AGAIN}


def test_what_harms_somebody_today_comes_before_all_else(db, champion, walks, term):
    much_used = make_known(db, "Long walks", term)
    is_due(db, much_used, days=700)
    asks_colleague(db, walks, term)
    make_message(db, walks, About.CLOSED)

    found = to_do(db, champion, {much_used.id: 1_000})

    assert [each.kind for each in found] == [Kind.SHUT, Kind.WANTED, Kind.DUE]


def test_nothing_weighs_so_much_that_a_report_of_a_shut_door_waits():
    always = max(each.weight for kind, each in ORDER.items() if kind is not Kind.SHUT)
    longest = Found(Kind.WANTED, "", clock.today() - timedelta(days=5_000), services=(new_id(),))

    most = weight_of(longest, clock.today(), dict.fromkeys(longest.services, 5_000))

    assert ORDER[Kind.WANTED].weight == always
    assert most < ORDER[Kind.SHUT].weight


@pytest.mark.parametrize("more", ["used", "older"])
def test_of_listings_that_are_due_the_more_used_and_the_longer_unchecked_come_first(db, champion, walks, term, more):
    other = make_known(db, "A walk that comes first by name", term)
    is_due(db, walks, days=40 if more == "older" else 1)
    is_due(db, other)

    found = to_do(db, champion, {walks.id: 4} if more == "used" else {})

    assert [each.found.name for each in found] == ["Gentle walks", other.name]
    assert {each.domain for each in found} == {"feet"}


def test_one_place_is_asked_about_once_for_all_that_happens_there(db, champion, walks, term):
    loses_access(db, walks)
    other = make_known(db, "Tea after the walk", term)
    other.places[0].location = walks.places[0].location
    db.flush()

    [place] = to_do(db, champion)

    assert place.found.about == str(walks.places[0].location_id)
    assert set(place.found.services) == {walks.id, other.id}


def test_what_is_not_on_is_not_to_do(db, champion, walks):
    is_due(db, walks)
    walks.status = "defunct"
    db.flush()

    assert to_do(db, champion) == []


def test_an_editor_has_what_every_champion_has(db, champion, walks):
    is_due(db, walks)

    assert kinds(db, make_actor(db, Role.EDITOR)) == [Kind.DUE]


def test_a_hundred_listings_are_asked_for_as_often_as_one(db, champion, walks, term):
    is_due(db, walks)
    once = count_statements(db, champion)
    for number in range(20):
        each = make_service(db, f"Walk {number}", terms=[term])
        each.schedules = []
    db.flush()

    assert count_statements(db, champion) == once
    assert len(FINDERS) <= once <= 2 * len(FINDERS)


def count_statements(db, actor) -> int:
    seen = []

    def note(*told):
        seen.append(told)

    db.expire_all()
    event.listen(db.get_bind(), "before_cursor_execute", note)
    try:
        to_do(db, actor)
    finally:
        event.remove(db.get_bind(), "before_cursor_execute", note)
    return len(seen)


def test_group_that_was_given_a_form_waits_for_nobody_until_it_sends_it(db, champion):
    form = begin_form(db, champion, make_group_suggestion(db))
    assert kinds(db, champion) == []

    form.sent_at = clock.now()
    db.flush()

    assert kinds(db, champion) == [Kind.FORM]
