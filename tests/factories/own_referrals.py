"""Referrers who see their own referrals, for tests."""

from directory.casework.message_back.practice_models import KnownPractice
from directory.casework.own_referrals.keeping import OfKind, ReferrerLinkInput, get_referrer_link, set_up_link
from directory.casework.own_referrals.models import ReferrerLink
from directory.casework.referrals_in.referral_details import ReferrerKind
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import make_link
from tests.factories.asking import make_referral_in
from tests.factories.message_back import make_practice


def make_referrer_link(db, actor, practice: KnownPractice | None = None) -> ReferrerLink:
    """That a practice of the actor's team may see its referrals."""
    practice = practice or make_practice(db, actor)
    return set_up_for(db, actor, OfKind.PRACTICE, practice.id)


def set_up_for(db, actor, kind: OfKind, of_id, email: str | None = None) -> ReferrerLink:
    """That a referrer of the actor's team may see their referrals."""
    made = set_up_link(db, actor, ReferrerLinkInput(kind, of_id, email))
    db.flush()
    return get_referrer_link(db, actor, made.id)


def make_from_practice(db, actor, code="B86001", **more) -> Referral:
    """Edith, referred by a GP of a practice."""
    told = {
        "source": ReferralSource.PROFESSIONAL,
        "name": "Edith Ashworth",
        "referrer_kind": ReferrerKind.GP,
        "referrer_name": "Dr Noor Patel",
        "practice_code": code,
    }
    return make_referral_in(db, actor, **{**told, **more})


def make_referrals_link(db, link: ReferrerLink) -> str:
    """The token of the link, as if its letter had just left."""
    return make_link(db, LinkPurpose.OWN_REFERRALS, scheme_id=link.scheme_id, client_id=None, about_id=link.id)
