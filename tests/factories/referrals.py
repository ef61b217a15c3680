"""Onward referrals for tests."""

from datetime import timedelta

from directory import clock
from directory.casework.support_sessions.models import RemindBy
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import get_link, make_link
from directory.referrals.inputs import GroupAgreementInput, OnwardReferralInput
from directory.referrals.models import OnwardReferral
from directory.referrals.news import list_news
from directory.referrals.news_models import ReferralNews
from directory.referrals.nudge_models import GroupLetter, ReferralNudge
from directory.referrals.operations import refer_onward
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.questions import WordsInput, ask_team
from directory.referrals.replies import SharedReferral
from directory.referrals.telling_models import ReferralTelling, ToldHow
from directory.referrals.visit_models import Company, FirstVisit
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


def make_telling(db, actor, referral) -> ReferralTelling:
    """A call to the group of a referral."""
    telling = ReferralTelling(
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        onward_referral_id=referral.id,
        how=ToldHow.PHONE.value,
        told_on=clock.today(),
        spoke_to="Mrs Hardcastle",
        submission_key=f"telling-{new_word()}",
        recorded_by=actor.user_id,
    )
    db.add(telling)
    db.flush()
    return telling


def make_referral_news(db, referral, way=RemindBy.LETTER) -> ReferralNews:
    """That somebody is to be told of the last step of a referral, by hand."""
    news = ReferralNews(
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        onward_referral_id=referral.id,
        move_number=referral.standing_moves[-1].number,
        way=way.value if way else None,
        due_on=clock.today(),
    )
    db.add(news)
    db.flush()
    return news


def make_first_visit(db, actor, referral) -> FirstVisit:
    """A first visit with a volunteer, tomorrow."""
    visit = FirstVisit(
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        onward_referral_id=referral.id,
        company=Company.VOLUNTEER.value,
        companion="Joan",
        visit_on=clock.today() + timedelta(days=1),
        recorded_by=actor.user_id,
    )
    db.add(visit)
    db.flush()
    return visit


def find_or_make_news(db, referral) -> ReferralNews:
    """What somebody is to be told of a referral, where there is anything yet."""
    known = list_news(db, referral)
    return known[-1] if known else make_referral_news(db, referral)


def make_nudge(db, referral) -> ReferralNudge:
    """That the group of a referral was asked again."""
    letter = GroupLetter(scheme_id=referral.scheme_id, service_id=referral.service_id)
    db.add(letter)
    db.flush()
    nudge = ReferralNudge(
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        onward_referral_id=referral.id,
        letter_id=letter.id,
        number=1,
        nudged_on=clock.today(),
    )
    db.add(nudge)
    db.flush()
    return nudge
