"""Links that leave the site, in letters and handed over by people: whole addresses.

They are made of the site's own address, never of the name that a request came under.
"""

from typing import Any

from flask import current_app, url_for


def site_link(endpoint: str, **values: Any) -> str:
    """The whole address of a page."""
    return f"{current_app.config['LYNCHPIN_SITE_ADDRESS']}{url_for(endpoint, **values)}"


def sends_mail() -> bool:
    """Whether letters leave at all. If not, people hand links over themselves."""
    return bool(current_app.config["LYNCHPIN_SENDS_MAIL"])
