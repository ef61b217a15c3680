"""The rankings of `lynchpin match --statements`: many statements matched, one line for each suggestion."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from directory.cli.outputs import whole_file
from directory.cli.progress import progress_bar
from directory.errors import WrongInput
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.matching.suggestions import MatchResult

AT_ONCE = 32
SHOWN = 10


@dataclass(frozen=True)
class Statement:
    """What somebody said, under the id its file gives it."""

    id: str | int
    text: str


@dataclass
class Statements:
    """What a file holds: the statements, and the lines that are none with the reason for each."""

    usable: list[Statement] = field(default_factory=list)
    unusable: list[tuple[int, str]] = field(default_factory=list)


def rank_statements(matcher: Matcher, limits: Profile, path: Path, top: int, out: Path | None) -> None:
    """Rank what can be used, name what cannot, and exit with 1 where there is any of that."""
    statements = read_statements(path)
    if not (statements.usable or statements.unusable):
        raise WrongInput(f"{path} holds no statement.")
    write_rankings(ranking_lines(matcher, limits, statements.usable, top), out)
    tell(statements, out)
    if statements.unusable:
        raise SystemExit(1)


def read_statements(path: Path) -> Statements:
    """The statements of a file of one JSON object a line."""
    found, seen = Statements(), dict[str | int, int]()
    for number, line in enumerate(path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            statement = read_statement(line)
            if statement.id in seen:
                raise WrongInput(f"it has the same id as line {seen[statement.id]}")
        except WrongInput as wrong:
            found.unusable.append((number, str(wrong)))
        else:
            seen[statement.id] = number
            found.usable.append(statement)
    return found


def read_statement(line: bytes) -> Statement:
    """The statement of a line. Raises WrongInput with what is wrong with it."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise WrongInput('it is not an object such as {"id": "1", "text": "I miss my garden"}')
    statement_id, text = row.get("id"), row.get("text")
    if not isinstance(statement_id, str | int) or isinstance(statement_id, bool) or statement_id == "":
        raise WrongInput('its "id" must be a text or a whole number')
    if not isinstance(text, str) or not text.strip():
        raise WrongInput('its "text" must be what somebody said')
    return Statement(statement_id, text)


def write_rankings(lines: Iterable[str], out: Path | None) -> None:
    if out is None:
        for line in lines:
            click.echo(line)
        return
    with whole_file(out) as file:
        file.writelines(f"{line}\n" for line in lines)


def tell(statements: Statements, out: Path | None) -> None:
    for number, why in statements.unusable[:SHOWN]:
        click.echo(f"  line {number} cannot be used: {why}.", err=True)
    if len(statements.unusable) > SHOWN:
        click.echo(f"  … and {len(statements.unusable) - SHOWN:,} more lines.", err=True)
    if out is not None:
        click.echo(f"{len(statements.usable):,} statements ranked in {out}.", err=True)


def ranking_lines(matcher: Matcher, limits: Profile, statements: list[Statement], top: int) -> Iterator[str]:
    with progress_bar("Matching") as show:
        for start in range(0, len(statements), AT_ONCE):
            batch = statements[start : start + AT_ONCE]
            profiles = [replace(limits, statement=each.text) for each in batch]
            for each, result in zip(batch, matcher.match_all(profiles, top), strict=True):
                yield from lines_of(each.id, result)
            show(start + len(batch), len(statements))


def lines_of(statement_id: str | int, result: MatchResult) -> Iterable[str]:
    for rank, suggestion in enumerate(result.suggestions, 1):
        yield json.dumps(
            {
                "statement": statement_id,
                "service_id": str(suggestion.document.service_id),
                "rank": rank,
                "score": round(suggestion.score, 6),
                "reasons": [reason.sentence for reason in suggestion.reasons],
            },
            ensure_ascii=False,
        )
