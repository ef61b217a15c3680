"""How many public pages, and pages of the feed, may be asked for in a minute from one place on the network.

This machine itself is not counted: behind a proxy of which the settings say nothing, everybody would seem to be it.
"""

from pathlib import Path

from flask import Flask, request
from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from directory.security.limits import too_many
from directory.security.origins import is_this_machine, network_address
from directory.security.shared_counts import SharedCounts

PAGES = frozenset({"public", "provider", "open_data"})
FEEDS = frozenset({"feed", "fhir"})


def init_visit_limits(app: Flask, file: Path, pages: int | None, feeds: int | None) -> None:
    """Refuse with 429 what is more than so many a minute from one place; None lets everything through."""
    allowed = {name: RateLimitItemPerMinute(pages) for name in PAGES if pages}
    allowed |= {name: RateLimitItemPerMinute(feeds) for name in FEEDS if feeds}
    if not allowed:
        return
    limiter = FixedWindowRateLimiter(SharedCounts(file, str(app.secret_key)))

    @app.before_request
    def count_visit() -> None:
        limit = allowed.get(request.blueprint or "")
        if limit is None or is_this_machine():
            return
        kind = "feeds" if request.blueprint in FEEDS else "pages"
        if not limiter.hit(limit, kind, network_address()):
            raise too_many(limiter, limit, kind, network_address())
