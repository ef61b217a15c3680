"""How to reach a group, as lines of a page: people and their numbers, addresses and pages of the web."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from directory.catalogue.models.contacts import Contact, Phone, WebAddress
from directory.translation import gettext, theirs
from directory.web.phones import phone_href

EMAIL = re.compile(r"[^@\s?&]+@[^@\s?&]+")


@dataclass(frozen=True)
class Line:
    """Words of a contact, and where they lead if they are a link."""

    text: str
    href: str = ""


def person_lines(contacts: Sequence[Contact]) -> Iterator[Line]:
    for contact in contacts:
        who = ", ".join(part for part in (contact.name, contact.title, contact.department) if part)
        if who:
            yield Line(theirs(who))
        yield from map(phone_line, contact.phones)
        if contact.email:
            yield email_line(contact.email)


def phone_line(phone: Phone) -> Line:
    """A telephone number that a telephone can ring."""
    text = " ".join(
        part
        for part in (phone.number, gettext("extension %(number)s", number=phone.extension) if phone.extension else "")
        if part
    )
    described = f"{text} ({theirs(phone.description)})" if phone.description else text
    return Line(described, phone_href(phone.number))


def email_line(email: str) -> Line:
    return Line(email, f"mailto:{quote(email, safe='@+.-_')}" if EMAIL.fullmatch(email) else "")


def web_lines(address: str | None, text: str, others: Sequence[WebAddress]) -> tuple[Line, ...]:
    """Links to a page of the web and to those beside it, each by what it is called."""
    seen: dict[str, Line] = {}
    for each in (
        web_line(address, text),
        *(web_line(page.url, theirs(page.label or "") or gettext("Another page")) for page in others),
    ):
        if each:
            seen.setdefault(each.href, each)
    return tuple(seen.values())


def web_line(address: str | None, text: str) -> Line | None:
    """A link to a page of the web; anything else, such as `javascript:`, is left out."""
    if not address:
        return None
    whole = address if "//" in address else f"https://{address}"
    try:
        parts = urlsplit(whole)
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    return Line(f"{text} ({parts.hostname})", whole) if is_web else None
