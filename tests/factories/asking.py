"""Referrals to us for tests."""

from directory.accounts.models import Scheme, SchemeArea
from directory.casework.referrals_in.receiving import receive_referral
from directory.casework.referrals_in.referral_inputs import ReferralInput
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import GpAnswer, ReferralSource
from tests.factories.accounts import new_word

OUTWARD = "LS11"


def wanted_referral(**more) -> ReferralInput:
    """Noor asks for herself, unless told otherwise."""
    told = {
        "source": ReferralSource.SELF,
        "submission_key": f"referral-{new_word()}",
        "name": "Noor Newcomer",
        "outward": OUTWARD,
        "postcode": "LS11 8ND",
        "has_gp": GpAnswer.YES,
        "phone": "07700 900111",
        "may_leave_message": False,
        "statement": "I hardly see anybody since we moved",
        "wording_number": 1,
    }
    return ReferralInput(**{**told, **more})


def wanted_of_friend(**more) -> ReferralInput:
    """A friend tells us of Noor, with her knowledge."""
    return ReferralInput(
        **{
            "source": ReferralSource.FRIEND,
            "submission_key": f"referral-{new_word()}",
            "name": "Noor Newcomer",
            "outward": OUTWARD,
            "safe_contact": "Text 07700 900111 in the morning",
            "may_leave_message": False,
            **more,
        }
    )


def make_referral_in(db, actor, wanted: ReferralInput | None = None, **more) -> Referral:
    """A referral to the actor's scheme, which helps where the person lives from now on."""
    wanted = wanted or wanted_referral(**more)
    area = db.get(SchemeArea, wanted.outward)
    if area is None:
        db.add(SchemeArea(outward=wanted.outward, scheme_id=actor.scheme_id))
    else:
        area.scheme_id = actor.scheme_id
    db.flush()
    referral = receive_referral(db, wanted)
    db.flush()
    assert referral.scheme_id == db.get_one(Scheme, actor.scheme_id).id
    return referral
