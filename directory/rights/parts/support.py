"""Spells of support: risks and worries in them, how they ended, and who was told."""

from sqlalchemy import ColumnElement, false, true

from directory.accounts.actor import Actor
from directory.casework.closing.models import ClosingDraft, Closure
from directory.casework.message_back.models import MessageBack
from directory.casework.models import Case, Client, Death
from directory.casework.safety.models import Risk, SafeguardingConcern
from directory.casework.safety.policy import may_read_concerns
from directory.casework.sharing.models import UnagreedSharing
from directory.casework.young_models import AgeQuestion
from directory.rights.parts.part import Part


def concerns_read_by(actor: Actor, client: Client) -> ColumnElement[bool]:
    return true() if may_read_concerns(actor, client) else false()


SUPPORT = (
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
            "asked_at": "Asked about, and it was so",
            "asked_by": "Asked by",
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
        read_by=concerns_read_by,
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
        "What we told their GP practice, or whoever referred them",
        MessageBack,
        MessageBack.client_id,
        MessageBack.made_at,
        {
            "addressee": "Who",
            "to_name": "Name",
            "to_email": "Email",
            "content": "What it says",
            "made_by": "Begun by",
            "made_at": "Begun",
            "corrects_id": "Puts right an earlier one",
            "sent_way": "How it was sent",
            "sent_by": "Sent by",
            "sent_at": "Sent",
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
)
