"""The few answers that triage knows, as they stand in the database."""

from enum import StrEnum


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
    OTHER = "other"
