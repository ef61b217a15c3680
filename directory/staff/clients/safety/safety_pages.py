"""What is shown of a client's safety, and of that of somebody who waits with a referral."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.safety.kinds import ConcernKind, RiskKind
from directory.casework.safety.models import Risk, SafeguardingConcern
from directory.casework.safety.queries import Standing, list_standing
from directory.staff.clients.safety.safety_words import CONCERN_WORDS, RISK_WORDS
from directory.web.words import uk_short_date

CAME_WITH_REFERRAL = "The sender of their referral"
KEPT_FROM_THEM, SHOWN_TO_THEM = "Kept out of what they are given", "They find it in what they are given"


@dataclass(frozen=True)
class SafetyLine:
    """A risk or a concern: what kind, its words by line, since when, who wrote it down, and how it ended.

    `href` leads to where it is changed and ended; nowhere where that is not for this page. `acted` is what was done
    about a concern, and `told` whether the person finds it in what they are given.
    """

    kind: str
    words: Sequence[str]
    since: str
    by: str
    href: str = ""
    ended: str = ""
    why: Sequence[str] = ()
    acted: Sequence[str] = ()
    told: str = ""


@dataclass(frozen=True)
class SafetyPart:
    """What stands of somebody's safety, as it is shown at the top of their page.

    `none_known` says who said that no risk is known. `hears_danger` where somebody has to ask about words of danger.
    `will_be_asked` is False of somebody who was not taken on, and so has no assessment.
    """

    risks: Sequence[SafetyLine]
    none_known: str
    concerns: Sequence[SafetyLine]
    is_asked: bool
    href: str = ""
    hears_danger: bool = False
    will_be_asked: bool = True


@dataclass(frozen=True)
class SafetyPage:
    """All that is known of a client's safety: what stands, and what has ended."""

    name: str
    reference: str
    part: SafetyPart
    ended_risks: Sequence[SafetyLine]
    reads_concerns: bool
    ended_concerns: Sequence[SafetyLine]


@dataclass(frozen=True)
class OneSafetyPage:
    """One risk or concern of a client; or none, where one is to be written down."""

    name: str
    reference: str
    id: str = ""
    line: SafetyLine | None = None


def safety_of(db: Session, actor: Actor, client: Client) -> SafetyPart:
    """What stands of a client, for the top of a page of theirs; that concerns are read is recorded."""
    return safety_part(list_standing(db, actor, client), client)


def safety_part(standing: Standing, client: Client | None = None, *, will_be_asked: bool = True) -> SafetyPart:
    """What stands of a client, or of somebody who is none yet, where nothing leads to their page."""
    said = standing.none_known
    return SafetyPart(
        risks=[risk_line(each, client) for each in standing.risks],
        none_known=f"{by_words(said)}, {uk_short_date(said.recorded_at)}" if said else "",
        concerns=[concern_line(each, client) for each in standing.concerns],
        is_asked=standing.is_asked,
        href=url_for("staff.show_safety", reference=client.reference) if client else "",
        hears_danger=standing.hears_danger,
        will_be_asked=will_be_asked,
    )


def safety_page(
    client: Client, standing: Standing, risks: Sequence[Risk], concerns: Sequence[SafeguardingConcern] | None
) -> SafetyPage:
    """The page of a client's safety. `concerns` are all there ever were, or None for who may not read them."""
    return SafetyPage(
        name=client.listed_name,
        reference=client.reference,
        part=safety_part(standing, client),
        ended_risks=[risk_line(each, client) for each in risks if each.ended_on and not each.is_none_known],
        reads_concerns=concerns is not None,
        ended_concerns=[concern_line(each, client) for each in concerns or () if each.ended_on],
    )


def risk_line(risk: Risk, client: Client | None) -> SafetyLine:
    return SafetyLine(
        kind=RISK_WORDS[RiskKind(risk.kind)],
        words=lines(risk.words),
        since=f"since {uk_short_date(risk.since)}" if risk.since else "",
        by=f"{by_words(risk)}, {uk_short_date(risk.recorded_at)}{asked_words(risk)}",
        href=url_for("staff.edit_risk", reference=client.reference, risk_id=risk.id) if client else "",
        ended=ended_words(risk),
        why=lines(risk.why_ended),
    )


def concern_line(concern: SafeguardingConcern, client: Client | None) -> SafetyLine:
    return SafetyLine(
        kind=CONCERN_WORDS[ConcernKind(concern.kind)],
        words=lines(concern.words),
        since=f"since {uk_short_date(concern.noticed_on)}" if concern.noticed_on else "",
        by=f"{by_words(concern)}, {uk_short_date(concern.recorded_at)}",
        href=url_for("staff.edit_concern", reference=client.reference, concern_id=concern.id) if client else "",
        ended=ended_words(concern),
        why=lines(concern.why_ended),
        acted=lines(concern.acted),
        told=KEPT_FROM_THEM if concern.is_hidden else SHOWN_TO_THEM,
    )


def by_words(kept: Risk | SafeguardingConcern) -> str:
    return kept.recorder.name if kept.recorder else CAME_WITH_REFERRAL


def asked_words(risk: Risk) -> str:
    """Who asked about a risk since it was told; nothing where nobody did."""
    if risk.asker is None or risk.asked_at is None:
        return ""
    return f". {risk.asker.name} asked about it on {uk_short_date(risk.asked_at)}, and it is so"


def ended_words(kept: Risk | SafeguardingConcern) -> str:
    if kept.ended_on is None or kept.ender is None:
        return ""
    return f"Over since {uk_short_date(kept.ended_on)} ({kept.ender.name})"


def lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []
