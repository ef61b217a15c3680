"""Tokens that open something for whoever holds them: only a digest of one is kept."""

import hashlib
import secrets
import uuid


def new_token() -> str:
    """A token that nobody guesses, of letters that an address takes."""
    return secrets.token_urlsafe(32)


def key_of(token: str) -> uuid.UUID:
    """Where a token's row stands: half of its SHA-256, from which nobody finds the token."""
    return uuid.UUID(bytes=hashlib.sha256(token.encode()).digest()[:16])
