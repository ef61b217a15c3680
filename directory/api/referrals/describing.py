"""The route of the document that describes the others, which anybody may read."""

from flask import Response, url_for

from directory.accounts.guards import open_to_all
from directory.api.referrals.answers import json_answer
from directory.api.referrals.blueprint import referral_api
from directory.api.referrals.openapi import openapi_document


@referral_api.get("/openapi.json")
@open_to_all
def show_referral_openapi() -> Response:
    """What can be sent and asked here, as an OpenAPI 3.1 document."""
    here = url_for("referral_api.show_referral_openapi", _external=True)
    return json_answer(openapi_document(here.removesuffix("/openapi.json")))
