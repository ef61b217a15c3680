"""Any order of steps, mistakes, noes and letters: what is kept always agrees with a model of a few lines.

Each run of the machine makes a referral of its own; the letters of earlier runs are thrown away first.
"""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import delete, func, select

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.agreeing import give_consent, withdraw_consent
from directory.casework.inputs import AnswerInput
from directory.casework.models import Client
from directory.casework.queries import get_client
from directory.db import make_session
from directory.jobs.sending import send_waiting
from directory.links.signed_links import LinkEnded
from directory.outbox import OutboxMessage
from directory.outcomes.queries import evaluate
from directory.referrals.agreeing import agree_again, withdraw_group_agreement
from directory.referrals.endings import Ending, ending_of
from directory.referrals.inputs import GroupAgreementInput, MoveInput, TakeBackInput
from directory.referrals.models import OnwardReferral
from directory.referrals.operations import MovedMeanwhile, move_referral
from directory.referrals.queries import get_onward_referral
from directory.referrals.replies import get_shared
from directory.referrals.states import MOVES, NEEDS_REASON, TOLD_TO_PROVIDER, MoveNotAllowed, Reason, ReferralState
from directory.referrals.taking_back import take_back_move
from tests.factories.accounts import make_actor
from tests.factories.links import make_reply_link
from tests.factories.referrals import make_referral
from tests.lives import try_lives

STATES = st.sampled_from(sorted(ReferralState))


