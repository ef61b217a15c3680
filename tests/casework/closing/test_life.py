"""Any order of endings, mistakes, deaths, pauses and moves: a client has one open case at most, and it ended once.

Each run of the machine makes a client of its own, whom a system referred, and two teams.
"""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.agreeing import PersonHasDied
from directory.casework.closing.deciding import find_put, list_put, send_back
from directory.casework.closing.drafts import find_draft, keep_answers
from directory.casework.closing.queries import find_standing, list_closures
from directory.casework.closing.reasons import CHOSEN, ClosureReason
from directory.casework.closing.reopening import NotReopened, reopen_case
from directory.casework.deaths import record_death, undo_death
from directory.casework.inputs import DeathInput
from directory.casework.operations import ChangedMeanwhile, open_new_case
from directory.casework.queries import get_case, get_client, open_case
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.sent_models import ReferralEvent
from directory.casework.support_sessions.planning import NoCaseForSession
from directory.casework.support_sessions.rhythm import (
    PauseInput,
    end_pause,
    is_running,
    list_pauses,
    pause_support,
)
from directory.casework.transfers.moving_clients import NotTransferable, accept_transfer, offer_transfer
from directory.casework.triage.kinds import ContactResult, NoticeAbout
from directory.casework.triage.models import ReferrerNotice
from directory.db import make_session
from directory.errors import WrongInput
from directory.outcomes.closing import ask_manager, close_as_asked, close_support
from tests.factories.accounts import make_actor
from tests.factories.closing import wanted_closing
from tests.factories.outcomes import days_ago
from tests.factories.safety import make_risk
from tests.factories.senders import make_sender, make_sent
from tests.factories.transfers import wanted_transfer
from tests.factories.triage import make_attempt
from tests.lives import try_lives

OPENED, REOPEN_DAYS, TRIES = 30, 7, 2
DAYS = st.integers(0, 12)
WHICH = st.integers(0, 50)
SOONER = st.sampled_from([None, "They have moved, and nobody knows where to"])
RESTS = PauseInput(clock.today(), "They are with their daughter")
COUNTED = ("client_case", "closure", "death", "support_pause")


class Spell:
    """What a case should be: so many days ago it began and ended, the reason of each ending, and which one stands."""

    def __init__(self, case_id, opened: int) -> None:
        self.id, self.opened, self.closed = case_id, opened, None
        self.reasons, self.standing = [], None
        self.pauses, self.is_put = 0, False
        self.note = None


