"""A sheet that somebody sends in on a page: kept with what it would do, until they accept that or give it up."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.models.sent_sheets import SentSheet, SheetState
from directory.catalogue.models.sources import Source, SourceRecord
from directory.db import add_once, delete_free, new_id
from directory.errors import NotFound, Refused, UsedBefore
from directory.exchange.sheets.activities import Line, read_lines
from directory.exchange.sheets.headings import find_headings
from directory.exchange.sheets.keys import SHEET_KEY
from directory.exchange.sheets.offering import preview, read_tables, take_in_if
from directory.exchange.sheets.opening import Table, open_content
from directory.exchange.sheets.previews import Preview, read_preview, write_preview, wrong_lines

# Long enough to ask a group what it meant; the rows that were taken in are in the catalogue.
KEPT_FOR = timedelta(days=30)
MOST_WAITING = 20
GIVEN_UP = "You gave this sheet up. Send it again to have it looked at."


@dataclass(frozen=True)
class SheetInput:
    """A file that was sent, already read, and the name its rows are kept under."""

    submission_key: str
    source_name: str
    file_name: str
    content: bytes
    tables: list[Table]


def send_sheet(db: Session, actor: Actor, wanted: SheetInput) -> SentSheet:
    """Keep a sheet with what it would do. Nothing of it goes into the catalogue.

    The same submission sent again gives the sheet it made the first time. Raises UsedBefore where its key comes with
    another file, UnreadableFile or NotFromSheets for a file that cannot be taken in, and Refused where too many wait.
    """
    known = find_sheet_of_submission(db, actor, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    forget_old_sheets(db)
    refuse_too_many(db, actor)
    source_name = known_spelling(db, wanted.source_name)
    read = read_tables(db, wanted.tables, source_name, actor)
    sheet = SentSheet(
        id=new_id(),
        sent_by=actor.user_id,
        submission_key=wanted.submission_key,
        source_name=source_name,
        file_name=wanted.file_name,
        content=wanted.content,
        shown=write_preview(preview(db, source_name, read, clock.now())),
    )
    kept, is_new = add_once(db, sheet, lambda: find_sheet_of_submission(db, actor, wanted.submission_key))
    return kept if is_new else replayed(kept, wanted)


def replayed(sheet: SentSheet, wanted: SheetInput) -> SentSheet:
    """The sheet a submission made before, if it is the same. The replay is written before it is answered."""
    if sheet.content not in (None, wanted.content) or sheet.source_name.casefold() != wanted.source_name.casefold():
        raise UsedBefore
    sheet.replays += 1
    return sheet


def find_sheet_of_submission(db: Session, actor: Actor, submission_key: str) -> SentSheet | None:
    return db.scalar(
        select(SentSheet).where(SentSheet.sent_by == actor.user_id, SentSheet.submission_key == submission_key)
    )


def refuse_too_many(db: Session, actor: Actor) -> None:
    waiting = (SentSheet.sent_by == actor.user_id, SentSheet.state == SheetState.WAITING.value)
    if (db.scalar(select(func.count()).select_from(SentSheet).where(*waiting)) or 0) >= MOST_WAITING:
        raise Refused(f"{MOST_WAITING} sheets of yours wait already. Accept some of them, or give them up.")


def known_spelling(db: Session, source_name: str) -> str:
    """The name of a source as earlier sheets spell it: with other capitals it would be another source."""
    named = (each for each in list_sheet_sources(db) if each.casefold() == source_name.casefold())
    return next(named, source_name)


def list_sheet_sources(db: Session) -> Sequence[str]:
    """The names that sheets were taken in under before."""
    theirs = select(SourceRecord.source_id).where(
        SourceRecord.entity == "service", SourceRecord.source_key.startswith(SHEET_KEY, autoescape=True)
    )
    return db.scalars(select(Source.name).where(Source.id.in_(theirs)).order_by(Source.name)).all()


def list_sent_sheets(db: Session, actor: Actor) -> Sequence[SentSheet]:
    """The sheets that the actor sent and that are still kept, newest first, without what is in them."""
    mine = select(SentSheet).where(SentSheet.sent_by == actor.user_id, SentSheet.sent_at > oldest_kept())
    without = (defer(SentSheet.content, raiseload=True), defer(SentSheet.shown, raiseload=True))
    return db.scalars(mine.options(*without).order_by(SentSheet.sent_at.desc(), SentSheet.id)).all()


def get_sent_sheet(db: Session, actor: Actor, sheet_id: uuid.UUID, *, to_decide: bool = False) -> SentSheet:
    """A sheet that the actor sent. Raises NotFound, also for somebody else's and for one that is kept no longer.

    `to_decide` keeps a second click waiting until the first is done.
    """
    wanted = select(SentSheet).where(
        SentSheet.id == sheet_id, SentSheet.sent_by == actor.user_id, SentSheet.sent_at > oldest_kept()
    )
    if to_decide:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.scalar(wanted)
    if found is None:
        raise NotFound(f"There is no such sheet. Sheets are kept for {KEPT_FOR.days} days.")
    return found


def oldest_kept() -> datetime:
    return clock.now() - KEPT_FOR


def forget_old_sheets(db: Session) -> None:
    """Let go of what was sent too long ago, whosever it is and whatever became of it."""
    delete_free(db, SentSheet.id, SentSheet.sent_at <= oldest_kept())


def find_preview(sheet: SentSheet) -> Preview | None:
    """What whoever sent a sheet was shown; None where they gave it up."""
    return read_preview(sheet.shown) if sheet.shown is not None else None


def preview_of(sheet: SentSheet) -> Preview:
    """What whoever sent a sheet was shown. Raises Refused where they gave it up."""
    shown = find_preview(sheet)
    if shown is None:
        raise Refused(GIVEN_UP)
    return shown


def digest_of(sheet: SentSheet) -> str:
    """What tells whether somebody accepts just what they were shown."""
    return hashlib.sha256(sheet.shown or b"").hexdigest()


def accept_sheet(db: Session, actor: Actor, sheet: SentSheet, seen: str) -> bool:
    """Take in the sound rows of a sheet, if that does just what the actor has `seen`; whether it is taken in.

    Where it would do something else by now, nothing is written, and the sheet has the new preview to look at.
    Accepting a sheet a second time changes nothing. Raises Refused for one that was given up or has nothing to write.
    """
    if sheet.state == SheetState.ACCEPTED:
        # The answer to a second click says that the first is kept, and so it is written before it is given.
        sheet.replays += 1
        return True
    if sheet.content is None:
        raise Refused(GIVEN_UP)
    if not preview_of(sheet).wanted:
        raise Refused("There is nothing in this sheet to take in.")
    if seen != digest_of(sheet):
        return False
    if not take_in_as_shown(db, actor, sheet, sheet.content):
        return False
    decide(sheet, SheetState.ACCEPTED)
    record_act(db, actor.user_id, None, "sheet.accepted", "sent_sheet", [sheet.id])
    return True


def take_in_as_shown(db: Session, actor: Actor, sheet: SentSheet, content: bytes) -> bool:
    """Take a sheet in if that does what was shown; else keep what it would do now. Whether it was taken in."""
    was_shown = sheet.shown
    # Another sheet of the same source waits until this one is in, and then sees what it did.
    db.execute(select(Source.id).where(Source.name == sheet.source_name).with_for_update())
    read = read_tables(db, open_content(content), sheet.source_name, actor)
    does = write_preview(
        take_in_if(db, sheet.source_name, read, clock.now(), lambda now: write_preview(now) == was_shown, actor.user_id)
    )
    sheet.shown = does
    return does == was_shown


def give_up_sheet(sheet: SentSheet) -> None:
    """Let go of what is in a sheet. Giving it up a second time changes nothing. Raises Refused for one taken in."""
    if sheet.state == SheetState.ACCEPTED:
        raise Refused("This sheet was taken in already. Change what is wrong on the page of each activity.")
    if sheet.state == SheetState.WAITING:
        sheet.content = sheet.shown = None
        decide(sheet, SheetState.GIVEN_UP)


def decide(sheet: SentSheet, state: SheetState) -> None:
    sheet.state, sheet.decided_at = state.value, clock.now()


def list_wrong_lines(sheet: SentSheet) -> list[tuple[Line, str]]:
    """The rows of a sheet that are wrong, each with what to put right."""
    shown = preview_of(sheet)
    table, headings = find_headings(open_content(sheet.content or b""))
    return wrong_lines(dict(read_lines(table.rows, headings)), shown)
