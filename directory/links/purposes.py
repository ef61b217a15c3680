"""What links are for: where each kind leads, and for how long it works."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class LinkPurpose(StrEnum):
    """What a link is for."""

    REFERRAL = "referral"
    JOINING = "joining"


@dataclass(frozen=True)
class Terms:
    """Where links of a purpose lead, and for how long they work at most."""

    path: str
    lasts: timedelta


TERMS = {
    LinkPurpose.REFERRAL: Terms("/replies", timedelta(days=60)),
    LinkPurpose.JOINING: Terms("/joining", timedelta(days=30)),
}


def path_of(purpose: LinkPurpose, token: str) -> str:
    """Where a link leads, without the address of the site."""
    return f"{TERMS[purpose].path}/{token}"
