"""Risks and safeguarding concerns that come with a referral to us, and stay with the person when they are taken on."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.safety.inputs import ConcernInput, RiskInput
from directory.casework.safety.keeping import end_none_known
from directory.casework.safety.kinds import ConcernKind, RiskKind, RisksAnswer
from directory.casework.safety.models import Risk, SafeguardingConcern
from directory.casework.triage.models import FollowsPerson
from directory.db import new_id
from directory.security.sealing import sealed_texts_of


def keep_what_came(
    db: Session,
    referral: Referral,
    answer: RisksAnswer | None,
    risks: Sequence[RiskInput],
    concerns: Sequence[ConcernInput],
) -> None:
    """Keep what a sender told of somebody's safety, beside the referral and sealed as it is."""
    if answer is RisksAnswer.NONE_KNOWN:
        db.add(Risk(**about(referral), is_none_known=True))
    db.add_all(Risk(**about(referral), kind=each.kind.value, words=each.words, since=each.since) for each in risks)
    db.add_all(
        SafeguardingConcern(**about(referral), kind=each.kind.value, words=each.words, noticed_on=each.noticed_on)
        for each in concerns
    )


def about(referral: Referral) -> dict[str, object]:
    return {
        "id": new_id(),
        "scheme_id": referral.scheme_id,
        "person_id": referral.person_id,
        "referral_id": referral.id,
        "recorded_at": clock.now(),
    }


def told_with(db: Session, referral: Referral) -> tuple[tuple[RiskInput, ...], tuple[ConcernInput, ...]]:
    """The risks and concerns that a referral came with, as they were told."""
    of_referral = Risk.referral_id == referral.id, Risk.is_none_known.is_(False)
    risks = db.scalars(select(Risk).where(*of_referral).order_by(Risk.id)).all()
    about_them = SafeguardingConcern.referral_id == referral.id
    concerns = db.scalars(select(SafeguardingConcern).where(about_them).order_by(SafeguardingConcern.id)).all()
    return (
        tuple(RiskInput(RiskKind(each.kind), each.words, each.since) for each in risks),
        tuple(ConcernInput(ConcernKind(each.kind), each.words, each.noticed_on) for each in concerns),
    )


def list_kept(db: Session, referral: Referral) -> list[Risk | SafeguardingConcern]:
    """All that is kept of the safety of the person of a referral who waits."""
    risks = db.scalars(select(Risk).where(Risk.person_id == referral.person_id)).all()
    concerns = select(SafeguardingConcern).where(SafeguardingConcern.person_id == referral.person_id)
    return [*risks, *db.scalars(concerns).all()]


def list_sent_with(db: Session, referral: Referral) -> list[Risk | SafeguardingConcern]:
    """All that came with a referral, ended or not."""
    risks = db.scalars(select(Risk).where(Risk.referral_id == referral.id)).all()
    concerns = select(SafeguardingConcern).where(SafeguardingConcern.referral_id == referral.id)
    return [*risks, *db.scalars(concerns).all()]


def take_along(db: Session, actor: Actor, referral: Referral, client: Client) -> None:
    """Have what came with a referral stand with the client that its person is, before the referral changes its key."""
    for each in list_kept(db, referral):
        if each.person_id != client.id:
            seal_for(each, client.id)
        each.client_id = client.id
    # What is standing is asked of the database.
    db.flush()
    end_none_known(db, actor, client)


def seal_for(kept: Risk | SafeguardingConcern | FollowsPerson, person_id: uuid.UUID) -> None:
    """Seal what is kept under the key of another person, who is found to be the one it is about, and no client yet."""
    model: Any = type(kept)
    told = {text.name: getattr(kept, text.name) for text in sealed_texts_of(model)}
    kept.person_id, kept.client_id = person_id, None
    for name, value in told.items():
        setattr(kept, name, value)
