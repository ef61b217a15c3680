"""What senders say of a referral in codes: what they are, how urgent it seems, what the person agreed to, the way it
came.
"""

from enum import StrEnum


class ReferrerKind(StrEnum):
    """What kind of professional refers somebody."""

    GP = "gp"
    AT_PRACTICE = "at a gp practice"
    HOSPITAL = "hospital"
    MENTAL_HEALTH = "mental health service"
    SOCIAL_CARE = "social care"
    HOUSING = "housing"
    OTHER = "other"


class Urgency(StrEnum):
    """How urgent it is, as the sender sees it. Who is seen first is for people of the team to decide."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"


class AgreementSaid(StrEnum):
    """What the sender says the person thinks of this referral. It is no agreement with us, which we ask for."""

    AGREED = "agreed"
    KNOWS = "knows"
    NOT_TOLD = "not told"
    BEST_INTERESTS = "best interests"


class SharingSaid(StrEnum):
    """Whether, as the sender says, the person agreed that their information is shared with us."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not asked"


class ReferralMethod(StrEnum):
    """Which way a referral came: those of the information standard, and ours."""

    PAGE = "web page"
    SYSTEM = "system"
    LIST = "list"
    SELF = "self referral"
    PHONE = "phone"
    SECURE_EMAIL = "secure email"
    SECURE_MESSAGE = "secure message"
    E_REFERRAL = "nhs e-referral"
    LETTER = "letter"
    FAX = "fax"
