"""State that a page hands to a browser and gets back: sealed, for one purpose and one person, and for a short time.

The browser holds ciphertext. Its key is derived from the secret of the installation, and it opens for nothing and
nobody but what it was sealed for.
"""

import base64
import binascii
import json
import os
import uuid
from datetime import timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from directory import clock

NONCE_LENGTH = 12


def seal_state(secret: str, purpose: str, owner: uuid.UUID, state: Any) -> str:
    """What can be written as JSON, sealed for a purpose and a person, as text for a hidden field."""
    written = json.dumps([clock.now().timestamp(), state], ensure_ascii=False).encode()
    nonce = os.urandom(NONCE_LENGTH)
    sealed = nonce + cipher(secret).encrypt(nonce, written, bound_to(purpose, owner))
    return base64.urlsafe_b64encode(sealed).decode()


def open_state(secret: str, purpose: str, owner: uuid.UUID, sealed: str, longest: timedelta) -> Any:
    """What was sealed; None where it was altered, is somebody else's or for something else, or older than `longest`."""
    try:
        blob = base64.urlsafe_b64decode(sealed.encode("ascii"))
        opened = cipher(secret).decrypt(blob[:NONCE_LENGTH], blob[NONCE_LENGTH:], bound_to(purpose, owner))
    except (InvalidTag, UnicodeEncodeError, binascii.Error, ValueError):
        return None
    sealed_at, state = json.loads(opened)
    age = clock.now().timestamp() - sealed_at
    return state if age <= longest.total_seconds() else None


def cipher(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"lynchpin sealed state").derive(secret.encode()))


def bound_to(purpose: str, owner: uuid.UUID) -> bytes:
    return f"{purpose}:{owner}".encode()
