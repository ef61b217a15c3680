"""How it went so far with a group, as counts: what it could not help never lowers it."""

from datetime import date, timedelta

import pytest

from directory import clock
from directory.referrals.figures import GroupFigures, figures_of, find_figures, find_figures_of_each
from directory.referrals.inputs import MoveInput
from directory.referrals.models import ReferralMove
from directory.referrals.operations import move_referral
from directory.referrals.states import Reason, ReferralState
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral

SENT_ON = date(2026, 3, 2)


def history(*steps: tuple[int, str]) -> list[ReferralMove]:
    """A referral sent on a day, and what was told so many days later."""
    moves = [ReferralMove(to_state="sent", happened_on=SENT_ON)]
    for days, told in steps:
        to, _, reason = told.partition(": ")
        moves.append(ReferralMove(to_state=to, reason=reason or None, happened_on=SENT_ON + timedelta(days=days)))
    return moves


def test_fewer_than_ten_tell_nothing_of_a_group():
    assert figures_of([history((1, "accepted"))] * 9) is None
    assert figures_of([history((1, "accepted"))] * 10) == GroupFigures(10, 10, 1)


@pytest.mark.parametrize(
    "told",
    [
        "declined: no room",
        "declined: not eligible",
        "declined: out of area",
        "not for me",
        "withdrawn",
    ],
)
def test_a_justified_no_and_what_people_decide_never_lower_a_group(told):
    good = [history((2, "accepted"))] * 10

    assert figures_of([*good, *[history((1, told))] * 30]) == figures_of(good) == GroupFigures(10, 10, 2)


def test_not_for_me_after_a_yes_leaves_the_yes_as_it_was():
    tried = [history((1, "accepted"), (9, "attended"), (10, "not for me: too far"))] * 10

    assert figures_of(tried) == GroupFigures(10, 10, 1)


def test_silence_counts_and_is_no_answer_in_days():
    silent = [history((20, "declined: no reply"))] * 5

    assert figures_of([*[history((4, "waiting"))] * 5, *silent]) == GroupFigures(10, 5, 4)


def test_what_waits_is_not_counted_yet():
    assert figures_of([history()] * 20) is None


def test_of_a_group_all_it_runs_counts_and_of_other_teams_nothing(db):
    actor, stranger = make_actor(db), make_actor(db)
    walks = make_service(db, "Walks")
    choir = make_service(db, "Choir")
    choir.organization_id = walks.organization_id
    for who, service, number in ((actor, walks, 6), (actor, choir, 4), (stranger, walks, 5)):
        for _ in range(number):
            referral = make_referral(db, who, service=service)
            move_referral(db, who, referral, MoveInput(ReferralState.DECLINED, clock.today(), Reason.OTHER))
    db.flush()

    assert find_figures(db, actor, walks) == GroupFigures(10, 0, 5)
    assert find_figures(db, stranger, walks) is None
    assert find_figures_of_each(db, actor, [walks, choir]) == {walks.organization_id: GroupFigures(10, 0, 5)}
    assert find_figures_of_each(db, stranger, [walks]) == {}
