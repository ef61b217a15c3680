"""What kinds of risks and of safeguarding concerns there are, and what whoever sends somebody says of risks."""

from enum import StrEnum


class RiskKind(StrEnum):
    """What a risk is, or to whom."""

    TO_THEMSELF = "to themself"
    TO_OTHERS = "to others"
    FROM_OTHERS = "from others"
    FALLS = "falls"
    HOME_VISIT = "home visit"
    INFECTION = "infection"
    OTHER = "other"


class RisksAnswer(StrEnum):
    """What was answered to the question for risks. Where nothing was, it was not asked yet."""

    NONE_KNOWN = "none known"
    TOLD = "told"


class ConcernKind(StrEnum):
    """What somebody may have to be kept safe from.

    Those of the statutory guidance to the Care Act 2014 (14.17), with one for children.
    """

    PHYSICAL = "physical abuse"
    DOMESTIC = "domestic abuse"
    SEXUAL = "sexual abuse"
    PSYCHOLOGICAL = "psychological abuse"
    FINANCIAL = "financial abuse"
    SLAVERY = "modern slavery"
    DISCRIMINATORY = "discriminatory abuse"
    ORGANISATIONAL = "organisational abuse"
    NEGLECT = "neglect"
    SELF_NEGLECT = "self-neglect"
    CHILD = "child at risk"
    OTHER = "other"
