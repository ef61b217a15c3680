"""Any order of tries, joins, partings and answers: each referral stands somewhere, and its sender is told where.

Each run of the machine makes three referrals to one team: two that systems sent, and one of a friend.
"""

from itertools import pairwise

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from directory.accounts.models import Scheme
from directory.casework.queries import get_client
from directory.casework.referrals_in.answering_referrals import (
    AnsweredMeanwhile,
    accept_as_known,
    accept_as_new,
    decline_referral_in,
)
from directory.casework.referrals_in.joining_referrals import NotTheSame, join_referral, separate_referral
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import MOVES, DeclineReason, ReferralInState
from directory.casework.referrals_in.sent_models import ReferralEvent, SentReferral
from directory.casework.referrals_in.told_status import TOLD, ToldStatus
from directory.casework.triage.kinds import ContactResult
from directory.casework.triage.models import ReferrerNotice
from directory.casework.triage.passing_on import pass_on
from directory.casework.triage.stopping import TooFewTries, end_not_reached
from directory.db import make_session
from directory.referrals.signposts.signposting import end_with_signpost
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend
from tests.factories.senders import make_sender, make_sent
from tests.factories.signposts import wanted_more, wanted_signpost
from tests.factories.triage import make_attempt
from tests.lives import try_lives

S = ReferralInState
TRIES = 2
MANY = 3
WHICH = st.integers(0, MANY - 1)
WAITS = (S.NEW, S.UNCONFIRMED, S.NOT_REACHED)


class Came:
    """What a referral should be: its state, the one it is one more of, and what came of tries to reach its person."""

    def __init__(self, referral, *, is_sent: bool) -> None:
        self.id, self.state, self.first, self.is_sent = referral.id, S(referral.state), None, is_sent
        self.begins_as, self.reason, self.is_client = self.state, None, False
        self.in_vain, self.was_reached = 0, False

    @property
    def counts(self) -> "Came":
        """The referral whose answer counts for it."""
        return self.first or self

    @property
    def told(self) -> ToldStatus:
        """What its sender should be told."""
        told = TOLD[self.counts.state]
        return ToldStatus.CONTACTED if told is ToldStatus.RECEIVED and self.counts.was_reached else told


