"""The files of a benchmark of matching: services, statements that people made, and what they judged to fit."""

import gzip
import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.catalogue import vocabulary
from directory.errors import WrongInput
from directory.matching.judging import Grades
from directory.matching.vocabulary import Concept, Vocabulary
from directory.search.documents import SearchDocument, TermRef

Row = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """The statements by id, the kind of each, how services were graded for it, and the services themselves."""

    texts: Mapping[str, str]
    kinds: Mapping[str, str]
    grades: Mapping[str, Grades]
    documents: Sequence[SearchDocument]


def read_bench(folder: Path) -> Bench:
    """The benchmark in a folder. Raises WrongInput naming what is missing or cannot be read."""
    try:
        statements = read_lines(folder / "statements.jsonl")
        grades: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for row in read_lines(folder / "judgements.jsonl"):
            grades[row["statement"]][row["service_id"]] = row["grade"]
        documents = read_documents(folder / "services.ndjson.gz")
    except FileNotFoundError as missing:
        raise WrongInput(
            f"{missing.filename} is not there: a benchmark has statements, judgements and services."
        ) from None
    except (ValueError, KeyError, TypeError, EOFError, OSError) as fault:
        raise WrongInput(f"The benchmark in {folder} cannot be read: {fault}.") from None
    texts = {each["id"]: each["text"] for each in statements}
    return Bench(texts, {each["id"]: each["kind"] for each in statements}, grades, documents)


def read_documents(path: Path) -> list[SearchDocument]:
    """The services of a file of Open Referral UK services, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_document(json.loads(line)) for line in lines]


def read_lines(path: Path) -> list[Row]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_own_vocabulary() -> Vocabulary:
    """Our own vocabulary, straight from its file instead of from the database."""
    return Vocabulary(_concept(term) for term in vocabulary.read_vocabulary()["term"])


def _concept(term: Row) -> Concept:
    return Concept(
        code=term["code"],
        name=term["name"],
        taxonomy=term["taxonomy"],
        phrases=tuple(term.get("phrases", ())),
        helps=tuple(term.get("helps", ())),
        search=tuple(term.get("search", ())),
        urgent=bool(term.get("urgent")),
        parent=term.get("parent"),
    )


def _document(service: Row) -> SearchDocument:
    terms = [attribute["taxonomy_term"] for attribute in service.get("attributes", ())]
    places = [each["location"] for each in service.get("service_at_locations", ())]
    return SearchDocument(
        service_id=uuid.UUID(service["id"]),
        name=service["name"],
        organization_name=service["organization"]["name"],
        description=service.get("description") or "",
        organization_description=service["organization"].get("description") or "",
        terms=tuple(TermRef(term["taxonomy"]["name"], term["id"], None, term["name"]) for term in terms),
        points=tuple((each["latitude"], each["longitude"]) for each in places if each.get("latitude") is not None),
        status=service["status"],
    )
