"""Clients are found by what is known of them, the likeliest first, in one's own team alone."""

from datetime import date

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework import looking_up
from directory.casework.emergencies import restrict_sight
from directory.casework.inputs import ClientCorrectionInput
from directory.casework.looking_up import alike_names, look_up_clients
from directory.casework.naming import name_words
from directory.casework.operations import correct_client
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

PEOPLE = {
    "Catherine O’Neill": {"phone": "07700 900123", "born_on": date(1950, 3, 27)},
    "Kathryn O'Neil-Shaw": {"email": "kath@post.example"},
    "Edith Ashworth": {"nhs_number": "9434765919", "born_on": date(1950, 3, 27)},
    "Edith Smith": {"born_on": date(1931, 1, 1)},
    "Mohammed Iqbal": {},
    "Li Wu": {"phone": "0113 496 0401"},
    "Siân Ashworthy": {},
}


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def people(db, actor):
    return {name: make_client(db, actor, name=name, **more) for name, more in PEOPLE.items()}


def found(db, actor, text) -> list[str]:
    return [each.name for each in look_up_clients(db, actor, text).clients]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        pytest.param("Edith Ashworth", ["Edith Ashworth", "Edith Smith", "Siân Ashworthy"], id="the whole name first"),
        pytest.param("edith", ["Edith Ashworth", "Edith Smith"], id="one word of it"),
        pytest.param("ashworth edith", ["Edith Ashworth", "Edith Smith", "Siân Ashworthy"], id="the other way round"),
        pytest.param("Moham", ["Mohammed Iqbal"], id="the beginning"),
        pytest.param("Muhammad", ["Mohammed Iqbal"], id="as it sounds"),
        pytest.param("Kathrin", ["Kathryn O'Neil-Shaw", "Catherine O’Neill"], id="as it sounds, the nearest first"),
        pytest.param("Ashwrth", ["Edith Ashworth", "Siân Ashworthy"], id="a letter left out"),
        pytest.param("sian", ["Siân Ashworthy"], id="without its mark"),
        pytest.param("Li", ["Li Wu"], id="a name of two letters"),
        pytest.param("943 476 5919", ["Edith Ashworth"], id="NHS number"),
        pytest.param("+44 7700 900123", ["Catherine O’Neill"], id="phone"),
        pytest.param("KATH@post.example", ["Kathryn O'Neil-Shaw"], id="email"),
        pytest.param("27 March 1950", ["Catherine O’Neill", "Edith Ashworth"], id="date of birth, by name"),
        pytest.param("Edith 27/3/1950", ["Edith Ashworth", "Catherine O’Neill", "Edith Smith"], id="name and date"),
        pytest.param("Zebedee", [], id="nobody"),
        pytest.param("", [], id="nothing"),
        pytest.param("' OR 1=1 --", [], id="no words of ours"),
    ],
)
def test_people_are_found(db, actor, people, typed, names):
    assert found(db, actor, typed) == names


def test_a_reference_finds_whose_it_is(db, actor, people):
    assert found(db, actor, people["Li Wu"].reference.lower()) == ["Li Wu"]


def test_one_whose_key_is_missing_hides_nobody_else(db, actor, people, key_store):
    lost = people["Edith Smith"]
    db.commit()
    key_store.destroy_key(lost.id)
    db.expire_all()

    assert found(db, actor, "edith") == ["Edith Ashworth"]
    assert [each.id for each in look_up_clients(db, actor, lost.reference).clients] == [lost.id]


def test_nobody_of_another_team_is_found_by_anything(db, people):
    stranger = make_actor(db)

    for typed in ("Edith Ashworth", "943 476 5919", "07700 900123", "27/3/1950", people["Li Wu"].reference):
        assert found(db, stranger, typed) == []


def test_a_restricted_record_is_found_by_its_coordinator_alone(db, actor, people):
    colleague = make_actor(db, scheme=db.get(Scheme, actor.scheme_id))
    restrict_sight(db, actor, people["Mohammed Iqbal"], is_restricted=True)
    db.flush()

    for typed in ("Mohammed Iqbal", "Moham", people["Mohammed Iqbal"].reference):
        assert (found(db, colleague, typed), found(db, actor, typed)) == ([], ["Mohammed Iqbal"])


def test_who_works_with_no_clients_finds_none(db, actor, people):
    editor = make_actor(db, Role.EDITOR, scheme=db.get(Scheme, actor.scheme_id))

    assert found(db, editor, "Edith Ashworth") == []


def test_who_is_shown_is_written_down_and_nobody_else(db, actor, people):
    look_up_clients(db, actor, "Mohammed")
    look_up_clients(db, actor, "Zebedee")

    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.listed"))
    assert event.subject_ids == [str(people["Mohammed Iqbal"].id)]
    assert "Mohammed" not in str(vars(event))


def test_a_name_that_was_put_right_is_found_and_the_wrong_one_is_not(db, actor, people):
    correct_client(db, actor, people["Li Wu"], ClientCorrectionInput("Zebedee Quill"))

    assert found(db, actor, "Zebedee") == ["Zebedee Quill"]
    assert found(db, actor, "Wu") == []


def test_of_many_the_first_are_shown_and_that_there_are_more_is_told(db, actor, people, monkeypatch):
    monkeypatch.setattr(looking_up, "SHOWN", 1)

    many, one = (look_up_clients(db, actor, typed) for typed in ("Edith", "Mohammed"))

    assert (len(many.clients), many.has_more) == (1, True)
    assert (len(one.clients), one.has_more) == (1, False)


def test_only_the_likeliest_are_opened(db, actor, people, monkeypatch):
    monkeypatch.setattr(looking_up, "CANDIDATES", 1)

    assert found(db, actor, "Edith Ashworth") == ["Edith Ashworth"]


@pytest.mark.parametrize(
    ("typed", "known", "is_alike"),
    [
        ("Edith Ashworth", "Edith Ashworth", True),
        ("Edie Ashworth", "Edith Ashworth", True),
        ("Edith Ahsworht", "Edith Ashworth", True),
        ("Edie Ashwort", "Edith Ashworth", True),
        ("Edna Ashley", "Edith Ashworth", False),
        ("Marjorie", "Mary Marsh", False),
        ("Dorine", "Doreen Wren", True),
        ("Dorine", "Tyrone Beck", False),
        ("Catherine", "Kathryn Beck", True),
        ("Mohamed", "Muhammad Beck", True),
        ("", "Edith", False),
        ("Edith", "", False),
    ],
)
def test_names_are_alike_or_not(typed, known, is_alike):
    assert (alike_names(name_words(typed), name_words(known)) > 0) == is_alike
