"""What people see of themselves on their own page, by a link and a code, and what they may do there."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.agreeing import withdraw_consent
from directory.casework.assessment.assessing import find_open_assessment
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState
from directory.casework.assessment.for_person import PlanForPerson, plan_for_person
from directory.casework.assessment.plan_models import PlanAction
from directory.casework.feedback.inputs import FeedbackInput
from directory.casework.feedback.keeping import record_feedback
from directory.casework.feedback.kinds import FeedbackAbout, GivenBy
from directory.casework.feedback.models import Feedback
from directory.casework.models import Case, Client, Consent, PlannedActivity, PlannedState, Purpose
from directory.casework.own_page.messages import MessageInput, keep_message
from directory.casework.own_page.models import Told
from directory.casework.queries import open_case
from directory.casework.record.notes import KeptNote, list_notes
from directory.casework.references import read_reference
from directory.casework.rules import has_consent, may_write_home
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.queries import list_of_case
from directory.casework.support_sessions.states import SessionState
from directory.casework.tellers import Teller
from directory.catalogue.models.services import Service
from directory.catalogue.queries import list_terms, services_by_id, services_in_full
from directory.catalogue.vocabulary import taxonomy_id
from directory.errors import NotFound
from directory.links.models import SignedLink
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import LinkEnded, get_link
from directory.referrals.agreeing import find_agreement, withdraw_for_group
from directory.referrals.models import OnwardReferral
from directory.referrals.replies import find_to_share
from directory.referrals.states import OPEN, TOLD_TO_PROVIDER, ReferralState


@dataclass(frozen=True)
class OwnPage:
    """A person by the link to their own page, which works; `address` is where its codes go.

    `team_phone` is where their team is rung; nothing where it gave no number.
    """

    link: SignedLink
    client: Client
    address: str
    team: str
    team_phone: str


@dataclass(frozen=True)
class OwnActivity:
    """An activity that is planned for a person; `referral` is how far it has come with its group, once it was told."""

    service: Service
    referral: ReferralState | None


def get_own_page(db: Session, token: str, *, to_change: bool = False) -> OwnPage:
    """Whose page a link leads to. Raises LinkEnded, also where they have died or are not to be written to at home.

    `to_change` keeps others who would change anything of theirs waiting until the end of the transaction.
    """
    client = find_whose(db, get_link(db, token, LinkPurpose.OWN_PAGE).about_id, to_change=to_change)
    # Once more, for it may have been ended while this waited for the client.
    link = get_link(db, token, LinkPurpose.OWN_PAGE)
    if client is None or client.death is not None or not client.email:
        raise LinkEnded
    if not may_write_home(client.letters_home, client.age_on(clock.today())):
        raise LinkEnded
    team = db.get_one(Scheme, client.scheme_id)
    return OwnPage(link, client, client.email, team.name, team.phone or "")


def get_closed_page(db: Session, token: str) -> OwnPage:
    """The same for whoever has not shown the code. Raises LinkEnded where no code may be written to the person."""
    own = get_own_page(db, token)
    if not has_consent(own.client.consents, Purpose.CONTACT, clock.today()):
        raise LinkEnded
    return own


def find_whose(db: Session, client_id: uuid.UUID, *, to_change: bool) -> Client | None:
    wanted = (
        select(Client)
        .where(Client.id == client_id)
        .options(
            selectinload(Client.cases),
            selectinload(Client.consents).options(joinedload(Consent.wording)),
            selectinload(Client.deaths),
            selectinload(Client.coordinator),
        )
        .execution_options(populate_existing=True)
    )
    return db.scalar(wanted.with_for_update(of=Client) if to_change else wanted)


def record_own_look(db: Session, own: OwnPage) -> None:
    """Write down that somebody was shown what is held of them."""
    record_act(db, None, own.client.scheme_id, "own_page.shown", "client", [own.client.id])


def list_own_activities(db: Session, own: OwnPage) -> list[OwnActivity]:
    """What is planned in the spell of support that somebody is in: on their plan, or told to a group already."""
    case = open_case(own.client)
    if case is None:
        return []
    told = referrals_of(db, case)
    wanted = list(dict.fromkeys([*told, *planned_of(db, case)]))
    services = services_by_id(db, wanted)
    return [OwnActivity(services[each], told.get(each)) for each in wanted if each in services]


def referrals_of(db: Session, case: Case) -> Mapping[uuid.UUID, ReferralState]:
    """How far the referrals of a case have come that go on, by service."""
    states = [each.value for each in TOLD_TO_PROVIDER]
    found = db.execute(
        select(OnwardReferral.service_id, OnwardReferral.state)
        .where(OnwardReferral.case_id == case.id, OnwardReferral.state.in_(states))
        .order_by(OnwardReferral.made_at)
    )
    return {service_id: ReferralState(state) for service_id, state in found}


@dataclass(frozen=True)
class OwnPlan:
    """The plan that somebody agreed to, as far as it goes on, its activities, and what needs are called by code."""

    plan: PlanForPerson
    services: Mapping[uuid.UUID, Service]
    needs: Mapping[str, str]


def find_own_plan(db: Session, own: OwnPage) -> OwnPlan | None:
    """The plan that somebody agreed to in the spell of support they are in; None where they have agreed to none."""
    case = open_case(own.client)
    plan = plan_for_person(db, case, only_agreed=True) if case else None
    if plan is None or plan.agreed_on is None:
        return None
    services = services_in_full(db, [each.service_id for each in plan.actions if each.service_id])
    needs = {term.code: term.name for term in list_terms(db, taxonomy_id("needs")) if term.code}
    return OwnPlan(plan, services, needs)


def planned_of(db: Session, case: Case) -> Sequence[uuid.UUID]:
    """What is on a plan to be talked about. What the person was referred to stands there as far as it goes on.

    An activity that is an action of their plan is told with that, or left off as their coordinator has it.
    """
    is_action = select(PlanAction.id).where(
        PlanAction.planned_id == PlannedActivity.id, PlanAction.removed_at.is_(None)
    )
    return db.scalars(
        select(PlannedActivity.service_id)
        .where(PlannedActivity.case_id == case.id, PlannedActivity.state == PlannedState.TO_TALK_ABOUT.value)
        .where(~is_action.exists())
        .order_by(PlannedActivity.added_at)
    ).all()


@dataclass(frozen=True)
class OwnMeetings:
    """When somebody is met: what is to come, sessions and assessment alike, the next first; and the sessions whose
    words for them they may read, the last first.
    """

    to_come: Sequence[SupportSession | Assessment]
    said: Sequence[SupportSession]


def list_own_meetings(db: Session, own: OwnPage) -> OwnMeetings:
    """The meetings of the spell of support that somebody is in."""
    case = open_case(own.client)
    if case is None:
        return OwnMeetings((), ())
    sessions, assessment = list_of_case(db, case), find_open_assessment(db, case)
    planned: list[SupportSession | Assessment] = [each for each in sessions if each.state == SessionState.PLANNED]
    if assessment is not None and assessment.state == AssessmentState.PLANNED:
        planned.append(assessment)
    now = clock.now()
    to_come = sorted((each for each in planned if each.ends_at > now), key=lambda each: each.starts_at)
    said = [each for each in reversed(sessions) if each.state == SessionState.HAPPENED and each.shared]
    return OwnMeetings(to_come, said)


def list_own_notes(db: Session, own: OwnPage) -> Sequence[KeptNote]:
    """The notes about somebody that were written for them to see too, as they stand now; the latest day first.

    What a note said before is for the team: it may have been put right because it was not for them.
    """
    return [each for each in list_notes(db, own.client) if each.now.is_shared and not each.is_taken_out]


def tell_of_support(db: Session, own: OwnPage, wanted: FeedbackInput, submission_key: str) -> Feedback:
    """Keep a complaint or thanks for the managers of somebody's team. About their coordinator, it names them."""
    if wanted.about is FeedbackAbout.COLLEAGUE:
        wanted = replace(wanted, about_user_id=own.client.coordinator_id)
    teller = Teller(own.client.scheme_id, link_id=own.link.id)
    return record_feedback(db, teller, own.client, wanted, submission_key)[0]


