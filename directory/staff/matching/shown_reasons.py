"""Reasons of a match on their way from the result card to the referral: kept exactly as they were shown.

They travel in the page, signed together with the activity and the person they were shown for, so that they can be
neither altered nor moved to another referral.
"""

import uuid
from collections.abc import Sequence

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from directory.errors import WrongInput

SALT = "reasons of a match, as shown"


def sign_reasons(service_id: uuid.UUID, client_reference: str, reasons: Sequence[str]) -> str:
    """Reasons as a hidden value of a form. `client_reference` is empty where nobody was chosen yet."""
    return str(signer().dumps([str(service_id), client_reference, list(reasons)]))


def read_reasons(service_id: uuid.UUID, client_reference: str, signed: str) -> tuple[str, ...]:
    """The reasons that were shown; none where there was no match. Raises WrongInput for altered ones."""
    if not signed:
        return ()
    try:
        shown_service, shown_client, reasons = signer().loads(signed)
    except (BadSignature, ValueError):
        raise altered() from None
    if shown_service != str(service_id) or shown_client not in ("", client_reference):
        raise altered()
    return tuple(reasons)


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=SALT)


def altered() -> WrongInput:
    return WrongInput("The reasons are not as they were shown. Go back to the match and press Refer again.")
