"""The few answers that triage knows, as they stand in the database."""

from enum import StrEnum

# The kind of a letter that tells whoever referred somebody, by which it is known in the outbox.
REFERRER_TOLD = "referrer_told"


class Gender(StrEnum):
    """Who supports somebody, where that matters to them; and what a coordinator says of themself, if they like."""

    WOMAN = "woman"
    MAN = "man"


class ContactHow(StrEnum):
    """How somebody was tried."""

    PHONE = "phone"
    TEXT = "text message"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"
    THEY_RANG = "they rang us"


class ContactResult(StrEnum):
    """What came of one try."""

    REACHED = "reached"
    CALL_BACK = "asked us to try again"
    MESSAGE = "left a message"
    NO_ANSWER = "no answer"
    WRONG = "wrong number or address"


IN_VAIN = frozenset({ContactResult.MESSAGE, ContactResult.NO_ANSWER, ContactResult.WRONG})


class AllocationReason(StrEnum):
    """Why somebody is supported by this colleague from now on."""

    TAKEN_ON = "taken on"
    PERSON_ASKED = "the person asked"
    AREA = "area"
    CASELOAD = "caseload"
    AWAY = "colleague away"
    LEFT = "colleague left"
    TRANSFERRED = "from another team"
    TAKEN_BACK = "taken back"
    """A hand-over of many was taken back: they are with whom they were with before."""
    OTHER = "other"


class WhereTo(StrEnum):
    """Who can give what this service cannot."""

    CRISIS = "crisis service"
    GP = "gp"
    SOCIAL_CARE = "adult social care"
    MENTAL_HEALTH = "mental health service"
    OTHER = "other"


class TookOver(StrEnum):
    """Whether whoever was spoken to has taken somebody over."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not known yet"


class TellGround(StrEnum):
    """What lets us tell whoever referred somebody that they need more; without one, a person decides what to tell."""

    AGREED = "they agreed"
    SAFETY = "needed to keep somebody safe"
    NONE = "neither"


class NoticeAbout(StrEnum):
    """What whoever referred somebody is told of."""

    NEEDS_MORE = "needs more"
    NOT_REACHED = "not reached"
    NOT_TAKEN_ON = "not taken on"


class ToldWay(StrEnum):
    """How whoever referred somebody was told: a letter that names nobody, the message itself, or on the telephone."""

    EMAIL = "email"
    PAPER = "paper"
    BY_HAND = "by hand"
    PHONE = "phone"
