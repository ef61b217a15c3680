"""What links are for: where each kind leads, and for how long it works."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class LinkPurpose(StrEnum):
    """What a link is for."""

    REFERRAL = "referral"
    JOINING = "joining"
    OWN_PAGE = "own page"
    LISTINGS = "listings"
    GROUP_FORM = "group form"
    MESSAGE_BACK = "message back"
    GROUP = "group"
    OWN_REFERRALS = "own referrals"


# The kinds of letters that hold a code: to a group, and to a client about themself.
TO_GROUP, TO_CLIENT = "link_code", "own_page_code"


@dataclass(frozen=True)
class Terms:
    """Where links of a purpose lead, for how long they work at most, and the kind of letter that brings a code."""

    path: str
    lasts: timedelta
    code_kind: str


TERMS = {
    LinkPurpose.REFERRAL: Terms("/replies", timedelta(days=60), TO_GROUP),
    # All that one team asks of a group.
    LinkPurpose.GROUP: Terms("/asked-of-you", timedelta(days=60), TO_GROUP),
    LinkPurpose.JOINING: Terms("/joining", timedelta(days=30), TO_GROUP),
    LinkPurpose.OWN_PAGE: Terms("/my-page", timedelta(days=60), TO_CLIENT),
    # Behind it stands nothing that is not public: no code is asked for.
    LinkPurpose.LISTINGS: Terms("/our-listings", timedelta(days=60), TO_GROUP),
    # What a group tells of itself is for everybody in the end, and whoever has the printed link fills it in.
    LinkPurpose.GROUP_FORM: Terms("/our-group", timedelta(days=60), TO_GROUP),
    LinkPurpose.MESSAGE_BACK: Terms("/messages-back", timedelta(days=60), TO_GROUP),
    # How the referrals of a practice, group or system stand.
    LinkPurpose.OWN_REFERRALS: Terms("/your-referrals", timedelta(days=60), TO_GROUP),
}
# The kinds of letters that hold a code.
CODE_KINDS = frozenset(each.code_kind for each in TERMS.values())


def path_of(purpose: LinkPurpose, token: str) -> str:
    """Where a link leads, without the address of the site."""
    return f"{TERMS[purpose].path}/{token}"
