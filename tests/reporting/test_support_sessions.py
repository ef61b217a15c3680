"""Figures about support sessions: of ended cases, without who minds, and with small counts hidden."""

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.agreeing import refuse_consent
from directory.casework.inputs import AnswerInput
from directory.casework.models import Answer, Purpose
from directory.casework.operations import close_case
from directory.casework.support_sessions.states import ReasonGroup
from directory.outcomes.closing import close_support
from directory.outcomes.disclosure import Hidden
from directory.reporting.support_sessions import count_support_sessions
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.closing import wanted_closing
from tests.factories.support_sessions import make_happened, make_missed, make_more_sessions


@pytest.fixture
def manager(db):
    return make_actor(db, Role.MANAGER)


@pytest.fixture
def coordinator(db, manager):
    return make_actor(db, scheme=db.get(Scheme, manager.scheme_id))


def ended(db, coordinator, manager, number: int, *, allowed: bool = False, wanted: bool | None = None):
    """Some cases that ended today, each with a session that happened and one that was missed."""
    clients = []
    for _ in range(number):
        client = make_client(db, coordinator)
        [case] = client.cases
        make_happened(db, coordinator, client)
        make_missed(db, coordinator, client)
        if allowed:
            make_more_sessions(db, manager, client)
        if wanted is not None:
            close_support(db, coordinator, client, case, wanted_closing(wanted_more=wanted))
        else:
            close_case(db, coordinator, case, clock.today())
        clients.append(client)
    db.flush()
    return clients


def test_what_was_allowed_stands_beside_what_people_said(db, coordinator, manager):
    ended(db, coordinator, manager, 8, allowed=True, wanted=True)
    ended(db, coordinator, manager, 9, wanted=False)

    figures = count_support_sessions(db, manager, clock.today())

    assert (figures.cases, figures.happened, figures.average) == (17, 17, 1.0)
    assert (figures.with_more, figures.without_more) == (8, 9)
    assert (figures.wanted_more, figures.wanted_no_more, figures.not_asked) == (8, 9, 0)
    assert dict(figures.missed)[ReasonGroup.DID_NOT_COME] == 17


def test_small_counts_are_told_to_nobody_nor_by_difference(db, coordinator, manager):
    ended(db, coordinator, manager, 2, allowed=True)
    ended(db, coordinator, manager, 9)

    figures = count_support_sessions(db, manager, clock.today())

    assert figures.with_more == Hidden.FEW
    assert figures.without_more == Hidden.KEPT_BACK


def test_a_total_that_gives_small_counts_away_is_told_to_nobody(db, coordinator, manager):
    ended(db, coordinator, manager, 7, allowed=True)
    ended(db, coordinator, manager, 7)

    figures = count_support_sessions(db, manager, clock.today())

    assert (figures.cases, figures.average) == (Hidden.KEPT_BACK, None)
    assert (figures.with_more, figures.without_more) == (Hidden.FEW, Hidden.FEW)


def test_cases_that_go_on_of_others_and_of_who_minds_are_left_out(db, coordinator, manager):
    make_happened(db, coordinator, make_client(db, coordinator))
    elsewhere = make_actor(db, Role.MANAGER)
    ended(db, make_actor(db, scheme=db.get(Scheme, elsewhere.scheme_id)), elsewhere, 8)
    [objecting, *_] = ended(db, coordinator, manager, 9)
    refuse_consent(db, coordinator, objecting, AnswerInput(clock.today(), Purpose.EVALUATION, Answer.NO))
    db.flush()

    assert count_support_sessions(db, manager, clock.today()).cases == 8


def test_nothing_is_no_average(db, manager):
    figures = count_support_sessions(db, manager, clock.today())

    assert (figures.cases, figures.average) == (0, None)
