"""Signposts, calls and needing more, for tests."""

from datetime import timedelta

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.referrals_in.answering_referrals import accept_as_known
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.triage.kinds import NoticeAbout, WhereTo
from directory.casework.triage.models import NeedsMore, ReferrerNotice
from directory.casework.triage.passing_on import NeedsMoreInput, pass_on
from directory.casework.triage.telling import list_notices, tell_referrer
from directory.catalogue.models.conditions import ServiceCapacity
from directory.catalogue.models.services import Service
from directory.db import new_id
from directory.referrals.signposts.models import Signpost
from directory.referrals.signposts.signposting import SignpostInput, signpost
from tests.factories.accounts import new_word
from tests.factories.asking import make_referral_in


def wanted_signpost(**more) -> SignpostInput:
    """The library, unless told otherwise."""
    told = {"submission_key": f"signpost-{new_word()}", "place": "The library", "reason": "Computers"}
    return SignpostInput(**{**told, **more})


def make_signpost(db, actor: Actor, person, **more) -> Signpost:
    told = signpost(db, actor, person, wanted_signpost(**more))
    db.flush()
    return told


def wanted_more(**more) -> NeedsMoreInput:
    """Their GP is rung tomorrow, unless told otherwise."""
    told = {
        "where_to": WhereTo.GP,
        "why": "Has not eaten for days",
        "next_step": "I ring the surgery",
        "next_step_on": clock.today() + timedelta(days=1),
        "submission_key": f"more-{new_word()}",
    }
    return NeedsMoreInput(**{**told, **more})


def make_needs_more(db, actor: Actor, person, **more) -> NeedsMore:
    needs = pass_on(db, actor, person, wanted_more(**more), can_write=False)
    db.flush()
    return needs


def notices_of(db, person) -> list[ReferrerNotice]:
    db.flush()
    return list(list_notices(db, person))


def make_full(db, service: Service) -> None:
    """A group says that an activity has no room."""
    service.capacities = [ServiceCapacity(id=new_id(), updated=clock.now(), room="full")]
    db.flush()


def make_notice(db, actor: Actor, client: Client | None = None) -> ReferrerNotice:
    """That a nurse who referred somebody, perhaps a client by now, is to be told that they need more."""
    told = {"source": ReferralSource.PROFESSIONAL, "referrer_name": "Lee Nurse", "referrer_contact": "0113 496 0000"}
    referral = make_referral_in(db, actor, **told)
    if client is not None:
        accept_as_known(db, actor, referral, client)
    notice = tell_referrer(db, actor, referral, NoticeAbout.NEEDS_MORE, may_write=False)
    db.flush()
    return notice
