"""The short code of an activity on a sheet of paper, by which what its group wrote is keyed in.

It follows from the activity alone, so that nothing has to be kept, and its last letter is worked out from the others: a
letter that is wrong, or two that changed places, lead to no other activity. Codes have no letters that look alike.
"""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.catalogue.publishing import is_on

# Douglas Crockford's letters for numbers; what is mistaken for another stands for it.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", "\N{NON-BREAKING HYPHEN}": "", " ": ""})
SAID, BITS = 6, 5
# The largest prime that there are letters for: with it no single slip goes unseen.
PRIME = 31
BREAK_AFTER = 3


def code_of(service_id: uuid.UUID) -> str:
    """The code of an activity, as it is read and keyed in."""
    number = int.from_bytes(hashlib.sha256(service_id.bytes).digest()[:4]) >> 2
    said = "".join(LETTERS[(number >> BITS * place) % len(LETTERS)] for place in reversed(range(SAID)))
    return said + check_letter(said)


def shown_code(service_id: uuid.UUID) -> str:
    """A code in two parts, for the eye, which stay on one line."""
    code = code_of(service_id)
    return f"{code[:BREAK_AFTER]}\N{NON-BREAKING HYPHEN}{code[BREAK_AFTER:]}"


def check_letter(said: str) -> str:
    """The last letter of a code: each of the others counts by its place."""
    return LETTERS[sum(place * LETTERS.index(letter) for place, letter in enumerate(said, 2)) % PRIME]


def read_code(text: str) -> str | None:
    """A code as somebody typed it; None for what is none."""
    code = text.upper().translate(MISTAKEN)
    is_one = len(code) == SAID + 1 and set(code) <= set(LETTERS)
    return code if is_one and check_letter(code[:SAID]) == code[SAID] else None


def find_by_code(db: Session, codes: Set[str]) -> Mapping[str, Sequence[uuid.UUID]]:
    """The live activities of some codes; seldom do two have the same."""
    found: defaultdict[str, list[uuid.UUID]] = defaultdict(list)
    for service_id in db.scalars(select(Service.id).where(is_on()).order_by(Service.id)):
        if (code := code_of(service_id)) in codes:
            found[code].append(service_id)
    return found
