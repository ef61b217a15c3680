"""What taking in a sheet would do, shown before anything is written; and the taking in, once it is accepted.

The preview takes the sheet in and undoes it: what it shows is what acceptance does, with the values that people here
keep, the listings merged meanwhile, and all that the database has to say. Differences are told in the words of the
sheet, by comparing the rows that the catalogue gives before and after.
"""

import uuid
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.duplicates.compared import commonness
from directory.catalogue.duplicates.likely_pairs import meeting_pairs
from directory.catalogue.duplicates.likeness import likeness
from directory.catalogue.duplicates.subjects import read_services
from directory.catalogue.duplicates.weights import LIKELY
from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import Source, SourceRecord
from directory.errors import WrongInput
from directory.exchange.batches import Pace, write_parts
from directory.exchange.bundles import Bundle
from directory.exchange.known import find_known, find_or_add_source, source_row
from directory.exchange.refusals import constraint_reason
from directory.exchange.shared import Caught, settle, tell_services, write_waiting
from directory.exchange.sheets.activities import Activity, Sheet, read_sheet
from directory.exchange.sheets.headings import find_headings
from directory.exchange.sheets.known_listings import find_listings, list_tags, postcodes_at_hand
from directory.exchange.sheets.lines import Vocabulary
from directory.exchange.sheets.listing import WrittenLine, list_lines
from directory.exchange.sheets.mistakes import Mistake, said
from directory.exchange.sheets.opening import Table, open_tables
from directory.exchange.sheets.others import leave_to_others
from directory.exchange.sheets.previews import Preview, offer_of
from directory.exchange.spool import Spool, Waiting
from directory.exchange.writing import Intake, Written, write_batch

# Of more listings than these, looking for twins would keep people waiting; the nightly look finds them.
MOST_COMPARED = 20_000
NO_DIGEST = b""
NO_POSTCODES = "No postcode file was built, so that postcodes were not looked up. Run `lynchpin postcodes build`."


Acceptance = Callable[[Preview], bool]


class NotAccepted(Exception):
    """The sheet was only looked at: all that was tried is undone."""


@dataclass(frozen=True)
class Taken:
    """A sheet taken in: the listings of its activities by key, and what the database did not take."""

    ids: dict[str, uuid.UUID]
    refused: dict[str, str]


def read_tables(db: Session, tables: list[Table], source_name: str, actor: Actor | None = None) -> Sheet:
    """Read the tables of a file for a source. Raises UnreadableFile, WrongInput or NotFromSheets.

    What an actor may not decide on is told as a mistake; a command decides on everything.
    """
    if not source_name.strip():
        raise WrongInput("Give the sheet a source: a short name under which its rows are kept.")
    table, headings = find_headings(tables)
    listings = find_listings(db, source_name, ids_in(table, headings.places.get("listing_id")))
    postcodes = postcodes_at_hand()
    sheet = read_sheet(table, headings, Vocabulary(list_tags(db), postcodes), listings)
    if postcodes is None:
        sheet.notices.append(NO_POSTCODES)
    if actor is not None:
        ids = known_ids(db, source_name, [each.key for each in sheet.activities])
        leave_to_others(db, actor, sheet, ids, headings)
    return sheet


def read_file(db: Session, path: Path, source_name: str) -> Sheet:
    """Read a file for a source."""
    return read_tables(db, open_tables(path), source_name)


def ids_in(table: Table, place: int | None) -> set[str]:
    """The ids of listings that a table names."""
    found: set[str] = set()
    if place is None:
        return found
    for row in table.rows:
        try:
            found.add(str(uuid.UUID(str(row[place]))))
        except (ValueError, IndexError):
            continue
    return found


def take_in(
    db: Session,
    source_name: str,
    activities: Iterable[Activity],
    moment: datetime,
    author_id: uuid.UUID | None = None,
) -> Taken:
    """Write the sound activities of a sheet inside the caller's transaction."""
    sound = [each for each in activities if each.bundle and not each.mistakes]
    name_terms(db, source_name, {term for each in sound for term in each.term_ids}, moment)
    intake, refused = Intake(source_name, moment, author_id), dict[str, str]()
    with Spool() as spool:

        def write(some: list[Bundle]) -> Written:
            with db.begin_nested():
                return write_batch(db, intake, some, spool)

        def refuse(bundle: Bundle, error: DBAPIError) -> None:
            refused[bundle.key] = constraint_reason(error)

        for bundles in portions(each.bundle for each in sound if each.bundle):
            for written in write_parts(bundles, write, refuse):
                refused |= {bundle.key: reason for bundle, reason in written.postponed}
        take_in_shared(db, intake, spool)
    return Taken(known_ids(db, source_name, [each.key for each in sound]), refused)


