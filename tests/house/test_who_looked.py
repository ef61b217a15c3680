"""Whoever a page shows, and nobody else, is written down as looked at: on every route, found by the address map."""

import html
from itertools import product

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.audit.models import AuditEvent
from directory.casework.models import Client
from directory.casework.operations import close_case
from tests.factories.casework import make_client
from tests.factories.referrals import make_referral
from tests.house.test_access import CHANGES_WHO_IS_SIGNED_IN, access_of, address_of, app, routes, signed_in, text_of

__all__ = ["app"]

LOOKING = ("client.viewed", "client.listed")
# What a form is sent with, so that pages answer as they do for people; what a form does not know it leaves alone.
ANSWERS = {"hobbies": "walking", "within": "any", "sought": "Unasked"}


@pytest.fixture
def world(db, our_world):
    """A team with people in every state a list could choose by: whose they are, agreed or not, closed, waiting."""
    world = our_world
    coordinator = actor_of(db, world.users[Role.COORDINATOR].email)
    colleague = actor_of(db, world.users[Role.CHAMPION].email)
    # With them somebody whose record is restricted, somebody whom another team offers to this one, and somebody alike.
    others = (world.emergency.client_id, world.offered_transfer.client_id, world.second.id)
    people = [world.client, *(db.get_one(Client, each) for each in others)]
    for actor, whose in ((coordinator, "Mine"), (colleague, "Theirs")):
        people.append(make_client(db, actor, name=f"{whose} Agreed"))
        people.append(make_client(db, actor, name=f"{whose} Unasked", consent_given_on=None))
        closed = make_client(db, actor, name=f"{whose} Closed")
        close_case(db, actor, closed.cases[0], clock.today())
        waiting = make_client(db, actor, name=f"{whose} Waiting")
        make_referral(db, actor, client=waiting)
        people += [closed, waiting]
    db.commit()
    world.people = people
    return world


def shown_on(page: str, people) -> set[str]:
    """The ids of those whose name or reference is in the visible part of a page, or in what it links to."""
    text = html.unescape(page)
    return {str(each.id) for each in people if each.name in text or each.reference in text}


def recorded_since(db, before: int) -> set[str]:
    db.expire_all()
    looks = select(AuditEvent).where(AuditEvent.id > before, AuditEvent.action.in_(LOOKING))
    return {each for event in db.scalars(looks) for each in event.subject_ids}


# What is shown and what is written down come of one answer, whichever database gave it: each role asks one of them.
@pytest.mark.parametrize(
    ("database", "role"),
    [
        pytest.param("postgresql", Role.COORDINATOR, id="postgresql-coordinator"),
        pytest.param("sqlite", Role.MANAGER, id="sqlite-manager"),
    ],
    indirect=["database"],
)
def test_whoever_is_shown_is_written_down_and_nobody_else(app, db, world, role):
    browser = signed_in(app, world.users[role])
    unnamed = {"service_id": str(world.service.id), **ANSWERS}
    sent = {"GET": [None], "POST": [unnamed, {**unnamed, "client": world.client.reference}]}
    differences = []
    for method, rule in routes(app):
        access = access_of(method, rule)
        # Parting brings somebody back whom the lists then show and the world does not know.
        if role not in access.roles or rule.endpoint in (*CHANGES_WHO_IS_SIGNED_IN, "staff.part_joined_record"):
            continue
        plain = address_of(app, rule, access, world)
        with_client = f"{plain.split('?')[0]}?client={world.client.reference}&show=all"
        for address, data in product((plain, with_client), sent.get(method, [None])):
            before = db.scalar(select(func.max(AuditEvent.id)))
            answer = browser.open(address, method=method, data=data, follow_redirects=True)
            shown, recorded = shown_on(text_of(answer), world.people), recorded_since(db, before)
            # A form that is sent names somebody and may change their record without showing it; what a document shows
            # is packed.
            names_one = method == "POST" or answer.mimetype == "application/pdf"
            also = {str(world.client.id)} if names_one else set()
            if not shown <= recorded <= shown | also:
                differences.append((method, str(rule), address, len(shown), len(recorded)))

    assert differences == []
