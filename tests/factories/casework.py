"""Clients for tests."""

from datetime import timedelta

from directory import clock
from directory.casework.agreeing import give_consent
from directory.casework.inputs import AnswerInput, NewClientInput
from directory.casework.models import Client, Purpose
from directory.casework.operations import take_on_client
from tests.factories.accounts import new_word

A_WEEK_AGO = object()


def make_client(db, actor, *, consent_given_on=A_WEEK_AGO, name="Edith Ashworth", **more) -> Client:
    """A client of the actor with an open case, who agreed a week ago unless told otherwise."""
    week_ago = clock.today() - timedelta(days=7)
    agreed = week_ago if consent_given_on is A_WEEK_AGO else consent_given_on
    wanted = NewClientInput(name=name, submission_key=f"client-{new_word()}", consent_given_on=agreed, **more)
    client = take_on_client(db, actor, wanted, opened_on=clock.today() - timedelta(days=30))
    db.flush()
    return client


def make_reachable(db, actor, *, email="edith@home.example", **more) -> Client:
    """A client of the actor with an email address, who agrees to be written to."""
    client = make_client(db, actor, email=email, **more)
    give_consent(db, actor, client, AnswerInput(clock.today(), Purpose.CONTACT))
    db.flush()
    return client
