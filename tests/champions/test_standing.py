"""How listings may stand: each number of a domain's health counts exactly the listings that its name says."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.freshness import Rhythm, use_rhythm
from directory.catalogue.history.revisions import refuse_revision, suggest_changes
from directory.catalogue.models.field_changes import differences
from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.schedules import Schedule
from directory.champions.domains.health import Asked, Health, Verdict, read_asked
from directory.champions.listings import list_listings
from directory.champions.models import GapReason
from directory.champions.standing import Shown
from directory.db import new_id
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_message, make_walking_domain
from tests.factories.questions import make_answer, make_editor, make_question

RHYTHM = Rhythm()
BANDS = (Shown.CHECKED, Shown.LATE, Shown.LATER, Shown.LATEST, Shown.NEVER)


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def domain(db, walking):
    return make_walking_domain(db, [walking], name="Feet")


def names(db, domain, shown) -> list[str]:
    return [each.name for each in list_listings(db, domain, clock.today(), shown=shown).services]


def late(weeks=0, days=0):
    return clock.today() - RHYTHM.due_after - timedelta(weeks=weeks, days=days)


@pytest.mark.parametrize(
    ("checked_on", "band"),
    [
        pytest.param(lambda: late(), Shown.CHECKED, id="half a year to the day"),
        pytest.param(lambda: late(days=1), Shown.LATE, id="a day longer"),
        pytest.param(lambda: late(RHYTHM.champion_weeks, days=-1), Shown.LATE, id="a day before no letter goes"),
        pytest.param(lambda: late(RHYTHM.champion_weeks), Shown.LATER, id="no letter goes"),
        pytest.param(lambda: late(RHYTHM.lapsed_weeks, days=-1), Shown.LATER, id="a day before it comes last"),
        pytest.param(lambda: late(RHYTHM.lapsed_weeks), Shown.LATEST, id="it comes last"),
        pytest.param(lambda: None, Shown.NEVER, id="never"),
    ],
)
def test_a_listing_is_in_one_band_by_how_long_it_is_overdue(db, domain, walking, checked_on, band):
    make_service(db, terms=[walking], assured_date=checked_on())

    counts = list_listings(db, domain, clock.today()).counts

    assert {each: counts[each] for each in BANDS} == {each: int(each is band) for each in BANDS}


def test_the_bands_follow_the_settings(db, domain, walking):
    make_service(db, terms=[walking], assured_date=clock.today() - timedelta(days=60))
    before = list_listings(db, domain, clock.today()).counts

    use_rhythm(Rhythm(due_months=1, lapsed_weeks=3))
    try:
        after = list_listings(db, domain, clock.today()).counts
    finally:
        use_rhythm(RHYTHM)

    assert (before[Shown.CHECKED], after[Shown.CHECKED], after[Shown.LATEST]) == (1, 0, 1)


def test_a_listing_says_when_for_itself_or_at_one_of_its_places(db, domain, walking):
    make_service(db, "Says when", terms=[walking])
    says_nothing, at_place = (make_service(db, name, terms=[walking]) for name in ("Says nothing", "Says it there"))
    says_nothing.schedules, at_place.schedules = [], []
    at_place.places[0].schedules = [Schedule(freq="WEEKLY", byday="MO", exceptions=[], observances=[])]
    db.flush()

    assert names(db, domain, Shown.NO_TIMES) == ["Says nothing"]


def test_access_is_missing_where_nobody_asked_and_not_where_nobody_knew(db, domain, walking):
    asked = make_service(db, "Asked", terms=[walking])
    asked.places[0].location.accessibility = [Accessibility(id=new_id(), question="step_free")]
    make_service(db, "Not asked", terms=[walking])
    make_service(db, "By telephone", terms=[walking], point=None)
    db.flush()

    assert names(db, domain, Shown.NO_ACCESS) == ["Not asked"]


def test_suggestions_and_messages_are_there_until_they_are_decided(db, domain, walking):
    editor, told = make_actor(db, Role.EDITOR), make_service(db, "Told of", terms=[walking])
    changes = differences(told, {"name": "Walk and talk"})
    suggestion = suggest_changes(db, make_actor(db), told, changes, None)
    message = make_message(db, make_service(db, "Asked about", terms=[walking]))
    waiting = names(db, domain, Shown.EDITED), names(db, domain, Shown.ASKED)

    refuse_revision(db, editor, suggestion, "It is right")
    message.ending, message.closed_at, message.closed_by = "not real", clock.now(), editor.user_id
    message.email = None
    db.flush()

    assert waiting == (["Told of"], ["Asked about"])
    assert (names(db, domain, Shown.EDITED), names(db, domain, Shown.ASKED)) == ([], [])


def test_a_change_of_the_group_or_of_the_place_is_one_of_the_listing_too(db, domain, walking):
    of_group, of_place = (make_service(db, name, terms=[walking]) for name in ("Of a group", "Of a place"))
    make_service(db, "Of neither", terms=[walking])
    for record in (of_group.organization, of_place.places[0].location):
        suggest_changes(db, make_actor(db), record, differences(record, {"description": "By the beck"}), None)

    assert sorted(names(db, domain, Shown.EDITED)) == ["Of a group", "Of a place"]


def test_questions_count_until_they_are_answered_and_what_is_missing_for_a_year(db, domain, walking):
    elsewhere = make_walking_domain(db, [make_term(db, "Chess")], name="Boards")
    question = make_question(db, make_actor(db), [walking], missing=GapReason.NOTHING_NEAR)
    make_question(db, make_actor(db), [walking], "LS12")
    before = [read_asked(db, each, clock.now()) for each in (domain, elsewhere)]

    make_answer(db, make_editor(db), question, advice="", is_nothing_yet=True)

    assert before == [Asked(questions=2, gaps=1), Asked(questions=0, gaps=0)]
    assert read_asked(db, domain, clock.now()) == Asked(questions=1, gaps=1)
    assert read_asked(db, domain, clock.now() + timedelta(days=366)).gaps == 0


@pytest.mark.parametrize(
    ("checked", "of", "verdict"),
    [
        pytest.param(0, 0, Verdict.EMPTY, id="nothing is on"),
        pytest.param(10, 10, Verdict.WELL, id="all"),
        pytest.param(9, 10, Verdict.WELL, id="nine of ten"),
        pytest.param(89, 100, Verdict.PARTLY, id="somewhat fewer"),
        pytest.param(5, 10, Verdict.PARTLY, id="half"),
        pytest.param(4, 10, Verdict.BADLY, id="fewer than half"),
    ],
)
def test_a_domain_is_well_kept_where_nearly_all_was_checked(checked, of, verdict):
    assert Health({Shown.CHECKED: checked, Shown.ON: of}, Asked()).verdict is verdict
