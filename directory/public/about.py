"""Pages about this site itself."""

from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.public.blueprint import bp
from directory.web.pages import render_page


@bp.get("/about")
@open_to_all
def about() -> ResponseReturnValue:
    """Who lists what here, and what a listing does not promise."""
    return render_page("public/about.html")


@bp.get("/accessibility")
@open_to_all
def accessibility() -> ResponseReturnValue:
    """What works for whom, and what does not yet."""
    return render_page("public/accessibility.html")


@bp.get("/privacy")
@open_to_all
def privacy() -> ResponseReturnValue:
    """What is known of a visitor, and what is kept of a client."""
    return render_page("public/privacy.html")


@bp.get("/leaving-quickly")
@open_to_all
def leaving_quickly() -> ResponseReturnValue:
    """What the button that leaves in a hurry does, and what it cannot undo."""
    return render_page("public/leaving_quickly.html")
