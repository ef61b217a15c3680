"""Decisions about clients, with plain values in and plain answers out."""

from collections.abc import Iterable
from datetime import date

from directory.casework.models import Consent, Purpose


def has_consent(consents: Iterable[Consent], purpose: Purpose, on: date) -> bool:
    """Whether agreement for a purpose is in force on a day. On the day it is withdrawn it no longer is."""
    return any(
        each.purpose == purpose and each.given_on <= on and (each.withdrawn_on is None or on < each.withdrawn_on)
        for each in consents
    )
