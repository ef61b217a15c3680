"""What the bar at the top of every page holds. The page packages decide; the layout asks.

`app.py` hands over one function with `use_navigation`; it is called at most once a request, and never for the page
that says something broke.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask import Flask, current_app, g, request

from directory.translation import lazy_gettext
from directory.web.languages import here
from directory.web.shortlist import with_list

EXTENSION = "lynchpin_navigation"
# Whoever signs in, or answers for a group, is at work. A page that is not there has no package.
MAY_BE_WATCHED = frozenset({"public", "own_page", None})


@dataclass(frozen=True)
class Alert:
    """What has to be seen on every page until it is over: a sentence, and where it leads."""

    text: str
    link_text: str
    href: str


@dataclass(frozen=True)
class NavItem:
    """One link of the bar. It is active on its own page, on those below it, and on those below `also`.

    The layout works that out.
    """

    text: str
    href: str
    also: tuple[str, ...] = ()
    is_active: bool = False
    is_current: bool = False


def no_links(_record_id: uuid.UUID) -> tuple[NavItem, ...]:
    return ()


# The layout puts the language of the page before these addresses.
FOOTER = (
    NavItem(lazy_gettext("About this site"), "/about"),
    NavItem(lazy_gettext("Accessibility"), "/accessibility"),
    NavItem(lazy_gettext("Privacy"), "/privacy"),
    NavItem(lazy_gettext("Leaving quickly"), "/leaving-quickly"),
    NavItem(lazy_gettext("Open data"), "/open-data"),
)


@dataclass(frozen=True)
class Navigation:
    """The bar for one person: links, and for staff who they are and where the sign-out button posts to.

    `activity_links` and `organization_links` give what this person can do about one, beside what everybody sees of it.
    `person_mark` is what forms made for them carry, so that what they typed is theirs after signing in again, and
    `made_for` the scheme they work in. `change_team_href` is empty for who has one team, and `shortlist_href` for who
    works here: a shortlist is for oneself. `exit_href` is where the button leads that leaves in a hurry.
    """

    items: tuple[NavItem, ...] = ()
    person: str = ""
    person_mark: str = ""
    team: str = ""
    change_team_href: str = ""
    made_for: str = ""
    alerts: tuple[Alert, ...] = ()
    sign_out_href: str = ""
    account_href: str = ""
    home_href: str = "/"
    shortlist_href: str = ""
    exit_href: str = ""
    footer: tuple[NavItem, ...] = FOOTER
    activity_links: Callable[[uuid.UUID], tuple[NavItem, ...]] = no_links
    organization_links: Callable[[uuid.UUID], tuple[NavItem, ...]] = no_links


NavigationFinder = Callable[[], Navigation]


def use_navigation(app: Flask, finder: NavigationFinder) -> None:
    """Set the function that gives the bar for the person of the current request."""
    app.extensions[EXTENSION] = finder


def current_navigation() -> Navigation:
    """The bar of this request."""
    if "navigation" not in g:
        finder: NavigationFinder = current_app.extensions.get(EXTENSION, Navigation)
        found = finder()
        footer = tuple(replace(each, href=with_list(here(each.href))) for each in found.footer)
        items = mark_active(found.items, here(request.path), here("/"))
        g.navigation = replace(found, items=items, footer=footer)
    navigation: Navigation = g.navigation
    return navigation


def leave_out_navigation() -> None:
    """Show this request's page with an empty bar, where asking who is signed in could fail again."""
    footer = tuple(replace(each, href=here(each.href)) for each in FOOTER)
    g.navigation = Navigation(home_href=here("/"), footer=footer, exit_href=exit_href())


def exit_href() -> str:
    """Where the button leads that leaves in a hurry; nothing on pages of people at work."""
    is_watched = request.blueprint in MAY_BE_WATCHED
    return str(current_app.config.get("LYNCHPIN_EXIT_URL", "")) if is_watched else ""


def mark_active(items: Sequence[NavItem], path: str, home: str = "/") -> tuple[NavItem, ...]:
    """The items with the one that leads nearest to a path marked. Every path is below home, which is marked alone."""
    leading = [href for item in items for href in (item.href, *item.also) if is_below(path, href)]
    nearest = max((href for href in leading if href != home or path == home), key=len, default=None)
    return tuple(
        replace(
            each,
            is_active=each.is_active or nearest in (each.href, *each.also),
            is_current=each.href == path,
        )
        for each in items
    )


def is_below(path: str, href: str) -> bool:
    """Whether a path is that of a page, or lies below it."""
    return path == href or path.startswith(href.rstrip("/") + "/")
