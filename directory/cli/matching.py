"""`lynchpin match`: ranked activities for one person, or for a file of statements."""

import json
from pathlib import Path
from typing import Any

import click

from directory import clock
from directory.catalogue.queries import count_services, find_services_named, services_by_id
from directory.champions.noting.recommending import list_recommended
from directory.cli.match_answers import result_as_json, result_as_text
from directory.cli.match_options import limit_options, read_limits, read_not_meant
from directory.cli.meanings import make_meanings_now
from directory.cli.opening import build_postcodes_if_needed, opened_catalogue, own_files
from directory.cli.outputs import check_overwrites_none
from directory.cli.rankings import rank_statements
from directory.config import Settings, read_settings
from directory.db import reading
from directory.errors import WrongInput
from directory.geo.current import find_place
from directory.geo.distance import parse_distance
from directory.geo.postcode_file import Place
from directory.matching.current import current_matcher_keeper
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile, Recommended
from directory.matching.suggestions import MatchResult


@click.command()
@click.argument("statement", required=False, default="")
@click.option("--hobby", "hobbies", multiple=True, help="Something they like to do. May be given several times.")
@click.option("--need", "needs", multiple=True, help="Something that would help. May be given several times.")
@click.option(
    "--not-meant",
    metavar="CODE",
    multiple=True,
    help="A need or interest that was heard or guessed and is not meant, by its code or name. May be given several "
    "times. Danger that was heard stays heard.",
)
@click.option("--near", metavar="POSTCODE", help="Where they live: a postcode, or the first part of one.")
@click.option("--within", metavar="DISTANCE", help="How far they will go, such as 3mi or 5km.")
@click.option("--age", type=click.IntRange(0, 130), help="Their age in years.")
@limit_options
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many to show.")
@click.option("--why-not", metavar="NAME", help="Say why an activity of this name was left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--statements",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='A file with one {"id": …, "text": …} a line, to match them all. '
    "Lines that cannot be used are named, the others ranked, and the exit code is 1.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the rankings of --statements; the terminal if left out.",
)
def match(
    statement: str,
    hobbies: tuple[str, ...],
    needs: tuple[str, ...],
    not_meant: tuple[str, ...],
    near: str | None,
    within: str | None,
    age: int | None,
    top: int,
    why_not: str | None,
    as_json: bool,
    statements: Path | None,
    out: Path | None,
    **limits: Any,
) -> None:
    """Rank activities for what a person says, with the reasons for each.

    \b
    lynchpin match "I'm on my own all day and miss my garden" --near "LS11 8ND" --within 3mi
    lynchpin match --statements said.jsonl --top 20 --out ranking.jsonl
    """
    check_together(bool(statement.strip() or hobbies or needs), statement, statements, out, why_not)
    with opened_catalogue() as settings:
        profile = Profile(
            statement=statement,
            hobbies=hobbies,
            needs=needs,
            within_m=parse_distance(within) if within else None,
            age=age,
            today=clock.today(),
            not_meant=read_not_meant(not_meant),
            recommended=read_recommended(),
            **read_limits(**limits),
        ).living_at(place_of(settings, near))
        check_place(profile, within)
        matcher = ready_matcher()
        if statements is not None:
            rank_statements(matcher, profile, statements, top, out)
            return
        result = matcher.match(profile, top)
        left_out = reasons_left_out(matcher, profile, why_not, top) if why_not else []
        told = told_as_json(result) if as_json else {}
    if as_json:
        click.echo(json.dumps({**told, **({"why_not": left_out} if why_not else {})}, indent=2))
    else:
        click.echo(result_as_text(result))
        tell_why_not(why_not, left_out)


def check_together(
    has_wish: bool, statement: str, statements: Path | None, out: Path | None, why_not: str | None
) -> None:
    """Raises UsageError where options were given that say nothing together, or nothing that can be matched."""
    if not (has_wish or statements):
        raise click.UsageError('Say what the person would like: lynchpin match "I miss my garden".')
    if statements and (statement.strip() or why_not):
        raise click.UsageError("With --statements, give no statement of one person and no --why-not.")
    if out and not statements:
        raise click.UsageError("--out is where the rankings of --statements go; for one person use > FILE.")
    if out and statements:
        check_overwrites_none("--out", out, {"the file of statements": statements, **own_files(read_settings())})


def place_of(settings: Settings, near: str | None) -> Place | None:
    """Where they live. Raises WrongInput where that has no place."""
    if near is None:
        return None
    build_postcodes_if_needed(settings)
    try:
        return find_place(near)
    except WrongInput as wrong:
        raise WrongInput(f"What stands after --near has no place. {wrong}.") from None


def read_recommended() -> tuple[Recommended, ...]:
    """What champions recommend to the usual scheme."""
    with reading() as db:
        return list_recommended(db, clock.today())


def check_place(profile: Profile, within: str | None) -> None:
    if within and profile.point is None:
        raise click.UsageError("Say where they live too, with --near.")


def ready_matcher() -> Matcher:
    """The matcher, once every listing has been put to the language model."""
    with reading() as db:
        if not count_services(db):
            raise WrongInput("The catalogue is empty. Fill it with `lynchpin import FILE` or `lynchpin seed`.")
    make_meanings_now()
    with reading() as db:
        return current_matcher_keeper().matcher(db)


def told_as_json(result: MatchResult) -> dict[str, Any]:
    """A result as programs read it, with what the listings say of times, cost and room."""
    with reading() as db:
        services = services_by_id(db, [each.document.service_id for each in result.suggestions])
        return result_as_json(result, services, clock.now())


def reasons_left_out(matcher: Matcher, profile: Profile, name: str, top: int) -> list[dict[str, str]]:
    """Why each activity with this in its name is not among the first."""
    with reading() as db:
        found = [(service.id, service.name) for service in find_services_named(db, name, limit=5)]
    return [
        {
            "service_id": str(service_id),
            "name": service_name,
            "reason": matcher.why_left_out(profile, service_id, top).sentence,
        }
        for service_id, service_name in found
    ]


def tell_why_not(name: str | None, left_out: list[dict[str, str]]) -> None:
    if name and not left_out:
        click.echo(f"\nNo activity has “{name}” in its name.")
    for number, each in enumerate(left_out):
        click.echo(f"{'' if number else chr(10)}{each['name']}: {each['reason']}")
