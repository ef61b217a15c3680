"""A message as a FHIR R4 document: a Bundle whose first entry is a Composition, with what it refers to behind it.

Ids follow from that of the message, so that the same message is the same document. `plain` JSON alone is made here;
sending it over a messaging network is for others.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from directory.casework.message_back.content import Content, GoalReached, MeasuredScore, Section
from directory.exchange.fhir.values import URI_SYSTEM, Element, Resource, kept, write_instant
from directory.exchange.message_back.codes import SNOMED_SYSTEM

NHS_NUMBER_SYSTEM = "https://fhir.nhs.uk/Id/nhs-number"
XHTML = "http://www.w3.org/1999/xhtml"
ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"
ACHIEVED = {"achieved": "achieved", "partly": "improving", "not": "not-achieved"}


@dataclass(frozen=True)
class Document:
    """What a document is made of, beside the content: ids, when it was written, by whom, and to whom."""

    message_id: uuid.UUID
    written_at: datetime
    is_final: bool
    team: str
    author: str
    to_name: str
    person: str
    born_on: date | None
    nhs_number: str | None
    replaces_id: uuid.UUID | None = None


def write_document(content: Content, about: Document) -> Resource:
    """The whole document."""
    observations, goals = content.told_scores, content.told_goals
    entries = [
        composition(content, about, len(observations), len(goals)),
        patient(about),
        author(about),
        organization(about, "team", about.team),
        organization(about, "recipient", about.to_name),
        *(observation(about, number, each) for number, each in enumerate(observations)),
        *(goal(about, number, each) for number, each in enumerate(goals)),
    ]
    return {
        "resourceType": "Bundle",
        "identifier": {"system": URI_SYSTEM, "value": about.message_id.urn},
        "type": "document",
        "timestamp": write_instant(about.written_at),
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in entries],
    }


def id_of(about: Document, part: str) -> str:
    return str(uuid.uuid5(about.message_id, part))


def reference_to(about: Document, part: str, display: str | None = None) -> Element:
    return kept(reference=f"urn:uuid:{id_of(about, part)}", display=display)


def composition(content: Content, about: Document, observations: int, goals: int) -> Resource:
    parts = {
        "scores": [reference_to(about, f"score-{number}") for number in range(observations)],
        "goals": [reference_to(about, f"goal-{number}") for number in range(goals)],
    }
    codes = content.told_codes
    replaces = (
        {"code": "replaces", "targetIdentifier": {"system": URI_SYSTEM, "value": about.replaces_id.urn}}
        if (about.replaces_id)
        else None
    )
    return kept(
        resourceType="Composition",
        id=id_of(about, "composition"),
        identifier={"system": URI_SYSTEM, "value": about.message_id.urn},
        status="final" if about.is_final else "preliminary",
        type={"text": "Social prescribing: message back to GP and referrer"},
        subject=reference_to(about, "patient"),
        date=write_instant(about.written_at),
        author=[reference_to(about, "author", about.author)],
        title=content.title,
        confidentiality="R",
        custodian=reference_to(about, "team", about.team),
        relatesTo=[replaces] if replaces else [],
        event=[{"code": [coded(each.code, each.term) for each in codes]}] if codes else [],
        section=[section(each, parts.get(each.key, [])) for each in content.shown],
    )


def section(part: Section, entries: list[Element]) -> Element:
    return kept(title=part.title, text=narrative(part.lines), entry=entries)


def narrative(lines: list[str]) -> Element:
    """Lines as the XHTML that every reader of FHIR can show. What was typed is escaped."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return {"status": "generated", "div": f'<div xmlns="{XHTML}">{paragraphs}</div>'}


def coded(code: str, term: str) -> Element:
    return {"coding": [{"system": SNOMED_SYSTEM, "code": code, "display": term}], "text": term}


def patient(about: Document) -> Resource:
    number = about.nhs_number
    return kept(
        resourceType="Patient",
        id=id_of(about, "patient"),
        identifier=[{"system": NHS_NUMBER_SYSTEM, "value": number}] if number else [],
        name=[{"text": about.person}],
        birthDate=about.born_on.isoformat() if about.born_on else None,
    )


def author(about: Document) -> Resource:
    return {"resourceType": "Practitioner", "id": id_of(about, "author"), "name": [{"text": about.author}]}


def organization(about: Document, part: str, name: str) -> Resource:
    return {"resourceType": "Organization", "id": id_of(about, part), "name": name or "Not named"}


def observation(about: Document, number: int, score: MeasuredScore) -> Resource:
    return {
        "resourceType": "Observation",
        "id": id_of(about, f"score-{number}"),
        "status": "final",
        "code": {"text": f"{score.instrument} ({score.occasion.lower()})"},
        "subject": reference_to(about, "patient"),
        "effectiveDateTime": score.taken_on,
        "valueQuantity": {"value": round(score.value, 2), "unit": "points"},
    }


def goal(about: Document, number: int, reached: GoalReached) -> Resource:
    word = reached.result.split(" ", 1)[0]
    code = ACHIEVED.get(word)
    return kept(
        resourceType="Goal",
        id=id_of(about, f"goal-{number}"),
        lifecycleStatus="completed" if code == "achieved" else "active",
        achievementStatus=kept(coding=[{"system": ACHIEVEMENT, "code": code}] if code else [], text=reached.result),
        description={"text": reached.words},
        subject=reference_to(about, "patient"),
    )


def write_document_text(content: Content, about: Document) -> bytes:
    """The whole document as JSON text."""
    return json.dumps(write_document(content, about), ensure_ascii=False, indent=1).encode()
