"""Whom letters come from: to groups and staff the team by name, to people an address that tells nothing."""

import pytest
from sqlalchemy import select

from directory.casework.inputs import ContactBy
from directory.casework.referrals_in.answering_referrals import decline_referral_in
from directory.casework.referrals_in.referral_details import ReferrerKind
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_states import DeclineReason, ReferralSource
from directory.casework.triage.kinds import REFERRER_TOLD
from directory.casework.triage.telling import write_to_referrer
from directory.errors import WrongSettings
from directory.jobs import sending
from directory.jobs.sending import RULES, send_waiting
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.referrals import make_referral
from tests.factories.signposts import notices_of

TEAM, PLAIN, OWN = "Beck Lane Link Workers <team@scheme.example>", "team@scheme.example", "Sam <hello@scheme.example>"
# To somebody about themself, or about what they asked.
TO_PEOPLE = {"session_reminder", "own_page", "referral_news", "own_page_code", "join_answer", "listing_answer"}


def senders_of_all(db, monkeypatch, to_people: str = "") -> dict[str, str]:
    """Whom a letter of each kind comes from, whatever else it would have to wait for."""
    made = make_referral(db)
    db.commit()
    [waiting] = db.scalars(select(OutboxMessage).where(OutboxMessage.about_id == made.id)).all()
    found = {}
    for kind in RULES:
        if kind == REFERRER_TOLD:
            continue
        monkeypatch.setitem(sending.RULES, kind, lambda *_: True)
        monkeypatch.setattr(sending, "FINISHING", {})
        monkeypatch.setattr(sending, "GONE_ONCE_SENT", frozenset())
        waiting.kind, waiting.sent_at = kind, None
        db.commit()
        sent: list = []
        send_waiting(sent.append, TEAM, sender_to_people=to_people)
        db.refresh(waiting)
        found[kind] = sent[0]["From"]
    return found


def test_letters_to_people_name_no_team_as_their_sender_and_all_others_do(db, monkeypatch):
    senders = senders_of_all(db, monkeypatch)

    assert {kind for kind, sender in senders.items() if sender == PLAIN} == TO_PEOPLE
    assert {sender for kind, sender in senders.items() if kind not in TO_PEOPLE} == {TEAM}


def test_letters_to_people_may_have_a_sender_of_their_own(db, monkeypatch):
    senders = senders_of_all(db, monkeypatch, OWN)

    assert {kind for kind, sender in senders.items() if sender == OWN} == TO_PEOPLE


OWN_ASKING = {"email": "noor@home.example", "contact_by": ContactBy.EMAIL, "may_leave_message": True}
BY_A_NURSE = {
    "source": ReferralSource.PROFESSIONAL,
    "referrer_kind": ReferrerKind.AT_PRACTICE,
    "referrer_name": "Lee Nurse",
    "referrer_contact": "lee@surgery.example",
}


@pytest.mark.parametrize(
    ("told", "sender"),
    [pytest.param(OWN_ASKING, PLAIN, id="themself"), pytest.param(BY_A_NURSE, TEAM, id="a nurse")],
)
def test_a_short_message_comes_from_the_team_only_where_it_goes_to_whoever_referred_them(db, told, sender):
    actor = make_actor(db)
    referral = make_referral_in(db, actor, **told)
    decline_referral_in(db, actor, referral, DeclineInput(DeclineReason.NO_ROOM))
    db.flush()
    [notice] = notices_of(db, referral)
    write_to_referrer(db, actor, referral, notice)
    db.commit()
    sent: list = []

    send_waiting(sent.append, TEAM)

    assert [each["From"] for each in sent if each["To"].endswith(("home.example", "surgery.example"))] == [sender]


def test_a_sender_to_people_that_is_none_is_told():
    with pytest.raises(WrongSettings, match="LYNCHPIN_MAIL_FROM_PEOPLE"):
        send_waiting(lambda _: None, TEAM, sender_to_people="Our team")
