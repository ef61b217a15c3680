"""How a referral stands, as whoever sent it reads in their list: a word and its days, and no more than was agreed.

`told_status` is what a system is told by its key. This is read by everybody who opens a mailbox, and so says less.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directory.casework.referrals_in.referral_states import ANSWERED_OTHERWISE, ReferralInState


class Stands(StrEnum):
    """How a referral stands, in the three words that a referrer reads."""

    RECEIVED = "received"
    CONTACTED = "contacted"
    ENDED = "ended"


S = ReferralInState
# Nobody of these is supported by the team, and whoever referred them is told so in a short message.
NOT_SUPPORTED = frozenset({S.DECLINED, *ANSWERED_OTHERWISE})


@dataclass(frozen=True)
class Spell:
    """A spell of support, by its days."""

    opened_on: date
    closed_on: date | None


@dataclass(frozen=True)
class Facts:
    """What is known of a referral, as far as it decides what is told of it.

    `agrees` is whether the person agrees today that their referrer is told. `reached_on` is when somebody of the team
    first spoke or wrote with them, `answered_on` when the team answered, and `told_on` when the referrer was told that
    it came to nothing.
    """

    state: ReferralInState
    received_on: date
    answered_on: date
    agrees: bool = False
    reached_on: date | None = None
    told_on: date | None = None
    spells: tuple[Spell, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How a referral stands, and on which days; those of what is not told are not there."""

    stands: Stands
    received_on: date
    contacted_on: date | None = None
    ended_on: date | None = None


def standing_of(facts: Facts) -> Standing:
    """What is told of a referral.

    That it came to nothing is told once its referrer has heard so from a colleague. All else is told of who agrees to
    it. No day is before the one on which this referral came: an earlier one would say that they were known already.
    """
    received, ended = facts.received_on, ended_on(facts)
    contacted = contacted_on(facts) if facts.agrees else None
    if facts.agrees and ended is not None:
        return Standing(Stands.ENDED, received, contacted, max(ended, received))
    is_over = facts.state in NOT_SUPPORTED or ended is not None
    if is_over and facts.told_on is not None:
        return Standing(Stands.ENDED, received, contacted, max(facts.told_on, received))
    return Standing(Stands.CONTACTED if contacted else Stands.RECEIVED, received, contacted)


def contacted_on(facts: Facts) -> date | None:
    """When the team first had contact with the person after this referral; who was taken on was spoken to."""
    taken_on = facts.answered_on if facts.state is S.ACCEPTED else None
    known = [each for each in (facts.reached_on, taken_on) if each is not None]
    return max(min(known), facts.received_on) if known else None


def ended_on(facts: Facts) -> date | None:
    """When the spell of support ended for which somebody was taken on: the last that had begun by then."""
    if facts.state is not S.ACCEPTED:
        return None
    spell = last_begun(facts.spells, facts.answered_on)
    return spell.closed_on if spell else None


def last_begun(spells: Iterable[Spell], by: date) -> Spell | None:
    begun = [each for each in spells if each.opened_on <= by]
    return max(begun, key=lambda each: (each.opened_on, each.closed_on is None), default=None)
