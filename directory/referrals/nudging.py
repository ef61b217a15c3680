"""Groups that do not answer are asked again, and then the referral is the coordinator's: nothing is declined by itself.

Days are working days since the group was last told something: that somebody is referred, or the answer to what it
asked. Nobody is asked again while their own question waits for us.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme, User
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.queries import LISTED, has_died, in_care_of
from directory.casework.sight import in_scope
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.registered_contact import address_of
from directory.catalogue.timetable.calendars import current_calendars
from directory.clock import day_of
from directory.db import new_id
from directory.referrals.group_letters import find_returned_reminders
from directory.referrals.letters import find_returned, may_be_told
from directory.referrals.models import OnwardReferral
from directory.referrals.nudge_models import GroupLetter, ReferralNudge
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.states import ReferralState
from directory.referrals.telling_models import ReferralTelling
from directory.working_days import add_working_days

IS_UNANSWERED = OnwardReferral.state == ReferralState.SENT.value
# Asked of whoever waits, on each first page.
LAST_ANSWERED = (
    select(ReferralQuestion.onward_referral_id, func.max(ReferralQuestion.answered_at))
    .where(
        ReferralQuestion.onward_referral_id.in_(bindparam("ids", expanding=True)),
        ReferralQuestion.answered_at.is_not(None),
    )
    .group_by(ReferralQuestion.onward_referral_id)
)
LAST_TOLD_BY_VOICE = (
    select(ReferralTelling.onward_referral_id, func.max(ReferralTelling.told_on))
    .where(ReferralTelling.onward_referral_id.in_(bindparam("ids", expanding=True)))
    .group_by(ReferralTelling.onward_referral_id)
)


@dataclass(frozen=True)
class NudgeDays:
    """After how many working days without an answer a group is asked again, and when its team takes over."""

    first: int
    second: int
    give_back: int
    nation: str

    def number_due(self, since: date, today: date) -> int:
        """How often a group should have been asked again by now: not, once or twice."""
        return sum(add_working_days(since, each, self.nation) <= today for each in (self.first, self.second))

    def given_back_on(self, since: date) -> date:
        """The day from which the team sees to it itself."""
        return add_working_days(since, self.give_back, self.nation)


def nudge_days(scheme: Scheme) -> NudgeDays:
    """What a team has set itself, with the bank holidays of this installation's nation."""
    nation = current_calendars().nation.value
    return NudgeDays(scheme.first_nudge_days, scheme.second_nudge_days, scheme.give_back_days, nation)


def list_due_groups(db: Session, scheme: Scheme, today: date) -> Mapping[str, Sequence[OnwardReferral]]:
    """The referrals of a team about which a group is to be asked again today, by its address."""
    days, by_address = nudge_days(scheme), defaultdict(list)
    found = unanswered_of(db, scheme.id)
    told, asked = last_told(db, found), asked_so_far(db, found)
    returned = {*find_returned(db, found), *find_returned_reminders(db, found)}
    for each in found:
        address = address_of(each.service)
        is_due = asked.get(each.id, 0) < days.number_due(told_on(each, told), today)
        # Where our last letter came back another one does too: its coordinator sees to it.
        if address and each.is_written_to and is_due and each.id not in returned and may_be_told(each):
            by_address[address].append(each)
    return by_address


def unanswered_of(db: Session, scheme_id: uuid.UUID) -> Sequence[OnwardReferral]:
    """The referrals of a team that no group answered, but those whose group waits for our own answer."""
    asks_us = exists().where(
        ReferralQuestion.onward_referral_id == OnwardReferral.id, ReferralQuestion.answered_at.is_(None)
    )
    wanted = select(OnwardReferral).where(OnwardReferral.scheme_id == scheme_id, IS_UNANSWERED, ~asks_us)
    loaded = wanted.options(
        joinedload(OnwardReferral.service).options(joinedload(Service.organization)),
        joinedload(OnwardReferral.client).options(selectinload(Client.consents), selectinload(Client.deaths)),
        selectinload(OnwardReferral.agreements),
    )
    return db.scalars(loaded.order_by(OnwardReferral.made_at).execution_options(populate_existing=True)).all()


def last_told(db: Session, referrals: Iterable[OnwardReferral]) -> Mapping[uuid.UUID, date]:
    """The day on which groups were answered last, of those that asked, by the referral."""
    rows = db.execute(LAST_ANSWERED, {"ids": [each.id for each in referrals]})
    return {referral_id: day_of(answered_at) for referral_id, answered_at in rows if answered_at is not None}


def told_by_voice(db: Session, referrals: Iterable[OnwardReferral]) -> Mapping[uuid.UUID, date]:
    """The day on which groups were told last by telephone or on paper, of those that were, by the referral."""
    rows = db.execute(LAST_TOLD_BY_VOICE, {"ids": [each.id for each in referrals]})
    return {referral_id: day for referral_id, day in rows if day is not None}


