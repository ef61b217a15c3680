"""Whom to tell of a hole in this site, where those who look for holes look first (RFC 9116)."""

from datetime import timedelta

from flask import Response, current_app, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.errors import NotFound
from directory.public.blueprint import bp

GOOD_FOR = timedelta(days=180)


@bp.get("/.well-known/security.txt")
@open_to_all
def download_security_txt() -> ResponseReturnValue:
    contact = current_app.config["LYNCHPIN_SECURITY_CONTACT"]
    if not contact:
        raise NotFound("Nobody is named here.")
    lines = [
        f"Contact: {contact_uri(contact)}",
        f"Expires: {(clock.now() + GOOD_FOR).replace(microsecond=0).isoformat()}",
        "Preferred-Languages: en",
        f"Canonical: {url_for('public.download_security_txt', _external=True)}",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def contact_uri(contact: str) -> str:
    """An address as the standard wants it: a web address as it is, an email address as a link."""
    return contact if contact.startswith("https://") else f"mailto:{contact}"
