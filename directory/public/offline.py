"""What a browser shows where there is no network: a page of its own, and the worker that shows it."""

from flask import Response
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.public.blueprint import bp
from directory.web.assets import STATIC
from directory.web.pages import render_page


@bp.get("/offline")
@open_to_all
def offline() -> ResponseReturnValue:
    """What can be read without a network."""
    return render_page("public/offline.html")


@bp.get("/worker.js")
@open_to_all
def download_worker() -> ResponseReturnValue:
    """The worker. A browser lets it work on no address that does not begin as its own does, so that it lies here."""
    headers = {"Cache-Control": "no-cache"}
    return Response((STATIC / "worker.js").read_bytes(), mimetype="text/javascript", headers=headers)
