"""What people decide of a finding: to take what it proposes, or that it is right as it is, or to look at it again."""

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.history.revisions import make_changes
from directory.catalogue.history.written_records import MODELS, WrittenRecord
from directory.catalogue.models.field_changes import FieldChange
from directory.champions.findings.models import Finding, FindingState
from directory.champions.writing import get_to_keep
from directory.errors import Conflict, Refused

LONGEST_REASON = 500
NO_LONGER = "Somebody has seen to this already. Look at the list again."
PROPOSED = "The page has moved, and its old address says where to"


def takes_proposal(finding: Finding) -> bool:
    """Whether what a finding proposes is a plain value of its record, which one press can put there."""
    model = MODELS[finding.entity]
    return finding.proposal is not None and finding.field in model.__table__.columns


def take_proposal(db: Session, actor: Actor, finding: Finding) -> WrittenRecord:
    """Put what a finding proposes in the place of the value it is about; returns the record.

    Raises Conflict where somebody has seen to it, or the record says something else by now.
    """
    record = get_to_keep(db, actor, MODELS[finding.entity], finding.record_id, to_change=True)
    is_as_seen = takes_proposal(finding) and getattr(record, finding.field) == finding.about
    if finding.state != FindingState.OPEN or not is_as_seen:
        raise Conflict(NO_LONGER)
    make_changes(db, actor, record, [FieldChange(finding.field, finding.about, finding.proposal)], reason=PROPOSED)
    finding.state = FindingState.PUT_RIGHT.value
    return record


def dismiss_finding(db: Session, actor: Actor, finding: Finding, reason: str) -> None:
    """Say that a value is right as it is, and why. Raises Conflict where it no longer waits for anybody."""
    if finding.state != FindingState.OPEN:
        raise Conflict(NO_LONGER)
    if not reason.strip():
        raise Refused("Say in a few words how you know that it is right.")
    finding.state, finding.reason = FindingState.DISMISSED.value, reason.strip()
    finding.decided_by, finding.decided_at = actor.user_id, clock.now()
    tell(db, actor, finding, "finding.dismissed")


def open_finding_again(db: Session, actor: Actor, finding: Finding) -> None:
    """Put a finding that was dismissed back on the list. Nothing for one that waits anyway."""
    if finding.state != FindingState.DISMISSED:
        return
    finding.state, finding.reason = FindingState.OPEN.value, None
    finding.decided_by = finding.decided_at = None
    tell(db, actor, finding, "finding.reopened")


def tell(db: Session, actor: Actor, finding: Finding, act: str) -> None:
    record_act(db, actor.user_id, None, act, finding.entity, [finding.record_id])
