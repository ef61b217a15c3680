"""How the pages call complaints, thanks and incidents, and what is told of them."""

from collections.abc import Mapping

from directory.casework.feedback.kinds import CameBy, FeedbackAbout, FeedbackKind, Finding, GivenBy, Severity
from directory.casework.feedback.states import FeedbackState

KINDS: Mapping[FeedbackKind, str] = {
    FeedbackKind.COMPLAINT: "Complaint",
    FeedbackKind.COMPLIMENT: "Thanks",
    FeedbackKind.INCIDENT: "Incident",
}
KIND_HINTS: Mapping[FeedbackKind, str] = {
    FeedbackKind.COMPLAINT: "Somebody is unhappy with us and wants an answer, whether or not they call it a complaint",
    FeedbackKind.COMPLIMENT: "Somebody is pleased, and says so",
    FeedbackKind.INCIDENT: "Something went wrong, or nearly did: a fall, a letter to the wrong person, a lost notebook",
}
MANY: Mapping[FeedbackKind, str] = {
    FeedbackKind.COMPLAINT: "Complaints",
    FeedbackKind.COMPLIMENT: "Thanks",
    FeedbackKind.INCIDENT: "Incidents",
}
GIVERS: Mapping[GivenBy, str] = {
    GivenBy.CLIENT: "A client",
    GivenBy.OTHER: "Somebody else",
    GivenBy.COLLEAGUE: "A colleague",
    GivenBy.ANONYMOUS: "Somebody who is not known",
}
GIVER_HINTS: Mapping[GivenBy, str] = {
    GivenBy.OTHER: "A relative, a neighbour, a practice, a group",
    GivenBy.COLLEAGUE: "For incidents and thanks that one of your team tells of",
}
WAYS: Mapping[CameBy, str] = {
    CameBy.OWN_PAGE: "On their own page",
    CameBy.IN_PERSON: "Face to face",
    CameBy.PHONE: "By phone",
    CameBy.LETTER: "By letter",
    CameBy.EMAIL: "By email",
}
ABOUT: Mapping[FeedbackAbout, str] = {
    FeedbackAbout.SUPPORT: "Our support",
    FeedbackAbout.COLLEAGUE: "A colleague",
    FeedbackAbout.WAITING: "How long something took",
    FeedbackAbout.PRIVACY: "Privacy and information",
    FeedbackAbout.ACCESS: "Getting in, language or other access",
    FeedbackAbout.GROUP: "A group they went to",
    FeedbackAbout.SAFETY: "Safety",
    FeedbackAbout.OTHER: "Something else",
}
SEVERITIES: Mapping[Severity, str] = {
    Severity.MINOR: "Minor",
    Severity.MODERATE: "Moderate",
    Severity.SERIOUS: "Serious",
}
SEVERITY_HINTS: Mapping[Severity, str] = {
    Severity.MINOR: "Put right with a word",
    Severity.MODERATE: "It upset or set somebody back, or could have",
    Severity.SERIOUS: "Somebody was harmed, or nearly. Managers are told at once",
}
STATES: Mapping[FeedbackState, str] = {
    FeedbackState.RECEIVED: "Received",
    FeedbackState.LOOKED_INTO: "Being looked into",
    FeedbackState.ANSWERED: "Answered",
    FeedbackState.CLOSED: "Closed",
}
STATE_COLOURS: Mapping[FeedbackState, str] = {
    FeedbackState.RECEIVED: "blue",
    FeedbackState.LOOKED_INTO: "yellow",
    FeedbackState.ANSWERED: "teal",
    FeedbackState.CLOSED: "grey",
}
FINDINGS: Mapping[Finding, str] = {
    Finding.UPHELD: "They are right",
    Finding.PARTLY: "They are right in part",
    Finding.NOT_UPHELD: "We found nothing wrong",
    Finding.TAKEN_BACK: "They took it back",
}
