"""The routes by which a system says where it wants to be told of changes."""

import base64
from typing import Any

from flask import Response, url_for

from directory.accounts.senders.guard import caller_of_request, current_caller, requires_key
from directory.accounts.senders.models import Scope
from directory.accounts.senders.webhook_models import SenderWebhook
from directory.accounts.senders.webhooks import PREFIX, find_webhook, remove_webhook, set_webhook
from directory.api.referrals.answers import TEST_MOMENT, json_answer, write_moment
from directory.api.referrals.blueprint import referral_api
from directory.api.referrals.reading import NEEDED, NOT_TOLD, read_body
from directory.casework.referrals_in.event_queries import Telling, count_telling
from directory.db import reading, transaction
from directory.errors import NotFound, WrongInput
from directory.exchange.fetching.addresses import WrongAddress, read_address

ADDRESS = "address"
NO_WEBHOOK = "You have named no address to be told at."
HTTPS_ALONE = "The address must begin with https://, as in https://records.example.org/referrals."
# What a test key is given: it signs nothing.
TEST_SECRET = PREFIX + base64.b64encode(b"with a test key nothing is told").decode()


@referral_api.put("/webhook")
@requires_key(Scope.READ)
def set_sender_webhook() -> Response:
    """Be told at an https address from now on. Each time there is a new secret, which is shown this once."""
    address = read_https(read_body())
    with transaction() as db:
        caller = current_caller(db)
        if caller.is_test:
            webhook = SenderWebhook(id=caller.sender_id, address=address, made_at=TEST_MOMENT)
            return json_answer(written(webhook, Telling(), TEST_SECRET))
        webhook = set_webhook(db, caller.sender_id, caller.scheme_id, address)
        answer = json_answer(written(webhook, count_telling(db, caller.sender_id), webhook.secret))
    return answer


@referral_api.get("/webhook")
@requires_key(Scope.READ)
def show_sender_webhook() -> Response:
    """Where the caller is told, and how many changes wait to be told or were given up."""
    with reading() as db:
        webhook = find_webhook(db, caller_of_request().sender_id)
        if webhook is None:
            raise NotFound(NO_WEBHOOK)
        return json_answer(written(webhook, count_telling(db, webhook.id)))


@referral_api.delete("/webhook")
@requires_key(Scope.READ)
def remove_sender_webhook() -> Response:
    """Be told no more. What waits to be told can be asked for."""
    with transaction() as db:
        caller = current_caller(db)
        if not caller.is_test and not remove_webhook(db, caller.sender_id, caller.sender_id, caller.scheme_id):
            raise NotFound(NO_WEBHOOK)
    return Response(status=204)


def read_https(body: Any) -> str:
    """The address in a body. Raises WrongInput. Which machine it leads to is judged each time before it is asked."""
    wrong = {name: NOT_TOLD for name in body if name != ADDRESS}
    text = body.get(ADDRESS)
    if not isinstance(text, str):
        wrong[ADDRESS] = NEEDED
    elif not wrong:
        try:
            address = read_address(text)
        except WrongAddress as error:
            wrong[ADDRESS] = str(error)
        else:
            if address.scheme == "https":
                return str(address)
            wrong[ADDRESS] = HTTPS_ALONE
    raise WrongInput("You cannot be told there.", wrong)


def written(webhook: SenderWebhook, telling: Telling, secret: str = "") -> dict[str, Any]:
    told = {
        "address": webhook.address,
        "made_at": write_moment(webhook.made_at),
        "waiting": telling.waiting,
        "given_up": telling.given_up,
        "last_error": telling.last_error,
        "href": url_for("referral_api.show_sender_webhook", _external=True),
    }
    return {**told, "secret": secret} if secret else told
