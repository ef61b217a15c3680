"""Requests of residents to come to an activity, for tests."""

from directory.accounts.scheme_areas import find_usual_receiver
from directory.catalogue.queries import get_published_service
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import make_link
from directory.referrals.joining import ask_to_join
from directory.referrals.joining_inputs import JoinInput
from directory.referrals.joining_models import JoinRequest
from tests.factories.accounts import new_word


def wanted_joining(**more) -> JoinInput:
    """Jo would like to come, unless told otherwise."""
    told = {"name": "Jo Joiner", "submission_key": f"joining-{new_word()}", "may_leave_message": False}
    return JoinInput(**{**told, "phone": "07700 900222", "message": "I use a wheelchair", **more})


def make_join_request(db, service, **more) -> JoinRequest:
    team = find_usual_receiver(db)
    more = {"team_id": team.id if team else None, **more}
    request = ask_to_join(db, get_published_service(db, service.id), wanted_joining(**more))
    db.flush()
    return request


def make_joining_link(db, request) -> str:
    """The token of a link by which a group sees who would like to come, as if its letter had just left."""
    return make_link(db, LinkPurpose.JOINING, scheme_id=None, client_id=None, about_id=request.id)
