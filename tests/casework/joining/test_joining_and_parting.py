"""Two records of one person made one, and parted again: nothing is lost, and each gets back what it had."""

from datetime import time, timedelta

import pytest
from sqlalchemy import UniqueConstraint, select

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import Scheme
from directory.accounts.operations import make_scheme
from directory.audit.models import AuditEvent
from directory.casework.agreeing import give_consent, refuse_consent, withdraw_consent
from directory.casework.deaths import record_death
from directory.casework.inputs import AnswerInput, DeathInput
from directory.casework.joining.joining_records import NotJoinable
from directory.casework.joining.leading import RecordJoined, list_joined
from directory.casework.joining.models import AlikePair, JoinedRecord
from directory.casework.joining.pairing import find_pair
from directory.casework.joining.parting_records import NotPartable, part_records, plan_parting
from directory.casework.joining.rows import CLIENTS, NEVER_BACK, tables_with_clients, to_plain
from directory.casework.looking_up import look_up_clients
from directory.casework.models import Answer, Client, Purpose
from directory.casework.moving import move_client
from directory.casework.operations import ChangedMeanwhile, close_case
from directory.casework.queries import get_client, open_case
from directory.casework.record.models import ClientNote
from directory.casework.rules import has_consent
from directory.casework.support_sessions.models import SupportSession
from directory.casework.tombstones import ErasedPerson, ErasureReason
from directory.casework.transfers.moving_clients import offer_transfer, withdraw_transfer
from directory.db import Base
from directory.rights.erasure import ErasureInput, erase_client, finish_erasure
from directory.rights.everything import gather_everything
from directory.security.key_tables import PersonErased
from tests.casework.transfers.test_moving_clients import fill_every_table
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.record import make_client_note, make_section
from tests.factories.second_records import join, make_alike
from tests.factories.support_sessions import make_support_session
from tests.factories.transfers import wanted_transfer


@pytest.fixture
def team(db) -> Scheme:
    scheme = make_scheme(db, "North team")
    db.flush()
    return scheme


@pytest.fixture
def coordinator(db, team) -> Actor:
    return make_actor(db, Role.COORDINATOR, scheme=team)


@pytest.fixture
def manager(db, team) -> Actor:
    return make_actor(db, Role.MANAGER, scheme=team)


@pytest.fixture
def kept(db, coordinator) -> Client:
    return make_client(db, coordinator, name="Edith Ashworth")


@pytest.fixture
def other(db, coordinator) -> Client:
    return make_client(db, coordinator, name="Edit Ashworth")


def all_rows(db) -> dict[tuple[str, object], dict[str, object]]:
    """Every row about anybody, with what is sealed opened, but for what only counts changes and for pairs."""
    db.flush()
    found = {}
    for table in (Base.metadata.tables[CLIENTS], *tables_with_clients()):
        if table.name != AlikePair.__tablename__:
            for row in db.execute(select(table)).mappings():
                plain = to_plain(table, row)
                found[table.name, row["id"]] = {name: plain[name] for name in plain if name not in NEVER_BACK}
    return found


def again(db, actor, client) -> Client:
    return get_client(db, actor, client.reference)


def part(db, actor, client) -> Client:
    found = get_client(db, actor, client.reference, to_change=True)
    return part_records(db, actor, found, list_joined(db, found)[0])


@pytest.mark.parametrize("is_first_closed", [False, True], ids=["the kept one is open", "the joined one is open"])
def test_joined_and_parted_each_record_has_every_row_it_had(db, coordinator, manager, kept, other, is_first_closed):
    south = make_scheme(db, "South team")
    for each in (kept, other):
        fill_every_table(db, coordinator, manager, each)
        withdraw_transfer(db, manager, offer_transfer(db, manager, each, wanted_transfer(south)))
    close_case(db, coordinator, (kept if is_first_closed else other).cases[0], clock.today())
    before = all_rows(db)

    join(db, coordinator, kept, other)
    together = all_rows(db)
    part(db, coordinator, kept)

    assert all_rows(db) == before
    assert not any(row.get("client_id") == str(other.id) for row in together.values())
    # Every table that points at a client had rows of the joined one.
    assert {table for table, _ in before} >= {each.name for each in tables_with_clients() if "client_id" in each.c} - {
        AlikePair.__tablename__
    }


