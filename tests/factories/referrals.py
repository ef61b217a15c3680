"""Onward referrals for tests."""

from datetime import timedelta

from directory import clock
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import get_link, make_link
from directory.referrals.inputs import GroupAgreementInput, OnwardReferralInput
from directory.referrals.models import OnwardReferral
from directory.referrals.nudge_models import GroupLetter
from directory.referrals.operations import refer_onward
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.questions import WordsInput, ask_team
from directory.referrals.replies import SharedReferral
from tests.factories.accounts import make_actor, new_word
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import make_reply_link


def wanted_referral(service_id, key=None, *, sent_on=None, **more) -> OnwardReferralInput:
    """A referral to be made of somebody who agreed, on the day it is sent, that this very group is told."""
    more.setdefault("agreed", GroupAgreementInput(sent_on or clock.today()))
    return OnwardReferralInput(service_id, key or f"referral-{new_word()}", sent_on=sent_on, **more)


def make_referral(db, actor=None, *, client=None, service=None, days_ago=5, **more) -> OnwardReferral:
    """A client sent on some days ago, to a group with an e-mail address: its letter waits to leave."""
    actor = actor or make_actor(db)
    client = client or make_client(db, actor)
    service = service or make_service(db, email="walks@becklane.example")
    sent_on = clock.today() - timedelta(days=days_ago)
    wanted = wanted_referral(service.id, sent_on=sent_on, **more)
    referral = refer_onward(db, actor, client, wanted)
    db.flush()
    return referral


def make_group_question(db, referral, words: str = "Can she manage three steps?") -> ReferralQuestion:
    """What a group asked by its link."""
    link = get_link(db, make_reply_link(db, referral), LinkPurpose.REFERRAL)
    shared = SharedReferral(link, referral, "walks@becklane.example", "A team")
    question = ask_team(db, shared, WordsInput(words, f"question-{new_word()}"))
    db.flush()
    return question


def make_group_link(db, referral) -> str:
    """The token of a link to all that a team asks of the group of a referral, as if it had been asked again."""
    letter = GroupLetter(scheme_id=referral.scheme_id, service_id=referral.service_id)
    db.add(letter)
    db.flush()
    return make_link(db, LinkPurpose.GROUP, scheme_id=referral.scheme_id, client_id=None, about_id=letter.id)
