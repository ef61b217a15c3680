"""Writing down risks and safeguarding concerns of a client, and ending them. Nothing here ends by the clock."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.safety.inputs import ConcernHandlingInput, ConcernInput, EndingInput, RiskInput
from directory.casework.safety.models import Risk, SafeguardingConcern
from directory.casework.safety.queries import About, hears_danger, list_risks
from directory.db import add_once, new_id
from directory.errors import Refused, UsedBefore, WrongInput

A_RISK_IS_KNOWN = "A risk was written down"


class RiskStands(Refused):
    """Nobody can say that no risk is known while one stands."""

    def __init__(self) -> None:
        super().__init__("A risk stands. End it first if it is over, and say why.")


def add_risk(db: Session, actor: Actor, client: Client, wanted: RiskInput, submission_key: str) -> Risk:
    """Write down a risk of a client. That none was known ends with it. A second click writes one.

    The caller keeps the client from others. Raises UsedBefore.
    """
    known = find_sent(db, Risk, client, submission_key)
    if known is not None:
        if (known.client_id, known.kind, known.words) != (client.id, wanted.kind, wanted.words):
            raise UsedBefore
        known.replays += 1
        return known
    risk = risk_of(client, wanted, actor, submission_key)
    kept, _ = add_once(db, risk, lambda: find_sent(db, Risk, client, submission_key))
    end_none_known(db, actor, client)
    record_act(db, actor.user_id, actor.scheme_id, "risk.added", "risk", [kept.id])
    return kept


def say_none_known(db: Session, actor: Actor, client: Client) -> Risk:
    """Write down that somebody asked, and no risk is known of a client. Said again, it stands as it was said first:
    anew only where words of danger were heard to which no colleague has looked since.

    The caller keeps the client from others. Raises RiskStands.
    """
    standing = [each for each in list_risks(db, client.id) if each.ended_on is None]
    if any(not each.is_none_known for each in standing):
        raise RiskStands
    if standing and not hears_danger(db, client.id):
        return standing[0]
    said = Risk(
        id=new_id(),
        scheme_id=client.scheme_id,
        person_id=client.id,
        client_id=client.id,
        is_none_known=True,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    db.add(said)
    record_act(db, actor.user_id, actor.scheme_id, "risk.none_known", "risk", [said.id])
    return said


def change_risk(db: Session, actor: Actor, risk: Risk, wanted: RiskInput, seen: int) -> None:
    """Put right what is written of a risk that stands: whoever does has asked about it. Raises ChangedMeanwhile."""
    told = {"kind": wanted.kind.value, "words": wanted.words, "since": wanted.since}
    if change(db, actor, risk, told, seen, "risk.changed"):
        risk.asked_at, risk.asked_by = clock.now(), actor.user_id


def confirm_risk(db: Session, actor: Actor, risk: Risk, seen: int) -> None:
    """Write down that somebody asked about a risk, and it is so. A second click changes nothing.

    Raises ChangedMeanwhile.
    """
    if risk.asked_by == actor.user_id and risk.ended_on is None and seen == risk.version - 1:
        return
    if seen != risk.version or risk.ended_on is not None:
        raise ChangedMeanwhile
    risk.asked_at, risk.asked_by = clock.now(), actor.user_id
    record_act(db, actor.user_id, actor.scheme_id, "risk.confirmed", "risk", [risk.id], ["asked_at"])


def end_risk(db: Session, actor: Actor, risk: Risk, wanted: EndingInput, seen: int) -> None:
    """Say that a risk is over, since which day and why. A second click ends it once. Raises ChangedMeanwhile."""
    end_seen(db, actor, risk, wanted, seen, "risk.ended")


def add_concern(
    db: Session, actor: Actor, client: Client, wanted: ConcernInput, submission_key: str
) -> SafeguardingConcern:
    """Write down a safeguarding concern about a client: anybody who works with them may, and need not read it after.

    It is hidden from the person until somebody who reads it says otherwise. A second click writes one. Raises
    UsedBefore.
    """
    known = find_sent(db, SafeguardingConcern, client, submission_key)
    if known is not None:
        if (known.client_id, known.kind, known.words) != (client.id, wanted.kind, wanted.words):
            raise UsedBefore
        known.replays += 1
        return known
    concern = SafeguardingConcern(
        id=new_id(),
        scheme_id=client.scheme_id,
        person_id=client.id,
        client_id=client.id,
        kind=wanted.kind.value,
        words=wanted.words,
        noticed_on=wanted.noticed_on,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
        submission_key=submission_key,
    )
    kept, _ = add_once(db, concern, lambda: find_sent(db, SafeguardingConcern, client, submission_key))
    record_act(db, actor.user_id, actor.scheme_id, "safeguarding.raised", "safeguarding_concern", [kept.id])
    return kept


def change_concern(
    db: Session,
    actor: Actor,
    concern: SafeguardingConcern,
    wanted: ConcernInput,
    handling: ConcernHandlingInput,
    seen: int,
) -> None:
    """Put right what is written of a concern, what was done about it, and whether the person may read it.

    Raises ChangedMeanwhile.
    """
    told = {
        "kind": wanted.kind.value,
        "words": wanted.words,
        "noticed_on": wanted.noticed_on,
        "acted": handling.acted,
        "is_hidden": handling.is_hidden,
        "why_hidden": handling.why_hidden if handling.is_hidden else None,
    }
    change(db, actor, concern, told, seen, "safeguarding.changed")


def end_concern(db: Session, actor: Actor, concern: SafeguardingConcern, wanted: EndingInput, seen: int) -> None:
    """Say that a concern no longer stands, since which day and why. Raises ChangedMeanwhile."""
    end_seen(db, actor, concern, wanted, seen, "safeguarding.ended")


def change(db: Session, actor: Actor, about: About, told: Mapping[str, object], seen: int, act: str) -> bool:
    """Put right what is written, and say whether anything changed."""
    changed = {name for name, value in told.items() if getattr(about, name) != value}
    if not changed:
        return False
    if seen != about.version or about.ended_on is not None:
        raise ChangedMeanwhile
    for name in changed:
        setattr(about, name, told[name])
    record_act(db, actor.user_id, actor.scheme_id, act, about.__tablename__, [about.id], changed)
    return True


def end_seen(db: Session, actor: Actor, about: About, wanted: EndingInput, seen: int, act: str) -> None:
    if about.ended_on is not None and about.ended_by == actor.user_id:
        return
    if seen != about.version or about.ended_on is not None:
        raise ChangedMeanwhile
    begin = about.since if isinstance(about, Risk) else about.noticed_on
    if begin and wanted.ended_on < begin:
        raise WrongInput("Check the date.", {"ended_on": "This is before it began"})
    end(about, actor, wanted.ended_on, wanted.why)
    record_act(db, actor.user_id, actor.scheme_id, act, about.__tablename__, [about.id], ["ended_on"])


def end(about: Risk | SafeguardingConcern, actor: Actor, day: date, why: str) -> None:
    about.ended_on, about.ended_by, about.why_ended = day, actor.user_id, why


def end_none_known(db: Session, actor: Actor, client: Client) -> None:
    """Where a risk stands, that none was known ends: somebody knew less."""
    standing = [each for each in list_risks(db, client.id) if each.ended_on is None]
    if any(not each.is_none_known for each in standing):
        for each in standing:
            if each.is_none_known:
                end(each, actor, clock.today(), A_RISK_IS_KNOWN)


def risk_of(client: Client, wanted: RiskInput, actor: Actor, submission_key: str) -> Risk:
    return Risk(
        id=new_id(),
        scheme_id=client.scheme_id,
        person_id=client.id,
        client_id=client.id,
        kind=wanted.kind.value,
        words=wanted.words,
        since=wanted.since,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
        submission_key=submission_key,
    )


def find_sent(db: Session, kind: type[About], client: Client, submission_key: str) -> About | None:
    """What a submission wrote before, of anybody of the client's team."""
    return db.scalar(select(kind).where(kind.scheme_id == client.scheme_id, kind.submission_key == submission_key))
