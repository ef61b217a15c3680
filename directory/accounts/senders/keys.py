"""What a key looks like: `lynchpin_live_` or `lynchpin_test_`, its open part, and its secret part.

It can be told at sight what it is and of which kind, so that nobody tries with a live key by mistake and programs that
look for secrets in code find it. The open part finds the row; the secret part has 256 bits, so that a plain digest is
kept of it: there is nothing in it to be guessed.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
SHAPE = re.compile(r"lynchpin_(live|test)_([a-z2-9]{12})_([A-Za-z0-9_-]{43})")
# What is compared with where nobody has a key, so that it takes as long.
NOBODYS = bytes(32)


@dataclass(frozen=True)
class ReadKey:
    """A key as it came in."""

    name: str
    is_test: bool
    secret: str = field(repr=False)

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.secret.encode()).digest()

    @property
    def written(self) -> str:
        """The whole key, as its owner writes it."""
        return f"lynchpin_{'test' if self.is_test else 'live'}_{self.name}_{self.secret}"

    def is_of(self, digest: bytes | None) -> bool:
        """Whether its secret part has this digest, in a time that tells nothing of how much of it agrees."""
        return hmac.compare_digest(self.digest, digest if digest is not None else NOBODYS)


def make_key(*, is_test: bool) -> ReadKey:
    """A key that nobody guesses."""
    name = "".join(secrets.choice(LETTERS) for _ in range(12))
    return ReadKey(name, is_test, secrets.token_urlsafe(32))


def read_key(text: str) -> ReadKey | None:
    """A key as somebody sent it; None for what is none."""
    found = SHAPE.fullmatch(text)
    return ReadKey(found[2], found[1] == "test", found[3]) if found else None
