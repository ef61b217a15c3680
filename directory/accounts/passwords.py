"""Passwords, kept as argon2id hashes (OWASP's recommended parameters, the library's defaults)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from directory.accounts.password_rules import normalise

HASHER = PasswordHasher()

# Compared against where there is no such user, so that a wrong address takes as long as a wrong password.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$iTyqlLvCIFFsZsfZQIrMPw$N8Xl7hWYz7Ee9i4CWwnTLpjfHdDgi3ZQwAsQgP+u4qQ"


def hash_password(password: str) -> str:
    """The hash to keep of a password."""
    return HASHER.hash(normalise(password))


def is_password(stored: str | None, password: str) -> bool:
    """Whether this is the password; takes as long where there is none to compare with."""
    try:
        return HASHER.verify(stored or NOBODY, normalise(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
