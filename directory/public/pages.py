"""All pages of this package, and the bar at the top that leads to them."""

from flask import url_for

from directory.public import (
    about,
    activities,
    joining,
    listing_messages,
    map_ground,
    offline,
    organizations,
    photographs,
    search,
    search_feed,
    search_places,
    security_txt,
    shortlist,
    sitemap,
    suggesting,
    whats_on,
)
from directory.public.asking import views as asking
from directory.public.blueprint import bp
from directory.public.widget import bp as widget
from directory.translation import gettext
from directory.web.navigation import Navigation, NavItem, exit_href
from directory.web.shortlist import carried_ids, shortlist_href

__all__ = ["bp", "navigation", "widget"]

MODULES = (
    about,
    activities,
    asking,
    joining,
    listing_messages,
    map_ground,
    offline,
    organizations,
    photographs,
    search,
    search_feed,
    search_places,
    security_txt,
    shortlist,
    suggesting,
    sitemap,
    whats_on,
)


def navigation() -> Navigation:
    """The bar of somebody who is not signed in."""
    return Navigation(
        items=(
            NavItem(gettext("Find something to do"), url_for("public.home")),
            NavItem(gettext("What’s on"), url_for("public.whats_on")),
            NavItem(gettext("Ask for support"), url_for("public.choose_asking")),
            NavItem(gettext("Staff sign in"), url_for("staff.sign_in")),
        ),
        home_href=url_for("public.home"),
        shortlist_href=shortlist_href(carried_ids()),
        exit_href=exit_href(),
    )
