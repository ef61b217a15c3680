"""How well and how fast the matcher finds what people mean; run with `make bench` or on its own.

The statements and judgements are those of LYNCHPIN_SHARED/bench. They are few: do not tune to single ones.
"""

import os
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from directory.cli.bench_files import Bench, read_bench, read_own_vocabulary
from directory.matching.judging import judge
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.matching.vocabulary import Vocabulary
from directory.search.documents import SearchDocument
from directory.search.embedding import Embedder, Vectors, load_embedder
from directory.search.index import CatalogueIndex, build_index

SHARED = Path(os.environ.get("LYNCHPIN_SHARED", "../shared"))

Result = TypeVar("Result")


def rank_statements(matcher: Matcher, bench: Bench) -> dict[str, list[str]]:
    """The ids of the best twenty services for each statement."""
    results = matcher.match_all([Profile(statement=text) for text in bench.texts.values()], top=20)
    ids = [[str(each.document.service_id) for each in result.suggestions] for result in results]
    return dict(zip(bench.texts, ids, strict=True))


def quality(matcher: Matcher, bench: Bench) -> dict[str, float]:
    """Mean nDCG at 10 over all statements and for each kind."""
    found = judge(rank_statements(matcher, bench), bench.grades, bench.kinds)
    return {kind: each.means.ndcg for kind, each in found.items()}


def latencies_ms(matcher: Matcher, statements: Iterable[str], rounds: int = 5) -> list[float]:
    """How long one match takes from words to reasons, for each statement and round."""
    taken = []
    for _ in range(rounds):
        for each in statements:
            began = time.perf_counter()
            matcher.match(Profile(statement=each))
            taken.append((time.perf_counter() - began) * 1_000)
    return taken


def main() -> None:
    """Prints all figures, with the machine and the sizes they hold for."""
    bench, vocabulary, embedder = read_bench(SHARED / "bench"), read_own_vocabulary(), load_embedder()
    documents = bench.documents
    print(f"{platform.platform()}, {os.cpu_count()} cores; {len(documents)} services, {len(bench.texts)} statements")
    embedding_s, by_hash = timed(lambda: embed_documents(documents, embedder))
    print(f"embedding: {len(by_hash) / embedding_s:.0f} listings a second")
    building_s, index = timed(lambda: build_index(documents, by_hash))
    renewing_s, _ = timed(lambda: build_index(documents, previous=index))
    print(f"index: built in {building_s:.2f} s, renewed in {renewing_s:.2f} s")
    for name, matcher in matchers(index, documents, vocabulary, embedder).items():
        matcher.prepare()
        found = quality(matcher, bench)
        print(f"{name:32s}", "  ".join(f"{kind} {value:.3f}" for kind, value in found.items()))
    taken = latencies_ms(matcher, list(bench.texts.values()))
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