def test_whatever_there_may_be_one_of_for_a_client_has_a_rule():
    """A new table with such a constraint needs a rule in `settling` or a reason in `reasons_against`."""
    ruled = {
        "age_question",
        "alike_pair",
        "client_case",
        "client_transfer",
        "consent",
        "death",
        "form_draft",
        "recorded_section",
        "retention_hold",
    }
    found = set()
    for table in tables_with_clients():
        uniques = [set(each.columns.keys()) for each in table.constraints if isinstance(each, UniqueConstraint)]
        uniques += [{column.name for column in each.columns} for each in table.indexes if each.unique]
        if any("client_id" in names and "submission_key" not in names for names in uniques):
            found.add(table.name)

    assert found == ruled


def test_the_old_reference_leads_to_the_kept_record(db, coordinator, kept, other):
    join(db, coordinator, kept, other)

    with pytest.raises(RecordJoined) as led:
        get_client(db, coordinator, other.reference)

    assert led.value.reference == kept.reference
    assert [each.reference for each in look_up_clients(db, coordinator, other.reference).clients] == [kept.reference]


def test_an_old_reference_tells_nothing_to_another_team(db, coordinator, kept, other):
    join(db, coordinator, kept, other)
    stranger = make_actor(db, Role.COORDINATOR)

    with pytest.raises(Exception, match="no such client"):
        get_client(db, stranger, other.reference)


def test_gaps_are_filled_and_what_was_said_otherwise_is_kept_beside(db, coordinator, manager, kept):
    kept.phone = "0113 496 0001"
    other = make_client(db, coordinator, name="E. Ashworth", phone="0113 496 0002", email="edith@home.example")

    joined = join(db, coordinator, kept, other, take=frozenset({"name"}))

    now = again(db, coordinator, kept)
    assert (now.name, now.phone, now.email) == ("E. Ashworth", "0113 496 0001", "edith@home.example")
    assert joined.said_otherwise == {"name": "Edith Ashworth", "phone": "0113 496 0002"}
    told = next(each for each in gather_everything(db, manager, now).parts if each.heading.startswith("Second records"))
    assert told.entries[0]["said_otherwise"] == joined.said_otherwise


def test_what_protects_somebody_is_not_lost(db, coordinator, kept, other):
    kept.safe_contact, other.safe_contact = "Ring in the morning", "Never leave a message"
    other.restricted_at, other.letters_home = clock.now(), False
    db.flush()

    join(db, coordinator, kept, other)

    now = again(db, coordinator, kept)
    assert now.safe_contact == "Ring in the morning\nNever leave a message"
    assert (now.restricted_at is not None, now.letters_home) == (True, False)


def test_two_nhs_numbers_are_two_people(db, coordinator, kept, other):
    kept.nhs_number, other.nhs_number = "9434765919", "9434765870"
    db.flush()

    with pytest.raises(NotJoinable, match="two NHS numbers"):
        join(db, coordinator, kept, other)


def test_the_number_of_the_joined_record_is_that_of_the_kept_one(db, coordinator, kept, other):
    other.nhs_number = "9434765919"
    db.flush()

    join(db, coordinator, kept, other)
    now = again(db, coordinator, kept).nhs_number
    parted = part(db, coordinator, kept)

    assert now == "9434765919"
    assert (again(db, coordinator, kept).nhs_number, parted.nhs_number) == (None, "9434765919")


def test_nobody_who_is_offered_to_another_team_is_joined(db, coordinator, manager, kept, other):
    offer_transfer(db, manager, other, wanted_transfer(make_scheme(db, "South team")))

    with pytest.raises(NotJoinable, match="offered to another team"):
        join(db, coordinator, kept, other)


def test_two_open_cases_with_something_in_each_are_put_right_first(db, coordinator, kept, other):
    make_support_session(db, coordinator, kept)
    make_support_session(db, coordinator, other)

    with pytest.raises(NotJoinable, match="Close one of the two first"):
        join(db, coordinator, kept, other)


