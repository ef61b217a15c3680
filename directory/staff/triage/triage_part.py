"""What stands on the page of somebody who asked, or of a client, about triage: wishes, whom to propose, each try."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.queries import names_of_users
from directory.casework.models import Client
from directory.casework.referrals_in.referral_details import Urgency
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.triage.allocating import list_allocations
from directory.casework.triage.attempts import count_in_vain, list_attempts, list_triers
from directory.casework.triage.kinds import AllocationReason, ContactHow, ContactResult, Gender
from directory.casework.triage.models import Allocation, ContactAttempt
from directory.casework.triage.profiles import list_possible
from directory.casework.triage.proposing import Proposal, propose
from directory.casework.triage.queue import UNALLOCATED, own_targets
from directory.casework.triage.wishing import wishes_of
from directory.clock import day_of
from directory.staff.triage.queue_pages import judged_words
from directory.staff.triage.triage_words import GENDER_CHOICES, REASON_WORDS, RESULT_WORDS, URGENCY_WORDS, target_of
from directory.web.components import Fact, Moment
from directory.web.fields.choices import Choice
from directory.web.words import counted, uk_short_date


@dataclass(frozen=True)
class ProposalLine:
    """A colleague who may take somebody on, with what speaks for it and against it."""

    name: str
    reasons: str
    doubts: str


@dataclass(frozen=True)
class TriagePart:
    """How urgent it is, what the person wishes, who may take them on, and each try to reach them."""

    reference: str
    is_waiting: bool
    facts: Sequence[Fact]
    proposals: Sequence[ProposalLine]
    tries: Sequence[Moment]
    in_vain: str
    may_triage: bool


def triage_part(
    db: Session, actor: Actor, referral: Referral, likely: Sequence[Client], today: date
) -> tuple[TriagePart, list[Choice]]:
    """The part of a referral's page, and whom the actor can have take them on. `likely` are clients who may be them."""
    attempts = list_attempts(db, referral)
    names = names_of_users(db, {*list_triers(attempts), *filter(None, [referral.triaged_by])})
    is_waiting = ReferralInState(referral.state) in UNALLOCATED
    proposals = propose(wishes_of(db, referral, likely), list_possible(db, actor)) if is_waiting else []
    part = TriagePart(
        reference=referral.reference,
        is_waiting=is_waiting,
        facts=triage_facts(db, referral, names, today),
        proposals=[proposal_line(each) for each in proposals],
        tries=[try_moment(each, names) for each in attempts],
        in_vain=in_vain_words(attempts),
        may_triage=actor.may("casework.triage"),
    )
    return part, whom_choices(actor, proposals)


def triage_facts(db: Session, referral: Referral, names: Mapping[uuid.UUID, str], today: date) -> list[Fact]:
    targets, asked_on = own_targets(db, referral.scheme_id), day_of(referral.made_at)
    judged = Urgency(referral.triaged_as) if referral.triaged_as else None
    urgency = f"{URGENCY_WORDS[judged][0]}, judged by {judged_words(referral, names)}" if judged else "Not judged yet"
    rows = [Fact("How soon", urgency), Fact("Whom they wish for", wish_words(referral))]
    if ReferralInState(referral.state) in UNALLOCATED:
        rows.append(Fact("To be answered", target_of(targets.answer_by(asked_on), today).words))
        rows.append(Fact("To be reached", target_of(targets.reach_by(asked_on, judged), today).words))
    return rows


def wish_words(person: Referral | Client) -> str:
    """What somebody wishes of who supports them, as a few words."""
    said = {each.value: each.label for each in GENDER_CHOICES}[person.coordinator_gender or ""]
    return f"{said}, and somebody new to them" if person.wants_somebody_new else said


def proposal_line(proposal: Proposal) -> ProposalLine:
    return ProposalLine(proposal.colleague.name, "; ".join(proposal.reasons), "; ".join(proposal.doubts))


def whom_choices(actor: Actor, proposals: Sequence[Proposal]) -> list[Choice]:
    """Whom the actor can have support somebody, in the order they are proposed, with the reasons."""
    offered = [each for each in proposals if actor.may("casework.oversee") or each.colleague.user_id == actor.user_id]
    return [Choice(str(each.colleague.user_id), each.colleague.name, hint_of(each)) for each in offered]


def hint_of(proposal: Proposal) -> str:
    doubts = f" But: {'; '.join(proposal.doubts)}." if proposal.doubts else ""
    return f"{'; '.join(proposal.reasons)}.{doubts}" if proposal.reasons else doubts.strip()


def try_moment(attempt: ContactAttempt, names: Mapping[uuid.UUID, str]) -> Moment:
    """A try as a line of a history."""
    again = f"To be tried again on {uk_short_date(attempt.again_on)}. " if attempt.again_on else ""
    return Moment(
        uk_short_date(attempt.tried_on),
        f"{ContactHow(attempt.how).capitalize()}: {RESULT_WORDS[ContactResult(attempt.result)].lower()}",
        f"{again}{attempt.note or ''}".strip(),
        names.get(attempt.tried_by, ""),
    )


def in_vain_words(attempts: Sequence[ContactAttempt]) -> str:
    number = count_in_vain(attempts)
    return f"Tried {counted(number, 'time', 'times')} in vain since they were reached last." if number else ""


@dataclass(frozen=True)
class SupportPart:
    """Who supports a client, who did, and each try to reach them."""

    name: str
    reference: str
    coordinator: str
    wishes: str
    proposals: Sequence[ProposalLine]
    allocations: Sequence[Moment]
    tries: Sequence[Moment]
    in_vain: str
    changes: str


def support_part(db: Session, actor: Actor, client: Client) -> tuple[SupportPart, list[Choice]]:
    """The page on who supports a client, and whom the actor can have support them instead."""
    attempts, allocations = list_attempts(db, client), list_allocations(db, client)
    known = {each for one in allocations for each in (one.from_user_id, one.to_user_id, one.by_user_id) if each}
    names = names_of_users(db, {*list_triers(attempts), *known})
    others = [each for each in list_possible(db, actor) if each.user_id != client.coordinator_id]
    proposals = propose(wishes_of(db, client), others)
    changes = sum(each.from_user_id is not None for each in allocations)
    part = SupportPart(
        name=client.name,
        reference=client.reference,
        coordinator=client.coordinator.name,
        wishes=wish_words(client),
        proposals=[proposal_line(each) for each in proposals],
        allocations=[allocation_moment(each, names) for each in allocations],
        tries=[try_moment(each, names) for each in attempts],
        in_vain=in_vain_words(attempts),
        changes=counted(changes, "change of coordinator", "changes of coordinator"),
    )
    return part, whom_choices(actor, proposals)


def allocation_moment(allocation: Allocation, names: Mapping[uuid.UUID, str]) -> Moment:
    """Who supported somebody from a day on, as a line of a history."""
    to = names.get(allocation.to_user_id, "a colleague")
    before = f"{names.get(allocation.from_user_id, 'a colleague')} before" if allocation.from_user_id else ""
    reason = REASON_WORDS[AllocationReason(allocation.reason)]
    return Moment(
        uk_short_date(allocation.allocated_at),
        f"{to} supports them" + (f", {before}" if before else ""),
        f"{reason}. {allocation.note}" if allocation.note else f"{reason}.",
        f"Decided by {names.get(allocation.by_user_id, 'a colleague')}",
    )


def gender_value(person: Referral | Client) -> str:
    """The answer that is ticked already."""
    return Gender(person.coordinator_gender).value if person.coordinator_gender else ""
