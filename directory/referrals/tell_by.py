"""How a group is told of a referral. Where it is by telephone or on paper, no email leaves by itself."""

from enum import StrEnum


class TellBy(StrEnum):
    """The way that whoever makes a referral chose."""

    EMAIL = "email"
    PHONE = "phone"
    PRINT = "print"
