"""The small parts that resources share: references, identifiers, addresses to reach somebody, and concepts."""

import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from directory.catalogue.texts import NOT_STATED
from directory.exchange.representations.finishing import Representation, Row
from directory.exchange.representations.gathering import Gathering
from directory.exchange.representations.writing import own_fields

Element = dict[str, Any]
Resource = dict[str, Any]

URI_SYSTEM = "urn:ietf:rfc:3986"
LANGUAGE_SYSTEM = "urn:ietf:bcp:47"
# Registers of organizations by the codes of org-id.guide, as the standard's `identifier_scheme` has them.
REGISTERS = "http://org-id.guide/list/"
REGISTER_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9_]+")
PHONE_SYSTEMS = {
    "voice": "phone",
    "cell": "phone",
    "text": "sms",
    "textphone": "sms",
    "fax": "fax",
    "pager": "pager",
    "video": "other",
}


def kept(**parts: Any) -> Element:
    """An element of the parts that say something: FHIR knows neither null nor empty lists."""
    return {name: part for name, part in parts.items() if part not in (None, "", [], {})}


def begin(kind: str, row: Row) -> Resource:
    """What every resource begins with: what it is, its id, when it last changed, and its id as an identifier."""
    moved = {"lastUpdated": write_instant(row["last_modified"])}
    return {"resourceType": kind, "id": str(row["id"]), "meta": moved, "identifier": [own_identifier(row["id"])]}


def write_instant(moment: datetime) -> str:
    """A moment in UTC to the millisecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def own_identifier(key: uuid.UUID) -> Element:
    """The id of a record here, which keeps its meaning where a copy is given another."""
    return {"system": URI_SYSTEM, "value": key.urn}


def reference(kind: str, key: uuid.UUID, display: str | None = None) -> Element:
    """A reference to a resource of ours."""
    return kept(reference=f"{kind}/{key}", display=display)


def told(text: str | None) -> list[Element]:
    """Words as a concept without a code."""
    return [{"text": text}] if text else []


def stated(record: Representation, name: str) -> str | None:
    """A line of a record, unless it only says that nothing was stated, which the feed has to and FHIR has not."""
    line: str | None = record.get(name)
    return None if line == NOT_STATED else line


def telecom(record: Representation, web: str) -> list[Element]:
    """How to reach whoever a record is about, each way once: telephones, e-mail, and the page named `web`."""
    ways = [*phones_of(record), ("email", record.get("email")), ("url", record.get(web))]
    return [{"system": system, "value": value, "use": "work"} for system, value in dict.fromkeys(ways) if value]


def phones_of(record: Representation) -> Iterator[tuple[str, str]]:
    for phone in record.get("phones", ()):
        extension = f" ext. {phone['extension']}" if "extension" in phone else ""
        yield PHONE_SYSTEMS[phone.get("type", "voice")], phone["number"] + extension


def register_identifier(identifier: Representation) -> Element:
    """A number an organization is registered under, with its register where that has a code."""
    scheme = identifier.get("identifier_scheme", "")
    return kept(
        system=REGISTERS + scheme if REGISTER_CODE.fullmatch(scheme) else None,
        value=identifier["identifier"],
        type=kept(text=stated(identifier, "identifier_type")),
    )


def concepts(found: Gathering, entity: str, record_id: uuid.UUID, *link_types: str) -> list[Element]:
    """The terms of these kinds that hang on a record."""
    return [concept(found, term) for term in terms_of(found, entity, record_id, *link_types)]


def terms_of(found: Gathering, entity: str, record_id: uuid.UUID, *link_types: str) -> list[Row]:
    """The rows of those terms, each once."""
    known = found.rows["taxonomy_term"]
    wanted = [
        each["taxonomy_term_id"]
        for each in found.attributes.get((entity, record_id), ())
        if each["link_type"] in link_types
    ]
    return [known[key] for key in dict.fromkeys(wanted) if key in known]


def concept(found: Gathering, term: Row) -> Element:
    """A term, by its code in its vocabulary. One without a code goes by its id."""
    fields = own_fields("taxonomy_term", term)
    taxonomy = found.rows["taxonomy"].get(term["taxonomy_id"])
    coding = kept(
        system=system_of(taxonomy) if taxonomy else None,
        code=fields.get("code") or str(term["id"]),
        display=fields["name"],
    )
    return {"coding": [coding], "text": fields["name"]}


def system_of(taxonomy: Row) -> str:
    """What a vocabulary is known by: its address, or else its id here."""
    uri: str | None = own_fields("taxonomy", taxonomy).get("uri")
    return uri or uuid.UUID(str(taxonomy["id"])).urn


def paragraphs(texts: Iterable[str | None]) -> str | None:
    """Texts one below the other; None where there are none."""
    return "\n\n".join(filter(None, texts)) or None