def told_on(referral: OnwardReferral, told: Mapping[uuid.UUID, date]) -> date:
    """The day since which a group could have answered."""
    return max(referral.state_on, told.get(referral.id, referral.state_on))


def asked_so_far(db: Session, referrals: Iterable[OnwardReferral]) -> Mapping[uuid.UUID, int]:
    """How often groups were asked again, by the referral."""
    ids = [each.id for each in referrals]
    rows = db.execute(
        select(ReferralNudge.onward_referral_id, func.max(ReferralNudge.number))
        .where(ReferralNudge.onward_referral_id.in_(ids))
        .group_by(ReferralNudge.onward_referral_id)
    )
    return {referral_id: number for referral_id, number in rows}


def note_nudge(db: Session, scheme: Scheme, referrals: Sequence[OnwardReferral], today: date) -> GroupLetter:
    """Write down that a group is asked again about these referrals, in one letter."""
    letter = GroupLetter(id=new_id(), scheme_id=scheme.id, service_id=referrals[0].service_id, made_at=clock.now())
    letter.service = referrals[0].service
    db.add(letter)
    days, told = nudge_days(scheme), last_told(db, referrals)
    db.add_all(
        ReferralNudge(
            id=new_id(),
            scheme_id=scheme.id,
            client_id=each.client_id,
            onward_referral_id=each.id,
            letter_id=letter.id,
            number=days.number_due(told_on(each, told), today),
            nudged_on=today,
        )
        for each in referrals
    )
    record_act(db, None, scheme.id, "referral.asked_again", "onward_referral", [each.id for each in referrals])
    return letter


@dataclass(frozen=True)
class GivenBack:
    """A referral that its coordinator sees to, because the group has not answered, or cannot be written to.

    `told_on` is the day since which the group could have answered; `is_by_phone` where nobody has told it yet, and
    `is_returned` where our letter never reached it, and nobody has told it since. With `has_read` it was the letter
    that asked again: the group may know of somebody by the first one.
    """

    referral: OnwardReferral
    told_on: date
    due_on: date
    is_by_phone: bool
    is_returned: bool = False
    has_read: bool = False


def list_given_back(db: Session, actor: Actor) -> list[GivenBack]:
    """The referrals in the actor's care without an answer, with the day from which it is for them to see to; the
    longest without one first.

    Where a group has no address, that is when it would have been asked again. Whoever asks writes down whose they are.
    """
    days = nudge_days(db.get_one(Scheme, actor.scheme_id))
    return list(given_back_of(db, days, db.scalars(unanswered_in_care_of(actor)).all()))


@lru_cache
def unanswered_in_care_of(actor: Actor) -> Select[OnwardReferral]:
    of_own = OnwardReferral.client.has(and_(in_scope(actor), in_care_of(actor), ~has_died()))
    wanted = select(OnwardReferral).where(OnwardReferral.scheme_id == actor.scheme_id, IS_UNANSWERED, of_own)
    loaded = wanted.options(
        joinedload(OnwardReferral.service)
        .load_only(Service.name, Service.email)
        .options(joinedload(Service.organization).load_only(Organization.email)),
        joinedload(OnwardReferral.client)
        .load_only(*LISTED)
        .options(joinedload(Client.coordinator).load_only(User.name)),
    )
    return loaded.order_by(OnwardReferral.state_on, OnwardReferral.made_at)


def is_given_back(db: Session, days: NudgeDays, referral: OnwardReferral, today: date) -> bool:
    """Whether a referral without an answer, with its activity, is for its coordinator to see to by now."""
    return any(each.due_on <= today for each in given_back_of(db, days, [referral]))


def given_back_of(db: Session, days: NudgeDays, found: Sequence[OnwardReferral]) -> Iterator[GivenBack]:
    """From which day referrals without an answer are for their coordinator to see to.

    Where our last letter did not reach the group that is the day on which we learned so: no letter helps.
    """
    told, by_voice, returned = last_told(db, found), told_by_voice(db, found), find_returned(db, found)
    reminders = find_returned_reminders(db, found)
    for each in found:
        since = max(told_on(each, told), by_voice.get(each.id, each.state_on))
        if each.is_written_to and each.id in returned.keys() - by_voice.keys() - told.keys():
            yield GivenBack(each, each.state_on, returned[each.id], is_by_phone=False, is_returned=True)
            continue
        # Who was rung since, or was answered, has time again.
        if each.is_written_to and since <= reminders.get(each.id, date.min):
            yield GivenBack(each, since, reminders[each.id], is_by_phone=False, is_returned=True, has_read=True)
            continue
        # Who was rung, or written to on paper, has as long to answer as anybody.
        by_phone = (address_of(each.service) is None or not each.is_written_to) and each.id not in by_voice
        due_on = add_working_days(since, days.first, days.nation) if by_phone else days.given_back_on(since)
        yield GivenBack(each, since, due_on, by_phone)
