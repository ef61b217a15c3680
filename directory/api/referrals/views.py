"""The routes by which a system sends referrals and asks how they stand."""

from dataclasses import replace

from flask import Response, request

from directory.accounts.senders.guard import caller_of_request, current_caller, requires_key
from directory.accounts.senders.models import Scope
from directory.api.referrals.answers import (
    TEST_MOMENT,
    TEST_REFERENCE,
    created,
    json_answer,
    page_of,
    read_place,
    received,
    test_status,
    written,
)
from directory.api.referrals.blueprint import referral_api
from directory.api.referrals.reading import KEY_HEADER, read_body, read_referral, read_sending_key
from directory.casework.references import read_reference
from directory.casework.referrals_in.danger import urgent_codes_in
from directory.casework.referrals_in.receiving import SentBefore
from directory.casework.referrals_in.receiving_sent import check_sendable, receive_sent
from directory.casework.referrals_in.referral_letters import queue_notices
from directory.casework.referrals_in.sent_queries import get_sent, list_sent
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.web.site_links import site_link

USUAL_PAGE, LARGEST_PAGE = 50, 200
OTHER_BODY = f"This {KEY_HEADER} came before with another body. Send a new value for another referral."


@referral_api.post("/referrals")
@requires_key(Scope.SEND)
def create_sent_referral() -> Response:
    """Take a referral. It is answered once it is kept; sent again with the same key, it is the same referral."""
    key, body = read_sending_key(), read_body()
    wanted = read_referral(caller_of_request(), key, body)
    with reading() as db:
        wanted = replace(wanted, sounds_urgent=bool(urgent_codes_in(db, body)))
    with transaction() as db:
        caller = current_caller(db)
        if caller.is_test:
            check_sendable(db, caller, wanted)
            return created(TEST_REFERENCE, TEST_MOMENT)
        try:
            referral, is_new = receive_sent(db, caller, wanted)
        except SentBefore:
            raise WrongInput(OTHER_BODY) from None
        if is_new:
            queue_notices(db, referral, site_link("staff.show_referrals_in"))
        answer = received(referral, is_again=not is_new)
    return answer


@referral_api.get("/referrals/<reference>")
@requires_key(Scope.READ)
def show_sent_referral(reference: str) -> Response:
    """How a referral stands that the caller sent; one of anybody else is as if there were none."""
    with transaction() as db:
        caller = current_caller(db)
        if caller.is_test and read_reference(reference) == TEST_REFERENCE:
            return json_answer(test_status())
        answer = json_answer(written(get_sent(db, caller, reference)))
    return answer


@referral_api.get("/referrals")
@requires_key(Scope.READ)
def list_sent_referrals() -> Response:
    """The caller's referrals that changed since a moment or a cursor, in the order in which they changed."""
    since = request.args.get("since", "")
    most = read_limit(request.args.get("limit", ""))
    after = read_place(since) if since.strip() else None
    with transaction() as db:
        caller = current_caller(db)
        found = [] if caller.is_test else list_sent(db, caller, after, most + 1)
        answer = json_answer(page_of(found, most, after))
    return answer


def read_limit(text: str) -> int:
    """How many referrals a page has. Raises WrongInput."""
    if not text.strip():
        return USUAL_PAGE
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= LARGEST_PAGE):
        told = f"Send a whole number from 1 to {LARGEST_PAGE}."
        raise WrongInput("The list cannot be that long.", {"limit": told})
    return int(text)
