"""The weekly letter itself: grouped, short, with links, and one to stop it in a press."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.letters import KEPT_FOR, SEALED_FOR
from directory.accounts.models import User
from directory.champions.digest.models import WeeklyLetter
from directory.champions.digest.news import NewsKind
from directory.champions.digest.news_reading import Listing, Reader
from directory.champions.digest.watching import has_stopped
from directory.champions.verification.letters import SITE_TO_COME
from directory.db import add_once
from directory.outbox import Letter, OutboxMessage, queue_letter
from directory.security.tokens import key_of, new_token

WEEKLY = "weekly_letter"
STOP_TO_COME = "(a link to stop, made for this letter when it leaves)"
STOP_PATH = "/staff/weekly-letter"
# More than this from one list at once is an import, and is summed up; of anything else so many are named.
MOST_FROM_A_LIST, MOST_NAMED = 10, 20
HEADINGS = {NewsKind.NEW: "New or on again", NewsKind.CHANGED: "Changed", NewsKind.ENDED: "No longer on"}
SUMMED_UP = {NewsKind.NEW: "came from", NewsKind.CHANGED: "were changed by", NewsKind.ENDED: "were ended by"}
TEXT = """Hello {name},

This is what happened in the last week to what you look after or watch.

{topics}

What you watch, and whether you want this letter: {site}/staff/watching
Stop this letter, with one press and without signing in: {stop}

Lynchpin
"""


def write_letter(
    db: Session, week_on: date, reader: Reader, news: Mapping[uuid.UUID, Listing], due_at: datetime
) -> bool:
    """Have somebody written to about their week, once; returns whether this did it."""
    if find_letter(db, reader.user_id, week_on) is not None:
        return False
    wanted = WeeklyLetter(user_id=reader.user_id, week_on=week_on)
    letter, is_new = add_once(db, wanted, lambda: find_letter(db, reader.user_id, week_on))
    if not is_new:
        return False
    told = Letter(
        kind=WEEKLY,
        dedupe_key=f"{WEEKLY}:{reader.user_id}:{week_on.isoformat()}",
        address=reader.email,
        subject=subject_of(reader, news),
        text=text_of(reader, news),
    )
    queue_letter(db, SEALED_FOR, letter.id, told, due_at=due_at)
    return True


def find_letter(db: Session, user_id: uuid.UUID, week_on: date) -> WeeklyLetter | None:
    return db.scalar(select(WeeklyLetter).where(WeeklyLetter.user_id == user_id, WeeklyLetter.week_on == week_on))


def subject_of(reader: Reader, news: Mapping[uuid.UUID, Listing]) -> str:
    """3 new, 1 changed this week: what there is, and nothing of what there is not."""
    theirs = {listing_id for topic in reader.topics for listing_id in topic.listing_ids}
    counts = Counter(news[each].news.kind for each in theirs)
    said = ", ".join(f"{counts[kind]:,} {kind.value}" for kind in NewsKind if counts[kind])
    return f"This week: {said}"


def text_of(reader: Reader, news: Mapping[uuid.UUID, Listing]) -> str:
    return TEXT.format(
        name=reader.name, topics="\n\n".join(topics_of(reader, news)), site=SITE_TO_COME, stop=STOP_TO_COME
    )


def topics_of(reader: Reader, news: Mapping[uuid.UUID, Listing]) -> Iterator[str]:
    """Each thing somebody keeps or watches, with its news. What belongs to several is told at the first."""
    told: set[uuid.UUID] = set()
    for topic in reader.topics:
        theirs = sorted((news[each] for each in topic.listing_ids - told), key=lambda each: each.name.casefold())
        told |= topic.listing_ids
        if theirs:
            yield "\n".join([topic.name.upper(), *sections_of(theirs)])


def sections_of(listings: Sequence[Listing]) -> Iterator[str]:
    for kind, heading in HEADINGS.items():
        some = [each for each in listings if each.news.kind is kind]
        if some:
            yield "\n".join([f"{heading}:", *lines_of(kind, some)])


def lines_of(kind: NewsKind, listings: Sequence[Listing]) -> Iterator[str]:
    """A line for each listing; many of one list at once are summed up."""
    from_list = Counter(each.news.source for each in listings if each.news.source)
    imported = {source: number for source, number in from_list.items() if number > MOST_FROM_A_LIST}
    named = [each for each in listings if each.news.source not in imported]
    for source, number in sorted(imported.items()):
        yield f"- {number:,} activities {SUMMED_UP[kind]} “{source}”"
    yield from (line_of(each) for each in named[:MOST_NAMED])
    if len(named) > MOST_NAMED:
        yield f"- and {len(named) - MOST_NAMED:,} more"


def line_of(listing: Listing) -> str:
    about = f", {' and '.join(listing.news.about)}" if listing.news.about else ""
    return f"- {listing.name} ({listing.group}){about}\n  {SITE_TO_COME}/activities/{listing.id}"


def finish_letter(db: Session, message: OutboxMessage, text: str, site_address: str) -> str:
    """The text of a letter as it leaves, with the address of the site and a link to stop that is made now."""
    token = new_token()
    letter = db.get_one(WeeklyLetter, message.about_id)
    letter.stop_key = key_of(token)
    return text.replace(STOP_TO_COME, f"{site_address}{STOP_PATH}/{token}").replace(SITE_TO_COME, site_address)


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether somebody may still be written to: they work here, want it, and it is still news."""
    letter = db.get(WeeklyLetter, message.about_id)
    user = db.get(User, letter.user_id) if letter else None
    is_news = clock.now() - message.made_at <= KEPT_FOR
    return user is not None and user.is_active and not has_stopped(db, user.id) and is_news
