"""Listings that nobody has checked for long, and rounds of asking about them, for tests."""

from datetime import date, timedelta

from directory import clock
from directory.catalogue.freshness import Rhythm
from directory.catalogue.models.services import Service
from directory.catalogue.registered_contact import address_of
from directory.champions.verification.models import Verification, VerificationLetter
from directory.champions.verification.waiting import plain_address
from directory.db import new_id
from directory.jobs.verifying import Round, verify_listings
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import make_link
from tests.factories.catalogue import make_service

ADDRESS = "walks@becklane.example"


def make_due(db, name="Walks by the beck", *, weeks=0, address=ADDRESS, **more) -> Service:
    """A listing that became due a check so many weeks ago."""
    checked_on: date = clock.today() - Rhythm().due_after - timedelta(weeks=weeks)
    return make_service(db, name, email=address, **{"assured_date": checked_on, **more})


def run_round(db, *, can_write=True) -> Round:
    """One nightly round, over what is in the database by now."""
    db.commit()
    done = verify_listings(can_write=can_write)
    db.expire_all()
    return done


def make_listings_link(db, service: Service) -> str:
    """The token of a link by which the group of a listing looks after it, as if its letter had just left."""
    db.refresh(service, ["organization"])
    waiting = Verification(id=new_id(), service_id=service.id, since=clock.today())
    letter = VerificationLetter(address=plain_address(address_of(service)), verifications=[waiting])
    db.add(letter)
    db.flush()
    return make_link(db, LinkPurpose.LISTINGS, scheme_id=None, client_id=None, about_id=letter.id)
