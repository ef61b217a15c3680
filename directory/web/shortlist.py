"""The shortlist of somebody without an account, as far as a request knows of it: the ids in the address.

Nothing of it is kept here. A script keeps the list in the browser; without one it goes along in the links of the pages
on which people look for more.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Flask, g, has_request_context, request, url_for

from directory.web.ids import find_id

NAME = "a"
MOST_LISTED = 20
# The pages on which people look for more. The list goes along from one to the next where an address holds it.
CARRYING = frozenset(f"public.{page}" for page in ("home", "search", "whats_on", "show_activity", "show_organization"))


def init_shortlist(app: Flask) -> None:
    """Let the list go along in links and forms, and let templates ask for it."""
    app.jinja_env.globals.update(carried_ids=carried_ids, shortlist_name=NAME, most_shortlisted=MOST_LISTED)

    @app.url_defaults
    def carry_along(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint in CARRYING and NAME not in values and (ids := carried_ids()):
            values[NAME] = [str(each) for each in ids]


def carried_ids() -> Sequence[uuid.UUID]:
    """The list that came along to this page; nothing on a page that carries none."""
    if not has_request_context() or request.endpoint not in CARRYING:
        return ()
    return ids_in_address()[:MOST_LISTED]


def ids_in_address(name: str = NAME) -> tuple[uuid.UUID, ...]:
    """The ids of activities in the address of this request, each once. What is no id is passed over."""
    known: dict[str, tuple[uuid.UUID, ...]] = g.setdefault("ids_in_address", {})
    if name not in known:
        known[name] = tuple(dict.fromkeys(filter(None, map(find_id, request.args.getlist(name)))))
    return known[name]


def shortlist_href(ids: Sequence[uuid.UUID], endpoint: str = "public.show_shortlist", **more: Any) -> str:
    """The address of a page about these activities."""
    return url_for(endpoint, **{NAME: [str(each) for each in ids], **more})
