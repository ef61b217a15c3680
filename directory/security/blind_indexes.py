"""Blind indexes: what lets a sealed text be found again by somebody who types the very same text.

A token is a keyed digest of a value. Its key is derived (HKDF, RFC 5869) from an index key of the installation, for
one scheme and one kind of value, so that the same value has other tokens in another scheme and of another kind. Who
has the records alone sees which of a scheme's rows share a value, and how often it is there, and not the value.
"""

import hmac
import uuid
from collections.abc import Mapping

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

TOKEN_LENGTH = 16


class BlindIndex:
    """Makes the tokens of one scheme under one index key, and remembers the keys it derived."""

    def __init__(self, index_key: bytes, scheme_id: uuid.UUID) -> None:
        self._index_key = index_key
        self._scheme_id = scheme_id
        self._derived: dict[str, bytes] = {}

    @property
    def mark(self) -> str:
        """Tells one index key from another, and nothing of either."""
        return hmac.digest(self._index_key, b"lynchpin mark of an index key", "sha256")[:8].hex()

    def token(self, kind: str, value: str) -> bytes:
        """The token of a value of a kind. The same value has to be written the same way each time."""
        if kind not in self._derived:
            self._derived[kind] = derive_key(self._index_key, self._scheme_id, kind)
        return hmac.digest(self._derived[kind], value.encode(), "sha256")[:TOKEN_LENGTH]


def derive_key(index_key: bytes, scheme_id: uuid.UUID, kind: str) -> bytes:
    info = f"lynchpin blind index:{scheme_id}:{kind}".encode()
    return HKDF(SHA256(), 32, salt=None, info=info).derive(index_key)


def indexes_of(index_keys: Mapping[int, bytes], scheme_id: uuid.UUID) -> list[BlindIndex]:
    """An index for each key, newest first: while keys are changed over, what an older one made is still found."""
    return [BlindIndex(key, scheme_id) for key in index_keys.values()]
