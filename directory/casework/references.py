"""References: how a client is named in addresses and over the telephone, without saying who they are."""

import secrets

# Crockford's base 32 without digits: no I, L, O or U, so that nothing is misread and no word appears.
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def make_reference() -> str:
    """Ten random letters: enough that guessing one is hopeless, few enough to read out."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
