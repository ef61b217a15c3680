"""`lynchpin questionnaires`: licences that teams hold, and the words loaded under them."""

import json
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from directory import clock
from directory.cli.inputs import load_input
from directory.cli.opening import opened_catalogue
from directory.cli.senders import scheme_id_of
from directory.db import reading, transaction
from directory.errors import NotFound
from directory.outcomes.licences.inputs import LicenceSchema
from directory.outcomes.licences.languages import LANGUAGES
from directory.outcomes.licences.models import QuestionnaireLicence
from directory.outcomes.licences.operations import confirm_licence, end_licence, load_wording
from directory.outcomes.licences.queries import list_licences, list_wordings
from directory.outcomes.licences.wording_files import read_wording
from directory.outcomes.models import AnswerMode
from directory.outcomes.packs.registry import PACKS, get_pack
from directory.outcomes.packs.shape import Pack

MODES = {
    "paper": AnswerMode.PAPER,
    "screen": AnswerMode.SCREEN,
    "phone": AnswerMode.PHONE,
    "in-person": AnswerMode.IN_PERSON,
}
CODES = click.Choice(list(PACKS))
SCHEME = click.option("--scheme", required=True, help="The team.")


@click.group()
def questionnaires() -> None:
    """List questionnaires, confirm and end licences for them, and load their words."""


@questionnaires.command("list")
@SCHEME
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_command(scheme: str, as_json: bool) -> None:
    """List every questionnaire with the licences of a team that hold, and the words it has loaded."""
    with opened_catalogue(), reading() as db:
        scheme_id = scheme_id_of(db, scheme)
        licences, wordings = list_licences(db, scheme_id), list_wordings(db, scheme_id)
        rows = [
            describe(
                pack,
                [each for each in licences if each.instrument == pack.code],
                {each.language: each.number for each in reversed(wordings) if each.instrument == pack.code},
            )
            for pack in PACKS.values()
        ]
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['code']:16} {row['name']:44} {state_words(row)}")


@questionnaires.command()
@click.argument("code", type=CODES)
@SCHEME
@click.option("--licence", required=True, help="The number of the licence.")
@click.option("--language", default="en", show_default=True, type=click.Choice(list(LANGUAGES)), help="Its language.")
@click.option("--mode", "modes", multiple=True, required=True, type=click.Choice(list(MODES)), help="What it covers.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Its last day, where it has one.")
def confirm(
    code: str, scheme: str, licence: str, language: str, modes: tuple[str, ...], until: datetime | None
) -> None:
    """Write down that a team holds a licence for a questionnaire, and has read what it allows."""
    given: dict[str, Any] = {
        "licence_number": licence,
        "language": language,
        "modes": [MODES[each].value for each in modes],
        "expires_on": until.date().isoformat() if until else None,
        "submission_key": secrets.token_urlsafe(16),
    }
    wanted, pack = load_input(LicenceSchema, given), get_pack(code)
    with opened_catalogue(), transaction() as db:
        confirm_licence(db, None, scheme_id_of(db, scheme), pack, wanted)
    click.echo(f"The licence for {pack.name} is written down.")


@questionnaires.command()
@click.argument("code", type=CODES)
@SCHEME
@click.option("--licence", required=True, help="The number of the licence.")
def end(code: str, scheme: str, licence: str) -> None:
    """Have a licence be relied on no more, from this moment on."""
    with opened_catalogue(), transaction() as db:
        held = list_licences(db, scheme_id_of(db, scheme), get_pack(code))
        found = [each for each in held if each.licence_number == licence and each.ended_at is None]
        if not found:
            raise NotFound(f"The team has no licence {licence} for {code} that has not ended.")
        for each in found:
            end_licence(db, None, each)
    click.echo(f"Licence {licence} has ended here.")


@questionnaires.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@SCHEME
def load(file: Path, scheme: str) -> None:
    """Load the words of a questionnaire from a file, under a licence that was confirmed."""
    wording = read_wording(file.read_bytes())
    with opened_catalogue(), transaction() as db:
        kept, is_new = load_wording(db, None, scheme_id_of(db, scheme), wording)
        told = f"version {kept.number}" if is_new else f"version {kept.number}, as before"
    click.echo(f"The words of {PACKS[wording.questionnaire].name} in {LANGUAGES[wording.language]}: {told}.")


def describe(pack: Pack, licences: list[QuestionnaireLicence], versions: dict[str, int]) -> dict[str, Any]:
    """A questionnaire as the list shows it: licences that hold today, and the newest version of its words."""
    today = clock.today()
    held = [
        {
            "number": each.licence_number,
            "language": each.language,
            "modes": [name for name, mode in MODES.items() if mode in each.modes],
            "until": each.expires_on.isoformat() if each.expires_on else None,
        }
        for each in licences
        if each.holds_on(today)
    ]
    return {"code": pack.code, "name": pack.name, "open": pack.licence.is_open, "licences": held, "words": versions}


def state_words(row: dict[str, Any]) -> str:
    words = ", ".join(f"words in {LANGUAGES[each]} (version {number})" for each, number in row["words"].items())
    if row["open"]:
        held = "open"
    else:
        held = ", ".join(f"licence {each['number']} ({each['language']})" for each in row["licences"]) or "scores only"
    return f"{held}; {words}" if words else held
