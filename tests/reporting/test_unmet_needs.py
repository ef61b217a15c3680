"""One figure of what people needed and did not get, from all that tells of it."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.agreeing import record_answer
from directory.casework.inputs import AnswerInput
from directory.casework.match_counts import count_unmet_match
from directory.casework.models import Answer, Purpose
from directory.catalogue.models.taxonomies import Attribute
from directory.champions.search_counts import Sought, add_counts
from directory.clock import UK
from directory.matching.unmet import UnmetBy, UnmetMatch
from directory.outcomes.disclosure import Hidden
from directory.referrals.inputs import MoveInput, TakeBackInput
from directory.referrals.models import ReferralMove
from directory.referrals.operations import move_referral
from directory.referrals.room import RoomWarning
from directory.referrals.states import Reason, ReferralState
from directory.referrals.taking_back import take_back_move
from directory.reporting.quarters import Quarter
from directory.reporting.unmet_needs import unmet_lines
from directory.reporting.unmet_sources import Missing, Unmet, count_unmet
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service, make_term
from tests.factories.outcomes import days_ago
from tests.factories.questions import make_answer, make_editor, make_question
from tests.factories.referrals import make_referral

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
SUMMER = Quarter(2026, 3)
S = ReferralState


@pytest.fixture
def coordinator(db):
    return make_actor(db, Role.COORDINATOR)


@pytest.fixture
def company(db):
    return make_term(db, "Company", code="company")


@pytest.fixture
def group(db, company):
    """A group for company, at a place in LS11."""
    return make_service(db, email="walks@becklane.example", terms=[company])


def say_no(db, actor, client, service, day, to=S.DECLINED, reason=Reason.NOT_ELIGIBLE):
    """A group cannot take somebody, and that is dated to a day of the summer."""
    referral = make_referral(db, actor, client=client, service=service)
    move_referral(db, actor, referral, MoveInput(to, referral.state_on, reason))
    db.flush()
    referral.moves[-1].happened_on = day
    db.flush()
    return referral


def count(db, actor) -> dict[Missing, int]:
    return dict(count_unmet(db, actor.scheme_id, SUMMER))


def test_searches_in_vain_are_counted_by_the_month_in_which_their_week_begins(db, coordinator):
    weeks = {date(2026, 6, 29): 100, date(2026, 7, 27): 4, date(2026, 8, 3): 5, date(2026, 10, 5): 100}
    counted = Counter({Sought(week_on, "walking", "LS11", False): number for week_on, number in weeks.items()})
    counted[Sought(date(2026, 7, 27), "walking", "LS11", True)] = 50
    counted[Sought(date(2026, 7, 27), "", "LS11", False)] = 50
    add_counts(db, counted, date(2026, 11, 26))

    assert count(db, coordinator) == {
        Missing(Unmet.NOT_FOUND, "walking", "LS11", JULY): 4,
        Missing(Unmet.NOT_FOUND, "walking", "LS11", AUGUST): 5,
    }


def test_person_whom_two_groups_refuse_counts_once_in_a_month(db, coordinator, group, company):
    client, other = make_client(db, coordinator), make_client(db, coordinator)
    another = make_service(db, "Chess", terms=[company])
    say_no(db, coordinator, client, group, date(2026, 7, 2))
    say_no(db, coordinator, client, another, date(2026, 7, 30))
    say_no(db, coordinator, client, make_service(db, "Choir", terms=[company]), date(2026, 8, 1))
    say_no(db, coordinator, other, group, date(2026, 7, 3))

    assert count(db, coordinator) == {
        Missing(Unmet.REFUSED, "company", "LS11", JULY): 2,
        Missing(Unmet.REFUSED, "company", "LS11", AUGUST): 1,
    }


@pytest.mark.parametrize(
    ("to", "reason", "kinds"),
    [
        (S.DECLINED, Reason.NO_ROOM, [Unmet.FULL]),
        (S.WAITING, None, [Unmet.FULL]),
        (S.DECLINED, Reason.OUT_OF_AREA, [Unmet.REFUSED]),
        (S.DECLINED, Reason.CLIENT_CHANGED_MIND, []),
        (S.DECLINED, Reason.NO_REPLY, []),
        (S.ACCEPTED, None, []),
    ],
)
def test_how_a_group_could_not_help(db, coordinator, group, to, reason, kinds):
    say_no(db, coordinator, make_client(db, coordinator), group, date(2026, 7, 2), to, reason)

    assert [each.kind for each in count(db, coordinator)] == kinds


def test_no_that_was_taken_back_never_was(db, coordinator, group):
    referral = say_no(db, coordinator, make_client(db, coordinator), group, date(2026, 7, 2))

    take_back_move(db, coordinator, referral, TakeBackInput(2, "Somebody else", "taken-back"))
    db.flush()
    db.get_one(ReferralMove, referral.moves[-1].id).happened_on = date(2026, 7, 3)
    db.flush()

    assert count(db, coordinator) == {}


def test_who_does_not_want_to_count_is_in_no_figure(db, coordinator, group):
    client = make_client(db, coordinator)
    say_no(db, coordinator, client, group, date(2026, 7, 3))
    record_answer(db, coordinator, client, AnswerInput(days_ago(0), Purpose.EVALUATION, Answer.NO))
    db.flush()

    assert count(db, coordinator) == {}


def test_another_team_sees_nothing_of_it(db, coordinator, group):
    say_no(db, coordinator, make_client(db, coordinator), group, date(2026, 7, 2))

    assert count(db, make_actor(db, Role.MANAGER)) == {}


def test_where_a_kept_off_place_is_stays_unknown(db, coordinator, group):
    group.places[0].location.hides_address = True
    say_no(db, coordinator, make_client(db, coordinator), group, date(2026, 7, 2))

    assert [each.area for each in count(db, coordinator)] == [""]


def test_only_what_an_activity_is_for_counts_as_a_need(db, coordinator, group):
    older = make_term(db, "Older people", code="older")
    db.add(
        Attribute(link_id=group.id, link_entity="service", link_type="service_eligibility", taxonomy_term_id=older.id)
    )
    say_no(db, coordinator, make_client(db, coordinator), group, date(2026, 7, 2))

    assert [each.code for each in count(db, coordinator)] == ["company"]


def test_question_counts_until_an_answer_names_an_activity(db, coordinator, company, group):
    team = db.get_one(Scheme, coordinator.scheme_id)
    asked = [make_question(db, make_actor(db, scheme=team), [company]) for _ in range(3)]
    for question in asked:
        # By the clocks of the country it is August.
        question.asked_at = datetime(2026, 8, 1, tzinfo=UK) + timedelta(minutes=5)
    make_answer(db, make_editor(db), asked[0], group)
    make_answer(db, make_editor(db), asked[1], advice="There is nothing yet")

    assert count(db, coordinator) == {Missing(Unmet.UNANSWERED, "company", "LS11", AUGUST): 2}


def test_who_was_referred_where_all_was_full_counts_once(db, coordinator, group):
    client = make_client(db, coordinator)
    referral = make_referral(db, coordinator, client=client, service=group)
    referral.room_warning, referral.moves[0].happened_on = RoomWarning.FULL.value, date(2026, 7, 2)
    move_referral(db, coordinator, referral, MoveInput(S.DECLINED, referral.state_on, Reason.NO_ROOM))
    referral.moves[-1].happened_on = date(2026, 7, 9)
    db.flush()

    assert count(db, coordinator) == {Missing(Unmet.FULL, "company", "LS11", JULY): 1}


def test_what_is_missing_most_comes_first_and_what_is_hidden_moves_nothing():
    counted = {
        Missing(Unmet.NOT_FOUND, "chess", "LS11", JULY): 9,
        Missing(Unmet.FULL, "chess", "LS12", JULY): 7,
        Missing(Unmet.NOT_FOUND, "boxing", "LS11", JULY): 9,
        Missing(Unmet.NOT_FOUND, "choir", "", JULY): 30,
    }

    lines = unmet_lines(counted, {"chess": "Chess", "boxing": "Boxing"})

    assert [(each.need, each.area) for each in lines] == [
        ("choir", None),
        ("choir", ""),
        ("Boxing", None),
        ("Boxing", "LS11"),
        ("Chess", None),
        ("Chess", "LS11"),
        ("Chess", "LS12"),
    ]
    assert lines[-1].count_of(Unmet.FULL).whole is Hidden.FEW
    assert lines[-1].count_of(Unmet.NOT_FOUND).whole == 0


def test_matches_that_went_without_are_counted_by_how(db, coordinator):
    for by in UnmetBy:
        count_unmet_match(db, coordinator, None, UnmetMatch(by, ["chess"]), "LS12", date(2026, 7, 31))
    count_unmet_match(db, make_actor(db), None, UnmetMatch(UnmetBy.FULL, ["chess"]), "LS12", date(2026, 7, 31))

    kinds = (Unmet.NOTHING, Unmet.NOT_FOR_THEM, Unmet.FULL_MATCH)
    assert count(db, coordinator) == {Missing(kind, "chess", "LS12", JULY): 1 for kind in kinds}
