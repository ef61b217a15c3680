"""What a message says of the activities somebody was referred to: however it stands, and however it ended."""

import pytest

from directory import clock
from directory.casework.message_back.models import Addressee
from directory.exchange.message_back.arranged import (
    DID_NOT,
    DID_NOT_HELP,
    HELPED,
    HELPED_TO_ITS_END,
    NOT_TOLD,
    REASONS,
)
from directory.exchange.message_back.assembling import assemble
from directory.exchange.message_back.fhir_document import write_document
from directory.referrals.endings import Ending
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.states import OPEN, Reason, ReferralState
from tests.exchange.message_back.test_fhir_document import about, resources
from tests.factories.accounts import make_actor
from tests.factories.referrals import make_referral

S, R = ReferralState, Reason
ENDED = {
    Ending.STAYED: ([(S.ATTENDED, None), (S.ENDED, R.FINISHED)], "they went, and it came to its end (it has finished)"),
    Ending.STOPPED: ([(S.GOING, None), (S.ENDED, R.HEALTH)], "they went, and stopped (their health)"),
    Ending.NEVER_WENT: (
        [(S.NOT_ATTENDED, None), (S.ENDED, R.DUTIES)],
        "it ended before they went (work, or caring for somebody)",
    ),
    Ending.NO_ROOM: ([(S.DECLINED, R.NO_ROOM)], "the group had no room"),
    Ending.NOT_FOR_THEM: ([(S.DECLINED, R.OUT_OF_AREA)], "the group could not take them (out of area)"),
    Ending.NO_REPLY: ([(S.DECLINED, R.NO_REPLY)], "the group did not reply"),
    Ending.TAKEN_BACK: ([(S.WITHDRAWN, None)], "we took the referral back"),
    Ending.NOT_FOR_ME: (
        [(S.NOT_FOR_ME, R.TOO_FAR)],
        "they decided that it is not for them (too far, or hard to get to)",
    ),
    Ending.TRIED_NOT_FOR_ME: ([(S.ATTENDED, None), (S.NOT_FOR_ME, None)], "they tried it, and it is not for them"),
}


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def referred(db, coordinator, steps):
    referral = make_referral(db, coordinator)
    for to, reason in steps:
        if to is S.GOING:
            move_referral(db, coordinator, referral, MoveInput(S.ATTENDED, clock.today()))
        move_referral(db, coordinator, referral, MoveInput(to, clock.today(), reason))
    db.flush()
    return referral


def lines_told(db, coordinator, referral) -> tuple[list[str], list[str]]:
    """What was arranged and what did not help, without the name of the activity."""
    content = assemble(db, coordinator, referral.client, referral.client.cases[0], Addressee.PRACTICE, offered_code="")
    parts = {each.key: each.lines for each in content.sections}
    for each in (*parts["helped"], *parts["not helped"]):
        assert each.startswith(f"{referral.service.name}: ")
    helped, did_not = (
        [each.removeprefix(f"{referral.service.name}: ") for each in parts[key]] for key in ("helped", "not helped")
    )
    return helped, did_not


@pytest.mark.parametrize("ending", Ending)
def test_each_ending_is_told_where_it_belongs(db, coordinator, ending):
    steps, words = ENDED[ending]

    helped, did_not = lines_told(db, coordinator, referred(db, coordinator, steps))

    assert (helped, did_not) == (([words], []) if ending is Ending.STAYED else ([], [words]))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (S.SENT, "the group has not answered yet"),
        (S.WAITING, "they are on the waiting list"),
        (S.ACCEPTED, "the group has room, and they have not been yet"),
        (S.ATTENDED, "they went for the first time"),
        (S.GOING, "they still go"),
    ],
)
def test_what_goes_on_is_told_as_arranged(db, coordinator, state, words):
    steps = [] if state is S.SENT else [(state, None)]

    assert lines_told(db, coordinator, referred(db, coordinator, steps)) == ([words], [])


def test_who_did_not_go_so_far_stands_with_what_did_not_come_about(db, coordinator):
    referral = referred(db, coordinator, [(S.NOT_ATTENDED, None)])

    assert lines_told(db, coordinator, referral) == ([], ["they did not go"])


def test_every_state_that_goes_on_every_ending_and_every_reason_has_words():
    assert sorted([*HELPED, *DID_NOT, *NOT_TOLD]) == sorted(OPEN)
    assert sorted([*HELPED_TO_ITS_END, *DID_NOT_HELP]) == sorted(Ending)
    assert set(REASONS) == set(Reason)


def test_the_fhir_document_says_the_same(db, coordinator):
    tried = referred(db, coordinator, [(S.ATTENDED, None), (S.NOT_FOR_ME, R.PEOPLE)])
    content = assemble(db, coordinator, tried.client, tried.client.cases[0], Addressee.PRACTICE, offered_code="")

    [composition] = resources(write_document(content, about()), "Composition")
    [told] = [each["text"]["div"] for each in composition["section"] if "did not help" in each["title"]]

    assert "they tried it, and it is not for them (not at home with the people there)" in told