@pytest.mark.parametrize("is_in_kept", [True, False], ids=["it is the kept one’s", "it is the joined one’s"])
def test_a_case_in_which_nothing_happened_is_part_of_the_other(db, coordinator, kept, other, is_in_kept):
    make_support_session(db, coordinator, kept if is_in_kept else other)
    open_case(kept).statement, open_case(other).statement = "I miss my garden", "I would like company"
    before = all_rows(db)

    join(db, coordinator, kept, other)
    together = again(db, coordinator, kept)
    [case] = together.cases
    said, sessions = case.statement, db.scalars(select(SupportSession.case_id)).all()
    part(db, coordinator, kept)

    assert set(said.split("\n\n")) == {"I miss my garden", "I would like company"}
    assert sessions == [case.id]
    assert all_rows(db) == before


def test_a_death_in_one_record_and_support_in_the_other_are_put_right_first(db, coordinator, kept, other):
    record_death(db, coordinator, other, DeathInput("A neighbour"))

    with pytest.raises(NotJoinable, match="has died"):
        join(db, coordinator, kept, other)


def test_a_death_that_both_records_know_is_written_down_once(db, coordinator, kept, other):
    for each in (kept, other):
        record_death(db, coordinator, each, DeathInput("A neighbour"))
    before = all_rows(db)

    join(db, coordinator, kept, other)
    standing = [each for each in again(db, coordinator, kept).deaths if each.undone_at is None]
    part(db, coordinator, kept)

    assert len(standing) == 1
    assert all_rows(db) == before


def agrees(db, coordinator, client) -> bool:
    return has_consent(again(db, coordinator, client).consents, Purpose.REFERRAL, clock.today())


def test_the_last_thing_they_said_counts_in_whichever_record(db, coordinator, kept):
    other = make_client(db, coordinator, consent_given_on=None)
    refuse_consent(db, coordinator, other, AnswerInput(clock.today(), answer=Answer.NO))
    before = all_rows(db)

    join(db, coordinator, kept, other)
    together = agrees(db, coordinator, kept)
    part(db, coordinator, kept)

    assert together is False
    assert agrees(db, coordinator, kept) is True
    assert all_rows(db) == before


def test_an_older_no_takes_no_newer_yes_away(db, coordinator, kept):
    other = make_client(db, coordinator, consent_given_on=None)
    refuse_consent(db, coordinator, other, AnswerInput(clock.today() - timedelta(days=20), answer=Answer.NO))

    join(db, coordinator, kept, other)

    assert agrees(db, coordinator, kept) is True


def test_what_somebody_took_back_since_does_not_come_back_by_parting(db, coordinator, kept, other):
    give_consent(db, coordinator, other, AnswerInput(clock.today()))
    join(db, coordinator, kept, other)
    withdraw_consent(db, coordinator, again(db, coordinator, kept), clock.today())
    db.flush()

    parted = part(db, coordinator, kept)

    assert agrees(db, coordinator, kept) is False
    assert agrees(db, coordinator, parted) is False


def test_the_newest_of_each_section_counts(db, coordinator, kept, other):
    make_section(db, coordinator, kept, important_to_me="My garden")
    with_later = make_section(db, coordinator, other, important_to_me="My grandson")
    with_later.recorded_at = clock.now() + timedelta(minutes=1)
    before = all_rows(db)

    join(db, coordinator, kept, other)
    numbers = {row["id"]: row["number"] for (table, _), row in all_rows(db).items() if table == "recorded_section"}
    part(db, coordinator, kept)

    assert numbers[str(with_later.id)] == 2
    assert all_rows(db) == before


def test_what_hangs_on_a_case_goes_back_with_it_and_other_words_stay(db, coordinator, kept, other):
    close_case(db, coordinator, kept.cases[0], clock.today())
    make_support_session(db, coordinator, other)
    join(db, coordinator, kept, other)
    together = again(db, coordinator, kept)
    session = make_support_session(db, coordinator, together, at=time(15))
    note = make_client_note(db, coordinator, together)
    session_id, note_id = session.id, note.id
    plan = plan_parting(db, together, list_joined(db, together)[0])

    parted = part(db, coordinator, kept)

    assert db.get_one(SupportSession, session_id).client_id == parted.id
    assert db.get_one(ClientNote, note_id).client_id == kept.id
    assert db.get_one(ClientNote, note_id).words == note.words
    assert plan.written_since == {"client_note": 1}
    assert plan.goes["support_session"] == 2


