"""Who is likely on the list already is noticed before somebody is taken on twice."""

from datetime import date

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.client_tokens import NhsNumberTaken
from directory.casework.inputs import NewClientInput
from directory.casework.looking_up import look_up_clients
from directory.casework.operations import take_on_client
from directory.casework.referrals_in.recognising import are_alike_days, list_likely, take_on_in_turn
from directory.db import transaction
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

BORN = date(1950, 3, 27)
KEY = "a-new-person"


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def edith(db, actor):
    more = {"nhs_number": "9434765919", "phone": "07700 900123", "email": "edith@post.example"}
    return make_client(db, actor, name="Edith Ashworth", born_on=BORN, postcode="LS11 8ND", **more)


@pytest.mark.parametrize(
    ("more", "is_likely"),
    [
        pytest.param({"name": "Anybody", "nhs_number": "9434765919"}, True, id="the same NHS number"),
        pytest.param({"name": "Edith Ashworth", "born_on": BORN}, True, id="name and birth"),
        pytest.param({"name": "Edyth Ashwort", "born_on": BORN}, True, id="a name alike and birth"),
        pytest.param({"name": "Edith", "born_on": BORN}, True, id="a part of the name and birth"),
        pytest.param({"name": "Edith Mary Ashworth", "born_on": BORN}, True, id="one name more and birth"),
        pytest.param({"name": "Edith Ashworth", "born_on": date(1950, 3, 28)}, True, id="a digit of the birth wrong"),
        pytest.param(
            {"name": "Edith Ashworth", "postcode": "ls118nd", "born_on": date(1931, 1, 1)}, True, id="postcode"
        ),
        pytest.param({"name": "Edith Ashworth", "phone": "+44 7700 900123"}, True, id="name and phone"),
        pytest.param({"name": "Edith Ashworth", "email": "EDITH@post.example"}, True, id="name and email"),
        pytest.param({"name": "Edith Ashworth"}, True, id="the very same name and nothing else known"),
        pytest.param({"name": "Edith Hill", "born_on": BORN, "postcode": "LS11 8ND"}, True, id="married since"),
        pytest.param({"name": "Edith Ashworth", "born_on": date(1931, 1, 1)}, False, id="another birth"),
        pytest.param({"name": "Edna Ashworth"}, False, id="another first name, nothing else known"),
        pytest.param({"name": "Omar Haddad", "phone": "07700 900123"}, False, id="another name at the same phone"),
        pytest.param({"name": "Omar Haddad", "postcode": "LS11 8ND"}, False, id="a neighbour"),
        pytest.param({"name": "Omar Haddad", "born_on": BORN}, False, id="another name, the same birthday"),
    ],
)
def test_somebody_is_likely_known_or_not(db, actor, edith, more, is_likely):
    wanted = NewClientInput(submission_key=KEY, **more)

    assert list_likely(db, actor, wanted) == ([edith.reference] if is_likely else [])


def test_nobody_of_another_team_is_hinted_at(db, edith):
    wanted = NewClientInput("Edith Ashworth", KEY, born_on=BORN, nhs_number="9434765919")

    assert list_likely(db, make_actor(db), wanted) == []


def test_of_two_who_take_the_same_person_on_at_once_the_second_is_shown_the_first(own_database, meanwhile):
    with transaction() as db:
        actor = make_actor(db)

    def look_in_turn(db):
        take_on_in_turn(db, actor)
        return list_likely(db, actor, NewClientInput("Edith Ashworth", KEY, born_on=BORN))

    def look_as_second():
        with transaction() as db:
            return look_in_turn(db)

    with transaction() as db:
        before = look_in_turn(db)
        second = meanwhile(look_as_second)
        first = make_client(db, actor, name="Edith Ashworth", born_on=BORN).reference

    assert (before, second.result(10)) == ([], [first])


def test_who_was_shown_and_is_somebody_else_is_not_offered_again(db, actor, edith):
    wanted = NewClientInput("Edith Ashworth", KEY, born_on=BORN, not_these=frozenset({edith.reference}))

    assert list_likely(db, actor, wanted) == []


def test_who_this_very_form_made_is_not_offered(db, actor, edith):
    wanted = NewClientInput("Edith Ashworth", edith.submission_key, born_on=BORN)

    assert list_likely(db, actor, wanted) == []


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        (BORN, True),
        (date(1950, 3, 21), True),
        (date(1951, 3, 27), True),
        (date(1951, 3, 21), False),
        (None, False),
    ],
)
def test_dates_are_alike_but_for_a_digit(other, is_alike):
    assert are_alike_days(BORN, other) == is_alike


def test_day_and_month_may_be_changed_over():
    assert are_alike_days(date(1950, 3, 12), date(1950, 12, 3))


def test_a_restricted_record_is_hinted_at_to_nobody_who_may_not_see_it(db, actor, edith):
    colleague = make_actor(db, scheme=db.get(Scheme, actor.scheme_id))
    edith.restricted_at = clock.now()
    db.flush()
    wanted = NewClientInput("Edith Ashworth", KEY, born_on=BORN, nhs_number="9434765919")

    assert list_likely(db, colleague, wanted) == []
    assert list_likely(db, actor, wanted) == [edith.reference]
    assert look_up_clients(db, colleague, "943 476 5919").clients == []
    with pytest.raises(NhsNumberTaken) as taken:
        take_on_client(db, colleague, wanted)
    assert edith.reference not in str(taken.value.fields)


def test_a_record_that_cannot_be_read_hinders_nobody_from_being_added(db, actor, edith, key_store):
    db.commit()
    key_store.destroy_key(edith.id)
    db.expire_all()

    assert list_likely(db, actor, NewClientInput("Edith Ashworth", "key-of-a-form")) == []
