"""What people see on their own page, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from directory.accounts.work_phones import number_of
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.feedback.kinds import FeedbackKind
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.states import FeedbackState
from directory.casework.models import Client, Consent, Purpose
from directory.casework.own_page.models import OwnPageMessage, Told
from directory.casework.queries import open_case
from directory.casework.record.notes import KeptNote
from directory.casework.rules import Standing, standing_of
from directory.casework.support_sessions.models import SupportSession, Way
from directory.catalogue.models.services import Service, ServiceStatus, Stage
from directory.clock import UK, day_of
from directory.links.letters import masked
from directory.own_page.words import (
    AGREED,
    ANSWER_BY,
    ASKED,
    LETTERS,
    MAY_TELL,
    MEANS_NO_MORE,
    MEETING,
    NOT_KEPT,
    REFERRED,
    STANDING,
    TAKEN_BACK,
    TO_TALK_ABOUT,
    TOLD,
    TOLD_NO_MORE,
    TOLD_OF_SUPPORT,
    TOLD_STATES,
    TOOK_BACK,
)
from directory.referrals.agreeing import find_agreement
from directory.referrals.models import OnwardReferral
from directory.rights.own_page import OwnActivity, OwnMeetings, OwnPage, OwnPlan, agrees_to_group
from directory.web.activity_card import occurrence_words
from directory.web.components import Fact
from directory.web.listing_words import next_date, status_words, venue_words
from directory.web.person_plan import PlanInWords, plan_in_words
from directory.web.words import uk_date


@dataclass(frozen=True)
class AskingPage:
    """What anybody with the link sees: which team it is from, and where a code would go."""

    token: str
    team: str
    team_phone: str
    address: str


@dataclass(frozen=True)
class PartPage:
    """A page behind the link: the token, and the team and the coordinator it is told to."""

    token: str
    team: str
    coordinator: str


@dataclass(frozen=True)
class WithdrawalPage:
    """What somebody is about to take back: what was asked, the words they agreed to, and what follows."""

    token: str
    asked: str
    wording: str
    means: str
    href: str


@dataclass(frozen=True)
class ActivityLine:
    """An activity that is planned: when and where it is, and how it stands."""

    name: str
    href: str
    facts: Sequence[Fact]
    stands: str


@dataclass(frozen=True)
class AgreementLine:
    """How somebody stands to one question, and the words that they answered to. `withdraw_href` where they agree."""

    asked: str
    said: str
    wording: str
    withdraw_href: str


@dataclass(frozen=True)
class GroupLine:
    """A group that somebody was asked about, for what, and how they stand to it. `withdraw_href` where they agree."""

    group: str
    activity: str
    said: str
    withdraw_href: str


@dataclass(frozen=True)
class GroupWithdrawalPage:
    """The group that somebody is about to have told nothing more, and the activity it is about."""

    token: str
    team: str
    group: str
    activity: str
    href: str


@dataclass(frozen=True)
class ToldLine:
    """Something they told their team from this page, and whether somebody has seen to it."""

    said: str
    note: str
    stands: str


@dataclass(frozen=True)
class Found:
    """What was found of somebody for their page, besides their plan."""

    activities: Sequence[OwnActivity]
    meetings: OwnMeetings
    notes: Sequence[KeptNote]
    messages: Sequence[OwnPageMessage]
    told_of_support: Sequence[Feedback]
    groups: Sequence[OnwardReferral]


@dataclass(frozen=True)
class ShownPage:
    """Everything on somebody's own page. `phone` is their coordinator's, `team_phone` their team's.

    `stops` is that they want no more support, as long as nobody has seen to it.
    """

    token: str
    name: str
    team: str
    team_phone: str
    coordinator: str
    phone: str
    next_meetings: Sequence[str]
    said: Sequence[tuple[str, str]]
    notes: Sequence[tuple[str, str]]
    activities: Sequence[ActivityLine]
    agreements: Sequence[AgreementLine]
    groups: Sequence[GroupLine]
    contact: Sequence[Fact]
    told: Sequence[ToldLine]
    told_of_support: Sequence[ToldLine]
    waits_for_copy: bool
    is_supported: bool
    stops: ToldLine | None


def asking_page(own: OwnPage, token: str) -> AskingPage:
    return AskingPage(token, own.team, own.team_phone, masked(own.address))


def part_page(own: OwnPage, token: str) -> PartPage:
    return PartPage(token, own.team, own.client.coordinator.name)


def own_page(own: OwnPage, token: str, found: Found, now: datetime) -> ShownPage:
    """The page for whoever has shown the code. It opens what is sealed of the person."""
    messages = found.messages
    stops = next((each for each in messages if each.kind == Told.STOP and each.is_waiting), None)
    return ShownPage(
        token=token,
        name=own.client.name,
        team=own.team,
        team_phone=own.team_phone,
        coordinator=own.client.coordinator.name,
        phone=number_of(own.client.coordinator),
        next_meetings=[meeting_words(each) for each in found.meetings.to_come],
        said=[(uk_date(each.starts_at), each.shared) for each in found.meetings.said],
        notes=[(uk_date(each.now.happened_on), each.now.words) for each in found.notes],
        activities=[activity_line(each, now) for each in found.activities],
        agreements=[agreement_line(own.client, each, token, day_of(now)) for each in Purpose],
        groups=[group_line(each, token) for each in found.groups],
        contact=contact_facts(own.client),
        told=[told_line(each) for each in messages],
        told_of_support=[support_line(each) for each in found.told_of_support],
        waits_for_copy=any(each.kind == Told.COPY and each.seen_at is None for each in messages),
        is_supported=open_case(own.client) is not None,
        stops=told_line(stops) if stops else None,
    )


def meeting_words(meeting: SupportSession | Assessment) -> str:
    """When somebody is met next, and how: "Tuesday 24 November 2026 at 10:30, at the library café".

    What for is not said: the page may be open where others see it.
    """
    how = MEETING[Way(meeting.way)].format(place=meeting.place or "")
    return f"{uk_date(meeting.starts_at)} at {meeting.starts_at.astimezone(UK):%H:%M}, {how}"


def plan_shown(found: OwnPlan | None, own: OwnPage, now: datetime) -> PlanInWords | None:
    """The plan they agreed to, in words; None where there is none yet."""
    if found is None:
        return None
    return plan_in_words(found.plan, own.client.coordinator.name, found.services, now, found.needs)


def activity_line(activity: OwnActivity, now: datetime) -> ActivityLine:
    service, referral = activity.service, activity.referral
    is_listed = service.stage == Stage.PUBLISHED
    return ActivityLine(
        name=service.name,
        href=url_for("public.show_activity", service_id=service.id) if is_listed else "",
        facts=when_and_where(service, now) if is_listed else [],
        stands=REFERRED[referral] if referral else TO_TALK_ABOUT,
    )


def when_and_where(service: Service, now: datetime) -> list[Fact]:
    """When an activity is next, and where, as far as its listing says."""
    is_running = service.status == ServiceStatus.ACTIVE
    occurrence = next_date(service, now) if is_running else None
    told = (
        ("Run by", service.organization.name),
        ("When", occurrence_words(occurrence) if occurrence else status_words(service, day_of(now))),
        ("Where", venue_words(service)),
    )
    return [Fact(name, value) for name, value in told if value]


def agreement_line(client: Client, purpose: Purpose, token: str, today: date) -> AgreementLine:
    standing = standing_of(client.consents, purpose, today)
    last = last_answer(client.consents, purpose)
    agrees = standing is Standing.AGREES
    return AgreementLine(
        asked=ASKED[purpose],
        said=said_words(standing, last),
        wording=wording_of(last) if last else "",
        withdraw_href=url_for("own_page.confirm_withdrawal", token=token, purpose=purpose.value) if agrees else "",
    )


def last_answer(consents: Sequence[Consent], purpose: Purpose) -> Consent | None:
    answers = [each for each in consents if each.purpose == purpose]
    return max(answers, key=lambda each: (each.given_on, each.withdrawn_on is None), default=None)


def said_words(standing: Standing, last: Consent | None) -> str:
    """How somebody stands to a question, since when, such as "You said yes on 3 May 2026"."""
    if last is None:
        return STANDING[Standing.NOT_ASKED]
    if standing is Standing.TOOK_IT_BACK and last.withdrawn_on is not None:
        return TOOK_BACK.format(given=uk_date(last.given_on), withdrawn=uk_date(last.withdrawn_on))
    return AGREED.format(said=STANDING[standing], on=uk_date(last.given_on))


def wording_of(consent: Consent) -> str:
    return consent.wording.text if consent.wording else NOT_KEPT


def withdrawal_page(own: OwnPage, token: str, purpose: Purpose) -> WithdrawalPage:
    last = last_answer(own.client.consents, purpose)
    return WithdrawalPage(
        token=token,
        asked=ASKED[purpose],
        wording=wording_of(last) if last else "",
        means=MEANS_NO_MORE[purpose],
        href=url_for("own_page.withdraw_agreement", token=token, purpose=purpose.value),
    )


def group_line(referral: OnwardReferral, token: str) -> GroupLine:
    """How somebody stands to one group being told: since when, for what, and where they take it back."""
    agreement = find_agreement(referral)
    given = uk_date(agreement.given_on) if agreement else ""
    stopped = uk_date(agreement.withdrawn_on) if agreement and agreement.withdrawn_on else ""
    words = TOLD_NO_MORE if stopped else MAY_TELL
    href = url_for("own_page.confirm_group_withdrawal", token=token, reference=referral.reference)
    return GroupLine(
        group=referral.service.organization.name,
        activity=referral.service.name,
        said=words.format(given=given, withdrawn=stopped),
        withdraw_href=href if agrees_to_group(referral) else "",
    )


def group_withdrawal_page(own: OwnPage, token: str, referral: OnwardReferral) -> GroupWithdrawalPage:
    return GroupWithdrawalPage(
        token=token,
        team=own.team,
        group=referral.service.organization.name,
        activity=referral.service.name,
        href=url_for("own_page.withdraw_own_group_agreement", token=token, reference=referral.reference),
    )


def contact_facts(client: Client) -> list[Fact]:
    """How the team reaches somebody, as it is held."""
    told: Mapping[str, str | Sequence[str] | None] = {
        "Name": client.name,
        "Phone": client.phone,
        "Other phone": client.other_phone,
        "Email": client.email,
        "Address": (client.address or "").split("\n") if client.address else None,
        "Postcode": client.postcode,
        "You would rather be reached by": client.contact_by,
        "Good times": client.contact_times,
        "How to reach you safely": client.safe_contact.split("\n") if client.safe_contact else None,
        "Letters to your home": LETTERS.get(client.letters_home),
        "Language": client.language,
        "Interpreter or other help to talk": client.interpreter,
    }
    return [Fact(name, value) for name, value in told.items() if value]


def told_line(message: OwnPageMessage) -> ToldLine:
    said = TOLD[Told(message.kind)].format(
        on=uk_date(day_of(message.told_at)), what=ASKED[Purpose(message.purpose)] if message.purpose else ""
    )
    return ToldLine(said, message.note or "", how_it_stands(message))


def how_it_stands(message: OwnPageMessage) -> str:
    if message.taken_back_at:
        return TAKEN_BACK.format(on=uk_date(day_of(message.taken_back_at)))
    return (
        f"Your team saw to it on {uk_date(day_of(message.seen_at))}." if message.seen_at else "Your team will see it."
    )


def support_line(feedback: Feedback) -> ToldLine:
    """A complaint or thanks of theirs, and how it stands."""
    kind, state = FeedbackKind(feedback.kind), FeedbackState(feedback.state)
    said = TOLD_OF_SUPPORT[kind].format(on=uk_date(feedback.received_on))
    if kind is not FeedbackKind.COMPLAINT:
        return ToldLine(said, feedback.words, "")
    waits = state in (FeedbackState.RECEIVED, FeedbackState.LOOKED_INTO) and feedback.answer_by
    by = ANSWER_BY.format(day=uk_date(feedback.answer_by)) if waits else ""
    return ToldLine(said, feedback.words, f"{TOLD_STATES[state]}{by}")
