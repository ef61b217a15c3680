"""A large catalogue settled in a folder, and matchers that open it as a worker does."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.large_catalogue import Made
from benchmarks.matching import timed
from directory.cli.bench_files import read_own_vocabulary
from directory.matching.kept import load_kept, save_kept
from directory.matching.matcher import Matcher
from directory.search.documents import SearchDocument
from directory.search.embedding import Embedder, Vectors
from directory.search.folder import Edition, IndexFolder
from directory.search.index import CatalogueIndex
from directory.search.segment import build_segment


def settle(folder: Path, made: Iterable[Made], embedder: Embedder) -> None:
    """Settle documents with their vectors in a folder, and print what that takes."""
    documents: list[SearchDocument] = []
    vectors: dict[str, Vectors] = {}
    for document, vector in made:
        documents.append(document)
        vectors[document.content_hash] = vector
    seconds, segment = timed(lambda: build_segment(documents, vectors))
    # A million of them are more than the index.
    documents.clear()
    vectors.clear()
    edition = Edition(1, datetime.now(UTC), int(segment.has_vector.sum()), "", embedder.model_id)
    worked_out, kept = timed(Matcher(CatalogueIndex(segment), read_own_vocabulary(), embedder).work_out)
    written, _ = timed(lambda: IndexFolder(folder).keep(segment, edition, lambda place: save_kept(place, kept)))
    size = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / 1e6
    print(
        f"settled in {seconds:.1f} s, worked out in {worked_out:.1f} s, written in {written:.1f} s; {size:,.0f} MB",
        flush=True,
    )


def open_matcher(folder: Path, embedder: Embedder) -> Matcher:
    """A matcher over what is settled in a folder."""
    editions = IndexFolder(folder)
    name = editions.current() or ""
    found = editions.read(name)
    assert found is not None
    return Matcher(CatalogueIndex(found[0]), read_own_vocabulary(), embedder, load_kept(folder / name))
