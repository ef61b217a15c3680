"""Referrals that a system sent, as ServiceRequest and Task: how each stands, and nothing of the person it is about.

The request is what was asked of the team, the task is how the team gets on with it. Both go by the reference that the
sender was given. Who the subject is, the sender knows: it is named by that reference alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from directory.casework.referrals_in.told_status import ToldReason, ToldStatus
from directory.exchange.fhir.healthcare_service import CAPACITY_SYSTEM
from directory.exchange.fhir.values import Element, Resource, kept, write_instant

SERVICE_REQUEST, TASK = "ServiceRequest", "Task"
SNOMED = "http://snomed.info/sct"
# The code of social prescribing teams in England for a referral to them (SNOMED CT, United Kingdom edition).
REFERRED = {"system": SNOMED, "code": "871731000000106", "display": "Referral to social prescribing service"}
REQUEST_STATUS: Mapping[ToldStatus, str] = {
    ToldStatus.RECEIVED: "active",
    ToldStatus.CONTACTED: "active",
    ToldStatus.NOT_REACHED: "on-hold",
    ToldStatus.GIVEN_UP: "revoked",
    ToldStatus.SUPPORTED: "active",
    ToldStatus.ENDED: "completed",
    ToldStatus.NOT_TAKEN_ON: "revoked",
}
TASK_STATUS: Mapping[ToldStatus, str] = {
    ToldStatus.RECEIVED: "requested",
    ToldStatus.CONTACTED: "accepted",
    ToldStatus.NOT_REACHED: "on-hold",
    ToldStatus.GIVEN_UP: "failed",
    ToldStatus.SUPPORTED: "in-progress",
    ToldStatus.ENDED: "completed",
    ToldStatus.NOT_TAKEN_ON: "rejected",
}
REASON_WORDS: Mapping[ToldReason, str] = {
    ToldReason.OUT_OF_AREA: "Out of the area of this team",
    ToldReason.NOT_ELIGIBLE: "Not somebody this team supports",
    ToldReason.NO_ROOM: "No room at this team",
}
# The one of these reasons that systems know by a code, after the SDOH Clinical Care guide of HL7 (Gravity).
REASON_CODES: Mapping[ToldReason, Element] = {
    ToldReason.NO_ROOM: {"system": CAPACITY_SYSTEM, "code": "no-capacity"},
}
NOT_REACHED_WORDS = "Not reached so far"
GIVEN_UP_WORDS = "Could not be reached: this team has stopped trying"
NOT_TAKEN_ON_WORDS = "Not supported by this team"
ENDED_WORDS = "The support has ended"


@dataclass(frozen=True)
class SentLine:
    """What is told of a referral. `system` is what references here are known under."""

    reference: str
    status: ToldStatus
    reason: ToldReason | None
    status_at: datetime
    made_at: datetime
    system: str
    sender: str
    team: str


def service_request(line: SentLine) -> Resource:
    """What was asked of the team."""
    return kept(
        resourceType=SERVICE_REQUEST,
        id=line.reference,
        meta={"lastUpdated": write_instant(line.status_at)},
        identifier=[identifier_of(line)],
        status=REQUEST_STATUS[line.status],
        intent="order",
        code={"coding": [REFERRED], "text": REFERRED["display"]},
        subject=subject_of(line),
        authoredOn=write_instant(line.made_at),
        requester={"type": "Organization", "display": line.sender},
        performer=[{"type": "Organization", "display": line.team}],
    )


def task(line: SentLine) -> Resource:
    """How the team gets on with it."""
    return kept(
        resourceType=TASK,
        id=line.reference,
        meta={"lastUpdated": write_instant(line.status_at)},
        identifier=[identifier_of(line)],
        status=TASK_STATUS[line.status],
        statusReason=status_reason(line),
        businessStatus={"text": line.status.value},
        intent="order",
        focus={"reference": f"{SERVICE_REQUEST}/{line.reference}", "type": SERVICE_REQUEST},
        **{"for": subject_of(line)},
        authoredOn=write_instant(line.made_at),
        lastModified=write_instant(line.status_at),
        requester={"type": "Organization", "display": line.sender},
        owner={"type": "Organization", "display": line.team},
        output=[output_of(ENDED_WORDS)] if line.status is ToldStatus.ENDED else [],
    )


def identifier_of(line: SentLine) -> Element:
    return {"system": line.system, "value": line.reference}


def subject_of(line: SentLine) -> Element:
    """The person, as the one of this referral: no name, no number and no resource leads to them."""
    return {"type": "Patient", "identifier": identifier_of(line), "display": "The person who was referred"}


def status_reason(line: SentLine) -> Element:
    """Why it stands so, with a code where systems have one."""
    code = REASON_CODES.get(line.reason) if line.reason else None
    return kept(coding=[code] if code else [], text=status_words(line))


def status_words(line: SentLine) -> str | None:
    """Why it stands so, where a reader would ask."""
    if line.status is ToldStatus.NOT_REACHED:
        return NOT_REACHED_WORDS
    if line.status is ToldStatus.GIVEN_UP:
        return GIVEN_UP_WORDS
    if line.status is ToldStatus.NOT_TAKEN_ON:
        return REASON_WORDS[line.reason] if line.reason else NOT_TAKEN_ON_WORDS
    return None


def output_of(words: str) -> Element:
    return {"type": {"text": "Outcome"}, "valueString": words}
