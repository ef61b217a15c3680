"""References: how a client is named in addresses and over the telephone, without saying who they are."""

import secrets

# Crockford's base 32 without digits: no I, L, O or U, so that nothing is misread and no word appears.
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def make_reference() -> str:
    """Ten random letters: enough that guessing one is hopeless, few enough to read out."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def read_reference(text: str) -> str | None:
    """The reference somebody typed, in either case; None where no client could have it."""
    typed = text.upper()
    return typed if len(typed) == LENGTH and set(typed) <= set(LETTERS) else None