def list_told_of_support(db: Session, own: OwnPage) -> Sequence[Feedback]:
    """What somebody told their team of its support themselves, the newest first."""
    theirs = select(Feedback).where(
        Feedback.client_id == own.client.id,
        Feedback.scheme_id == own.client.scheme_id,
        Feedback.given_by == GivenBy.CLIENT.value,
    )
    return db.scalars(theirs.order_by(Feedback.received_on.desc(), Feedback.recorded_at.desc(), Feedback.id)).all()


def withdraw_own_agreement(db: Session, own: OwnPage, purpose: Purpose, submission_key: str) -> bool:
    """Take back an agreement of one's own, from today on, and tell the team; says whether it was news."""
    teller = Teller(own.client.scheme_id, link_id=own.link.id)
    if not withdraw_consent(db, teller, own.client, clock.today(), purpose):
        return False
    keep_message(db, own.client, MessageInput(Told.WITHDRAWAL, submission_key, purpose=purpose))
    return True


def list_agreed_groups(db: Session, own: OwnPage) -> Sequence[OnwardReferral]:
    """The referrals that go on whose group somebody was asked about and said yes to, also where they took it back.

    None where they agree to no group being told at all. What was told to keep somebody safe, and not because they
    agreed, is not theirs to take back, and is not shown.
    """
    if not has_consent(own.client.consents, Purpose.REFERRAL, clock.today()):
        return []
    found = db.scalars(
        select(OnwardReferral)
        .where(OnwardReferral.scheme_id == own.client.scheme_id, OnwardReferral.client_id == own.client.id)
        .where(OnwardReferral.state.in_([each.value for each in OPEN]))
        .options(
            joinedload(OnwardReferral.service).joinedload(Service.organization),
            selectinload(OnwardReferral.agreements),
        )
        .order_by(OnwardReferral.made_at, OnwardReferral.id)
    ).all()
    return [each for each in found if was_agreed_to(each)]


