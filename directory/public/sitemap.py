"""For programs that look through the site: what there is to read, and what is not for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from flask import Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.catalogue.sitemaps import ListedPage, count_listed_pages, list_pages
from directory.db import reading
from directory.errors import NotFound
from directory.public.blueprint import bp
from directory.web.languages import LANGUAGES
from directory.web.site_links import site_link

# The protocol allows 50,000; fewer are made more quickly.
PAGES_IN_A_FILE = 10_000
ABOUT = (
    "public.home",
    "public.whats_on",
    "public.new_group_suggestion",
    "public.about",
    "public.accessibility",
    "public.privacy",
    "public.leaving_quickly",
)
# What changes nothing in the world and is no end: every narrowing of a search is an address.
NOT_FOR_PROGRAMS = ("/search?", "/search.", "/whats-on?", "/whats-on.", "/shortlist", "/refer", "/messages/")
KINDS = {
    "service": ("public.show_activity", "service_id"),
    "organization": ("public.show_organization", "organization_id"),
}


@dataclass(frozen=True)
class Place:
    """An address in a sitemap, and the day it last changed, where that is known."""

    href: str
    changed_on: str = ""


@bp.get("/sitemap.xml")
@open_to_all
def download_sitemap() -> ResponseReturnValue:
    """The files in which everything that is listed stands."""
    with reading() as db:
        count = ceil(count_listed_pages(db) / PAGES_IN_A_FILE)
    files = [site_link("public.download_sitemap_file", number=number) for number in range(1, max(count, 1) + 1)]
    return xml_answer("public/sitemap_index.xml", [Place(each) for each in files])


@bp.get("/sitemap-<int(min=1, max=100000):number>.xml")
@open_to_all
def download_sitemap_file(number: int) -> ResponseReturnValue:
    """Some of what is listed; in the first file, the pages of the site itself too."""
    with reading() as db:
        listed = list_pages(db, (number - 1) * PAGES_IN_A_FILE, PAGES_IN_A_FILE)
    about = [Place(site_link(each)) for each in ABOUT] if number == 1 else []
    if not listed and not about:
        raise NotFound("There is no such file.")
    return xml_answer("public/sitemap_file.xml", [*about, *map(place_of, listed)])


@bp.get("/robots.txt")
@open_to_all
def download_robots() -> ResponseReturnValue:
    """Which addresses programs leave alone: of staff, of links with a secret, and of searches without end."""
    apart = [f"{request.script_root}{current_app.blueprints[each].url_prefix}/" for each in ("staff", "provider")]
    prefixes = [each.prefix for each in LANGUAGES.values()]
    closed = [f"{request.script_root}{prefix}{path}" for prefix in prefixes for path in NOT_FOR_PROGRAMS]
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in (*apart, *closed))]
    text = "\n".join([*lines, "", f"Sitemap: {site_link('public.download_sitemap')}", ""])
    return Response(text, content_type="text/plain; charset=utf-8")


def place_of(page: ListedPage) -> Place:
    endpoint, name = KINDS[page.entity]
    return Place(site_link(endpoint, **{name: page.id}), clock.day_of(page.last_modified).isoformat())


def xml_answer(template: str, places: Sequence[Place]) -> Response:
    return Response(render_template(template, places=places), mimetype="application/xml")
