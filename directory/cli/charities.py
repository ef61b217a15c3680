"""`lynchpin charities`: what registers of charities say of the groups in the catalogue."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from directory import clock
from directory.catalogue.registers import identifier_key
from directory.champions.findings.charities import list_keys, replace_entries
from directory.champions.findings.register_models import RegisterEntry
from directory.cli.opening import opened_catalogue
from directory.db import reading, transaction
from directory.exchange.charity_registers import RegisterFile, open_register


@click.group()
def charities() -> None:
    """Load files of registers of charities, so that removed ones are found."""


@charities.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def load(file: Path, as_json: bool) -> None:
    """Load the file of a register: of England and Wales, Scotland, or Northern Ireland.

    Only what it says of groups in the catalogue is kept. `lynchpin checks machine` then finds charities that were
    removed, or have a very different name. Load it again every month, and after many groups were added.
    """
    with opened_catalogue(), open_register(file) as opened:
        with reading() as db:
            keys = list_keys(db)
        entries = list({(each.register, each.number): each for each in kept_entries(opened, keys)}.values())
        with transaction() as db:
            replace_entries(db, opened.register.scheme, entries)
            removed = sum(each.is_removed for each in entries)
    told = {"register": opened.register.scheme, "known": len(entries), "removed": removed}
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"The register of {opened.register.named} knows {len(entries):,} groups of the catalogue.")
    click.echo(f"{removed:,} of them are removed there. `lynchpin checks machine` puts them before champions.")


def kept_entries(opened: RegisterFile, keys: set[tuple[str, str]]) -> Iterator[RegisterEntry]:
    """What a register says of the numbers that groups have."""
    today = clock.today()
    for each in opened.charities:
        key = identifier_key(opened.register.scheme, opened.register.kind, each.number)
        if key is None or key not in keys:
            continue
        yield RegisterEntry(
            register=key[0],
            number=key[1],
            name=each.name,
            other_name=each.other_name or None,
            is_removed=each.is_removed,
            removed_on=each.removed_on,
            loaded_on=today,
        )
