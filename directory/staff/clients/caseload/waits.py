"""What somebody in a list waits for, in words, and where it is seen to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from directory.casework.models import Client
from directory.referrals.awaiting import Wait, WaitsFor
from directory.web.words import counted

WAIT_WORDS = {
    WaitsFor.TELLING: ("group to be told by us", "groups to be told by us"),
    WaitsFor.GROUP: ("group has not answered", "groups have not answered"),
    WaitsFor.PLACE: ("waiting list", "waiting lists"),
    WaitsFor.US: ("thing for us to answer", "things for us to answer"),
    WaitsFor.DECISION: ("question for a manager", "questions for a manager"),
}


@dataclass(frozen=True)
class WaitLine:
    """What somebody waits for, and the page on which that is seen to."""

    text: str
    href: str


def wait_lines(waits: Sequence[Wait], client: Client) -> Iterator[WaitLine]:
    """What somebody waits for, but what their stage says already. What there is more of leads to the oldest."""
    for what, (one, many) in WAIT_WORDS.items():
        found = [each for each in waits if each.what is what]
        if found:
            yield WaitLine(counted(len(found), one, many), where_href(found[0], client))


def where_href(wait: Wait, client: Client) -> str:
    """Where it is seen to that somebody waits no more."""
    if wait.referral:
        return url_for("staff.show_referral", reference=wait.referral)
    if wait.what is WaitsFor.FIRST_CONTACT:
        return url_for("staff.show_support", reference=client.reference)
    if wait.what is WaitsFor.US:
        return url_for("staff.show_agreements", reference=client.reference, _anchor="own-page")
    return url_for("staff.show_client", reference=client.reference, _anchor="sessions")
