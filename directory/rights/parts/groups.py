"""To which groups somebody was referred, and what became of it."""

from directory.referrals.heeded_models import HeededNote
from directory.referrals.models import GroupAgreement, OnwardReferral, ReferralMove
from directory.referrals.news_models import ReferralNews
from directory.referrals.nudge_models import ReferralNudge
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.telling_models import ReferralTelling
from directory.referrals.visit_models import FirstVisit
from directory.rights.parts.part import Part

GROUPS = (
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
            "sent_on_from_id": "Sent on from the referral",
            "tell_by": "How the group is told",
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
            "settled_at": "Nothing else was wanted then, as noted",
            "settled_by": "Noted by",
        },
        {
            "takes_back": "which step was taken back is told in its note",
            "link_id": "where nobody of ours wrote a step down, the group told it by its link",
        },
    ),
    Part(
        "What they agreed to for each group",
        GroupAgreement,
        GroupAgreement.client_id,
        GroupAgreement.recorded_at,
        {
            "onward_referral_id": "Referral",
            "parts": "What the group may be told beside the name",
            "given_on": "Since",
            "given_how": "How",
            "given_by": "Who answered",
            "withdrawn_on": "Until",
            "note": "Note",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
        {"sharing_id": "what was told without agreement is told under that heading"},
    ),
    Part(
        "How groups were told",
        ReferralTelling,
        ReferralTelling.client_id,
        ReferralTelling.recorded_at,
        {
            "onward_referral_id": "Referral",
            "how": "How",
            "told_on": "When",
            "spoke_to": "Whom we spoke to",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
    ),
    Part(
        "First visits to groups",
        FirstVisit,
        FirstVisit.client_id,
        FirstVisit.recorded_at,
        {
            "onward_referral_id": "Referral",
            "company": "Who goes along",
            "companion": "Name of who goes along",
            "visit_on": "On which day",
            "meeting": "Where and when they meet",
            "transport": "How they get there",
            "is_arranged": "That is arranged",
            "getting_there": "What is arranged",
            "came_about": "It came about",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
    ),
    Part(
        "Whether they were told what groups answered",
        ReferralNews,
        ReferralNews.client_id,
        ReferralNews.made_at,
        {
            "onward_referral_id": "Referral",
            "way": "How they wished to be told",
            "due_on": "When it was news",
            "told_by": "Told by",
            "told_at": "Told",
            "called_off_at": "No longer news",
        },
        {
            "move_number": "which step it was about stands among what became of the referrals",
            "made_at": "as when it was news",
        },
    ),
    Part(
        "When groups were asked again",
        ReferralNudge,
        ReferralNudge.client_id,
        ReferralNudge.nudged_on,
        {"onward_referral_id": "Referral", "nudged_on": "When the group was asked again"},
        {"letter_id": "which letter it was, which names nobody"},
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
)
