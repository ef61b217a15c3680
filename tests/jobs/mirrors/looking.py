"""What a run of a mirror did, and what is in the catalogue after it."""

import uuid

from directory.catalogue.models.services import Service
from tests.factories.feeds import feed_id

THIRTY = range(1, 31)


def key(number):
    return feed_id("service", number)


def status_of(db, number):
    db.expire_all()
    return db.get(Service, uuid.UUID(key(number))).status


def counts(run):
    return (run.listed, run.new, run.changed, run.unchanged, run.refused, run.closed)
