"""The shortlist of somebody without an account, as far as a request knows of it: the ids in the address.

Nothing of it is kept here. A script keeps the list in the browser; without one it goes along in the links of the pages
that people look at between two activities.
"""

import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, has_request_context, request, url_for

from directory.web.ids import find_id

NAME = "a"
MOST_LISTED = 20
# The pages of a list itself name it anyway, and files lead nowhere. From any other public page to the next the list
# goes along where an address holds it.
WITHOUT = ("show_shortlist", "compare_shortlist", "print_shortlist", "offline")


def init_shortlist(app: Flask) -> None:
    """Let the list go along in links and forms, and let templates ask for it."""
    app.jinja_env.globals.update(carried_ids=carried_ids, shortlist_name=NAME, most_shortlisted=MOST_LISTED)

    @app.url_defaults
    def carry_along(endpoint: str, values: dict[str, Any]) -> None:
        if carries(endpoint) and NAME not in values and (ids := carried_ids()):
            values[NAME] = [str(each) for each in ids]


def carries(endpoint: str) -> bool:
    """Whether a list goes along to and from a page."""
    blueprint, _, page = endpoint.partition(".")
    return blueprint == "public" and page not in WITHOUT and not page.startswith("download_")


def carried_ids() -> Sequence[uuid.UUID]:
    """The list that came along to this page; nothing on a page that carries none."""
    if not has_request_context() or not carries(request.endpoint or ""):
        return ()
    return ids_in_address()[:MOST_LISTED]


def with_list(href: str) -> str:
    """An address without a question, and with the list that came along."""
    ids = carried_ids()
    return f"{href}?{urlencode([(NAME, str(each)) for each in ids])}" if ids else href


def ids_in_address(name: str = NAME) -> tuple[uuid.UUID, ...]:
    """The ids of activities in the address of this request, each once. What is no id is passed over."""
    known: dict[str, tuple[uuid.UUID, ...]] = g.setdefault("ids_in_address", {})
    if name not in known:
        known[name] = tuple(dict.fromkeys(filter(None, map(find_id, request.args.getlist(name)))))
    return known[name]


def shortlist_href(ids: Sequence[uuid.UUID], endpoint: str = "public.show_shortlist", **more: Any) -> str:
    """The address of a page about these activities."""
    return url_for(endpoint, **{NAME: [str(each) for each in ids], **more})
