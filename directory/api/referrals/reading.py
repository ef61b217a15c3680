"""What a request holds: the key of its sending, and the referral in its body, with one message for each wrong field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from flask import request
from marshmallow import ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from directory.accounts.senders.models import SenderKind
from directory.accounts.senders.queries import Caller
from directory.api.referrals.told_fields import TOLD_FIELDS, Kind, ToldField
from directory.casework.referrals_in.receiving_sent import submission_key_of
from directory.casework.referrals_in.referral_details import ReferralMethod
from directory.casework.referrals_in.referral_inputs import ReferralInput, ReferralSchema
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.errors import LynchpinError, WrongInput
from directory.web.messages import MISSING, first_message

LARGEST_BODY = 64 * 1024
LONGEST_KEY = 255
KEY_HEADER = "Idempotency-Key"
VISIBLE = re.compile(r"[\x21-\x7e]+")
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
NEEDED = "This is needed."
WRONG_KIND = {
    Kind.TEXT: "Send text.",
    Kind.FLAG: "Send true or false.",
    Kind.DAY: "Send a day like 1941-03-07.",
    Kind.LIST: "Send a list.",
}
NOT_TOLD = "This field is not known here. Leave it out, or check how it is written."


class NotReadable(LynchpinError):
    """A request lacks what every one of its kind has, or its body is no JSON."""


def read_sending_key() -> str:
    """The key by which a second sending is known, with or without the quotes of a structured field. Raises NotReadable.

    `Idempotency-Key` is described by an Internet-Draft of the IETF (draft-ietf-httpapi-idempotency-key-header).
    """
    text = request.headers.get(KEY_HEADER, "").strip()
    if len(text) > 2 and text[0] == text[-1] == '"':
        text = text[1:-1]
    if not text:
        raise NotReadable(f"Send an {KEY_HEADER} header, with a new random value for each referral.")
    if len(text) > LONGEST_KEY or not VISIBLE.fullmatch(text):
        raise NotReadable(f"{KEY_HEADER} must be at most {LONGEST_KEY} letters, digits and signs, without spaces.")
    return text


def read_body() -> Mapping[str, Any]:
    """The JSON object that was sent. Raises NotReadable, UnsupportedMediaType or RequestEntityTooLarge."""
    request.max_content_length = LARGEST_BODY
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        body = msgspec.json.decode(request.get_data(cache=False))
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise NotReadable("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise NotReadable("The body must be a JSON object.")
    return body


def read_referral(caller: Caller, key: str, body: Mapping[str, Any]) -> ReferralInput:
    """The referral in a body. Raises WrongInput with one message a field."""
    told = without_null(body)
    wrong = find_odd(TOLD_FIELDS, body)
    if source_of(caller) is ReferralSource.PROFESSIONAL and "referrer_role" not in told:
        wrong["referrer_role"] = NEEDED
    usable = {name: value for name, value in told.items() if not any(is_within(each, name) for each in wrong)}
    given = {
        "referrer_organization": caller.name,
        **usable,
        "source": source_of(caller).value,
        "method": ReferralMethod.SYSTEM.value,
        "submission_key": submission_key_of(caller.sender_id, key),
    }
    try:
        # What holds for a referral from anybody is said in one place.
        found: ReferralInput = ReferralSchema().load(given)
    except ValidationError as error:
        # Where the place cannot be read, that is what has to be said of it; so is what is wrong within a list.
        told_already = {"outward", *(name for name in told if any(is_within(each, name) for each in wrong))}
        wrong |= {name: text for name, text in in_plain_words(error).items() if name not in told_already}
    if wrong:
        raise WrongInput("Some fields cannot be used as they are.", wrong)
    return found


def source_of(caller: Caller) -> ReferralSource:
    """Who asks, by whose system it is."""
    return ReferralSource.VOLUNTARY if caller.kind is SenderKind.GROUP else ReferralSource.PROFESSIONAL


def without_null(told: Any) -> Any:
    """What was told without what is null, which is as if it were left out."""
    if isinstance(told, dict):
        return {name: without_null(value) for name, value in told.items() if value is not None}
    return [without_null(each) for each in told] if isinstance(told, list) else told


def is_within(place: str, name: str) -> bool:
    """Whether something is wrong with a field or within it."""
    return place == name or place.startswith(f"{name}.")


def find_odd(known: Sequence[ToldField], body: Mapping[str, Any], within: str = "") -> dict[str, str]:
    """What is missing, what nobody knows here, and what has not the shape it should have, by where it stands."""
    by_name = {each.name: each for each in known}
    told = {name: value for name, value in body.items() if value is not None}
    odd = {f"{within}{name}": NOT_TOLD for name in body if name not in by_name}
    odd |= {f"{within}{each.name}": NEEDED for each in known if each.is_needed and each.name not in told}
    for name, value in told.items():
        if name in by_name:
            odd |= faults_in(by_name[name], value, f"{within}{name}")
    return odd


def faults_in(field: ToldField, value: Any, place: str) -> dict[str, str]:
    if field.kind is not Kind.LIST:
        fault = fault_of(field, value)
        return {place: fault} if fault else {}
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return {place: "Send a list of objects."}
    if len(value) > field.most:
        return {place: f"Send at most {field.most}."}
    odd: dict[str, str] = {}
    for number, each in enumerate(value):
        odd |= find_odd(field.parts, each, f"{place}.{number}.")
    return odd


def in_plain_words(error: ValidationError) -> dict[str, str]:
    """The messages of a schema, one a field, as sentences."""
    return {
        place: NEEDED if text in MISSING else f"{text.rstrip('.')}." for place, text in places_in(error.messages_dict)
    }


def places_in(found: Mapping[Any, Any], within: str = "") -> Iterator[tuple[str, str]]:
    """The first message of each field, with where that stands in the body."""
    for name, said in found.items():
        place = f"{within}{name}"
        if isinstance(said, dict):
            yield from places_in(said, f"{place}.")
        else:
            yield place, first_message(said)


def fault_of(field: ToldField, value: Any) -> str:
    """What is wrong with a value whatever else was sent; nothing where it has the right shape."""
    if field.kind is Kind.FLAG:
        return "" if isinstance(value, bool) else WRONG_KIND[Kind.FLAG]
    if not isinstance(value, str):
        return WRONG_KIND[field.kind]
    if not value.strip():
        return NEEDED if field.is_needed else "Leave it out, or say something."
    if field.kind is Kind.DAY:
        return "" if is_day(value) else WRONG_KIND[Kind.DAY]
    if len(value) > field.longest:
        return f"Keep it to {field.longest:,} characters."
    if field.choices and value not in field.choices:
        return f"Send one of: {', '.join(field.choices)}."
    return ""


def is_day(text: str) -> bool:
    try:
        return bool(DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
