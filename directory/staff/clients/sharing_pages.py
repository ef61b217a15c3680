"""What is shown of what was told about people without their agreement."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.sharing.models import ManagerPart, SharingGround, UnagreedSharing
from directory.staff.clients.sharing_forms import GROUND_WORDS
from directory.web.components import Fact
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class SharingLine:
    """One in a list: whose, when, what for, whether a manager looked at it, and where to read it."""

    name: str
    when: str
    ground: str
    reviewed: str
    href: str


@dataclass(frozen=True)
class NewSharingPage:
    """Whom something was told about."""

    name: str
    reference: str


@dataclass(frozen=True)
class SharingPage:
    """All that was written down of one, and whether its reader may write down what they found."""

    name: str
    client_href: str
    facts: Sequence[Fact]
    is_reviewed: bool
    may_review: bool
    review_href: str


@dataclass(frozen=True)
class UnreviewedPage:
    """What no manager has looked at yet."""

    lines: Sequence[SharingLine]


def sharing_line(sharing: UnagreedSharing) -> SharingLine:
    return SharingLine(
        name=sharing.client.listed_name,
        when=uk_short_date(sharing.shared_on),
        ground=GROUND_WORDS[SharingGround(sharing.ground)],
        reviewed=f"Looked at on {uk_short_date(sharing.reviewed_at)}" if sharing.reviewed_at else "Not looked at yet",
        href=url_for("staff.show_sharing", reference=sharing.client.reference, sharing_id=sharing.id),
    )


def sharing_page(actor: Actor, sharing: UnagreedSharing) -> SharingPage:
    reference = sharing.client.reference
    is_own = sharing.recorded_by == actor.user_id
    return SharingPage(
        name=sharing.client.listed_name,
        client_href=url_for("staff.show_client", reference=reference),
        facts=sharing_facts(sharing),
        is_reviewed=sharing.reviewed_at is not None,
        may_review=actor.may("casework.oversee") and sharing.reviewed_at is None and not is_own,
        review_href=url_for("staff.save_review", reference=reference, sharing_id=sharing.id),
    )


def sharing_facts(sharing: UnagreedSharing) -> list[Fact]:
    decided = sharing.manager_part == ManagerPart.DECIDED
    told = "" if decided else f"; {sharing.manager.name} was told"
    facts = [
        Fact("What made it necessary", GROUND_WORDS[SharingGround(sharing.ground)]),
        Fact("Why it could not wait", sharing.reason.split("\n")),
        Fact("Who was told", sharing.told_to),
        Fact("What they were told", sharing.told.split("\n")),
        Fact("When", uk_short_date(sharing.shared_on)),
        Fact("Who decided", (sharing.manager if decided else sharing.recorder).name + told),
        Fact("Written down by", f"{sharing.recorder.name}, {uk_short_date(sharing.recorded_at)}"),
    ]
    if sharing.reviewer and sharing.reviewed_at:
        found = f"{sharing.reviewer.name}, {uk_short_date(sharing.reviewed_at)}"
        facts.append(Fact("What a manager found", [*(sharing.review or "").split("\n"), found]))
    return facts
