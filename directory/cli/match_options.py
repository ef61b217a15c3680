"""The limits that `lynchpin match` takes, as options."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

import click

from directory.catalogue.timetable.slots import read_slots
from directory.db import reading
from directory.errors import WrongInput
from directory.matching.profile import Company
from directory.matching.told_age import TOLD_AGE
from directory.matching.vocabulary_reading import read_vocabulary
from directory.search.access import ACCESS_NEEDS
from directory.search.hard_limits import WAYS, ways_named
from directory.web.fields.money import read_pence

Command = Callable[..., None]
_OPTIONS = (
    click.option(
        "--when",
        metavar="TIMES",
        help="When they are free, such as “tue thu morning” or “weekend”; any time if left out.",
    ),
    click.option("--most-cost", metavar="POUNDS", help="The most they can pay each time; 0 for what is free."),
    click.option(
        "--by",
        "ways",
        multiple=True,
        type=click.Choice([each.value for each in WAYS]),
        help="How they can take part. May be given several times.",
    ),
    click.option("--language", metavar="CODE", help="The language they need, as a code such as pl."),
    click.option("--company", type=click.Choice(["women", "men", "mixed"]), help="Whom they want to be among."),
    click.option(
        "--access",
        multiple=True,
        type=click.Choice(ACCESS_NEEDS),
        help="What they need to get in and take part. May be given several times.",
    ),
    click.option(
        "--tried",
        metavar="ID",
        multiple=True,
        type=click.UUID,
        help="An activity they have tried or said no to. May be given several times.",
    ),
    click.option("--elsewhere-too", is_flag=True, help="Also what is only for people who live elsewhere."),
    click.option("--full-too", is_flag=True, help="Also what is full just now."),
)


def limit_options(command: Command) -> Command:
    """The options of all limits."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_limits(
    when: str | None,
    most_cost: str | None,
    ways: tuple[str, ...],
    language: str | None,
    company: Company | None,
    access: tuple[str, ...],
    tried: tuple[uuid.UUID, ...],
    elsewhere_too: bool,
    full_too: bool,
) -> dict[str, Any]:
    """The limits of a profile from their options. Raises UsageError saying how to put a wrong one right."""
    most_pence = read_pence(most_cost) if most_cost else None
    if most_cost and most_pence is None:
        raise click.UsageError("Give --most-cost in pounds, such as 3 or 2.50.")
    try:
        slots = read_slots(when) if when else 0
    except WrongInput as wrong:
        raise click.UsageError(f"--when: {wrong}") from None
    return {
        "slots": slots,
        "most_pence": most_pence,
        "ways": ways_named(ways),
        "language": language.lower() if language else None,
        "company": company,
        "access": frozenset(access),
        "tried": frozenset(tried),
        "may_be_full": full_too,
        "may_be_elsewhere": elsewhere_too,
    }


def read_not_meant(named: Sequence[str]) -> frozenset[str]:
    """The codes of what was heard and is not meant. Raises UsageError for what is no need, interest or group."""
    if not named:
        return frozenset()
    with reading() as db:
        vocabulary = read_vocabulary(db)
    found = {each: vocabulary.find(each) for each in named if each != TOLD_AGE}
    if unknown := [each for each, concept in found.items() if concept is None]:
        raise click.UsageError(
            f"--not-meant: nothing is called “{unknown[0]}”. --json tells the codes of what was heard."
        )
    return frozenset(each for each in named if each == TOLD_AGE) | {each.code for each in found.values() if each}
