"""The cookie of a browser that has shown the code of a link. It is of that link alone, and is no sign-in."""

from datetime import timedelta

from flask import Response, current_app, request

from directory.links.models import SignedLink


def cookie_name(link: SignedLink) -> str:
    """One name for each link, so that several can be open side by side; guarded like the cookie of sessions."""
    return f"{current_app.config['SESSION_COOKIE_NAME']}-link-{link.id.hex[:12]}"


def brought_visit(link: SignedLink) -> str:
    """What this browser brought to look by a link; nothing where it brought nothing."""
    return request.cookies.get(cookie_name(link), "")


def hand_out_visit(response: Response, link: SignedLink, token: str, lasts: timedelta) -> None:
    """Have a browser bring a token with each request for a while."""
    response.set_cookie(
        cookie_name(link),
        token,
        max_age=lasts,
        path="/",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )
