"""Finding clients by what staff know of them, without opening the records of all.

Tokens lead to the likeliest few; their names are opened and compared with what was typed. Only who is shown at the end
is written down as looked at.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.client_tokens import ClientToken, TokenKind, indexes_of_scheme
from directory.casework.joining.leading import find_kept_reference
from directory.casework.models import Client
from directory.casework.naming import name_words, sound_of
from directory.casework.nhs_numbers import digits_of
from directory.casework.queries import list_recorded
from directory.casework.sight import in_scope
from directory.casework.sought import Sought, read_sought
from directory.catalogue.duplicates.likeness_words import email_key, phone_key
from directory.security.key_tables import CannotBeRead
from directory.security.keystore import current_key_store

SHOWN = 25
CANDIDATES = 150
# How far each kind of token leads. One that is exact outweighs every word of a name.
WEIGHTS = {
    TokenKind.NHS_NUMBER: 1_000,
    TokenKind.EMAIL: 1_000,
    TokenKind.PHONE: 1_000,
    TokenKind.BORN_ON: 500,
    TokenKind.WORD: 8,
    TokenKind.SOUND: 4,
    TokenKind.BEGINNING: 3,
}
# How alike two words are, from 0 to 1: the same, one the beginning of the other, heard alike, or a slip or two apart.
SAME, BEGINS, SOUNDS, LEAST_ALIKE = 1.0, 0.9, 0.85, 0.7
# Darren and Tyrone sound the same to the rules of sound; no ear takes the one for the other.
LEAST_SPELT = 0.52
EXACT = 10.0
# Those of some clients who are wanted.
Narrowing = Callable[[Sequence[Client]], Sequence[Client]]


@dataclass(frozen=True)
class Found:
    """Who was found, the likeliest first, and whether there are more than are shown."""

    clients: Sequence[Client]
    has_more: bool = False


def everybody(candidates: Sequence[Client]) -> Sequence[Client]:
    return candidates


def look_up_clients(
    db: Session, actor: Actor, text: str, *conditions: ColumnElement[bool], keep: Narrowing = everybody
) -> Found:
    """The clients of the actor's scheme whom a text may mean, and a record that they were listed.

    Only those who meet the conditions, and whom `keep` leaves of the likeliest.
    """
    sought = led_on(db, actor, read_sought(text))
    ranked = rank(sought, keep(list_candidates(db, actor, sought, *conditions)))
    shown = [client.id for client in ranked[:SHOWN]]
    known = {each.id: each for each in list_recorded(db, actor, Client.id.in_(shown))} if shown else {}
    return Found([known[each] for each in shown], len(ranked) > SHOWN)


def led_on(db: Session, actor: Actor, sought: Sought) -> Sought:
    """What is sought, where it is the reference of a record that was joined into another one."""
    kept = find_kept_reference(db, actor, sought.reference) if sought.reference else None
    return replace(sought, reference=kept) if kept else sought


def list_candidates(db: Session, actor: Actor, sought: Sought, *conditions: ColumnElement[bool]) -> Sequence[Client]:
    """The clients that share most with what is sought, by their tokens. Nobody is written down as looked at yet."""
    ids = likeliest(db, actor.scheme_id, sought.told(), *conditions)
    is_meant: ColumnElement[bool] = Client.id.in_(ids)
    if sought.reference:
        is_meant |= Client.reference == sought.reference
    found = db.scalars(select(Client).where(in_scope(actor), is_meant, *conditions)).all()
    current_key_store().open_ahead([each.id for each in found])
    return found


def likeliest(
    db: Session, scheme_id: uuid.UUID, told: Iterable[tuple[TokenKind, str]], *conditions: ColumnElement[bool]
) -> Sequence[uuid.UUID]:
    """The ids of those whose tokens say most for them, of the clients who meet conditions."""
    wanted = list(told)
    tokens = [index.token(kind, value) for index in indexes_of_scheme(scheme_id) for kind, value in wanted]
    if not tokens:
        return []
    weight = func.sum(case(*((ClientToken.kind == kind.value, points) for kind, points in WEIGHTS.items()), else_=0))
    of_scheme = (ClientToken.scheme_id == scheme_id, ClientToken.token.in_(tokens))
    found = select(ClientToken.client_id).where(*of_scheme).group_by(ClientToken.client_id)
    if conditions:
        # Before the likeliest are cut off, so that nobody who is wanted is crowded out by others.
        found = found.join(Client, Client.id == ClientToken.client_id).where(*conditions)
    return db.scalars(found.order_by(weight.desc(), ClientToken.client_id).limit(CANDIDATES)).all()


def rank(sought: Sought, candidates: Iterable[Client]) -> list[Client]:
    """Those who are like enough to what is sought, the likeliest first, then by name."""
    judged = [(likeness(sought, each), each.listed_name.casefold(), each.reference, each) for each in candidates]
    kept = sorted((each for each in judged if each[0] > 0), key=lambda each: (-each[0], *each[1:3]))
    return [client for *_, client in kept]


def likeness(sought: Sought, client: Client) -> float:
    """How well a client fits: ten for each thing that is the same, and the likeness of the name; nought for no fit.

    Whose key is gone fits by the reference alone: nobody can read the rest.
    """
    try:
        exact = sum(same_things(sought, client))
        return EXACT * exact + alike_names(sought.words, name_words(client.name))
    except CannotBeRead:
        return EXACT if sought.reference == client.reference else 0.0


def same_things(sought: Sought, client: Client) -> list[bool]:
    """Which of the things that are exact are those of the client."""
    phones = {phone_key(each) for each in (client.phone, client.other_phone) if each}
    return [
        sought.reference is not None and sought.reference == client.reference,
        sought.nhs_number is not None and sought.nhs_number == digits_of(client.nhs_number or ""),
        sought.phone is not None and sought.phone in phones,
        sought.email is not None and sought.email == email_key(client.email or ""),
        sought.born_on is not None and sought.born_on == client.born_on,
    ]


def alike_names(typed: Sequence[str], known: Sequence[str]) -> float:
    """The mean likeness of the words that were typed to the nearest of a name.

    Nought unless most are like some of it, or half of them are there to the letter.
    """
    if not typed or not known:
        return 0.0
    nearest = [max(alike_words(one, other) for other in known) for one in typed]
    alike = [each for each in nearest if each]
    is_half = len(alike) * 2 == len(typed) and min(alike) >= BEGINS
    return sum(nearest) / len(typed) if is_half or len(alike) * 2 > len(typed) else 0.0


def alike_words(typed: str, known: str) -> float:
    if typed == known:
        return SAME
    if len(typed) > 1 and known.startswith(typed):
        return BEGINS
    spelt = float(OSA.normalized_similarity(typed, known))
    if spelt >= LEAST_SPELT and sound_of(typed) and sound_of(typed) == sound_of(known):
        return (SOUNDS + BEGINS * spelt) / (1 + spelt)
    return spelt * SOUNDS if spelt >= LEAST_ALIKE else 0.0