class SpellsOfClient(RuleBasedStateMachine):
    """The cases of one client, and beside them what they should be."""

    def __init__(self, database) -> None:
        super().__init__()
        self.db = make_session(database.write)
        self.teams = [self.team(), self.team()]
        sent = make_sent(self.db, make_sender(self.db, self.coordinator))
        client = accept_as_new(self.db, self.coordinator, sent)
        client.cases[0].opened_on = days_ago(OPENED)
        self.db.flush()
        # They were taken on when their first case began.
        sent.state_at = clock.now() - (clock.today() - days_ago(OPENED))
        self.referral_id, self.reference = sent.id, client.reference
        self.spells = [Spell(client.cases[0].id, OPENED)]
        self.dead, self.ended_by_death = False, None
        self.tries, self.in_danger, self.was_given_up = 0, False, False
        self.told = ["supported"]
        self.acts = 0
        self.db.commit()

    def team(self):
        manager = make_actor(self.db, Role.MANAGER)
        scheme = self.db.get_one(Scheme, manager.scheme_id)
        scheme.reopen_days, scheme.contact_attempts = REOPEN_DAYS, TRIES
        return make_actor(self.db, scheme=scheme), manager

    @property
    def coordinator(self):
        return self.teams[0][0]

    @property
    def manager(self):
        return self.teams[0][1]

    @property
    def client(self):
        return get_client(self.db, self.coordinator, self.reference, to_change=True)

    @property
    def open(self) -> Spell | None:
        return next((each for each in self.spells if each.closed is None), None)

    def spell(self, which) -> Spell:
        return self.spells[which % len(self.spells)]

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

    def tell(self) -> None:
        """The referral brought the first spell: whoever sent it is told of that one alone."""
        status = "supported" if self.spells[0].closed is None else "ended"
        if self.told[-1] != status:
            self.told.append(status)

    def later_than(self, spell) -> list[Spell]:
        """Those that came after one; of two that began on one day it is the one that went on."""
        same_day = [each for each in self.spells if each.opened == spell.opened and each is not spell]
        return [
            *(each for each in self.spells if each.opened < spell.opened),
            *(each for each in same_day if each.closed != each.opened),
        ]

    # Why a case cannot end so.

    def is_too_soon(self, note) -> bool:
        return self.tries < TRIES and note is None

    def is_day_wrong(self, spell, days) -> bool:
        later = [each.opened for each in self.later_than(spell)]
        return days != spell.closed and not (max(later, default=0) <= days <= spell.opened)

    def why_not_closed(self, spell, reason, days, note, *, by_manager, is_late):
        gives_up = reason is ClosureReason.NOT_REACHED and spell.standing is not ClosureReason.NOT_REACHED
        if gives_up and (self.is_too_soon(note) or (self.in_danger and not by_manager)):
            return WrongInput
        if (spell.standing, spell.closed, spell.note) == (reason, days, note) and spell.standing:
            return None
        if is_late:
            return ChangedMeanwhile
        return WrongInput if self.is_day_wrong(spell, days) else None

    def note_closed(self, spell, reason, days, note, *, by_manager) -> None:
        if (spell.standing, spell.closed, spell.note) == (reason, days, note) and spell.standing:
            spell.is_put = spell.is_put and by_manager
            return
        if reason is ClosureReason.NOT_REACHED and spell.standing is not ClosureReason.NOT_REACHED:
            self.was_given_up = True
        self.acts += 1 + (spell.closed != days)
        spell.closed, spell.standing, spell.note, spell.is_put = days, reason, note, False
        spell.reasons.append(reason)
        self.tell()

    def note_undone(self, spell) -> None:
        self.acts += 1 + (spell.standing is not None)
        spell.closed = spell.standing = spell.note = None
        spell.is_put = False
        self.tell()

    # Its steps.

    @rule(which=WHICH, reason=st.sampled_from(CHOSEN), days=DAYS, note=SOONER, is_late=st.booleans(), by=st.booleans())
    def close(self, which, reason, days, note, is_late, by):
        """By a manager or a coordinator; of one that has ended it is put right."""
        spell, actor = self.spell(which), self.teams[0][by]
        refused = self.why_not_closed(spell, reason, days, note, by_manager=by, is_late=is_late)
        client = self.client
        wanted = wanted_closing(reason, closed_on=days_ago(days), reason_note=note, seen_number=-1 if is_late else None)
        if self.attempt(refused, lambda: close_support(self.db, actor, client, get_case(client, spell.id), wanted)):
            self.note_closed(spell, reason, days, note, by_manager=by)

    @rule(which=WHICH)
    def reopen(self, which):
        spell, client = self.spell(which), self.client
        refused = None
        is_later = bool(self.later_than(spell))
        if spell.closed is not None and self.dead:
            refused = PersonHasDied
        elif spell.closed is not None and (self.open or is_later or spell.closed > REOPEN_DAYS):
            refused = NotReopened
        case = get_case(client, spell.id)
        is_done = self.attempt(refused, lambda: reopen_case(self.db, self.coordinator, client, case, "They rang"))
        if is_done and spell.closed is not None:
            self.note_undone(spell)

    @rule(days=DAYS)
    def open_new(self, days):
        client, refused = self.client, None
        if self.dead:
            refused = PersonHasDied
        elif self.open:
            refused = WrongInput if self.open.opened != days else None
        elif days > min(each.closed for each in self.spells):
            refused = WrongInput
        is_done = self.attempt(refused, lambda: open_new_case(self.db, self.coordinator, client, days_ago(days)))
        if is_done and self.open is None:
            self.spells.append(Spell(open_case(self.client).id, days))
            self.acts += 1

    @rule(days=st.none() | DAYS)
    def die(self, days):
        record_death(self.db, self.manager, self.client, DeathInput("Her son", days_ago(days) if days else None))
        self.db.commit()
        if self.dead:
            return
        self.dead, self.ended_by_death = True, self.open
        self.acts += 1
        if spell := self.open:
            spell.closed, spell.standing, spell.is_put = min(spell.opened, days or 0), ClosureReason.DIED, False
            spell.reasons.append(ClosureReason.DIED)
            self.acts += 2
            self.tell()

    @precondition(lambda self: self.dead)
    @rule()
    def undo_death(self):
        assert undo_death(self.db, self.manager, self.client, "It was her sister")
        self.db.commit()
        self.dead = False
        self.acts += 1
        if self.ended_by_death:
            self.note_undone(self.ended_by_death)

    @rule(note=SOONER, which=WHICH)
    def put_to_manager(self, note, which):
        spell, client = self.spell(which), self.client
        case = get_case(client, spell.id)
        refused = WrongInput if self.is_too_soon(note) or not self.in_danger else None

        def ask() -> None:
            keep_answers(self.db, self.coordinator, case, None, {"reason": "unable to contact"})
            self.db.flush()
            draft = find_draft(self.db, self.coordinator, case)
            wanted = wanted_closing(ClosureReason.NOT_REACHED, reason_note=note)
            ask_manager(self.db, self.coordinator, client, draft, wanted)

        if self.attempt(refused, ask):
            spell.is_put = True
            self.acts += 1

    @precondition(lambda self: any(each.is_put for each in self.spells))
    @rule(which=WHICH, is_closed=st.booleans(), note=SOONER)
    def decide(self, which, is_closed, note):
        waiting = [each for each in self.spells if each.is_put]
        spell, client = waiting[which % len(waiting)], self.client
        case = get_case(client, spell.id)
        draft = find_put(self.db, self.manager, case)
        if not is_closed:
            send_back(self.db, self.manager, draft)
            self.db.commit()
            spell.is_put = False
            self.acts += 1
            return
        told = (spell, ClosureReason.NOT_REACHED, 0, note)
        wanted = wanted_closing(ClosureReason.NOT_REACHED, reason_note=note)
        refused = self.why_not_closed(*told, by_manager=True, is_late=False)
        if self.attempt(refused, lambda: close_as_asked(self.db, self.manager, client, case, wanted)):
            self.note_closed(*told, by_manager=True)
            spell.is_put = False

    @rule(is_reached=st.booleans())
    def try_to_reach(self, is_reached):
        result = ContactResult.REACHED if is_reached else ContactResult.NO_ANSWER
        make_attempt(self.db, self.coordinator, self.client, result=result)
        self.db.commit()
        self.tries = 0 if is_reached else self.tries + 1

    @precondition(lambda self: not self.in_danger)
    @rule()
    def hear_of_danger(self):
        make_risk(self.db, self.coordinator, self.client)
        self.db.commit()
        self.in_danger = True

    @rule()
    def pause(self):
        client, spell = self.client, self.open
        refused = PersonHasDied if self.dead else None if spell else NoCaseForSession
        if self.attempt(refused, lambda: pause_support(self.db, self.coordinator, client, RESTS)):
            self.acts += not spell.pauses % 2
            spell.pauses += not spell.pauses % 2

    @precondition(lambda self: self.open and self.open.pauses % 2)
    @rule()
    def go_on(self):
        client, spell = self.client, self.open
        pause = next(each for each in list_pauses(self.db, get_case(client, spell.id)) if each.ended_on is None)
        assert end_pause(self.db, self.coordinator, client, pause.id)
        self.db.commit()
        spell.pauses += 1
        self.acts += 1

    @rule()
    def move_to_the_other_team(self):
        client = self.client
        (_, manager), (new, new_manager) = self.teams
        wanted = wanted_transfer(self.db.get_one(Scheme, new.scheme_id))

        def move() -> None:
            transfer = offer_transfer(self.db, manager, client, wanted)
            self.db.refresh(transfer, ["client"])
            accept_transfer(self.db, new_manager, transfer, new.user_id)

        if self.attempt(None if self.open else NotTransferable, move):
            self.teams.reverse()
            for each in self.spells:
                each.is_put = False

    # What holds after each.

    @invariant()
    def kept_agrees_with_told(self):
        client = self.client
        kept = {case.id: (case.opened_on, case.closed_on) for case in client.cases}
        day = lambda days: None if days is None else days_ago(days)  # noqa: E731 - it is this short
        assert kept == {each.id: (day(each.opened), day(each.closed)) for each in self.spells}
        assert sum(case.closed_on is None for case in client.cases) <= 1
        assert (client.death is not None) == self.dead

    @invariant()
    def one_ending_at_most_stands(self):
        client = self.client
        for spell in self.spells:
            case = get_case(client, spell.id)
            closures, standing = list_closures(self.db, case), find_standing(self.db, case)
            assert [each.reason for each in reversed(closures)] == spell.reasons
            assert [each.number for each in reversed(closures)] == list(range(1, len(closures) + 1))
            assert (standing and standing.reason) == spell.standing
            assert sum(each.stands for each in closures) == (spell.closed is not None)
            assert any(is_running(each, clock.today()) for each in list_pauses(self.db, case)) == spell.pauses % 2

    @invariant()
    def managers_are_asked_what_is_still_asked(self):
        asked = {draft.case_id for draft, _ in list_put(self.db, self.manager)}
        assert asked == {each.id for each in self.spells if each.is_put}
        assert list_put(self.db, self.teams[1][1]) == []

    @invariant()
    def senders_are_told_how_it_stands(self):
        events = select(ReferralEvent.status).where(ReferralEvent.referral_id == self.referral_id)
        notices = select(func.count()).select_from(ReferrerNotice).where(ReferrerNotice.referral_id == self.referral_id)
        assert self.db.scalars(events.order_by(ReferralEvent.number)).all() == self.told
        assert self.db.scalar(notices.where(ReferrerNotice.about == NoticeAbout.NOT_REACHED)) == self.was_given_up

    @invariant()
    def every_step_is_on_record(self):
        acts = select(func.count()).select_from(AuditEvent).where(AuditEvent.subject.in_(COUNTED))
        ours = AuditEvent.scheme_id.in_([each.scheme_id for each, _ in self.teams])
        assert self.db.scalar(acts.where(ours)) == self.acts

    def teardown(self):
        self.db.close()


def test_whatever_happens_a_case_ends_once_and_one_is_open_at_most(database):
    try_lives(lambda: SpellsOfClient(database), examples=2, steps=20)


@pytest.mark.slow
def test_whatever_happens_in_ten_long_lives(database):
    try_lives(lambda: SpellsOfClient(database), examples=10, steps=40)
