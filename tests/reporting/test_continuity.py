"""How many coordinators people had, and what became of those who asked: without a name, and no small count."""

from datetime import date

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.agreeing import refuse_consent
from directory.casework.inputs import AnswerInput
from directory.casework.models import Answer, Purpose
from directory.casework.referrals_in.answering_referrals import accept_as_known
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.triage.allocating import change_coordinator
from directory.outcomes.disclosure import Hidden
from directory.referrals.signposts.signposting import end_with_signpost
from directory.reporting.continuity import count_continuity
from directory.reporting.quarters import quarter_of
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.signposts import make_signpost, wanted_signpost
from tests.factories.triage import to_colleague


def later() -> date:
    """A day of the quarter after this one: by then, what happens now is told."""
    return quarter_of(clock.today()).ends_before


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def manager(db, actor):
    return make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, actor.scheme_id))


def test_people_are_counted_by_how_many_coordinators_they_had(db, actor, manager):
    colleagues = [make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id)) for _ in range(2)]
    clients = [make_client(db, actor) for _ in range(26)]
    for client in clients[:17]:
        change_coordinator(db, manager, client, to_colleague(colleagues[0]))
    for client in clients[:8]:
        change_coordinator(db, manager, client, to_colleague(colleagues[1]))
    db.flush()

    figures = count_continuity(db, manager, later())

    assert (figures.people, list(figures.coordinators), figures.changes) == (26, [9, 9, 8], 25)


def test_who_goes_back_to_the_first_had_two(db, actor, manager):
    colleague = make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id))
    for client in [make_client(db, actor) for _ in range(8)]:
        change_coordinator(db, manager, client, to_colleague(colleague))
        change_coordinator(db, manager, client, to_colleague(actor))
    db.flush()

    figures = count_continuity(db, manager, later())

    assert list(figures.coordinators) == [0, 8, 0]


def test_a_few_are_told_to_nobody(db, actor, manager):
    make_client(db, actor)

    figures = count_continuity(db, manager, later())

    assert figures.people is Hidden.FEW


def test_a_signpost_counts_apart_and_another_team_counts_nothing(db, actor, manager):
    for _ in range(9):
        end_with_signpost(db, actor, make_referral_in(db, actor), wanted_signpost())
    db.flush()

    figures, others = (count_continuity(db, each, later()) for each in (manager, make_actor(db, Role.MANAGER)))

    assert (figures.signposts, figures.referrals, others.signposts) == (9, 0, 0)
    assert dict(figures.answered)[ReferralInState.SIGNPOSTED] == 9
    assert dict(figures.answered)[ReferralInState.ACCEPTED] == 0


def test_nothing_of_a_quarter_that_is_not_over_is_told(db, actor, manager):
    clients = [make_client(db, actor) for _ in range(9)]
    for client in clients:
        make_signpost(db, actor, client)
        end_with_signpost(db, actor, make_referral_in(db, actor), wanted_signpost())
    db.flush()

    figures = count_continuity(db, manager, clock.today())

    assert (figures.people, figures.signposts, dict(figures.answered)[ReferralInState.SIGNPOSTED]) == (0, 0, 0)
    assert figures.before == quarter_of(clock.today()).begins_on


def test_a_change_of_this_quarter_does_not_show_in_the_ones_before(db, actor, manager):
    colleague = make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id))
    clients = [make_client(db, actor) for _ in range(8)]
    for client in clients:
        [case] = client.cases
        case.opened_on = quarter_of(clock.today()).before.begins_on
        change_coordinator(db, manager, client, to_colleague(colleague))
    db.flush()

    figures = count_continuity(db, manager, clock.today())

    assert (figures.people, list(figures.coordinators), figures.changes) == (8, [8, 0, 0], 0)


def test_who_does_not_want_to_count_is_in_no_figure(db, actor, manager):
    clients = [make_client(db, actor) for _ in range(9)]
    for client in clients:
        make_signpost(db, actor, client)
        accept_as_known(db, actor, make_referral_in(db, actor), client)
    refuse_consent(db, actor, clients[0], AnswerInput(clock.today(), Purpose.EVALUATION, Answer.NO))
    db.flush()

    figures = count_continuity(db, manager, later())

    assert (figures.people, figures.signposts, dict(figures.answered)[ReferralInState.ACCEPTED]) == (8, 8, 8)
