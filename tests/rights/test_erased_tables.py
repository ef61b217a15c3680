"""Every table that knows of people is emptied of them."""

from sqlalchemy import select

from directory.casework.kept_questions import keep_question
from directory.casework.models import Client
from directory.db import Base
from directory.outcomes.models import Occasion, Score
from directory.outcomes.operations import record_wellbeing
from directory.referrals.planning import ChosenActivity, plan_activities
from directory.rights.erased_tables import NAMES_A_PERSON, STAYS, count_rows, delete_rows, tables_of_people
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.outcomes import score
from tests.factories.referrals import make_referral

FOUND = {table.name for table, _ in tables_of_people()}


def test_what_hangs_on_a_row_about_a_person_is_emptied_too():
    """A table that points to one of these, and names nobody itself, has to go with it."""
    left = [
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        if table.name not in FOUND
        for key in table.foreign_keys
        if key.column.table.name in FOUND and key.ondelete != "CASCADE"
    ]

    assert left == []


def test_a_column_that_holds_a_person_has_a_name_that_says_so():
    """A client's id under another name would not be found."""
    odd = [
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == Client.__tablename__ and key.parent.name not in NAMES_A_PERSON
    ]

    assert odd == []
    assert set(STAYS) <= set(Base.metadata.tables)


def test_all_of_one_person_goes_and_nothing_of_others(db):
    actor = make_actor(db)
    referrals = [make_referral(db, actor) for _ in range(2)]
    for each in referrals:
        plan_activities(db, actor, each.client, [ChosenActivity(make_service(db, "Choir").id, ("Near.",))])
        keep_question(db, actor, each.client, {"statement": "I miss my garden"})
        record_wellbeing(db, actor, each.client.cases[0], score(Occasion.BASELINE, 20))
    db.flush()
    gone, stays = (each.client_id for each in referrals)
    before = count_rows(db, stays)

    delete_rows(db, gone)

    assert count_rows(db, gone) == {}
    assert count_rows(db, stays) == before
    assert {"client", "client_case", "consent", "outbox_message", "match_question", "planned_activity"} < set(before)
    assert len(db.scalars(select(Score)).all()) == 2
