"""All routes of this package: the feed for programs, and the page about it for the people who write them."""

from directory.api import reference, views
from directory.api.blueprint import feed, open_data

__all__ = ["feed", "open_data"]

MODULES = (reference, views)
