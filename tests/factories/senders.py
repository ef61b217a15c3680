"""Systems that send referrals, for tests."""

from directory.accounts.models import Scheme
from directory.accounts.senders.inputs import NewKeyInput, NewSenderInput, OldKeys
from directory.accounts.senders.models import ApiSender, Scope, SenderKind
from directory.accounts.senders.operations import add_sender, make_key_for
from directory.accounts.senders.queries import Caller, find_caller
from directory.casework.referrals_in.receiving_sent import receive_sent, submission_key_of
from directory.casework.referrals_in.referral_inputs import ReferralInput
from directory.casework.referrals_in.referral_states import ReferralSource
from tests.factories.accounts import make_actor, new_word


def make_sender(db, actor=None, *, scheme: Scheme | None = None, **more) -> ApiSender:
    """Beck Lane Surgery may send referrals to the actor's team, and ask how they stand."""
    actor = actor or make_actor(db, scheme=scheme)
    told = {"name": f"Beck Lane Surgery {new_word()}", "kind": SenderKind.PRACTICE, "scopes": tuple(Scope)}
    wanted = NewSenderInput(**{**told, "submission_key": f"sender-{new_word()}", **more})
    sender = add_sender(db, actor, actor.scheme_id, wanted)
    db.flush()
    return sender


def make_key(db, sender: ApiSender, *, is_test: bool = False, old_keys: OldKeys = OldKeys.KEEP) -> str:
    """A key of a sender, as its owner writes it."""
    made = make_key_for(db, None, sender, NewKeyInput(is_test=is_test, old_keys=old_keys))
    db.flush()
    return made.written


def make_caller(db, actor=None, **more):
    """A sender of the actor's team in the middle of a request."""
    return find_caller(db, make_key(db, make_sender(db, actor, **more)))


def make_sent(db, sender: ApiSender, **more):
    """Edith, referred by a sender."""
    kind = SenderKind(sender.kind)
    caller = Caller(sender.id, sender.scheme_id, sender.name, kind, sender.id, is_test=False, scopes=sender.scopes)
    wanted = {
        "source": ReferralSource.PROFESSIONAL,
        "submission_key": submission_key_of(sender.id, new_word()),
        "name": "Edith Ashworth",
        "outward": "LS11",
        "postcode": "LS11 8ND",
        "phone": "0113 496 0000",
        "reason": "She misses her walks",
        **more,
    }
    referral, _ = receive_sent(db, caller, ReferralInput(**wanted))
    db.flush()
    return referral
