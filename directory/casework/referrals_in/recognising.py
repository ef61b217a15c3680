"""Whether somebody who is to be taken on is on the team's list already: likely ones are offered, and a person decides.

Only what the actor may see is looked through, so that nobody learns of anybody they may not know of.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.inputs import NewClientInput
from directory.casework.looking_up import alike_names, likeness, list_candidates, same_things
from directory.casework.models import Client
from directory.casework.naming import name_words
from directory.casework.sought import Sought
from directory.catalogue.duplicates.likeness_words import email_key, phone_key, postcode_key
from directory.security.key_tables import CannotBeRead

MOST_OFFERED = 5
# Any number that no other advisory lock of PostgreSQL uses here.
TAKING_ON = 7_465_006
# How alike two names are that are likely one: a slip, another spelling, or a part left out.
ALIKE = 0.7


def take_on_in_turn(db: Session, actor: Actor) -> None:
    """Let those of a team who take people on follow one another, so that each sees whom the one before took on.

    Ask for it before anything else is kept from others, and before you look who is likely. Other work of the team goes
    on. SQLite has one writer at a time anyway.
    """
    if db.get_bind().dialect.name == "postgresql":
        of_team = int.from_bytes(actor.scheme_id.bytes[:4], signed=True)
        db.execute(select(func.pg_advisory_xact_lock(TAKING_ON, of_team)))


def list_likely(db: Session, actor: Actor, wanted: NewClientInput) -> Sequence[str]:
    """The references of clients who are likely the person to be taken on, the likeliest first.

    Whom the actor has been shown and knows to be somebody else is left out, and so is who was made by this very
    submission. Nobody is written down as looked at: that is for whoever shows them.
    """
    sought = sought_of(wanted)
    known = [
        each
        for each in list_candidates(db, actor, sought)
        if each.submission_key != wanted.submission_key and each.reference not in wanted.not_these
    ]
    likely = [each for each in known if is_likely(wanted, sought, each)]
    likely.sort(key=lambda each: (-likeness(sought, each), each.reference))
    return [each.reference for each in likely[:MOST_OFFERED]]


def sought_of(wanted: NewClientInput) -> Sought:
    return Sought(
        nhs_number=wanted.nhs_number,
        phone=phone_key(wanted.phone or "") or None,
        email=email_key(wanted.email or "") or None,
        born_on=wanted.born_on,
        words=name_words(wanted.name),
    )


def is_likely(wanted: NewClientInput, sought: Sought, client: Client) -> bool:
    """Whether two records are likely of one person.

    The same NHS number is enough; so is a name that is alike where something else agrees, and the very same name where
    of one of them the birth date is not known. Who shares birth date and postcode may have married since. A record that
    cannot be read is like nobody's.
    """
    try:
        return are_alike(wanted, sought, client)
    except CannotBeRead:
        return False


def are_alike(wanted: NewClientInput, sought: Sought, client: Client) -> bool:
    _, same_number, same_phone, same_email, _ = same_things(sought, client)
    return same_number or are_alike_people(wanted, sought, client, is_reached_so=same_phone or same_email)


def are_alike_people(
    wanted: NewClientInput, sought: Sought, known: Client | NewClientInput, *, is_reached_so: bool
) -> bool:
    """Whether two are likely one by name, birth and place; or by how they are reached, where that is the same."""
    same_postcode = is_same(postcode_key(wanted.postcode or ""), postcode_key(known.postcode or ""))
    same_birth = are_alike_days(wanted.born_on, known.born_on)
    words = name_words(known.name)
    if max(alike_names(sought.words, words), alike_names(words, sought.words)) >= ALIKE:
        is_open = wanted.born_on is None or known.born_on is None
        return same_birth or same_postcode or is_reached_so or (is_open and set(sought.words) == set(words))
    return same_postcode and wanted.born_on is not None and wanted.born_on == known.born_on


def is_likely_one(wanted: NewClientInput, other: NewClientInput) -> bool:
    """Whether two people who were told of, and are no clients yet, are likely one."""
    sought, others = sought_of(wanted), sought_of(other)
    if sought.nhs_number and sought.nhs_number == others.nhs_number:
        return True
    is_reached_so = is_same(sought.phone or "", others.phone or "") or is_same(sought.email or "", others.email or "")
    return are_alike_people(wanted, sought, other, is_reached_so=is_reached_so)


def is_same(one: str, other: str) -> bool:
    return bool(one) and one == other


def are_alike_days(one: date | None, other: date | None) -> bool:
    """Whether two dates are the same but for one digit, or for day and month changed over."""
    if one is None or other is None:
        return False
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return True
    return sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) <= 1
