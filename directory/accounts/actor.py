"""The actor: a user at work in one scheme, and what their roles allow.

This table is the one place that says which role may do which kind of work. Which *record* they may do it to is for the
policies of the package that holds the record.
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Kinds of work. One person may hold several."""

    COORDINATOR = "coordinator"
    CHAMPION = "champion"
    MANAGER = "manager"
    COMMISSIONER = "commissioner"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.COORDINATOR: frozenset(
        {
            "matching.match",
            "casework.read",
            "casework.write",
            "casework.triage",
            "casework.refer",
            "casework.share",
            "referrals.take_back",
            "outcomes.record",
            "catalogue.suggest",
            "relationships.keep",
        }
    ),
    Role.CHAMPION: frozenset(
        {
            "matching.match",
            "champions.keep",
            "catalogue.edit",
            "catalogue.suggest",
            "searches.read",
            "gaps.report",
            "assurance.keep",
            "relationships.keep",
        }
    ),
    Role.MANAGER: frozenset(
        {
            "matching.match",
            "casework.read",
            "casework.triage",
            "casework.transfer",
            "casework.oversee",
            "agreements.keep",
            "team.arrange",
            "casework.share",
            "referrals.take_back",
            "referrals.take_back_any",
            "outcomes.evaluate",
            "outcomes.evaluate_exactly",
            "catalogue.suggest",
            "rights.erase",
            "searches.read",
            "relationships.keep",
            "gaps.report",
            "assurance.keep",
        }
    ),
    Role.COMMISSIONER: frozenset({"outcomes.evaluate", "gaps.report"}),
    Role.EDITOR: frozenset(
        {
            "matching.match",
            "champions.arrange",
            "catalogue.edit",
            "catalogue.suggest",
            "searches.read",
            "gaps.report",
            "assurance.keep",
        }
    ),
    Role.ADMINISTRATOR: frozenset({"accounts.manage", "agreements.keep", "questionnaires.keep", "team.arrange"}),
}


@dataclass(frozen=True)
class WorkingScheme:
    """A scheme that somebody has a role in, as they may choose to work in it."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True)
class Actor:
    """A signed-in user, in the scheme they are working in. `roles` are those they hold there, and no others.

    `schemes` are all schemes they may choose to work in, by name.
    """

    user_id: uuid.UUID
    scheme_id: uuid.UUID
    name: str
    roles: frozenset[Role]
    scheme_name: str = ""
    schemes: tuple[WorkingScheme, ...] = ()

    def may(self, permission: str) -> bool:
        """Whether one of the actor's roles allows this kind of work."""
        return any(permission in PERMISSIONS[role] for role in self.roles)

    def find_scheme(self, scheme_id: str | None) -> WorkingScheme | None:
        """The one of their schemes that has this id, or None."""
        return next((each for each in self.schemes if str(each.id) == scheme_id), None)
