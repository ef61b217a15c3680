"""Any order of planning, moving, mistakes and decisions: numbers have no gap, and none is over the limit unallowed."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.queries import get_client
from directory.casework.support_sessions.inputs import DecisionInput, OutcomeInput
from directory.casework.support_sessions.more import AskedAlready, decide_more
from directory.casework.support_sessions.planning import NoSessionsLeft, reschedule_session
from directory.casework.support_sessions.queries import (
    count_happened,
    find_allowance,
    find_replacement,
    get_support_session,
    list_of_case,
    list_undecided,
    numbers_in_case,
)
from directory.casework.support_sessions.recording import record_outcome, take_back_outcome
from directory.casework.support_sessions.states import (
    MOVES,
    NEEDS_REASON,
    MoveNotAllowed,
    SessionReason,
    SessionState,
)
from directory.db import make_session
from directory.errors import WrongInput
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.support_sessions import in_days, make_more_sessions, make_support_session, wanted_session
from tests.lives import try_lives

LIMIT = 3
OUTCOMES = st.sampled_from([SessionState.HAPPENED, SessionState.MISSED, SessionState.CANCELLED])
P = SessionState.PLANNED


class SessionsOfCase(RuleBasedStateMachine):
    """The sessions of one case, and beside them what they should be: the state of each, and how many are allowed."""

    def __init__(self, database) -> None:
        super().__init__()
        self.db = make_session(database.write)
        self.manager = make_actor(self.db, Role.MANAGER)
        scheme = self.db.get(Scheme, self.manager.scheme_id)
        scheme.session_limit = LIMIT
        self.coordinator = make_actor(self.db, scheme=scheme)
        self.reference = make_client(self.db, self.coordinator).reference
        self.expected, self.days = {}, {}
        self.limit, self.waits = LIMIT, False
        self.db.commit()

    @property
    def client(self):
        return get_client(self.db, self.coordinator, self.reference, to_change=True)

    def session(self, session_id):
        return get_support_session(self.db, self.client, session_id, to_change=True)

    def uses_one(self, state) -> bool:
        return state in (SessionState.PLANNED, SessionState.HAPPENED)

    @property
    def used(self) -> int:
        return sum(map(self.uses_one, self.expected.values()))

    @rule(day=st.integers(-20, 20))
    def plan(self, day):
        if self.used >= self.limit:
            with pytest.raises(NoSessionsLeft):
                make_support_session(self.db, self.coordinator, self.client, in_days(day))
        else:
            made = make_support_session(self.db, self.coordinator, self.client, in_days(day))
            self.expected[made.id], self.days[made.id] = P, day
        self.db.commit()

    @precondition(lambda self: self.expected)
    @rule(which=st.integers(0, 50), to=OUTCOMES, reason=st.sampled_from(SessionReason))
    def record(self, which, to, reason):
        session_id = sorted(self.expected)[which % len(self.expected)]
        now, session = self.expected[session_id], self.session(session_id)
        wanted = OutcomeInput(to, session.version, reason if to in NEEDS_REASON else None)
        one_more = self.uses_one(to) and not self.uses_one(now)
        if to != now and to not in MOVES[now]:
            refused = MoveNotAllowed
        elif to is not SessionState.CANCELLED and self.days[session_id] > 0:
            refused = WrongInput
        elif one_more and self.used >= self.limit:
            refused = NoSessionsLeft
        else:
            refused = None
        self.attempt(refused, lambda: record_outcome(self.db, self.coordinator, self.client, session, wanted))
        if refused is None:
            self.expected[session_id] = to

    @precondition(lambda self: self.expected)
    @rule(which=st.integers(0, 50))
    def take_back(self, which):
        session_id = sorted(self.expected)[which % len(self.expected)]
        now, session = self.expected[session_id], self.session(session_id)
        refused = None
        if now is not P and P not in MOVES[now]:
            refused = MoveNotAllowed
        elif not self.uses_one(now) and self.used >= self.limit:
            refused = NoSessionsLeft
        self.attempt(
            refused, lambda: take_back_outcome(self.db, self.coordinator, self.client, session, session.version)
        )
        if refused is None:
            self.expected[session_id] = P

    @precondition(lambda self: self.expected)
    @rule(which=st.integers(0, 50), day=st.integers(-20, 20))
    def reschedule(self, which, day):
        session_id = sorted(self.expected)[which % len(self.expected)]
        session = self.session(session_id)
        wanted = wanted_session(self.coordinator, in_days(day), in_spite=True)
        why = OutcomeInput(SessionState.RESCHEDULED, session.version, SessionReason.ILLNESS)
        if self.expected[session_id] is not P:
            with pytest.raises(MoveNotAllowed):
                reschedule_session(self.db, self.coordinator, self.client, session, wanted, why)
        else:
            new = reschedule_session(self.db, self.coordinator, self.client, session, wanted, why)
            self.db.flush()
            assert find_replacement(self.db, session).id == new.id
            self.expected[session_id] = SessionState.RESCHEDULED
            self.expected[new.id], self.days[new.id] = P, day
        self.db.commit()

    @rule()
    def ask_for_more(self):
        if self.waits:
            with pytest.raises(AskedAlready):
                make_more_sessions(self.db, self.coordinator, self.client)
        else:
            make_more_sessions(self.db, self.coordinator, self.client)
        self.waits = True
        self.db.commit()

    @precondition(lambda self: self.waits)
    @rule(is_allowed=st.booleans())
    def decide(self, is_allowed):
        [question] = list_undecided(self.db, self.manager)
        decide_more(self.db, self.manager, question, DecisionInput(is_allowed, "As things are"))
        self.limit, self.waits = self.limit + is_allowed, False
        self.db.commit()

    def attempt(self, refused, act) -> None:
        """Do something that is refused in one way or not at all; what was refused is rolled back as a page does."""
        if refused is None:
            act()
            self.db.commit()
            return
        with pytest.raises(refused), self.db.begin_nested():
            act()
        self.db.expire_all()

    @invariant()
    def what_is_kept_agrees(self):
        client = self.client
        [case] = client.cases
        kept = list_of_case(self.db, case)
        allowance = find_allowance(self.db, case)
        numbers = numbers_in_case(self.db, client, case)
        assert {each.id: each.state for each in kept} == self.expected
        assert allowance.used + allowance.planned == self.used <= self.limit == allowance.limit
        assert [numbers[each.id] for each in kept if each.id in numbers] == list(range(1, self.used + 1))
        assert count_happened(self.db, case) == [*self.expected.values()].count(SessionState.HAPPENED)
        self.db.commit()

    def teardown(self):
        self.db.close()


def test_whatever_happens_sessions_agree_with_what_was_told(database):
    try_lives(lambda: SessionsOfCase(database), examples=5, steps=20)


@pytest.mark.slow
def test_whatever_happens_in_thirty_long_cases(database):
    try_lives(lambda: SessionsOfCase(database), examples=30, steps=40)
