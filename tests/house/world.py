"""One world for the promises about every page: two schemes, everybody's roles, and something of each kind."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.account_links import Purpose, make_link
from directory.accounts.actor import Actor, Role
from directory.accounts.inputs import InvitationInput
from directory.accounts.models import Scheme, User
from directory.accounts.operations import make_scheme
from directory.accounts.people import invite_person
from directory.accounts.queries import actor_of
from directory.accounts.senders.models import ApiSender
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.kept_questions import keep_question
from directory.casework.models import Client, PlannedActivity
from directory.casework.own_page.messages import MessageInput, keep_message
from directory.casework.own_page.models import Told
from directory.casework.own_referrals.keeping import OfKind
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.safety.models import Risk, SafeguardingConcern
from directory.casework.sharing.models import UnagreedSharing
from directory.casework.support_sessions.calendar_links import make_calendar_link
from directory.casework.transfers.models import ClientTransfer
from directory.casework.transfers.moving_clients import offer_transfer
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.duplicates import DuplicateCandidate, MergedRecord
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.photographs import Photograph
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.sent_sheets import SentSheet
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm, TermPhrase
from directory.champions.messages.models import ListingMessage
from directory.champions.models import ChampionDomain, GapReason, Recommendation
from directory.champions.noting.note_inputs import NoteInput
from directory.champions.noting.note_models import ListingNote, NoteKind
from directory.champions.noting.notes import give_note
from directory.champions.noting.recommending import recommend
from directory.champions.onboarding.forms import begin_form, make_form_link
from directory.champions.operations import make_domain
from directory.champions.relations.models import GroupContact, GroupMeeting
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.db import new_id
from directory.exchange.sheets.sending import send_sheet
from directory.referrals.joining_models import JoinRequest
from directory.referrals.models import OnwardReferral
from directory.referrals.operations import refer_onward
from directory.referrals.planning import ChosenActivity, plan_activities
from directory.staff.matching.match_question import MatchQuestion
from tests.factories.accounts import make_user
from tests.factories.asking import make_referral_in
from tests.factories.assessments import MadePlan, make_whole_plan
from tests.factories.casework import make_client, make_reachable
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_contact, make_group_suggestion, make_meeting, make_message
from tests.factories.digest import make_weekly_link
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.factories.emergencies import make_emergency
from tests.factories.feedback import give_to, make_feedback
from tests.factories.findings import make_finding
from tests.factories.joining import make_join_request, make_joining_link
from tests.factories.licences import make_licence
from tests.factories.links import make_message_link, make_own_link, make_reply_link
from tests.factories.message_back import make_message_back, make_practice, send_back
from tests.factories.own_referrals import make_referrals_link, make_referrer_link, set_up_for
from tests.factories.photographs import make_photograph
from tests.factories.questions import make_answer, make_question
from tests.factories.record import make_client_note, make_section
from tests.factories.referrals import (
    make_group_link,
    make_group_question,
    make_referral,
    make_referral_news,
    wanted_referral,
)
from tests.factories.safety import make_concern, make_risk
from tests.factories.second_records import make_alike, make_joined
from tests.factories.senders import make_key, make_sender
from tests.factories.sharing import make_sharing
from tests.factories.sheets import sheet_input, sheet_line
from tests.factories.signposts import make_needs_more, make_notice, make_signpost
from tests.factories.support_sessions import make_more_sessions, make_pause, make_support_session
from tests.factories.taken_as_known import TELLS_NOTHING_NEW, make_taken_as_known
from tests.factories.transfers import wanted_transfer
from tests.factories.triage import make_allocation, make_handover
from tests.factories.verifying import make_listings_link

STRANGER = "nobody"


@dataclass
class World:
    """What the pages under test are about."""

    users: dict[str, User] = field(default_factory=dict)
    other_users: dict[str, User] = field(default_factory=dict)
    service: Service | None = None
    place_id: uuid.UUID | None = None
    schedule_id: uuid.UUID | None = None
    location_id: uuid.UUID | None = None
    photograph: Photograph | None = None
    term: TaxonomyTerm | None = None
    phrase_id: uuid.UUID | None = None
    client: Client | None = None
    case_id: uuid.UUID | None = None
    referral: OnwardReferral | None = None
    incoming: Referral | None = None
    planned: PlannedActivity | None = None
    plan: MadePlan | None = None
    sharing: UnagreedSharing | None = None
    client_note_id: uuid.UUID | None = None
    support_session_id: uuid.UUID | None = None
    more_id: uuid.UUID | None = None
    risk: Risk | None = None
    concern: SafeguardingConcern | None = None
    pause_id: uuid.UUID | None = None
    diary: str = ""
    domain: ChampionDomain | None = None
    suggestion: Revision | None = None
    suggestions: dict[str, Revision] = field(default_factory=dict)
    question_id: uuid.UUID | None = None
    asked_id: uuid.UUID | None = None
    referral_question_id: uuid.UUID | None = None
    referral_news_id: uuid.UUID | None = None
    message: ListingMessage | None = None
    finding_id: uuid.UUID | None = None
    group_suggestion: GroupSuggestion | None = None
    pair: DuplicateCandidate | None = None
    merge: MergedRecord | None = None
    sheet: SentSheet | None = None
    invited: User | None = None
    invitation: str = ""
    new_password: str = ""
    reply: str = ""
    joining: str = ""
    own_listings: str = ""
    weekly: str = ""
    group_form: str = ""
    group_page: str = ""
    would_go: JoinRequest | None = None
    own: str = ""
    told_id: uuid.UUID | None = None
    back_id: uuid.UUID | None = None
    sent_back_id: uuid.UUID | None = None
    message_back: str = ""
    recommendation: Recommendation | None = None
    nobodys_id: uuid.UUID | None = None
    note: ListingNote | None = None
    meeting: GroupMeeting | None = None
    contact: GroupContact | None = None
    second: Client | None = None
    joined: str = ""
    came: str = ""
    own_transfer: ClientTransfer | None = None
    offered_transfer: ClientTransfer | None = None
    emergency: EmergencyAccess | None = None
    step_id: uuid.UUID | None = None
    signpost_id: uuid.UUID | None = None
    handover_id: uuid.UUID | None = None
    practice_id: uuid.UUID | None = None
    referrer_link_id: uuid.UUID | None = None
    own_referrals: str = ""
    notice_id: uuid.UUID | None = None
    feedback_id: uuid.UUID | None = None
    sender: ApiSender | None = None
    sender_key_id: uuid.UUID | None = None
    licence_id: uuid.UUID | None = None

    def values_of(
        self, endpoint: str, arguments: set[str], kind: str = "activities", part: str = "about"
    ) -> dict[str, object]:
        """The values for an address of this endpoint, in the first scheme: about a kind of record, and a part of it."""
        known = {
            "kind": kind,
            "part": part,
            "record_id": self.record_id(kind),
            "service_id": self.service.id,
            "organization_id": self.service.organization_id,
            "place_id": self.place_id,
            "schedule_id": self.schedule_id,
            "location_id": self.location_id,
            "photograph_id": self.photograph.id,
            "digest": self.photograph.digest,
            "width": 400,
            "taxonomy_id": self.term.taxonomy_id,
            "term_id": self.term.id,
            "nobodys_id": self.nobodys_id,
            "phrase_id": self.phrase_id,
            "slug": self.domain.slug,
            "ending": "csv",
            "number": 1,
            "reference": self.named_by_reference(endpoint).reference,
            "other": self.second.reference,
            "old": self.joined,
            "came": self.came,
            "who": "yourself",
            "purpose": "contact",
            "sharing_id": self.sharing.id,
            "support_session_id": self.support_session_id,
            "more_id": self.more_id,
            "pause_id": self.pause_id,
            "case_id": self.case_id,
            "step": "reason",
            "risk_id": self.risk.id,
            "feedback_id": self.feedback_id,
            "concern_id": self.concern.id,
            "back_id": self.sent_back_id if endpoint == "staff.download_message_back" else self.back_id,
            "file_type": "pdf",
            "planned_id": self.planned.id,
            "goal_id": self.plan.goal.id,
            "action_id": self.plan.action.id,
            "agreement_id": self.plan.agreement.id,
            "assessment_id": self.plan.assessment.id,
            "revision_id": self.suggestions.get(kind, self.suggestion).id,
            "question_id": self.question_id,
            "asked_id": self.asked_id,
            "referral_question_id": self.referral_question_id,
            "referral_news_id": self.referral_news_id,
            "message_id": self.message.id,
            "finding_id": self.finding_id,
            "group_suggestion_id": self.group_suggestion.id,
            "message_reference": self.message.reference,
            "pair_id": self.pair.id,
            "merge_id": self.merge.id,
            "sheet_id": self.sheet.id,
            "user_id": self.invited.id,
            "step_id": self.step_id,
            "signpost_id": self.signpost_id,
            "handover_id": self.handover_id,
            "practice_id": self.practice_id,
            "referrer_link_id": self.referrer_link_id,
            "notice_id": self.notice_id,
            "coordinator_id": self.users[Role.COORDINATOR].id,
            "token": self.token_of(endpoint),
            "recommendation_id": self.recommendation.id,
            "note_id": self.note.id,
            "client_note_id": self.client_note_id,
            "section": "about_me",
            "form": "note",
            "meeting_id": self.meeting.id,
            "contact_id": self.contact.id,
            "watch_id": self.term.id,
            "filename": "site.css",
            "key_id": self.term.id,
            "emergency_id": self.emergency.id,
            "sender_id": self.sender.id,
            "sender_key_id": self.sender_key_id,
            "code": "swemwbs",
            "asked": "loneliness",
            "occasion": "baseline",
            "licence_id": self.licence_id,
            "told_id": self.told_id,
            "about": "-" if "draft" in endpoint else str(self.service.id),
            "check_id": self.term.id,
            "transfer_id": (self.own_transfer if "own_transfer" in endpoint else self.offered_transfer).id,
        }
        return {name: known[name] for name in arguments}

    def named_by_reference(self, endpoint: str) -> Client | OnwardReferral | Referral:
        """Whom a page with a reference in its address is about."""
        if endpoint.startswith("referral_api."):
            return self.incoming
        if endpoint.endswith(("referral_in", "not_reached", "asked", "show_joining", "show_suggested", "referrer")):
            return self.incoming
        if endpoint == "staff.settle_join_request":
            return self.would_go
        of_referral = ("referral", "move", "first_visit", "find_something_else", "note_person_told")
        return self.referral if any(each in endpoint for each in of_referral) else self.client

    def token_of(self, endpoint: str) -> str:
        """The token of a link that leads to a page."""
        if endpoint.startswith("provider."):
            return self.reply
        if endpoint.startswith("messages_back."):
            return self.message_back
        if endpoint.startswith("own_referrals."):
            return self.own_referrals
        if endpoint.startswith("joining."):
            return self.joining
        if endpoint.startswith("group_page."):
            return self.group_page
        if endpoint.startswith("own_listings."):
            return self.own_listings
        if endpoint.startswith("group_form."):
            return self.group_form
        if endpoint.startswith("own_page."):
            return self.own
        if endpoint == "staff.download_diary":
            return self.diary
        if "stop_letter" in endpoint:
            return self.weekly
        return self.new_password if "new_password" in endpoint else self.invitation

    def record_id(self, kind: str) -> uuid.UUID:
        """The record that pages about a kind of record are about."""
        records = {"venues": self.location_id, "organisations": self.service.organization_id}
        return records.get(kind, self.service.id)


def make_world(db: Session) -> World:
    """Two schemes with every role; in the first a client with agreement and a referral, and a domain with a listing.

    The listing may be listed twice, and another was made one with its double. A sheet of the editor waits.
    """
    world = World()
    here, elsewhere = make_scheme(db, "Scheme here"), make_scheme(db, "Scheme elsewhere")
    db.flush()
    world.users = staff_of(db, here)
    world.other_users = staff_of(db, elsewhere)
    world.sheet = send_sheet(db, actor_of(db, world.users[Role.EDITOR].email), sheet_input(sheet_line()))
    world.phrase_id = new_id()
    world.term = make_term(db, code="walking", phrases=[TermPhrase(id=world.phrase_id, phrase="miss my walks")])
    world.service = make_service(db, terms=[world.term], email="walks@becklane.example")
    world.place_id = world.service.places[0].id
    world.schedule_id = world.service.schedules[0].id
    world.location_id = world.service.places[0].location_id
    world.photograph = make_photograph(db, world.service)
    world.nobodys_id = make_service(db, "Chess").id
    world.domain = make_domain(db, "Walking", None, world.users[Role.CHAMPION], [world.term])
    coordinator = actor_of(db, world.users[Role.COORDINATOR].email)
    # So that a manager is asked about somebody's age.
    here.minimum_age = 100
    known = {"statement": "I miss my walks", "postcode": "LS11 8ND", "born_on": date(1941, 3, 7)}
    world.client = make_client(db, coordinator, name="Edith Ashworth", **known)
    world.joined = make_joined(db, coordinator, world.client).reference
    world.case_id = world.client.cases[0].id
    wanted = wanted_referral(world.service.id, "referral-of-the-world")
    world.referral = refer_onward(db, coordinator, world.client, wanted)
    neighbour = actor_of(db, world.other_users[Role.COORDINATOR].email)
    # Of the other team, so that nothing that is tried on the first one's referral ends it.
    world.reply = make_reply_link(db, make_referral(db, neighbour, service=world.service))
    # What was sent stays, whatever is tried on the draft.
    world.sent_back_id = send_back(db, coordinator, world.client).id
    world.back_id = make_message_back(db, coordinator, world.client).id
    told_by = send_back(db, neighbour, make_client(db, neighbour, name="Tilda Told"))
    world.message_back = make_message_link(db, told_by)
    told = MessageInput(Told.CORRECTION, "message-of-the-world", "My phone has a new number")
    world.told_id = keep_message(db, world.client, told).id
    keep_message(db, world.client, MessageInput(Told.STOP, "wish-of-the-world", "My sister helps me now"))
    world.own = make_own_link(db, make_reachable(db, neighbour, name="Wilma Written", email="wilma@home.example"))
    [world.planned] = plan_activities(db, coordinator, world.client, [ChosenActivity(world.service.id, ("Near.",))])
    world.plan = make_whole_plan(db, coordinator, world.client)
    world.sharing = make_sharing(db, coordinator, world.client)
    world.client_note_id = make_client_note(db, coordinator, world.client).id
    make_section(db, coordinator, world.client, important_to_me="My garden")
    world.support_session_id = make_support_session(db, coordinator, world.client).id
    world.pause_id = make_pause(db, coordinator, world.client).id
    # Of a colleague, so that nothing that is tried on the own one ends it.
    world.diary = make_calendar_link(db, actor_of(db, make_user(db, Role.COORDINATOR, scheme=here).email))
    world.more_id = make_more_sessions(db, coordinator, world.client).id
    world.risk = make_risk(db, coordinator, world.client)
    world.concern = make_concern(db, coordinator, world.client)
    changes = [FieldChange("alert", None, "Bring a coat")]
    world.suggestion = suggest_changes(db, coordinator, world.service, changes, "They told me")
    way = [FieldChange("transportation", None, "Bus 4 stops outside")]
    page = [FieldChange("website", None, "https://becklane.example")]
    world.suggestions = {
        "venues": suggest_changes(db, coordinator, world.service.places[0].location, way, "I went"),
        "organisations": suggest_changes(db, coordinator, world.service.organization, page, "They told me"),
    }
    asked = MatchQuestion(client=world.client.reference, hobbies="walking").values
    asked_of_champion = make_question(db, coordinator, [world.term], missing=GapReason.FULL)
    make_answer(db, actor_of(db, world.users[Role.CHAMPION].email), asked_of_champion, world.service)
    world.asked_id = asked_of_champion.id
    world.message = make_message(db, world.service)
    world.finding_id = make_finding(db, world.service).id
    world.group_suggestion = make_group_suggestion(db)
    world.group_form = make_form_link(db, None, begin_form(db, None, make_group_suggestion(db)))
    world.question_id = keep_question(db, coordinator, world.client, asked)
    world.pair = make_candidate(db, world.service, make_service(db, "The walking group", terms=[world.term]))
    to_invite = InvitationInput("invited@staff.example", "Ida Invited", (Role.COORDINATOR, Role.EDITOR))
    invited = invite_person(db, actor_of(db, world.users[Role.ADMINISTRATOR].email), here.id, to_invite)
    world.invited, world.invitation = invited.user, invited.link.token
    world.new_password = make_link(db, make_user(db, Role.EDITOR, scheme=here), Purpose.RESET).token
    champion = actor_of(db, world.users[Role.CHAMPION].email)
    world.recommendation = recommend(db, champion, world.domain, world.service, world.term, "They wait at the gate")
    world.note = give_note(db, champion, world.service, NoteInput(NoteKind.QUIET_ON, "wet days"))
    world.meeting = make_meeting(db, champion, world.service.organization)
    world.contact = make_contact(db, champion, world.service.organization)
    world.merge = make_merge(db, champion, world.term)
    colleague = actor_of(db, make_user(db, Role.COORDINATOR, scheme=here).email)
    world.emergency = make_emergency(db, colleague, make_client(db, coordinator, name="Hidden Hirst"))
    # Nobody of whom pages show what they show of the first one.
    world.second = make_client(db, coordinator, name="Sidney Second", born_on=date(1950, 2, 1))
    make_alike(db, world.client, world.second)
    world.own_transfer = offer_transfer(db, coordinator, world.client, wanted_transfer(elsewhere))
    neighbour = actor_of(db, world.other_users[Role.COORDINATOR].email)
    manager = actor_of(db, world.other_users[Role.MANAGER].email)
    world.offered_transfer = offer_transfer(
        db, manager, make_client(db, neighbour, name="Olive Offered"), wanted_transfer(here)
    )
    world.referral_question_id = make_group_question(db, world.referral).id
    world.referral_news_id = make_referral_news(db, world.referral).id
    world.group_page = make_group_link(db, world.referral)
    world.weekly = make_weekly_link(db, world.users[Role.CHAMPION])
    world.own_listings = make_listings_link(db, world.service)
    world.would_go = make_join_request(db, world.service)
    world.would_go.team_id = here.id
    world.joining = make_joining_link(db, world.would_go)
    world.sender = make_sender(db, actor_of(db, world.users[Role.ADMINISTRATOR].email), name="Beck Lane Surgery")
    make_key(db, world.sender)
    world.sender_key_id = world.sender.keys[0].id
    world.licence_id = make_licence(db, actor_of(db, world.users[Role.ADMINISTRATOR].email)).id
    leaver = actor_of(db, make_user(db, Role.COORDINATOR, scheme=here).email)
    world.client.coordinator_id = leaver.user_id
    db.flush()
    given_by = actor_of(db, world.users[Role.MANAGER].email)
    world.handover_id = make_handover(db, given_by, world.client, leaver, coordinator).id
    # Since decided anew, so that whoever tries to take the hand-over back leaves them where they are.
    make_allocation(db, coordinator, world.client)
    manager = actor_of(db, world.users[Role.MANAGER].email)
    feedback = make_feedback(db, manager, world.client)
    give_to(db, manager, feedback, coordinator.user_id)
    world.feedback_id = feedback.id
    world.step_id = make_needs_more(db, coordinator, world.client).id
    world.practice_id = make_practice(db, coordinator).id
    # Not of that practice, so that taking it off its list leaves this; and what is read is of another team.
    of_system = set_up_for(db, coordinator, OfKind.SYSTEM, world.sender.id, "records@becklane.example")
    world.referrer_link_id = of_system.id
    world.own_referrals = make_referrals_link(db, make_referrer_link(db, neighbour))
    world.signpost_id = make_signpost(db, coordinator, world.client).id
    world.notice_id = make_notice(db, coordinator).id
    world.came = make_taken_as_known(db, coordinator, world.client, **TELLS_NOTHING_NEW).reference
    world.incoming = make_referral_in(db, coordinator, access_needs="A ramp", born_on=date(1970, 1, 5))
    db.commit()
    return world


def make_merge(db: Session, champion: Actor, term: TaxonomyTerm) -> MergedRecord:
    """Two choirs in a domain made one."""
    kept, old = make_service(db, "Choir", terms=[term]), make_service(db, "The choir", terms=[term])
    candidate = make_candidate(db, kept, old)
    return merge_records(db, champion, candidate, wanted_merge(db, candidate, kept))


def staff_of(db: Session, scheme: Scheme) -> dict[str, User]:
    return {role: make_user(db, role, scheme=scheme) for role in Role}
