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

PAGES = frozenset(
    {"public", "provider", "group_page", "joining", "messages_back", "own_page", "own_referrals", "open_data"}
)
FEEDS = frozenset({"feed", "fhir", "widget", "referral_api"})
# What programs ask for again and again is a file: a calendar, a feed of a search, a map of the site.
FILES = ("public.download_", "staff.download_diary")


def init_visit_limits(app: Flask, file: Path, pages: int | None, feeds: int | None) -> None:
    """Refuse with 429 what is more than so many a minute from one place; None lets everything through."""
    most = {"pages": pages, "feeds": feeds}
    allowed = {kind: RateLimitItemPerMinute(number) for kind, number in most.items() if number}
    if not allowed:
        return
    limiter = FixedWindowRateLimiter(SharedCounts(file, str(app.secret_key)))

    @app.before_request
    def count_visit() -> None:
        kind = kind_of_visit(request.blueprint or "", request.endpoint or "")
        limit = allowed.get(kind)
        if limit is None or is_this_machine():
            return
        if not limiter.hit(limit, kind, network_address()):
            raise too_many(limiter, limit, kind, network_address())


def kind_of_visit(blueprint: str, endpoint: str) -> str:
    """What is counted together: pages for people, feeds for programs; nothing of staff, who are known."""
    if blueprint in FEEDS or endpoint.startswith(FILES):
        return "feeds"
    return "pages" if blueprint in PAGES else ""