class ReferralsThatCame(RuleBasedStateMachine):
    """Three referrals to a team, and beside them what they should be."""

    def __init__(self, database) -> None:
        super().__init__()
        self.db = make_session(database.write)
        self.actor = make_actor(self.db)
        self.db.get_one(Scheme, self.actor.scheme_id).contact_attempts = TRIES
        sender = make_sender(self.db, self.actor)
        sent = [Came(make_sent(self.db, sender), is_sent=True) for _ in range(MANY - 1)]
        friend = make_referral_in(self.db, self.actor, wanted_of_friend())
        self.came = [*sent, Came(friend, is_sent=False)]
        self.client = None
        self.db.commit()

    def kept(self, came: Came) -> Referral:
        return self.db.get_one(Referral, came.id, populate_existing=True)

    def attempt(self, refused, act) -> bool:
        """Do something that is refused in one way or not at all; what was refused is rolled back as a page does."""
        if refused is None:
            act()
            self.db.commit()
            return True
        with pytest.raises(refused), self.db.begin_nested():
            act()
        self.db.expire_all()
        return False

    def move(self, came: Came, to: ReferralInState, act, *, refused=None) -> bool:
        """Have a referral go to a state, if it may."""
        may = to in MOVES[came.state]
        is_done = self.attempt(refused if may else AnsweredMeanwhile, act)
        if is_done:
            came.state = to
        return is_done

    def joined(self, first: Came) -> list[Came]:
        return [each for each in self.came if each.first is first]

    # Its steps.

    @rule(which=WHICH, is_reached=st.booleans())
    def try_to_reach(self, which, is_reached):
        result = ContactResult.REACHED if is_reached else ContactResult.NO_ANSWER
        make_attempt(self.db, self.actor, self.kept(self.came[which]), result=result)
        self.db.commit()
        counts = self.came[which].counts
        counts.in_vain = 0 if is_reached else counts.in_vain + 1
        counts.was_reached = counts.was_reached or is_reached
        if is_reached and counts.state is S.NOT_REACHED:
            counts.state = S.NEW
        elif not is_reached and counts.state in WAITS:
            counts.state = S.NOT_REACHED

    @rule(which=WHICH, to=WHICH)
    def join(self, which, to):
        came, first = self.came[which], self.came[to]
        refused = None
        if came.first is not first or came.first is None:
            if came.state not in WAITS:
                refused = AnsweredMeanwhile
            elif came is first:
                refused = NotTheSame
            elif first.state not in WAITS:
                refused = AnsweredMeanwhile
        kept, kept_first = self.kept(came), self.kept(first)
        if self.attempt(refused, lambda: join_referral(self.db, self.actor, kept, kept_first)):
            for each in self.joined(came):
                each.first = first
            came.state, came.first = S.JOINED, first

    @rule(which=WHICH)
    def part(self, which):
        came = self.came[which]
        refused = None
        if came.is_client or (came.first is None and came.state not in WAITS):
            refused = AnsweredMeanwhile
        kept = self.kept(came)
        if self.attempt(refused, lambda: separate_referral(self.db, self.actor, kept)) and came.first is not None:
            came.first, came.state = None, S.UNCONFIRMED if came.begins_as is S.UNCONFIRMED else S.NEW

    @rule(which=WHICH, is_known=st.booleans())
    def take_on(self, which, is_known):
        came = self.came[which]
        kept = self.kept(came)

        def accept() -> None:
            if is_known and self.client:
                client = get_client(self.db, self.actor, self.client, to_change=True)
                accept_as_known(self.db, self.actor, kept, client)
            else:
                self.client = accept_as_new(self.db, self.actor, kept).reference

        if self.move(came, S.ACCEPTED, accept):
            for each in (came, *self.joined(came)):
                each.is_client = True

    @rule(which=WHICH, reason=st.sampled_from(DeclineReason))
    def decline(self, which, reason):
        came = self.came[which]
        kept = self.kept(came)
        if came.reason is reason:
            decline_referral_in(self.db, self.actor, kept, DeclineInput(reason))
        elif self.move(came, S.DECLINED, lambda: decline_referral_in(self.db, self.actor, kept, DeclineInput(reason))):
            came.reason = reason

    @rule(which=WHICH)
    def tell_of_a_place(self, which):
        kept = self.kept(self.came[which])
        act = lambda: end_with_signpost(self.db, self.actor, kept, wanted_signpost())  # noqa: E731 - it is this short
        self.move(self.came[which], S.SIGNPOSTED, act)

    @rule(which=WHICH, is_end=st.booleans())
    def help_on(self, which, is_end):
        kept = self.kept(self.came[which])
        act = lambda: pass_on(self.db, self.actor, kept, wanted_more(is_end=is_end), can_write=False)  # noqa: E731
        if is_end:
            self.move(self.came[which], S.PASSED_ON, act)
        else:
            self.attempt(None, act)

    @rule(which=WHICH)
    def stop_trying(self, which):
        came = self.came[which]
        kept = self.kept(came)
        if came.state is S.UNREACHABLE:
            end_not_reached(self.db, self.actor, kept, can_write=False)
            return
        refused = None if came.in_vain >= TRIES else TooFewTries
        act = lambda: end_not_reached(self.db, self.actor, kept, can_write=False)  # noqa: E731 - it is this short
        self.move(came, S.UNREACHABLE, act, refused=refused)

    # What holds after each.

    @invariant()
    def each_stands_where_it_should(self):
        for each in self.came:
            kept = self.kept(each)
            assert (S(kept.state), kept.joined_to_id) == (each.state, each.first.id if each.first else None)
            assert (kept.client_id is not None) == each.is_client
            assert kept.person_id == self.kept(each.counts).person_id

    @invariant()
    def senders_are_told_how_it_stands_and_each_change_once(self):
        for each in (each for each in self.came if each.is_sent):
            sent = self.db.get_one(SentReferral, each.id, populate_existing=True)
            wanted = select(ReferralEvent).where(ReferralEvent.referral_id == each.id).order_by(ReferralEvent.number)
            events = self.db.scalars(wanted).all()
            assert (sent.status, len(events)) == (each.told, sent.changes)
            told = [("received", None), *((event.status, event.reason) for event in events)]
            assert all(before != after for before, after in pairwise(told))

    @invariant()
    def who_referred_them_is_told_once_and_no_friend_is(self):
        team = ReferrerNotice.scheme_id == self.actor.scheme_id
        told = [(each.referral_id, each.about) for each in self.db.scalars(select(ReferrerNotice).where(team))]
        assert len(told) == len(set(told))
        assert not {each.id for each in self.came if not each.is_sent} & {referral_id for referral_id, _ in told}

    def teardown(self):
        self.db.close()


def test_whatever_happens_to_referrals_senders_are_told_how_they_stand(database):
    try_lives(lambda: ReferralsThatCame(database), examples=4, steps=20)


@pytest.mark.slow
def test_senders_are_told_in_twenty_long_lives(database):
    try_lives(lambda: ReferralsThatCame(database), examples=20, steps=40)
