"""Risks that were written down and ended. Safeguarding concerns have a page of their own, which few read."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.safety.kinds import RiskKind
from directory.casework.safety.models import Risk
from directory.casework.safety.queries import list_risks
from directory.staff.clients.safety.safety_pages import CAME_WITH_REFERRAL
from directory.staff.clients.safety.safety_words import RISK_WORDS
from directory.staff.clients.timeline.entries import Kind, TimelineEntry


def list_kept_safe(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    href = url_for("staff.show_safety", reference=client.reference)
    for each in list_risks(db, client.id):
        by = each.recorded_by or CAME_WITH_REFERRAL
        title = "No known risks" if each.is_none_known else f"Risk: {words_of(each)}"
        yield TimelineEntry(each.recorded_at, Kind.SAFETY, title, each.words or "", href, by)
        if each.ended_on and not each.is_none_known:
            title = f"A risk is over: {words_of(each)}"
            yield TimelineEntry(each.ended_on, Kind.SAFETY, title, each.why_ended, href, each.ended_by)


def words_of(risk: Risk) -> str:
    return RISK_WORDS[RiskKind(risk.kind)]
