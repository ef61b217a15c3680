"""What two records of one person say together, and why two cannot be joined. No database, no clock."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.casework.models import Client, Consent

# What is known of somebody in words, which one record may say otherwise than the other.
TOLD = (
    "name",
    "nhs_number",
    "born_on",
    "phone",
    "other_phone",
    "email",
    "address",
    "postcode",
    "contact_by",
    "contact_times",
    "language",
    "interpreter",
    "coordinator_gender",
)
# Where two records say it otherwise, both count.
BOTH_COUNT = ("safe_contact",)


@dataclass(frozen=True)
class Together:
    """What a joined record says: what changes in the kept one, and what one of the two said otherwise."""

    changes: dict[str, Any]
    otherwise: dict[str, str]


def put_together(kept: Client, other: Client, take: Collection[str]) -> Together:
    """What two records say together. The kept one's word counts but for what is `take`n; gaps are filled in.

    What protects somebody is never lost: a restriction, no letters to their home, how to reach them safely.
    """
    changes: dict[str, Any] = {}
    otherwise: dict[str, str] = {}
    for name in TOLD:
        mine, theirs = getattr(kept, name), getattr(other, name)
        if theirs is None or theirs == mine:
            continue
        if mine is None or name in take:
            changes[name] = theirs
        if mine is not None:
            otherwise[name] = str(mine if name in take else theirs)
    changes |= dict(what_protects(kept, other))
    return Together(changes, otherwise)


def what_protects(kept: Client, other: Client) -> Iterator[tuple[str, Any]]:
    for name in BOTH_COUNT:
        said = [each for each in (getattr(kept, name), getattr(other, name)) if each]
        if said and getattr(kept, name) != said[-1]:
            yield name, "\n".join(dict.fromkeys(said))
    if other.letters_home is not None and kept.letters_home is not False and kept.letters_home != other.letters_home:
        yield "letters_home", other.letters_home
    if other.restricted_at and not kept.restricted_at:
        yield "restricted_at", other.restricted_at
    if other.wants_somebody_new and not kept.wants_somebody_new:
        yield "wants_somebody_new", True


def differing(kept: Client, other: Client) -> Sequence[str]:
    """What the two records say otherwise, by the name of the attribute."""
    return [
        name
        for name in TOLD
        if None not in (pair := (getattr(kept, name), getattr(other, name))) and len(set(pair)) == 2
    ]


def endings_of(kept: Sequence[Consent], other: Sequence[Consent]) -> Iterator[tuple[Consent, date, bool]]:
    """Which agreements for one purpose end when two records become one, on which day, and whether by a no.

    The last thing that was said counts, whichever record has it; of a yes and a no of one day in two records, the no.
    """
    standing = [each for each in (*kept, *other) if each.withdrawn_on is None]
    if not standing:
        return
    newest = max(standing, key=lambda each: (each.given_on, each.recorded_at))
    of_other_record = other if newest in kept else kept
    last_no = max((each.withdrawn_on for each in of_other_record if each.withdrawn_on), default=date.min)
    if last_no >= newest.given_on:
        yield from ((each, max(last_no, each.given_on), True) for each in standing)
    else:
        yield from ((each, newest.given_on, False) for each in standing if each is not newest)
