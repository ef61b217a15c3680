"""Words of somebody's own page: what they were asked, how things stand, and what follows from a change of mind."""

from collections.abc import Mapping

from directory.casework.feedback.kinds import FeedbackKind
from directory.casework.feedback.states import FeedbackState
from directory.casework.models import Purpose
from directory.casework.own_page.models import Told
from directory.casework.rules import Standing
from directory.casework.support_sessions.models import Way
from directory.referrals.states import ReferralState

S = ReferralState
REFERRED: Mapping[ReferralState, str] = {
    S.SENT: "We have asked the group. They have not answered yet.",
    S.ACCEPTED: "The group has room for you.",
    S.WAITING: "You are on the group’s waiting list.",
    S.ATTENDED: "You have been there.",
    S.NOT_ATTENDED: "You have not been there yet.",
    S.GOING: "You go there.",
}
MEETING: Mapping[Way, str] = {
    Way.PLACE: "at this place: {place}",
    Way.HOME: "at your home",
    Way.PHONE: "by phone: we ring you",
    Way.VIDEO: "by video",
}
TO_TALK_ABOUT = "We will talk about this. The group does not know about you."
ASKED: Mapping[Purpose, str] = {
    Purpose.REFERRAL: "We may tell groups about you",
    Purpose.CONTACT: "We may ring or write to you",
    Purpose.EVALUATION: "We may count your answers",
    Purpose.FEEDBACK: "We may tell your GP how it went",
}
STANDING: Mapping[Standing, str] = {
    Standing.AGREES: "You said yes",
    Standing.SAID_NO: "You said no",
    Standing.TOOK_IT_BACK: "You no longer agree",
    Standing.NOT_ASKED: "We have not asked you yet.",
}
AGREED = "{said} on {on}."
TOOK_BACK = "You said yes on {given}. You have not agreed any more since {withdrawn}."
NOT_KEPT = "We did not keep the words that we used then."
# What follows when somebody no longer agrees, before they press the button.
MEANS_NO_MORE: Mapping[Purpose, str] = {
    Purpose.REFERRAL: (
        "From now on we tell no group about you. Letters that have not left stay here, and groups cannot open their"
        " pages about you any more. What a group has read already, it knows. Your coordinator still helps you."
    ),
    Purpose.CONTACT: (
        "From now on we do not ring or write to you, not even with a code. So once this page closes, you cannot open"
        " it again. You can still ring us."
    ),
    Purpose.EVALUATION: (
        "From now on your answers are left out when we count what helps people. Your support stays the same."
    ),
    Purpose.FEEDBACK: (
        "From now on we do not tell your GP practice, or whoever referred you, how your support went. Messages that"
        " have not left stay here. What they have read already, they know."
    ),
}
MAY_TELL = "You agreed on {given}."
TOLD_NO_MORE = "You agreed on {given}. Since {withdrawn} we tell them nothing more about you for this."
LETTERS: Mapping[bool | None, str] = {True: "Yes, that is safe", False: "No"}
TOLD: Mapping[Told, str] = {
    Told.CORRECTION: "On {on} you wrote that something is wrong:",
    Told.COPY: "On {on} you asked for a copy of everything we hold about you.",
    Told.WITHDRAWAL: "On {on} you told us that you no longer agree to this: {what}.",
    Told.GROUP: "On {on} you told us that this group is to be told nothing more:",
    Told.STOP: "On {on} you told us that you want no more support.",
}
TAKEN_BACK = "You took it back on {on}."
TOLD_OF_SUPPORT: Mapping[FeedbackKind, str] = {
    FeedbackKind.COMPLAINT: "On {on} you complained:",
    FeedbackKind.COMPLIMENT: "On {on} you said thanks:",
    FeedbackKind.INCIDENT: "On {on} you told us that something went wrong:",
}
TOLD_STATES: Mapping[FeedbackState, str] = {
    FeedbackState.RECEIVED: "We have it.",
    FeedbackState.LOOKED_INTO: "We are looking into it.",
    FeedbackState.ANSWERED: "We have answered you.",
    FeedbackState.CLOSED: "It is closed.",
}
ANSWER_BY = " You hear from us by {day}."