def test_a_death_that_was_written_down_since_is_sorted_out_first(db, coordinator, kept, other):
    join(db, coordinator, kept, other)
    record_death(db, coordinator, again(db, coordinator, kept), DeathInput("A neighbour"))
    db.flush()

    with pytest.raises(NotPartable, match="died"):
        part(db, coordinator, kept)


def test_a_record_that_was_joined_goes_along_into_a_third(db, coordinator, kept, other):
    third = make_client(db, coordinator, name="Edyth Ashworth")
    before = all_rows(db)
    join(db, coordinator, kept, other)
    join(db, coordinator, third, kept)
    with pytest.raises(RecordJoined) as led:
        get_client(db, coordinator, other.reference)

    first = part(db, coordinator, third)
    part(db, coordinator, first)

    assert led.value.reference == third.reference
    assert all_rows(db) == before


def test_a_second_record_can_be_parted_while_the_first_stays_joined(db, coordinator, kept, other):
    third = make_client(db, coordinator, name="Edyth Ashworth")
    note_id = make_client_note(db, coordinator, other).id
    join(db, coordinator, kept, other)
    join(db, coordinator, third, kept)
    found = get_client(db, coordinator, third.reference, to_change=True)
    [of_other] = [each for each in list_joined(db, found) if each.reference == other.reference]

    part_records(db, coordinator, found, of_other)
    part(db, coordinator, third)

    assert db.get_one(ClientNote, note_id).client_id == other.id
    assert {again(db, coordinator, each).reference for each in (kept, other, third)} == {
        kept.reference,
        other.reference,
        third.reference,
    }


def test_who_had_an_older_version_open_is_told(db, coordinator, kept, other):
    with pytest.raises(ChangedMeanwhile):
        join(db, coordinator, kept, other, seen=(kept.revision, other.revision + 1))


def test_both_acts_are_written_down_for_both_records(db, coordinator, kept, other):
    join(db, coordinator, kept, other)
    part(db, coordinator, kept)
    db.flush()

    both = sorted([str(kept.id), str(other.id)])
    acts = db.execute(select(AuditEvent.action, AuditEvent.subject_ids).order_by(AuditEvent.id)).all()
    assert ("client.joined", both) in acts
    assert ("client.parted", both) in acts


def test_parted_they_are_known_to_be_two_people(db, coordinator, kept, other):
    make_alike(db, kept, other)
    join(db, coordinator, kept, other)

    part(db, coordinator, kept)

    assert find_pair(db, kept.id, other.id).state == "two people"
    assert db.scalars(select(JoinedRecord)).all() == []


def test_with_the_person_goes_each_reference_they_had(db, coordinator, kept, other, key_store):
    join(db, coordinator, kept, other)
    client = get_client(db, coordinator, kept.reference, to_change=True)

    gone = erase_client(db, coordinator, client, ErasureInput(ErasureReason.ASKED, kept.reference))
    finish_erasure(key_store, gone, clock.now())

    assert set(db.scalars(select(ErasedPerson.reference))) == {kept.reference, other.reference}
    for each in (kept, other):
        with pytest.raises(PersonErased):
            key_store.key_of(each.id)
        with pytest.raises(PersonErased):
            get_client(db, coordinator, each.reference)


def test_another_team_that_took_them_on_can_part_them(db, coordinator, kept, other):
    south = make_scheme(db, "South team")
    db.flush()
    receiver = make_actor(db, Role.COORDINATOR, scheme=south)
    note_id = make_client_note(db, coordinator, other).id
    join(db, coordinator, kept, other)
    move_client(db, again(db, coordinator, kept), south.id, receiver.user_id)

    parted = part(db, receiver, kept)

    assert (parted.scheme_id, parted.coordinator_id, parted.name) == (south.id, receiver.user_id, "Edit Ashworth")
    assert db.get_one(ClientNote, note_id).scheme_id == south.id
    assert again(db, receiver, kept).name == "Edith Ashworth"
