"""The pages that say no. `app.py` alone decides which error becomes which page."""

import secrets
from dataclasses import dataclass

from flask import Response, make_response, render_template, request

from directory.errors import NotFound, WrongSettings
from directory.translation import gettext, noted
from directory.web.navigation import leave_out_navigation


@dataclass(frozen=True)
class ErrorPage:
    """What an error page shows."""

    status: int
    heading: str
    message: str
    reference: str = ""


STANDARD = {
    400: (noted("This page could not be used"), noted("Go back, check what you entered, and try again.")),
    403: (
        noted("You cannot see this page"),
        noted("Your role does not include it. Ask your manager if you think it should."),
    ),
    404: (noted("Page not found"), noted("Check the address, or start again from the home page.")),
    405: (noted("This page could not be used"), noted("Go back and try again from the page before.")),
    409: (noted("Somebody changed this first"), noted("Go back, look at what is there now, and try again.")),
    410: (noted("This record was erased"), noted("Nothing of it is left here.")),
    413: (noted("That is too much to send"), noted("Send a smaller file, or less text.")),
    422: (noted("Check what you entered"), noted("Something you entered cannot be used as it is.")),
    429: (noted("Too many tries"), noted("Wait a few minutes and try again.")),
    500: (noted("Sorry, something went wrong"), noted("Nothing you sent was kept. Try again in a little while.")),
    503: (noted("Sorry, Lynchpin cannot be reached just now"), noted("Nothing is lost. Try again in a few minutes.")),
}


def render_error(status: int, heading: str = "", message: str = "", reference: str = "") -> Response:
    """An error page. What is left empty gets the words that are usual for the status.

    From 500 on, the navigation is left out: finding out who is signed in may be what failed.
    """
    if status >= 500:
        leave_out_navigation()
    usual = STANDARD.get(status, STANDARD[500 if status >= 500 else 400])
    page = ErrorPage(status, heading or gettext(usual[0]), message or gettext(usual[1]), reference)
    try:
        return make_response(render_template("error.html", page=page), status)
    except WrongSettings as error:
        # The style sheets were never built, so that there can be no page.
        return Response(f"{page.heading}. {error} {reference}\n", status, mimetype="text/plain")


def refuse_impossible_path() -> None:
    """Raises NotFound for an address with a character that no database keeps, or even looks for."""
    if "\0" in request.path:
        raise NotFound(gettext(STANDARD[404][1]))


def new_reference() -> str:
    """A number a person can read out over the telephone, to be logged with the error."""
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(2))
