"""What is told, by whom, of what, how bad it was, and what was found when it was looked into."""

from enum import StrEnum


class FeedbackKind(StrEnum):
    """What somebody tells us."""

    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    INCIDENT = "incident"


class GivenBy(StrEnum):
    """Who tells it. Of an incident it may be a colleague, who saw or did it."""

    CLIENT = "client"
    OTHER = "somebody else"
    COLLEAGUE = "colleague"
    ANONYMOUS = "anonymous"


class CameBy(StrEnum):
    """Which way it came."""

    OWN_PAGE = "own page"
    IN_PERSON = "in person"
    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"


class FeedbackAbout(StrEnum):
    """What it is about."""

    SUPPORT = "our support"
    COLLEAGUE = "a colleague"
    WAITING = "waiting"
    PRIVACY = "privacy"
    ACCESS = "access"
    GROUP = "a group"
    SAFETY = "safety"
    OTHER = "other"


class Severity(StrEnum):
    """How bad it was for somebody, or might have been."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"


class Finding(StrEnum):
    """What came of looking into a complaint: the answers that NHS England counts (collection K041a), and taken back."""

    UPHELD = "upheld"
    PARTLY = "partly upheld"
    NOT_UPHELD = "not upheld"
    TAKEN_BACK = "taken back"
