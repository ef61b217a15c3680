"""Links that leave the site, in letters and handed over by people: whole addresses.

They are made of the site's own address, never of the name that a request came under.
"""

from typing import Any

from flask import current_app, url_for

from directory.web.shortlist import NAME


def site_link(endpoint: str, **values: Any) -> str:
    """The whole address of a page. A shortlist stays with who has it, unless it is the very thing that is handed on."""
    return f"{current_app.config['LYNCHPIN_SITE_ADDRESS']}{url_for(endpoint, **{NAME: None, **values})}"


def sends_mail() -> bool:
    """Whether letters leave at all. If not, people hand links over themselves."""
    return bool(current_app.config["LYNCHPIN_SENDS_MAIL"])
