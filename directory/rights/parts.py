"""Everything that is held about a person, part by part: which tables, which columns, and what they are called.

A test goes through all tables: one that knows of a person, or a column of one, that is neither named here nor left
out with a reason fails it. So nothing new can be kept of people that they are not shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, false, true
from sqlalchemy.orm import InstrumentedAttribute

from directory.casework.assessment.plan_models import Goal, GoalRating, PlanAction, PlanChange
from directory.casework.closing.models import ClosingDraft, Closure
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.models import Case, Client, Consent, Death, KeptQuestion, PlannedActivity
from directory.casework.own_page.models import OwnPageMessage
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.safety.models import Risk, SafeguardingConcern
from directory.casework.sharing.models import UnagreedSharing
from directory.casework.support_sessions.models import MoreSessions, SupportSession
from directory.casework.transfers.models import ClientTransfer
from directory.casework.triage.models import Allocation, ContactAttempt
from directory.casework.young_models import AgeQuestion
from directory.links.models import SignedLink
from directory.links.purposes import CODE_KINDS
from directory.outbox import OutboxMessage
from directory.outcomes.models import InstrumentResponse
from directory.referrals.heeded_models import HeededNote
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.question_models import ReferralQuestion
from directory.rights.models import RetentionHold

# Columns that say nothing of the person, wherever they stand.
WORKINGS = {
    "id": "a number of the database",
    "scheme_id": "the team, which is named once",
    "client_id": "the person themself",
    "person_id": "the person themself",
    "case_id": "which spell of support, told by its dates",
    "version": "counts changes",
    "replays": "counts second clicks",
    "tokens_by": "by which key of ours they are found",
    "submission_key": "tells a second click from a second thing",
    "number": "the order, in which they stand",
}


# Tables whose rows are told inside those of a part.
TOLD_WITHIN = {"score": InstrumentResponse}
# Tables that hold nothing more of a person, and why.
NOT_TOLD = {
    "client_token": "keyed digests of the name, numbers and birth date, which are told; nobody can read them",
    "link_code": "a code that was asked for by a link, gone after ten minutes",
    "link_visit": "a browser that opened a link; that it looked is told with who looked",
    "sent_referral": "how a referral stands, as the system that sent it is told; who referred is told",
    "referral_event": "each change of that, for the system to be told",
    "referral_from_group": "which group of the directory a referrer is taken for, to count by; who referred is told",
}


@dataclass(frozen=True)
class Part:
    """One kind of thing that is held: its table, what leads to the person, and the words for each attribute.

    `left_out` says why a column is not told. The order of `by` is that of the entries. `audited` is which of its rows
    the audit record may speak of, of a table where some come in numbers and are never spoken of. `told` is which of
    its rows the person is told, where some would do harm. `for_few` where not every colleague may read it.
    """

    heading: str
    model: Any
    person: InstrumentedAttribute[Any]
    by: InstrumentedAttribute[Any]
    words: Mapping[str, str]
    left_out: Mapping[str, str] = field(default_factory=dict)
    audited: ColumnElement[bool] = field(default_factory=true)
    told: ColumnElement[bool] = field(default_factory=true)
    for_few: bool = False


PARTS = (
    Part(
        "Who they are",
        Client,
        Client.id,
        Client.made_at,
        {
            "reference": "Reference",
            "name": "Name",
            "nhs_number": "NHS number",
            "born_on": "Born on",
            "phone": "Phone",
            "other_phone": "Other phone",
            "email": "Email",
            "address": "Address",
            "postcode": "Postcode",
            "safe_contact": "How to reach them safely",
            "letters_home": "Letters to their home",
            "contact_by": "Would rather be reached by",
            "contact_times": "Good times to reach them",
            "language": "Language",
            "interpreter": "Interpreter or other help to talk",
            "coordinator_id": "Coordinator",
            "coordinator_gender": "Wishes to be supported by a woman or a man",
            "wants_somebody_new": "Wishes to be supported by somebody new",
            "made_at": "Taken on",
            "restricted_at": "Shown only to their coordinator and managers since",
            "due_since": "Known to be near the end of its time since",
        },
    ),
    Part(
        "How they came to us",
        Referral,
        Referral.client_id,
        Referral.made_at,
        {
            "reference": "Reference",
            "source": "Who told us",
            "made_at": "When",
            "name": "Name",
            "born_on": "Born on",
            "postcode": "Postcode",
            "phone": "Phone",
            "email": "Email",
            "safe_contact": "How to reach them safely",
            "may_leave_message": "Safe to leave a message",
            "contact_by": "Would rather be reached by",
            "contact_times": "Good times to reach them",
            "language": "Language",
            "interpreter": "Interpreter or other help to talk",
            "access_needs": "What helps them to take part",
            "statement": "What they said",
            "reason": "Why they were referred, as the sender sees it",
            "nhs_number": "NHS number",
            "practice_code": "GP practice",
            "risks_answer": "Whether risks are known",
            "agreement_said": "What the sender said of their agreement",
            "sharing_said": "Whether they agreed to share, as the sender said",
            "sharing_why": "Why not",
            "urgency": "How urgent, as the sender sees it",
            "referred_on": "Referred on",
            "method": "Which way it came",
            "has_gp": "Registered with a GP",
            "referrer_name": "Name of who told us",
            "referrer_kind": "What kind of professional",
            "referrer_role": "Their role",
            "referrer_organization": "Their organisation",
            "referrer_contact": "How to reach them",
            "return_to": "Where they wish an answer",
            "state": "How it stands",
            "state_at": "Since",
            "answered_by": "Answered by",
            "triaged_as": "How soon they were to be reached, as a person judged it",
            "triaged_by": "Judged by",
            "triaged_at": "Judged",
            "coordinator_gender": "Wished to be supported by a woman or a man",
            "wants_somebody_new": "Wished to be supported by somebody new",
            "note": "Note",
        },
        {
            "sounds_urgent": "whether our program heard words of danger in what was said",
            "is_out_of_area": "whether a team is named for the postcode",
            "agreed_wording_id": "the words agreed to, which are told with what they agreed to",
            "decline_reason": "of somebody who was taken on there is none",
            "joined_to_id": "which one came before, of several that are told here",
        },
    ),
    Part(
        "Who supported them",
        Allocation,
        Allocation.client_id,
        Allocation.allocated_at,
        {
            "from_user_id": "Who did before",
            "to_user_id": "Who did from then on",
            "by_user_id": "Decided by",
            "reason": "Why",
            "note": "Note",
            "allocated_at": "When",
        },
    ),
    Part(
        "When somebody tried to reach them",
        ContactAttempt,
        ContactAttempt.client_id,
        ContactAttempt.recorded_at,
        {
            "how": "How",
            "result": "What came of it",
            "tried_on": "When",
            "again_on": "To be tried again",
            "note": "Note",
            "tried_by": "Tried by",
            "recorded_at": "Written down",
        },
        {"referral_id": "how they came to us, which is told"},
    ),
    Part(
        "What they agreed to",
        Consent,
        Consent.client_id,
        Consent.recorded_at,
        {
            "purpose": "What for",
            "answer": "Answer",
            "given_on": "Given on",
            "withdrawn_on": "Withdrawn on",
            "wording_id": "The words read out",
            "given_how": "How",
            "given_by": "Answered by",
            "note": "Note",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
    ),
    Part(
        "What they told us on their own page",
        OwnPageMessage,
        OwnPageMessage.client_id,
        OwnPageMessage.told_at,
        {
            "kind": "What it is about",
            "purpose": "What they took back",
            "note": "What they wrote",
            "told_at": "When",
            "seen_by": "Seen to by",
            "seen_at": "Seen to",
        },
    ),
    Part(
        "Spells of support",
        Case,
        Case.client_id,
        Case.opened_on,
        {"opened_on": "Opened on", "closed_on": "Closed on", "statement": "What they said"},
        {"counted_scheme_id": "which team has the case in its figures, without a name"},
    ),
    Part(
        "Risks",
        Risk,
        Risk.client_id,
        Risk.recorded_at,
        {
            "kind": "What kind",
            "is_none_known": "No risk is known",
            "words": "What is known",
            "since": "Since",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
            "ended_on": "Over since",
            "ended_by": "Ended by",
            "why_ended": "Why",
        },
        {"referral_id": "where nobody of ours wrote it down, it came with how they came to us"},
    ),
    Part(
        "What somebody worried about",
        SafeguardingConcern,
        SafeguardingConcern.client_id,
        SafeguardingConcern.recorded_at,
        {
            "kind": "What it may be",
            "words": "What was said",
            "acted": "What was done",
            "noticed_on": "Since",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
            "ended_on": "Over since",
            "ended_by": "Ended by",
            "why_ended": "Why",
        },
        {
            "referral_id": "where nobody of ours wrote it down, it came with how they came to us",
            "is_hidden": "one that is hidden is not told",
            "why_hidden": "one that is hidden is not told",
        },
        # That there is one is not for everybody who may see who looked.
        audited=false(),
        told=SafeguardingConcern.is_hidden.is_(False),
        for_few=True,
    ),
    Part(
        "How their support ended",
        Closure,
        Closure.client_id,
        Closure.recorded_at,
        {
            "reason": "Why",
            "reason_note": "More about that",
            "closed_on": "Ended on",
            "settled": "What became of what was open",
            "what_next": "What comes next",
            "onward_to": "Where they go on to",
            "onward_told": "What was told there",
            "wanted_more": "Would have liked more support",
            "exit_answer": "Questionnaires at the end",
            "exit_why": "Why",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
            "replaced_at": "Put right by a later one",
            "undone_by": "Taken back by",
            "undone_at": "Taken back",
            "why_undone": "Why it was taken back",
        },
    ),
    Part(
        "What staff answered so far to close a case",
        ClosingDraft,
        ClosingDraft.client_id,
        ClosingDraft.saved_at,
        {"answers": "Answers", "user_id": "Answered by", "saved_at": "Kept"},
    ),
    Part(
        "What we shared without their agreement",
        UnagreedSharing,
        UnagreedSharing.client_id,
        UnagreedSharing.recorded_at,
        {
            "ground": "What made it necessary",
            "reason": "Why it could not wait",
            "told_to": "Who was told",
            "told": "What they were told",
            "shared_on": "When",
            "manager_id": "Manager",
            "manager_part": "What the manager did",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
            "reviewed_by": "Looked at by",
            "reviewed_at": "Looked at",
            "review": "What they found",
        },
    ),
    Part(
        "What a manager said of their age",
        AgeQuestion,
        AgeQuestion.client_id,
        AgeQuestion.asked_at,
        {
            "asked_at": "Asked",
            "answer": "What they said",
            "answered_by": "Who said it",
            "answered_at": "When",
        },
    ),
    Part(
        "Their death",
        Death,
        Death.client_id,
        Death.recorded_at,
        {
            "died_on": "Died on",
            "told_by": "Who told us",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
            "undone_at": "Taken back",
            "undone_by": "Taken back by",
            "why_undone": "Why it was taken back",
        },
    ),
    Part(
        "Their plan",
        PlannedActivity,
        PlannedActivity.client_id,
        PlannedActivity.added_at,
        {
            "service_id": "Activity",
            "state": "How it stands",
            "reasons": "Why it was suggested",
            "added_by": "Added by",
            "added_at": "Added",
        },
    ),
    Part(
        "What they want to reach",
        Goal,
        Goal.client_id,
        Goal.added_at,
        {
            "words": "In their words",
            "needs": "What it is about",
            "importance": "How much it matters to them, from 1 to 10",
            "confidence": "How sure they are, from 1 to 10",
            "state": "How it stands",
            "is_private": "Kept off their copy of the plan",
            "note": "Note of the team",
            "result": "What came of it",
            "result_note": "What was said of that",
            "added_by": "Written down by",
            "added_at": "Written down",
            "removed_at": "Taken off the plan",
        },
    ),
    Part(
        "How much it mattered to them, each time",
        GoalRating,
        GoalRating.client_id,
        GoalRating.rated_at,
        {
            "goal_id": "Goal",
            "importance": "How much it matters to them, from 1 to 10",
            "confidence": "How sure they are, from 1 to 10",
            "rated_on": "On",
            "recorded_by": "Written down by",
        },
        {"rated_at": "the moment it was written down, beside its day"},
    ),
    Part(
        "Actions of their plan",
        PlanAction,
        PlanAction.client_id,
        PlanAction.added_at,
        {
            "goal_id": "Goal",
            "what": "What",
            "planned_id": "Activity",
            "who": "Who does it",
            "who_name": "Their name",
            "idea": "Whose idea it was",
            "due_on": "By when",
            "helps": "What helps",
            "note": "Note of the team",
            "state": "How it stands",
            "ended_on": "Since",
            "is_private": "Kept off their copy of the plan",
            "added_by": "Written down by",
            "added_at": "Written down",
            "removed_at": "Taken off the plan",
        },
    ),
    Part(
        "Changes of their plan",
        PlanChange,
        PlanChange.client_id,
        PlanChange.changed_at,
        {
            "kind": "What",
            "goal_id": "Goal",
            "action_id": "Action",
            "to_state": "How it stood then",
            "changed_by": "By",
            "changed_at": "When",
        },
    ),
    Part(
        "Support sessions",
        SupportSession,
        SupportSession.client_id,
        SupportSession.starts_at,
        {
            "starts_at": "When",
            "lasts_minutes": "Minutes",
            "way": "How",
            "place": "Where",
            "coordinator_id": "With",
            "state": "What became of it",
            "reason": "Why it did not take place",
            "note": "More on why",
            "notes": "Notes of the team",
            "shared": "What was shared with them",
            "remind_by": "Reminded by",
            "remind_on": "To be reminded on",
            "reminded_at": "Reminded",
            "reminded_by": "Reminded by whom",
            "buddy_id": "Who was told of the home visit",
            "check_in_due_at": "Check in by",
            "checked_in_at": "Checked in",
            "checked_in_by": "Checked in by",
            "alerted_at": "Colleagues were alerted",
            "planned_by": "Planned by",
            "planned_at": "Planned",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
        {"replaces_id": "which session it was moved from, told as rescheduled"},
    ),
    Part(
        "Questions for more support sessions",
        MoreSessions,
        MoreSessions.client_id,
        MoreSessions.asked_at,
        {
            "sessions": "How many more",
            "reason": "Why",
            "state": "How it stands",
            "asked_by": "Asked by",
            "asked_at": "Asked",
            "decided_by": "Decided by",
            "decided_at": "Decided",
            "answer": "What was answered",
        },
    ),
    Part(
        "Referrals to groups",
        OnwardReferral,
        OnwardReferral.client_id,
        OnwardReferral.made_at,
        {
            "reference": "Reference",
            "service_id": "Activity",
            "state": "How it stands",
            "state_on": "Since",
            "match_reasons": "Why it was suggested",
            "message": "What the group was told",
            "warned_of": "What was known to be missing then",
            "room_warning": "Why there may have been no room",
            "in_spite": "Why it was made all the same",
            "made_by": "Made by",
            "made_at": "Made",
        },
    ),
    Part(
        "What became of the referrals",
        ReferralMove,
        ReferralMove.client_id,
        ReferralMove.recorded_at,
        {
            "onward_referral_id": "Referral",
            "from_state": "From",
            "to_state": "To",
            "reason": "Reason",
            "happened_on": "Happened on",
            "note": "Note",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
        {
            "takes_back": "which step was taken back is told in its note",
            "link_id": "where nobody of ours wrote a step down, the group told it by its link",
        },
    ),
    Part(
        "What groups asked about them",
        ReferralQuestion,
        ReferralQuestion.client_id,
        ReferralQuestion.asked_at,
        {
            "onward_referral_id": "Referral",
            "question": "Question",
            "asked_at": "Asked",
            "answer": "Our answer",
            "answered_by": "Answered by",
            "answered_at": "Answered",
        },
        {"link_id": "the group asked by its link"},
    ),
    Part(
        "Calls before a referral",
        HeededNote,
        HeededNote.client_id,
        HeededNote.heeded_at,
        {"onward_referral_id": "Referral", "heeded_at": "When somebody rang the group first"},
        {"note_id": "what a champion asks of colleagues about a group says nothing of the person"},
    ),
    Part(
        "Questionnaires",
        InstrumentResponse,
        InstrumentResponse.client_id,
        InstrumentResponse.taken_on,
        {
            "instrument": "Which",
            "occasion": "When in the support",
            "taken_on": "Filled in on",
            "mode": "How",
            "scores": "Scores",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
    ),
    Part(
        "Moves to another team",
        ClientTransfer,
        ClientTransfer.client_id,
        ClientTransfer.asked_at,
        {
            "to_scheme_id": "To which team",
            "state": "How it stands",
            "ground": "What allows it",
            "agreed_on": "Agreed on",
            "reason": "Why",
            "answer": "What the other team answered",
            "asked_by": "Asked for by",
            "asked_at": "Asked for",
            "approved_by": "Offered by",
            "ended_by": "Answered or taken back by",
            "ended_at": "Answered or taken back",
        },
        {"reference": "the reference, which is told once"},
    ),
    Part(
        "Openings of the record in an emergency",
        EmergencyAccess,
        EmergencyAccess.client_id,
        EmergencyAccess.began_at,
        {
            "user_id": "Opened by",
            "began_at": "Opened",
            "ends_at": "Open until",
            "reason": "Why",
            "reviewed_by": "Looked into by",
            "reviewed_at": "Looked into",
            "note": "What came of that",
        },
        {"reference": "the reference, which is told once"},
    ),
    Part(
        "Why the record was kept for longer",
        RetentionHold,
        RetentionHold.client_id,
        RetentionHold.held_at,
        {
            "reason": "Why",
            "held_by": "Held back by",
            "held_at": "Held back",
            "ended_by": "Ended by",
            "ended_at": "Ended",
        },
    ),
    Part(
        "Letters and emails about them",
        OutboxMessage,
        OutboxMessage.person_id,
        OutboxMessage.made_at,
        {
            "address": "To",
            "subject": "Subject",
            "text": "Text",
            "made_at": "Written",
            "due_at": "To be sent from",
            "sent_at": "Sent",
            "gave_up_at": "Could not be sent",
            "cancelled_at": "Held back",
        },
        {
            "kind": "which of our letters it is, told by its subject",
            "about_id": "the record it tells of, which is in another part",
            "dedupe_key": "tells the same news from other news",
            "tries": "how often our server tried",
            "leased_until": "which of our programs is sending it",
            "last_error": "what the mail server answered",
        },
        # Whoever has a link may ask for codes; that they did is told of the link.
        audited=OutboxMessage.kind.not_in(CODE_KINDS),
    ),
    Part(
        "Links by which a group could see them, or they themselves",
        SignedLink,
        SignedLink.client_id,
        SignedLink.made_at,
        {
            "purpose": "What for",
            "about_id": "Referral, or the person themself",
            "made_at": "Sent",
            "opened_at": "Opened last",
            "ends_at": "Works until",
            "ended_at": "Ended",
        },
    ),
    Part(
        "What staff asked the matcher for them, kept for some hours",
        KeptQuestion,
        KeptQuestion.client_id,
        KeptQuestion.asked_at,
        {"question": "What was asked", "user_id": "Asked by", "asked_at": "Asked"},
    ),
)
