"""What the page of links for referrers shows and asks: whose referrals, where the link goes, and how it stands."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.inputs import LONGEST_EMAIL
from directory.casework.own_referrals.keeping import OfKind, Referrer, ReferrerLinkInput, list_referrer_links
from directory.casework.own_referrals.models import ReferrerLink
from directory.casework.own_referrals.reading import count_own
from directory.links.signed_links import find_newest_link
from directory.outbox import find_message_about
from directory.staff.clients.own_page_part import stands_words, waits, works
from directory.web.fields.choices import PickField
from directory.web.fields.text import EmailField
from directory.web.forms import LynchpinForm
from directory.web.words import counted

KIND_WORDS = {OfKind.PRACTICE: "GP practice", OfKind.GROUP: "group", OfKind.SYSTEM: "system that refers"}


class ReferrerLinkForm(LynchpinForm[ReferrerLinkInput]):
    referrer = PickField("Whose referrals?", required="Choose whose referrals they are", empty="Choose")
    email = EmailField(
        "Where does the link go?",
        hint="Only for a group or a system: an address that they gave you for this, which few of them read. A practice"
        " gets it where your list of practices says",
        longest=LONGEST_EMAIL,
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )

    def to_input(self) -> ReferrerLinkInput:
        kind, _, key = str(self.referrer.data).partition(":")
        return ReferrerLinkInput(OfKind(kind), uuid.UUID(key), self.email.data or None)


@dataclass(frozen=True)
class LinkLine:
    """A referrer who has a link, or may get one: where it goes, how it stands, and what may be done."""

    name: str
    kind: str
    address: str
    number: str
    stands: str
    send_text: str
    send_href: str
    end_href: str
    remove_href: str


@dataclass(frozen=True)
class ReferrerLinksPage:
    """Everybody on the list. `has_referrers` where somebody may be put on it."""

    lines: Sequence[LinkLine]
    has_referrers: bool


def choices_of(referrers: Sequence[Referrer]) -> list[tuple[str, str]]:
    return [(f"{each.kind}:{each.id}", f"{each.name} ({KIND_WORDS[each.kind]})") for each in referrers]


def read_referrer_links(db: Session, actor: Actor, referrers: Sequence[Referrer], now: datetime) -> ReferrerLinksPage:
    """The list of the actor's team, and whether there is anybody to put on it."""
    lines = [line_of(db, each, now) for each in list_referrer_links(db, actor)]
    return ReferrerLinksPage(lines, has_referrers=bool(referrers))


def kind_of(link: ReferrerLink) -> OfKind:
    if link.practice_id is not None:
        return OfKind.PRACTICE
    return OfKind.GROUP if link.organization_id is not None else OfKind.SYSTEM


def line_of(db: Session, link: ReferrerLink, now: datetime) -> LinkLine:
    sent, letter = find_newest_link(db, link.id), find_message_about(db, link.id)
    is_waiting = letter is not None and waits(letter)
    is_open = is_waiting or works(sent, now)
    return LinkLine(
        name=link.name,
        kind=KIND_WORDS[kind_of(link)],
        address=link.address,
        number=f"{counted(count_own(db, link, now), 'referral')} in the last 12 months",
        stands="This system is disabled: nothing is shown." if link.is_over else stands_words(sent, letter, now),
        send_text="Send a new link" if sent or letter else "Send the link",
        send_href="" if link.is_over else url_for("staff.send_referrer_link", referrer_link_id=link.id),
        end_href=url_for("staff.end_referrer_link", referrer_link_id=link.id) if is_open else "",
        remove_href=url_for("staff.remove_referrer_link", referrer_link_id=link.id),
    )