def was_agreed_to(referral: OnwardReferral) -> bool:
    agreement = find_agreement(referral)
    return agreement is not None and agreement.sharing_id is None


def agrees_to_group(referral: OnwardReferral) -> bool:
    """Whether a referral goes on and somebody still agrees that its group is told, so that they can take it back."""
    agreement = find_agreement(referral)
    is_theirs = agreement is not None and agreement.sharing_id is None and agreement.withdrawn_on is None
    return is_theirs and referral.state in OPEN


def get_own_referral(db: Session, own: OwnPage, reference: str, *, to_change: bool = False) -> OnwardReferral:
    """A referral of theirs with its agreements. Raises NotFound, also for one of somebody else."""
    known = db.scalar(
        select(OnwardReferral.id).where(
            OnwardReferral.reference == read_reference(reference),
            OnwardReferral.scheme_id == own.client.scheme_id,
            OnwardReferral.client_id == own.client.id,
        )
    )
    referral = find_to_share(db, known, to_change=to_change) if known else None
    if referral is None:
        raise NotFound("There is no such group.")
    return referral


def withdraw_own_group(db: Session, own: OwnPage, reference: str, submission_key: str) -> bool:
    """Take back that one group is told, from today on, and tell the team; says whether it was news. Raises NotFound.

    Other groups are told as before.
    """
    referral = get_own_referral(db, own, reference, to_change=True)
    teller = Teller(own.client.scheme_id, link_id=own.link.id)
    if not agrees_to_group(referral) or not withdraw_for_group(db, teller, referral):
        return False
    service = referral.service
    note = f"{service.organization.name} ({service.name})"
    keep_message(db, own.client, MessageInput(Told.GROUP, submission_key, note))
    return True
