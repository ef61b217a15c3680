"""Passkeys (W3C Web Authentication): keys in phones, laptops and sticks, which sign in without a password.

The device asks for a finger, a face or its own code, so that a passkey is both steps at once. What the site sends and
takes is JSON as browsers have it; a challenge is good for one answer and is kept by whoever sent it.
"""

import json
import uuid
from dataclasses import dataclass

import webauthn
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from directory import clock
from directory.accounts.letters import PASSKEY_ADDED, PASSKEY_REMOVED, queue_change
from directory.accounts.models import Passkey, User
from directory.audit.operations import record_act
from directory.db import new_id
from directory.errors import WrongInput

NAME = "Lynchpin"
# What libraries say to an answer that no browser makes.
MISSHAPEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
NOT_TAKEN = "This passkey could not be used. Try again, or use another way."


@dataclass(frozen=True)
class Site:
    """The site as browsers know it: its host, and its whole address without a path."""

    host: str
    origin: str


@dataclass(frozen=True)
class Challenge:
    """What a browser is sent to answer, as JSON, and what the answer has to be made for, as base64url text."""

    options: str
    challenge: str


def ask_for_new_key(db: Session, site: Site, user: User) -> Challenge:
    """What a browser needs to make a key for a user. Devices that hold one already say so."""
    known = db.scalars(select(Passkey.credential_id).where(Passkey.user_id == user.id))
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=NAME,
        user_id=user.id.bytes,
        user_name=user.email,
        user_display_name=user.name,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return Challenge(webauthn.options_to_json(options), bytes_to_base64url(options.challenge))


def keep_key(db: Session, site: Site, user: User, challenge: str, answer: str, name: str) -> Passkey:
    """Keep the key that a browser made. Raises WrongInput where the answer is not right."""
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, *MISSHAPEN):
        raise WrongInput(NOT_TAKEN, {"answer": NOT_TAKEN}) from None
    if db.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)):
        raise WrongInput(NOT_TAKEN, {"answer": "This passkey is in use already."})
    key = Passkey(
        id=new_id(),
        user_id=user.id,
        name=name,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        times_used=made.sign_count,
    )
    db.add(key)
    record_act(db, user.id, None, "user.passkey_added", "user_account", [user.id])
    queue_change(db, user, PASSKEY_ADDED)
    return key


def ask_for_key(site: Site) -> Challenge:
    """What a browser needs to sign somebody in with a key of this site, whoever it is."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return Challenge(webauthn.options_to_json(options), bytes_to_base64url(options.challenge))


def accept_key(db: Session, site: Site, challenge: str, answer: str) -> uuid.UUID | None:
    """The user whose key gave this answer; None where it is not right. The key notes that it was used."""
    key = find_key(db, answer)
    if key is None:
        return None
    try:
        proof = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.times_used,
            require_user_verification=True,
        )
    except (WebAuthnException, *MISSHAPEN):
        record_act(db, None, None, "user.passkey_refused", "user_account", [key.user_id])
        return None
    key.times_used, key.used_at = proof.new_sign_count, clock.now()
    return key.user_id


def find_key(db: Session, answer: str) -> Passkey | None:
    """The key that an answer names."""
    try:
        credential_id = base64url_to_bytes(json.loads(answer)["id"])
    except MISSHAPEN:
        return None
    return db.scalar(select(Passkey).where(Passkey.credential_id == credential_id))


def list_keys(db: Session, user_id: uuid.UUID) -> list[Passkey]:
    """The keys of a user, oldest first."""
    return list(db.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.made_at, Passkey.id)))


def remove_key(db: Session, user: User, key_id: uuid.UUID) -> None:
    """Take a key out of use. One that is not theirs, or gone, is left alone."""
    theirs = delete(Passkey).where(Passkey.id == key_id, Passkey.user_id == user.id)
    if db.execute(theirs.returning(Passkey.id)).first() is None:
        return
    record_act(db, user.id, None, "user.passkey_removed", "user_account", [user.id])
    queue_change(db, user, PASSKEY_REMOVED)
