"""Answers to questionnaires, and what is kept of a record itself: moves, openings, letters, links and drafts."""

from directory.casework.drafts.models import FormDraft
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.models import KeptQuestion
from directory.casework.transfers.models import ClientTransfer
from directory.links.models import SignedLink
from directory.links.purposes import CODE_KINDS
from directory.outbox import OutboxMessage
from directory.outcomes.models import InstrumentResponse
from directory.rights.models import RetentionHold
from directory.rights.parts.part import Part

KEEPING = (
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
            "answers": "Answers",
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
            "about_id": "Referral or message, or the person themself",
            "made_at": "Sent",
            "opened_at": "Opened last",
            "ends_at": "Works until",
            "ended_at": "Ended",
        },
    ),
    Part(
        "What staff began to write about them and have not sent, kept for a week",
        FormDraft,
        FormDraft.client_id,
        FormDraft.begun_at,
        {
            "form": "Which form",
            "answers": "What was typed so far",
            "user_id": "By",
            "begun_at": "Begun",
            "saved_at": "Kept last",
        },
        {"about": "which goal, session or the like it is about, told by what was typed"},
        told=FormDraft.form.not_in(("concern", "concern-change")),
    ),
    Part(
        "What staff asked the matcher for them, kept for some hours",
        KeptQuestion,
        KeptQuestion.client_id,
        KeptQuestion.asked_at,
        {"question": "What was asked", "user_id": "Asked by", "asked_at": "Asked"},
    ),
)
