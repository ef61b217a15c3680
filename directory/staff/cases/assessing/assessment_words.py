"""How assessments are told to colleagues."""

from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState, CopyPart, Topic
from directory.casework.support_sessions.models import Way
from directory.casework.support_sessions.states import SessionReason
from directory.staff.support_sessions.session_words import REASON_WORDS, WAY_WORDS

COLOURS = {
    AssessmentState.PLANNED: "blue",
    AssessmentState.HELD: "yellow",
    AssessmentState.FINISHED: "green",
    AssessmentState.NOT_HELD: "grey",
}
STATES = {
    AssessmentState.PLANNED: "planned",
    AssessmentState.HELD: "to finish",
    AssessmentState.FINISHED: "finished",
    AssessmentState.NOT_HELD: "not held",
}
TOPICS = {
    Topic.RISKS: "Risks and safety",
    Topic.HEALTH: "Health and wellbeing",
    Topic.HOME: "Home and housing",
    Topic.MONEY: "Money and benefits",
    Topic.PEOPLE: "Family, friends, feeling lonely",
    Topic.CARING: "Caring for somebody",
    Topic.WORK: "Work, learning, volunteering",
    Topic.TRAVEL: "Getting about",
}
PARTS = {
    CopyPart.STRENGTHS: "What they are good at",
    CopyPart.NEEDS: "The needs that are ticked",
    CopyPart.CONCERNS: "Needs and concerns in words",
}


def how_words(assessment: Assessment) -> str:
    """At a place: the library café."""
    way = WAY_WORDS[Way(assessment.way)]
    return f"{way}: {assessment.place}" if assessment.place else way


def reason_words(assessment: Assessment) -> str:
    """Why it was not held; nothing where it was."""
    if not assessment.reason:
        return ""
    told = REASON_WORDS[SessionReason(assessment.reason)]
    return f"{told}. {assessment.why}" if assessment.why else told
