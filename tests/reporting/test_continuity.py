"""How many coordinators people had, and what became of those who asked: without a name, and no small count."""

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.triage.allocating import change_coordinator
from directory.outcomes.disclosure import Hidden
from directory.referrals.signposts.signposting import end_with_signpost
from directory.reporting.continuity import count_continuity
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.signposts import wanted_signpost
from tests.factories.triage import to_colleague


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

    figures = count_continuity(db, manager, clock.today())

    assert (figures.people, list(figures.coordinators), figures.changes) == (26, [9, 9, 8], 25)


def test_who_goes_back_to_the_first_had_two(db, actor, manager):
    colleague = make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id))
    for client in [make_client(db, actor) for _ in range(8)]:
        change_coordinator(db, manager, client, to_colleague(colleague))
        change_coordinator(db, manager, client, to_colleague(actor))
    db.flush()

    figures = count_continuity(db, manager, clock.today())

    assert list(figures.coordinators) == [0, 8, 0]


def test_a_few_are_told_to_nobody(db, actor, manager):
    make_client(db, actor)

    figures = count_continuity(db, manager, clock.today())

    assert figures.people is Hidden.FEW


def test_a_signpost_counts_apart_and_another_team_counts_nothing(db, actor, manager):
    for _ in range(9):
        end_with_signpost(db, actor, make_referral_in(db, actor), wanted_signpost())
    db.flush()

    figures, others = (count_continuity(db, each, clock.today()) for each in (manager, make_actor(db, Role.MANAGER)))

    assert (figures.signposts, figures.referrals, others.signposts) == (9, 0, 0)
    assert dict(figures.answered)[ReferralInState.SIGNPOSTED] == 9
    assert dict(figures.answered)[ReferralInState.ACCEPTED] == 0
