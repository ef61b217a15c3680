"""Letters that come back: marked as not arrived, so that whoever counts on them does something else.

A letter that came back counts as one that no server took, in everything that follows. One that asked a group about its
listings hands them to their champion at once; where it is the address that does not work, nobody is written to there
until another one is registered. Taken in twice, or for a letter that was never sent, a report changes nothing.
"""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from directory import clock
from directory.champions.verification import telling
from directory.champions.verification.failing_addresses import note_failing
from directory.champions.verification.letters import TO_GROUP, queue_returned
from directory.champions.verification.waiting import plain_address
from directory.db import transaction
from directory.jobs.delivery_reports import LONGEST_REPORT, DeliveryReport, NotAReport, read_report
from directory.jobs.verifying import keepers_of
from directory.outbox import CAME_BACK, OutboxMessage

log = structlog.get_logger()
# What a mail program calls a letter in a Maildir that somebody has read.
READ = ":2,S"


class Outcome(StrEnum):
    """What a report that was taken in came to."""

    RETURNED = "returned"
    LATE = "late"
    NOTED_BEFORE = "noted before"
    NOT_OURS = "not ours"


@dataclass(frozen=True)
class Taken:
    """What one report came to, and why as far as it says."""

    outcome: Outcome
    why: str


def take_bounce(raw: bytes, sent_to: str = "") -> Taken:
    """Take in what came to the address for reports. What is no report of a letter of ours changes nothing."""
    try:
        report = read_report(raw, sent_to)
    except NotAReport as error:
        return Taken(Outcome.NOT_OURS, str(error))
    with transaction() as db:
        outcome = take_report(db, report)
    log.info("report_taken", message=str(report.message_id), outcome=outcome.value, status=report.status)
    return Taken(outcome, report.status)


def take_maildir(folder: Path) -> list[Taken]:
    """Take in what is new in a Maildir, oldest first; each is read from then on, and not taken in again."""
    taken = []
    for path in sorted(each for each in (folder / "new").iterdir() if each.is_file()):
        with path.open("rb") as file:
            taken.append(take_bounce(file.read(LONGEST_REPORT + 1)))
        (folder / "cur").mkdir(exist_ok=True)
        os.replace(path, folder / "cur" / f"{path.name}{READ}")
    return taken


def take_report(db: Session, report: DeliveryReport) -> Outcome:
    """Mark the letter of a report as not arrived, and hand on what it was about."""
    message = db.get(OutboxMessage, report.message_id, with_for_update=True)
    if message is None or message.tries == 0:
        return Outcome.NOT_OURS
    if message.gave_up_at is not None or (message.cancelled_at is not None and message.sent_at is None):
        return Outcome.NOTED_BEFORE
    if not report.is_final:
        return Outcome.LATE
    # A report may be quicker than the note that the letter was sent, which then finds how it ended.
    message.sent_at, message.leased_until, message.gave_up_at = None, None, clock.now()
    message.last_error = f"{CAME_BACK} {report.status}".strip()
    hand_on(db, message, report)
    return Outcome.RETURNED


def hand_on(db: Session, message: OutboxMessage, report: DeliveryReport) -> None:
    """Give their champion the listings that no letter helps with by now."""
    told: telling.Told = {}
    # Where a letter was passed on to somebody else, it is their address that failed.
    is_theirs = plain_address(message.address) in map(plain_address, report.recipients)
    if is_theirs and report.is_the_address and note_failing(db, message.address, report.status):
        told |= telling.note_failing_ones(db, clock.today())
    if message.kind == TO_GROUP:
        told |= telling.note_returned(db, clock.today(), message.about_id)
    for keeper in keepers_of(db, told) if told else ():
        queue_returned(db, keeper)
