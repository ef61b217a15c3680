"""Everything that is held of a person is told to them, and nothing of anybody else."""

import json

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.accounts.operations import make_scheme
from directory.casework.inputs import ClientCorrectionInput
from directory.casework.kept_questions import keep_question
from directory.casework.operations import correct_client
from directory.casework.queries import get_client
from directory.casework.transfers.moving_clients import accept_transfer, offer_transfer
from directory.casework.transfers.queries import get_incoming
from directory.db import Base
from directory.outbox import Letter, OutboxMessage, queue_letter
from directory.referrals.planning import ChosenActivity, plan_activities
from directory.rights.everything import gather_everything, ids_of_record, record_handing_out
from directory.rights.parts.every import PARTS
from directory.rights.parts.part import NOT_TOLD, TOLD_WITHIN, WORKINGS
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_whole_plan
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral
from tests.factories.transfers import wanted_transfer

PART_OF = {part.model.__tablename__: part for part in PARTS}


def points_to(table, names) -> bool:
    return any(key.column.table.name in names for key in table.foreign_keys)


def tables_of_people() -> list[str]:
    """Every table with a row that is about a client, or about a row that is."""
    about = {"client"}
    while True:
        more = {table.name for table in Base.metadata.tables.values() if points_to(table, about)}
        if more <= about:
            named = {table.name for table in Base.metadata.tables.values() if "client_id" in table.columns}
            return sorted(about | named | {OutboxMessage.__tablename__})
        about |= more


@pytest.mark.parametrize("table", tables_of_people())
def test_every_table_and_column_that_knows_of_a_person_is_told_or_left_out_for_a_reason(table):
    if table in TOLD_WITHIN or table in NOT_TOLD:
        return
    part = PART_OF[table]

    names = {column.name.removesuffix("_sealed") for column in Base.metadata.tables[table].columns}

    assert names - set(part.words) - set(part.left_out) - set(WORKINGS) == set()


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def client(db, actor):
    """Somebody with a plan, a referral and its letter, and a question that was asked for them."""
    client = make_client(db, actor, name="Edith Ashworth", statement="I miss my walks", postcode="LS11 8ND")
    walks = make_service(db, "Walks by the beck", email="walks@becklane.example")
    make_referral(db, actor, client=client, service=walks)
    plan_activities(db, actor, client, [ChosenActivity(make_service(db, "Choir").id, ("Singing, as you asked.",))])
    make_whole_plan(db, actor, client)
    keep_question(db, actor, client, {"statement": "I miss my garden"})
    db.commit()
    return client


def told(db, actor, client) -> str:
    return json.dumps(gather_everything(db, actor, client).as_data(), ensure_ascii=False)


def test_what_was_said_planned_sent_and_written_is_told(db, actor, client):
    everything = told(db, actor, client)

    for said in (
        "Edith Ashworth",
        "LS11 8ND",
        "I miss my walks",
        "I miss my garden",
        "Walks by the beck",
        "Singing, as you asked.",
        "walks@becklane.example",
        "Sing again, as I used to",
        "Her niece Josie",
        "Coordinator Example",
    ):
        assert said in everything


def test_who_looked_is_told_and_that_it_was_handed_out(db, actor, client):
    record_handing_out(db, actor, client)
    db.flush()

    acts = [each["what"] for each in gather_everything(db, actor, client).looks.entries]

    assert acts[0] == "client.taken_on"
    assert {"consent.given", "referral.sent", "plan.added"} < set(acts)
    assert acts[-1] == "client.exported"


def test_who_looked_in_the_team_that_handed_them_over_is_told_by_the_team(db, actor, client):
    south = make_scheme(db, "South team")
    db.get_one(User, actor.user_id).name = "Ann Before"
    db.flush()
    sender = make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, actor.scheme_id))
    transfer = offer_transfer(db, sender, client, wanted_transfer(south))
    receiver = make_actor(db, Role.MANAGER, scheme=south)
    taking_on = make_actor(db, Role.COORDINATOR, scheme=south)
    get_client(db, actor, client.reference)
    accept_transfer(db, receiver, get_incoming(db, receiver, transfer.id), taking_on.user_id)
    moved = get_client(db, taking_on, client.reference)

    looks = gather_everything(db, taking_on, moved).looks.entries

    told = [(each["who"], each["what"]) for each in looks]
    team = db.get_one(Scheme, actor.scheme_id).name
    assert (f"Somebody of {team}", "client.viewed") in told
    assert (taking_on.name, "client.viewed") in told
    assert "Ann Before" not in str(told)
    assert [each["at"] for each in looks] == sorted(each["at"] for each in looks)


def test_what_was_put_right_is_told_part_by_part_and_without_its_words(db, actor, client):
    wanted = ClientCorrectionInput(name="Edith Ashworth", postcode="LS2 7EY", statement="I miss my walks")
    correct_client(db, actor, client, wanted)
    db.flush()

    looks = gather_everything(db, actor, client).looks.entries

    assert [each["which"] for each in looks if each["what"] == "client.corrected"] == [["postcode"]]
    assert "LS2 7EY" not in json.dumps([each["what"] for each in looks] + [each["which"] for each in looks])


def test_nothing_of_anybody_else_is_told(db, actor, client):
    other = make_client(db, actor, name="Omar Haddad", statement="I like chess", postcode="LS2 7EY")
    make_referral(db, actor, client=other, service=make_service(db, "Chess at noon"))
    db.commit()

    everything = told(db, actor, client)

    for said in ("Omar Haddad", "chess", "Chess at noon", "LS2 7EY", other.reference, str(other.id)):
        assert said not in everything


def test_no_number_of_the_database_is_told(db, actor, client):
    assert str(client.id) not in told(db, actor, client)


def test_somebody_of_whom_little_is_known_is_told_that(db, actor):
    client = make_client(db, actor)

    parts = {each.heading: each.entries for each in gather_everything(db, actor, client).parts}

    assert parts["Referrals to groups"] == []
    assert len(parts["Who they are"]) == 1


def test_the_record_of_a_person_is_not_made_long_by_letters_with_codes(db, actor):
    client = make_client(db, actor)
    told = make_message(db, client, "onward_referral")
    code = make_message(db, client, "link_code")

    ids = ids_of_record(db, client.id)

    assert told.id in ids
    assert code.id not in ids


def make_message(db, client, kind) -> OutboxMessage:
    letter = Letter(kind=kind, dedupe_key=f"{kind}:{client.id}", address="walks@beck.example", subject="S", text="T")
    return queue_letter(db, client.id, client.id, letter)
