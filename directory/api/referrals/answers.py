"""What a sender is answered: a reference, how a referral stands, and where to ask again. Nothing of a person."""

import base64
import binascii
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from flask import Response, url_for

from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.sent_models import SentReferral
from directory.casework.referrals_in.sent_queries import Place
from directory.casework.referrals_in.told_status import ToldStatus
from directory.errors import WrongInput

# What a test key is answered with, and the only reference it may ask about: nobody has it.
TEST_REFERENCE = "TESTTESTTE"
TEST_MOMENT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def write_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def received(referral: Referral, *, is_again: bool) -> Response:
    """The answer to a referral that is kept: the same each time it is sent, whatever has become of it since."""
    answer = created(referral.reference, referral.made_at)
    if is_again:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


def created(reference: str, made_at: datetime) -> Response:
    told = status_of(reference, ToldStatus.RECEIVED.value, None, made_at, made_at)
    answer = json_answer(told, 201)
    answer.headers["Location"] = told["href"]
    return answer


def written(sent: SentReferral) -> dict[str, Any]:
    """How a referral stands."""
    referral = sent.referral
    return status_of(referral.reference, sent.status, sent.reason, sent.status_at, referral.made_at)


def test_status() -> dict[str, Any]:
    """How the referral of test keys stands."""
    return status_of(TEST_REFERENCE, ToldStatus.RECEIVED.value, None, TEST_MOMENT, TEST_MOMENT)


def status_of(reference: str, status: str, reason: str | None, at: datetime, made_at: datetime) -> dict[str, Any]:
    return {
        "reference": reference,
        "status": status,
        "reason": reason,
        "status_at": write_moment(at),
        "received_at": write_moment(made_at),
        "href": url_for("referral_api.show_sent_referral", reference=reference, _external=True),
    }


def page_of(found: Sequence[SentReferral], most: int, after: Place | None) -> dict[str, Any]:
    """A page of referrals, and the place from which to read on."""
    shown = found[:most]
    last = Place(shown[-1].status_at, shown[-1].id) if shown else after
    return {
        "referrals": [written(each) for each in shown],
        "cursor": write_place(last) if last else None,
        "has_more": len(found) > most,
    }


def write_place(place: Place) -> str:
    return base64.urlsafe_b64encode(f"{write_moment(place.at)}|{place.id}".encode()).decode()


def read_place(text: str) -> Place:
    """From where to read on: a cursor as it was given out, or a moment. Raises WrongInput."""
    try:
        return Place(read_moment(text), uuid.UUID(int=0))
    except ValueError:
        pass
    try:
        moment, _, key = base64.urlsafe_b64decode(text.encode()).decode().partition("|")
        return Place(read_moment(moment), uuid.UUID(key))
    except (ValueError, binascii.Error):
        told = "Send the cursor of the page before, or a moment like 2026-03-31T09:30:00Z."
        raise WrongInput("The list cannot be read from there.", {"since": told}) from None


def read_moment(text: str) -> datetime:
    """A moment as RFC 3339 writes it. Raises ValueError."""
    # A plus sign in an address arrives as a space.
    moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("a moment that no calendar has") from None


def json_answer(told: Mapping[str, Any], status: int = 200) -> Response:
    return Response(msgspec.json.encode(told), status, mimetype="application/json")
