"""What is asked of a new member of staff."""

import pytest
from marshmallow import ValidationError

from directory.accounts.actor import Role
from directory.accounts.inputs import NewUserInput, NewUserSchema

GIVEN = {
    "email": "Jo.Hartley@Example.ORG",
    "name": "Jo Hartley",
    "password": "four plain words",
    "roles": ["coordinator"],
}


def test_a_new_user_is_loaded():
    assert NewUserSchema().load(GIVEN) == NewUserInput(
        "jo.hartley@example.org", "Jo Hartley", "four plain words", (Role.COORDINATOR,)
    )


def test_space_around_an_address_and_a_name_is_left_out_but_not_around_a_password():
    loaded = NewUserSchema().load({**GIVEN, "email": " jo@example.org\n", "name": " Jo ", "password": " twelve or so "})

    assert (loaded.email, loaded.name, loaded.password) == ("jo@example.org", "Jo", " twelve or so ")


def test_the_name_of_the_team_is_no_password():
    with pytest.raises(ValidationError, match="the first that others would try"):
        NewUserSchema().load({**GIVEN, "password": "Northern Lights 2026", "scheme": "Northern Lights"})


def test_a_role_named_twice_is_one_role():
    assert NewUserSchema().load({**GIVEN, "roles": ["manager", "manager"]}).roles == (Role.MANAGER,)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        pytest.param("email", "jo", "Enter an email address", id="no address"),
        pytest.param("email", "", "Enter an email address", id="empty address"),
        pytest.param("name", "", "Enter the person's name", id="empty name"),
        pytest.param("name", "   ", "Enter the person's name", id="name of spaces"),
        pytest.param("password", "eleven char", "Use at least 12 characters", id="short password"),
        pytest.param("password", "four plain words " * 20, "Use at most 200 characters", id="endless password"),
        pytest.param("password", "Jo Hartley Jo Hartley", "the first that others would try", id="password of the name"),
        pytest.param("password", "", "Use at least 12 characters", id="no password"),
        pytest.param("roles", [], "Choose at least one role", id="no role"),
        pytest.param("roles", ["owner"], "", id="unknown role"),
    ],
)
def test_what_cannot_be_used_is_told_by_field(field, value, told):
    with pytest.raises(ValidationError) as refused:
        NewUserSchema().load({**GIVEN, field: value})

    assert list(refused.value.normalized_messages()) == [field]
    assert told in str(refused.value)