def take_in_shared(db: Session, intake: Intake, spool: Spool) -> None:
    """Write the newest versions of the groups and places that the activities of a sheet share."""

    def write(some: list[Waiting]) -> Caught:
        with db.begin_nested():
            return write_waiting(db, intake, some)

    for waiting in spool.waiting(Pace()):
        for caught in write_parts(waiting, write, refuse=lambda each, error: None):
            for some in portions(caught.telling):
                tell_services(db, some, intake.moment)
            settle(db, intake, caught)


def name_terms(db: Session, source_name: str, term_ids: Collection[str], moment: datetime) -> None:
    """Let the source call our own terms by their ids, so that its rows may be tagged with them."""
    connection = db.connection()
    source_id = find_or_add_source(connection, source_name, moment)
    names = [("taxonomy_term", each) for each in sorted(term_ids)]
    known = find_known(connection, source_id, names)
    rows = [source_row(source_id, name, uuid.UUID(name[1]), NO_DIGEST) for name in names if name not in known]
    if rows:
        connection.execute(insert(SourceRecord), rows)


def known_ids(db: Session, source_name: str, keys: Collection[str]) -> dict[str, uuid.UUID]:
    source_id = db.scalar(select(Source.id).where(Source.name == source_name))
    if source_id is None:
        return {}
    names = [("service", each) for each in keys]
    return {key: known.record_id for (_, key), known in find_known(db.connection(), source_id, names).items()}


def preview(db: Session, source_name: str, sheet: Sheet, moment: datetime) -> Preview:
    """What taking in a sheet would do. Nothing of it stays in the caller's transaction."""
    return take_in_if(db, source_name, sheet, moment, lambda shown: False)


def take_in_if(
    db: Session,
    source_name: str,
    sheet: Sheet,
    moment: datetime,
    is_accepted: Acceptance,
    author_id: uuid.UUID | None = None,
) -> Preview:
    """Take a sheet in where what that does is accepted, and undo it where it is not. Returns what it does, or would."""
    keys = [each.key for each in sheet.activities if each.key]
    before_ids = known_ids(db, source_name, keys)
    before = lines_of(db, before_ids)
    missing = list_missing(db, source_name, set(keys))
    with suppress(NotAccepted), db.begin_nested():
        taken = take_in(db, source_name, sheet.activities, moment, author_id)
        after = lines_of(db, taken.ids)
        new = {key: each for key, each in taken.ids.items() if key not in before_ids}
        twins = find_twins(db, set(new.values()))
        offered = []
        for each in sheet.activities:
            note_refusal(each, taken.refused.get(each.key))
            offer = offer_of(each, before.get(each.key), after.get(each.key))
            offer.twins = twins.get(new[each.key], []) if each.key in new else []
            offered.append(offer)
        shown = Preview(source_name, offered, missing, sheet.notices)
        if not is_accepted(shown):
            raise NotAccepted
    # What was read of a trial is not what the catalogue holds.
    db.expire_all()
    return shown


def note_refusal(activity: Activity, reason: str | None) -> None:
    """Add to the mistakes of an activity why the database did not take it."""
    if reason is not None:
        what = f"the catalogue does not take it: {reason}."
        activity.mistakes.append(Mistake(activity.rows[0], "", what, "Check the row and try again."))


def lines_of(db: Session, ids: dict[str, uuid.UUID]) -> dict[str, list[WrittenLine]]:
    """The rows that the catalogue gives of listings, by their keys."""
    found: dict[uuid.UUID, list[WrittenLine]] = {}
    for some in portions(ids.values()):
        found |= list_lines(db, some)
    return {key: found[each] for key, each in ids.items() if each in found}


def list_missing(db: Session, source_name: str, keys: set[str]) -> list[str]:
    """The names of the source's listings that the sheet does not name."""
    query = select(SourceRecord.source_key, Service.name).join(Source, Source.id == SourceRecord.source_id)
    query = query.join(Service, Service.id == SourceRecord.record_id)
    query = query.where(Source.name == source_name, SourceRecord.entity == "service").order_by(Service.name)
    return [name for key, name in db.execute(query) if key not in keys]


def find_twins(db: Session, new: set[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """For new listings, the names of those in the catalogue that are likely the same."""
    if not new or (db.scalar(select(func.count()).select_from(Service)) or 0) > MOST_COMPARED:
        return {}
    subjects = read_services(db)
    common = commonness(subjects)
    found: dict[uuid.UUID, list[str]] = {}
    for first, second in sorted(meeting_pairs(subjects, common)):
        one, other = subjects[first], subjects[second]
        for mine, theirs in ((one, other), (other, one)):
            if mine.record_id in new and likeness(one, other, common).score >= LIKELY:
                words = f"{said(theirs.name)} of {said(theirs.group)}"
                found.setdefault(mine.record_id, []).append(words)
    return found
