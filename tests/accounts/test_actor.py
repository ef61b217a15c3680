"""Which role may do which kind of work: the reviewed table."""

import pytest

from directory.accounts.actor import PERMISSIONS, Actor, Role
from directory.db import new_id

# One column a role, in the order of ROLES.
ROLES = [Role.COORDINATOR, Role.CHAMPION, Role.MANAGER, Role.COMMISSIONER, Role.EDITOR, Role.ADMINISTRATOR]
TABLE = {
    "matching.match": "yes yes yes no yes no",
    "casework.read": "yes no yes no no no",
    "casework.write": "yes no no no no no",
    "casework.triage": "yes no yes no no no",
    "casework.refer": "yes no no no no no",
    "casework.share": "yes no yes no no no",
    "referrals.take_back": "yes no yes no no no",
    "referrals.take_back_any": "no no yes no no no",
    "outcomes.record": "yes no no no no no",
    "outcomes.evaluate": "no no yes yes no no",
    "outcomes.evaluate_exactly": "no no yes no no no",
    "champions.keep": "no yes no no no no",
    "champions.arrange": "no no no no yes no",
    "casework.transfer": "no no yes no no no",
    "casework.oversee": "no no yes no no no",
    "rights.erase": "no no yes no no no",
    "agreements.keep": "no no yes no no yes",
    "team.arrange": "no no yes no no yes",
    "catalogue.edit": "no yes no no yes no",
    "catalogue.suggest": "yes yes yes no yes no",
    "searches.read": "no yes yes no yes no",
    "gaps.report": "no yes yes yes yes no",
    "assurance.keep": "no yes yes no yes no",
    "relationships.keep": "yes yes yes no no no",
    "questionnaires.keep": "no no no no no yes",
    "accounts.manage": "no no no no no yes",
}
CASES = [
    pytest.param(role, permission, answer == "yes", id=f"{role} {permission} {answer}")
    for permission, answers in TABLE.items()
    for role, answer in zip(ROLES, answers.split(), strict=True)
]


def actor_with(*roles: Role) -> Actor:
    return Actor(user_id=new_id(), scheme_id=new_id(), name="A colleague", roles=frozenset(roles))


@pytest.mark.parametrize(("role", "permission", "may"), CASES)
def test_role_may(role, permission, may):
    assert actor_with(role).may(permission) is may


def test_the_table_holds_every_role_and_permission():
    assert set(ROLES) == set(Role) == set(PERMISSIONS)
    assert set(TABLE) == set().union(*PERMISSIONS.values())


def test_roles_add_up():
    actor = actor_with(Role.CHAMPION, Role.COMMISSIONER)

    assert actor.may("champions.keep")
    assert actor.may("outcomes.evaluate")
    assert not actor.may("casework.read")


def test_nobody_may_anything_without_a_role():
    assert not any(actor_with().may(permission) for permission in TABLE)


def test_an_unknown_kind_of_work_is_allowed_to_nobody():
    assert not actor_with(*Role).may("casework.everything")
