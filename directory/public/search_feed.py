"""A search as an Atom feed (RFC 4287) or as RSS 2.0, which a news reader asks for again and again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.catalogue.models.services import Service
from directory.db import reading
from directory.public.blueprint import bp
from directory.public.filters import href_of
from directory.public.found_list import FoundList, find_list
from directory.public.search_form import SearchForm, shareable_question
from directory.web.activity_card import activity_card
from directory.web.forms import load_query


@dataclass(frozen=True)
class Entry:
    """One activity in a feed: its id and when its listing last changed stay the same wherever it is read."""

    id: str
    title: str
    href: str
    organisation: str
    changed_at: datetime
    summary: str


@dataclass(frozen=True)
class SearchFeed:
    """A feed of what a search finds; its own address is its id."""

    title: str
    href: str
    own_href: str
    changed_at: datetime
    entries: Sequence[Entry]


@bp.get("/search.atom")
@open_to_all
def download_search_feed() -> ResponseReturnValue:
    """What a search finds, for a news reader. Where something is wrong, or help cannot wait, the page says it."""
    return feed_answer("public.download_search_feed", "public/search_feed.xml", "application/atom+xml")


@bp.get("/search.rss")
@open_to_all
def download_search_rss() -> ResponseReturnValue:
    """The same for a news reader that knows only RSS."""
    return feed_answer("public.download_search_rss", "public/search_rss.xml", "application/rss+xml")


def feed_answer(endpoint: str, template: str, mimetype: str) -> ResponseReturnValue:
    form = load_query(SearchForm)
    shareable = shareable_question(form)
    if shareable is not None:
        return redirect(url_for(endpoint, **shareable), 303)
    with reading() as db:
        found = find_list(db, form, clock.now())
        feed = found and build_feed(found, clock.now())
    if feed is None:
        return redirect(href_of(form), 303)
    written = render_template(template, feed=feed, atom_moment=atom_moment, rss_moment=rss_moment)
    answer = Response(written, mimetype=mimetype)
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def build_feed(found: FoundList, now: datetime) -> SearchFeed:
    """The feed of what was found. It changed last when the newest of its activities did."""
    entries = [entry_of(each, now) for each in found.services]
    return SearchFeed(
        title=found.title,
        href=found.href,
        own_href=request.url,
        changed_at=max((each.changed_at for each in entries), default=now),
        entries=entries,
    )


def entry_of(service: Service, now: datetime) -> Entry:
    card = activity_card(service, now)
    said = [*(tag.text for tag in card.tags), card.summary]
    return Entry(
        id=uuid.UUID(str(service.id)).urn,
        title=service.name,
        href=url_for("public.show_activity", service_id=service.id, _external=True),
        organisation=service.organization.name,
        changed_at=service.last_modified,
        summary=". ".join(filter(None, said)),
    )


def atom_moment(moment: datetime) -> str:
    """A moment as Atom writes it, in whole seconds."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def rss_moment(moment: datetime) -> str:
    """The same as RSS writes it, as letters do."""
    return format_datetime(moment.replace(tzinfo=UTC), usegmt=True)
