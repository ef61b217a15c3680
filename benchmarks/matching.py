"""How well and how fast the matcher finds what people mean; run with `make bench` or on its own.

The statements and judgements are those of LYNCHPIN_SHARED/bench. They are few: do not tune to single ones.
"""

import gzip
import json
import math
import os
import platform
import statistics
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from directory.catalogue import vocabulary
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.matching.vocabulary import Concept, Vocabulary
from directory.search.documents import SearchDocument, TermRef
from directory.search.embedding import Embedder, Vectors, load_embedder
from directory.search.index import CatalogueIndex, build_index

SHARED = Path(os.environ.get("LYNCHPIN_SHARED", "../shared"))

Row = dict[str, Any]
Result = TypeVar("Result")


def read_documents(path: Path) -> list[SearchDocument]:
    """The services of a file of Open Referral UK services, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_document(json.loads(line)) for line in lines]


def read_lines(path: Path) -> list[Row]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_vocabulary() -> Vocabulary:
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


def measure(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """nDCG at 10 with gain 2^grade - 1, as `score.py` beside the judgements reckons it."""
    got = [grades.get(service, 0) for service in ranked[:10]]
    best = sorted(grades.values(), reverse=True)[:10]
    return _gain(got) / _gain(best) if _gain(best) else 0.0


def _gain(row: Sequence[int]) -> float:
    return float(sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(row)))


def rank_statements(matcher: Matcher, statements: Sequence[Row]) -> dict[str, list[str]]:
    """The ids of the best twenty services for each statement."""
    results = matcher.match_all([Profile(statement=each["text"]) for each in statements], top=20)
    ids = [[str(each.document.service_id) for each in result.suggestions] for result in results]
    return dict(zip((each["id"] for each in statements), ids, strict=True))


def quality(ranked: Mapping[str, Sequence[str]], statements: Sequence[Row], judged: Sequence[Row]) -> dict[str, float]:
    """Mean nDCG at 10 over all statements and for each kind."""
    grades: dict[str, dict[str, int]] = {each["id"]: {} for each in statements}
    for each in judged:
        grades.setdefault(each["statement"], {})[each["service_id"]] = each["grade"]
    by_kind: dict[str, list[float]] = {"all": []}
    for each in statements:
        found = measure(ranked[each["id"]], grades[each["id"]])
        by_kind["all"].append(found)
        by_kind.setdefault(each["kind"], []).append(found)
    return {kind: statistics.mean(values) for kind, values in by_kind.items()}


def latencies_ms(matcher: Matcher, statements: Sequence[Row], rounds: int = 5) -> list[float]:
    """How long one match takes from words to reasons, for each statement and round."""
    taken = []
    for _ in range(rounds):
        for each in statements:
            began = time.perf_counter()
            matcher.match(Profile(statement=each["text"]))
            taken.append((time.perf_counter() - began) * 1_000)
    return taken


def main() -> None:
    """Prints all figures, with the machine and the sizes they hold for."""
    bench = SHARED / "bench"
    statements, judged = read_lines(bench / "statements.jsonl"), read_lines(bench / "judgements.jsonl")
    documents, vocabulary, embedder = read_documents(bench / "services.ndjson.gz"), read_vocabulary(), load_embedder()
    print(f"{platform.platform()}, {os.cpu_count()} cores; {len(documents)} services, {len(statements)} statements")
    embedding_s, by_hash = timed(lambda: embed_documents(documents, embedder))
    print(f"embedding: {len(by_hash) / embedding_s:.0f} listings a second")
    building_s, index = timed(lambda: build_index(documents, by_hash))
    renewing_s, _ = timed(lambda: build_index(documents, previous=index))
    print(f"index: built in {building_s:.2f} s, renewed in {renewing_s:.2f} s")
    for name, matcher in matchers(index, documents, vocabulary, embedder).items():
        matcher.prepare()
        found = quality(rank_statements(matcher, statements), statements, judged)
        print(f"{name:32s}", "  ".join(f"{kind} {value:.3f}" for kind, value in found.items()))
    taken = latencies_ms(matcher, statements)
    print(f"one match: p50 {np.percentile(taken, 50):.1f} ms, p95 {np.percentile(taken, 95):.1f} ms")


def embed_documents(documents: Sequence[SearchDocument], embedder: Embedder) -> dict[str, Vectors]:
    """The vectors of all listings, by content hash; each text is put to the model once."""
    texts = {each.content_hash: each.embedded_text for each in documents}
    return dict(zip(texts, embedder.embed(list(texts.values())), strict=True))


def matchers(
    index: CatalogueIndex, documents: Sequence[SearchDocument], vocabulary: Vocabulary, embedder: Embedder
) -> dict[str, Matcher]:
    """The ways of matching that are compared; the last one is the product's."""
    return {
        "words": Matcher(build_index(documents), Vocabulary()),
        "words, phrase table": Matcher(build_index(documents), vocabulary),
        "words, meaning": Matcher(index, Vocabulary(), embedder),
        "words, meaning, phrase table": Matcher(index, vocabulary, embedder),
    }


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """How many seconds some work took, and what came of it."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


if __name__ == "__main__":
    main()
