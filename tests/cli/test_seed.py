"""The fictional town as it is loaded."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from directory.casework.joining.models import AlikePair
from directory.casework.models import Client, Consent, Death
from directory.casework.sharing.models import UnagreedSharing
from directory.casework.triage.models import CaseloadHandover
from directory.catalogue.duplicates.queries import list_open_pairs, names_of
from directory.catalogue.history.local_values import list_sources
from directory.catalogue.models.photographs import Photograph
from directory.db import reading


@pytest.mark.parametrize("entity", ["service", "organization"])
def test_one_activity_and_one_group_wait_to_be_found_the_same(town, entity):
    with reading() as db:
        [pair] = list_open_pairs(db, entity)
        ids = [pair.first_id, pair.second_id]
        sources = {source.name for each in ids for source in list_sources(db, entity, each)}
        names = {each.name for each in names_of(db, entity, ids).values()}

    assert sources == {"Larkenshaw District Council", "Larkenshaw Voluntary Forum"}
    assert len(names) == 2


def test_the_town_has_pictures_that_its_activities_show(town):
    with reading() as db:
        photographs = db.scalars(select(Photograph).options(joinedload(Photograph.picture))).all()

        assert {each.picture.unused_since for each in photographs} == {None}
        assert len({each.service_id for each in photographs}) > 3


def test_somebody_of_the_town_is_here_twice_and_somebody_was_handed_over(town):
    with reading() as db:
        [pair] = db.scalars(select(AlikePair)).all()
        names = {
            each.name
            for each in db.scalars(select(Client).where(Client.id.in_([pair.client_id, pair.other_client_id])))
        }
        handovers = db.scalars(select(CaseloadHandover)).all()

    assert names == {"Gwyneth Saltmarsh-Dole", "Gwynneth Dole"}
    assert len(handovers) == 1


def test_the_town_shows_what_people_agree_to_and_what_is_done_without_it(town):
    with reading() as db:
        answers = {(each.purpose, each.answer) for each in db.scalars(select(Consent))}
        [death] = db.scalars(select(Death)).all()
        waiting = db.scalars(select(UnagreedSharing).where(UnagreedSharing.reviewed_at.is_(None))).all()

    assert {("referral", "yes"), ("contact", "yes"), ("evaluation", "yes"), ("evaluation", "no")} <= answers
    assert death.undone_at is None
    assert len(waiting) >= 1
