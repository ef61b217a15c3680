"""How a referral stands, as its referrer reads it."""

from datetime import date

import pytest

from directory.casework.own_referrals.standing import Facts, Spell, Standing, Stands, standing_of
from directory.casework.referrals_in.referral_states import ReferralInState as S

CAME, REACHED, TAKEN_ON, ENDED, TOLD = (date(2026, 5, day) for day in (4, 6, 8, 20, 22))
OPEN, CLOSED = (Spell(TAKEN_ON, None),), (Spell(TAKEN_ON, ENDED),)


def facts(state=S.NEW, **more) -> Facts:
    answered = CAME if state is S.NEW else TAKEN_ON
    return Facts(**{"state": state, "received_on": CAME, "answered_on": answered, **more})


def taken_on(**more) -> Facts:
    return facts(S.ACCEPTED, **{"agrees": True, "spells": OPEN, **more})


@pytest.mark.parametrize(
    ("known", "told"),
    [
        pytest.param(facts(), Standing(Stands.RECEIVED, CAME), id="just came"),
        pytest.param(facts(reached_on=REACHED), Standing(Stands.RECEIVED, CAME), id="spoken to, and not asked yet"),
        pytest.param(taken_on(), Standing(Stands.CONTACTED, CAME, TAKEN_ON), id="taken on"),
        pytest.param(
            taken_on(reached_on=REACHED), Standing(Stands.CONTACTED, CAME, REACHED), id="spoken to before that"
        ),
        pytest.param(taken_on(agrees=False, reached_on=REACHED), Standing(Stands.RECEIVED, CAME), id="does not agree"),
        pytest.param(taken_on(spells=CLOSED), Standing(Stands.ENDED, CAME, TAKEN_ON, ENDED), id="support ended"),
        pytest.param(taken_on(agrees=False, spells=CLOSED), Standing(Stands.RECEIVED, CAME), id="ended, not agreed"),
        pytest.param(
            taken_on(agrees=False, spells=CLOSED, told_on=TOLD),
            Standing(Stands.ENDED, CAME, None, TOLD),
            id="ended, and a colleague has told them so",
        ),
        pytest.param(
            taken_on(told_on=TOLD),
            Standing(Stands.CONTACTED, CAME, TAKEN_ON),
            id="told that more is needed, and goes on",
        ),
        pytest.param(facts(S.DECLINED), Standing(Stands.RECEIVED, CAME), id="not taken on, and nobody was told yet"),
        pytest.param(facts(S.NOT_REACHED, told_on=TOLD), Standing(Stands.RECEIVED, CAME), id="is tried again"),
        pytest.param(
            taken_on(spells=(*CLOSED, Spell(date(2026, 7, 1), None))),
            Standing(Stands.ENDED, CAME, TAKEN_ON, ENDED),
            id="came back later by another referral",
        ),
        pytest.param(
            taken_on(spells=(Spell(date(2026, 1, 5), None),)),
            Standing(Stands.CONTACTED, CAME, TAKEN_ON),
            id="was supported already",
        ),
    ],
)
def test_referrer_reads_one_of_three_words_and_no_more_than_was_agreed(known, told):
    assert standing_of(known) == told


@pytest.mark.parametrize("state", [S.DECLINED, S.SIGNPOSTED, S.PASSED_ON, S.UNREACHABLE])
def test_that_nobody_is_supported_stands_there_once_a_colleague_told_them(state):
    assert standing_of(facts(state, told_on=TOLD)) == Standing(Stands.ENDED, CAME, None, TOLD)


def test_no_day_before_the_referral_says_that_they_were_known():
    known_before = taken_on(reached_on=date(2026, 4, 1))

    assert standing_of(known_before).contacted_on == CAME