class ReferralLife(RuleBasedStateMachine):
    """One referral, and beside it what it should be: standing states, agreement, and where its letter is."""

    def __init__(self, database) -> None:
        super().__init__()
        self.db = make_session(database.write)
        self.db.execute(delete(OutboxMessage))
        self.coordinator = make_actor(self.db)
        made = make_referral(self.db, self.coordinator)
        self.reference, self.client_reference = made.reference, made.client.reference
        self.standing = [(1, ReferralState.SENT)]
        self.written = 1
        self.agrees = self.agrees_to_group = True
        self.acts = 1
        self.letter, self.held_by = "waits", None
        self.db.commit()

    @property
    def referral(self) -> OnwardReferral:
        return get_onward_referral(self.db, self.coordinator, self.reference, to_change=True)

    @property
    def client(self) -> Client:
        return get_client(self.db, self.coordinator, self.client_reference)

    @property
    def state(self) -> ReferralState:
        return self.standing[-1][1]

    @property
    def may_leave(self) -> bool:
        return self.agrees and self.agrees_to_group and self.state in TOLD_TO_PROVIDER

    @property
    def ending(self) -> Ending | None:
        """How it ended by the steps that stand, told apart from what the product works out."""
        states = [state for _, state in self.standing]
        went = {ReferralState.ATTENDED, ReferralState.GOING} & set(states)
        endings = {
            ReferralState.DECLINED: Ending.NOT_FOR_THEM,
            ReferralState.WITHDRAWN: Ending.TAKEN_BACK,
            ReferralState.NOT_FOR_ME: Ending.TRIED_NOT_FOR_ME if went else Ending.NOT_FOR_ME,
            ReferralState.ENDED: Ending.STOPPED if went else Ending.NEVER_WENT,
        }
        return endings.get(self.state)

    @rule(to=STATES, is_late=st.booleans())
    def move(self, to, is_late):
        seen = self.written - 1 if is_late else self.written
        wanted = MoveInput(to, clock.today(), Reason.OTHER if to in NEEDS_REASON else None, seen=seen)
        if to == self.state and len(self.standing) > 1:
            move_referral(self.db, self.coordinator, self.referral, wanted)
        elif is_late:
            with pytest.raises(MovedMeanwhile):
                move_referral(self.db, self.coordinator, self.referral, wanted)
        elif to not in MOVES[self.state]:
            with pytest.raises(MoveNotAllowed):
                move_referral(self.db, self.coordinator, self.referral, wanted)
        else:
            move_referral(self.db, self.coordinator, self.referral, wanted)
            self.written += 1
            self.acts += 1
            self.standing.append((self.written, to))
            if to not in TOLD_TO_PROVIDER and self.letter == "waits":
                self.letter, self.held_by = "held", self.written
        self.db.commit()

    @precondition(lambda self: len(self.standing) > 1)
    @rule()
    def take_back(self):
        number, _ = self.standing.pop()
        take_back_move(self.db, self.coordinator, self.referral, TakeBackInput(number, "A mistake"))
        self.written += 1
        self.acts += 1
        if self.held_by == number and self.letter == "held":
            self.letter, self.held_by = "waits", None
        self.db.commit()

    @precondition(lambda self: self.agrees)
    @rule()
    def say_no(self):
        withdraw_consent(self.db, self.coordinator, self.client, clock.today())
        self.agrees = False
        if self.letter == "waits":
            self.letter = "held"
        self.db.commit()

    @precondition(lambda self: not self.agrees)
    @rule()
    def agree_again(self):
        give_consent(self.db, self.coordinator, self.client, AnswerInput(clock.today()))
        self.agrees = True
        self.db.commit()

    @precondition(lambda self: self.agrees_to_group)
    @rule()
    def say_no_to_this_group(self):
        assert withdraw_group_agreement(self.db, self.coordinator, self.referral)
        self.agrees_to_group = False
        self.acts += 1
        if self.letter == "waits":
            self.letter, self.held_by = "held", None
        self.db.commit()

    @precondition(lambda self: self.agrees and not self.agrees_to_group)
    @rule()
    def agree_to_this_group_again(self):
        wanted = GroupAgreementInput(clock.today())
        assert agree_again(self.db, self.coordinator, self.referral, self.client, wanted)
        self.agrees_to_group = True
        self.acts += 1
        self.db.commit()

    @rule()
    def look_as_the_group(self):
        token = make_reply_link(self.db, self.referral)
        if self.may_leave:
            assert get_shared(self.db, token).referral.reference == self.reference
        else:
            with pytest.raises(LinkEnded):
                get_shared(self.db, token)
        self.db.commit()
        self.db.expunge_all()

    @rule()
    def send_letters(self):
        left = []
        send_waiting(left.append, "team@scheme.example")
        assert len(left) == (self.letter == "waits" and self.may_leave)
        if self.letter == "waits":
            self.letter = "sent" if left else "held"
        self.db.expunge_all()

    @invariant()
    def kept_agrees_with_told(self):
        referral = self.referral
        moves = referral.moves
        assert referral.state == self.state
        assert [each.number for each in referral.standing_moves] == [number for number, _ in self.standing]
        assert [each.number for each in moves] == list(range(1, self.written + 1))
        assert all(each.to_state in MOVES[each.from_state] for each in moves[1:] if each.takes_back is None)
        assert ending_of(referral.standing_moves) == self.ending

    @invariant()
    def letter_is_where_it_should_be(self):
        message = self.db.scalars(select(OutboxMessage)).one()
        assert (message.sent_at is not None) == (self.letter == "sent")
        assert (message.cancelled_at is not None) == (self.letter == "held")

    @invariant()
    def every_step_is_on_record(self):
        acts = select(func.count()).select_from(AuditEvent)
        mine = (AuditEvent.subject == "onward_referral", AuditEvent.actor_id == self.coordinator.user_id)
        assert self.db.scalar(acts.where(*mine)) == self.acts

    # Counting takes longer than all else here, so it is one of the things that may happen, not looked at after each.
    @rule()
    def count(self):
        attended = sum(state is ReferralState.ATTENDED for _, state in self.standing)
        assert evaluate(self.db, self.coordinator).referrals_attended == attended

    def teardown(self):
        self.db.close()


def test_whatever_happens_what_is_kept_agrees_with_what_was_told(database):
    try_lives(lambda: ReferralLife(database), examples=5, steps=20)


@pytest.mark.slow
def test_whatever_happens_in_sixty_long_lives(database):
    try_lives(lambda: ReferralLife(database), examples=60, steps=40)
