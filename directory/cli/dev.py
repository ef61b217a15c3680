"""`lynchpin dev`: what those who work on Lynchpin ask of it."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from directory.cli.bench_files import Bench, read_bench, read_own_vocabulary
from directory.cli.progress import progress_bar
from directory.config import read_settings
from directory.matching.judging import Judged, judge
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.matching.vocabulary import Vocabulary
from directory.search.documents import SearchDocument
from directory.search.embedding import Embedder, SemanticUnavailable, Vectors, load_embedder
from directory.search.index import build_index
from directory.search.text import stems

Rankings = Mapping[str, Sequence[str]]
RANKED = 20


@click.group()
def dev() -> None:
    """For those who work on Lynchpin."""


@dev.command("bench-match")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def bench_match(folder: Path, as_json: bool) -> None:
    """Measure matching on statements and judgements of people, beside plain text search and a first version.

    FOLDER holds statements.jsonl, judgements.jsonl and services.ndjson.gz. nDCG@10 stands with the bounds between which
    it may lie by chance (95 in 100), and once more with what nobody judged left out. Do not tune to single statements.
    """
    bench = read_bench(folder)
    with_model = read_settings().with_semantic
    found = {name: judge(ranked, bench.grades, bench.kinds) for name, ranked in rank_all(bench, with_model).items()}
    if as_json:
        click.echo(json.dumps({way: {kind: asdict(each) for kind, each in by.items()} for way, by in found.items()}))
        return
    console = Console()
    console.print(f"{len(bench.documents):,} services, {len(bench.texts)} statements")
    for way, by_kind in found.items():
        console.print(table_of(way, by_kind))


def rank_all(bench: Bench, with_model: bool) -> Mapping[str, Rankings]:
    """The rankings of each way of searching; the last is that of the product."""
    embedder = find_embedder() if with_model else None
    vectors = read_meanings(bench.documents, embedder) if embedder else {}
    index = build_index(bench.documents, vectors)
    ways = {"plain text search (SQLite FTS5)": rank_by_full_text(bench)}
    if embedder:
        ways["first version (words and meaning)"] = rank_by(Matcher(index, Vocabulary(), embedder), bench)
    else:
        ways["first version (words)"] = rank_by(Matcher(index, Vocabulary()), bench)
    ways["Lynchpin" if embedder else "Lynchpin, without meaning"] = rank_by(
        Matcher(index, read_own_vocabulary(), embedder), bench
    )
    return ways


def find_embedder() -> Embedder | None:
    """The language model; where it is missing that is said, and meaning is not compared."""
    try:
        return load_embedder()
    except SemanticUnavailable as missing:
        click.echo(str(missing), err=True)
        return None


def read_meanings(documents: Sequence[SearchDocument], embedder: Embedder) -> Mapping[str, Vectors]:
    """The meaning of every text, each put to the model once."""
    texts = {each.content_hash: each.embedded_text for each in documents}
    done = 0
    with progress_bar("Reading listings") as show:

        def count(more: int) -> None:
            nonlocal done
            done += more
            show(done, len(texts))

        return dict(zip(texts, embedder.embed(list(texts.values()), count), strict=True))


def rank_by(matcher: Matcher, bench: Bench) -> Rankings:
    """The services a matcher suggests for each statement."""
    results = matcher.match_all([Profile(statement=text) for text in bench.texts.values()], RANKED)
    ids = ([str(each.document.service_id) for each in result.suggestions] for result in results)
    return dict(zip(bench.texts, ids, strict=True))


def rank_by_full_text(bench: Bench) -> Rankings:
    """The services that a database's text search finds for each statement, by any of its meaningful words."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE listing USING fts5(id UNINDEXED, words, tokenize = 'porter unicode61')")
        rows = ((str(each.service_id), " ".join(each.fields.values())) for each in bench.documents)
        db.executemany("INSERT INTO listing VALUES (?, ?)", rows)
        return {statement: _find(db, text) for statement, text in bench.texts.items()}


def _find(db: sqlite3.Connection, text: str) -> list[str]:
    asked = " OR ".join(f'"{each}"' for each in dict.fromkeys(stems(text)))
    found = db.execute(
        "SELECT id FROM listing WHERE listing MATCH ? ORDER BY rank, id LIMIT ?", (asked or '""', RANKED)
    )
    return [service_id for (service_id,) in found]


def table_of(way: str, by_kind: Mapping[str, Judged]) -> Table:
    """The measures of one way of searching, a line for each kind of statement."""
    table = Table(title=way, title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for heading in ("kind", "of", "nDCG@10", "by chance", "(judged)", "P@5", "R@20", "MRR", "judged"):
        table.add_column(heading, justify="left" if heading == "kind" else "right", no_wrap=True)
    for kind, each in by_kind.items():
        means = each.means
        shares = (means.ndcg_of_judged, means.precision, means.recall, means.reciprocal_rank, means.judged)
        bounds = f"{each.lowest:.2f}–{each.highest:.2f}"
        table.add_row(kind, str(each.statements), f"{means.ndcg:.3f}", bounds, *(f"{share:.3f}" for share in shares))
    return table
