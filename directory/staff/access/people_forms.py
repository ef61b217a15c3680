"""Forms about a team's people: inviting somebody, what somebody does there, and where they are rung."""

from typing import Any

from wtforms import ValidationError

from directory.accounts.actor import Role
from directory.accounts.inputs import InvitationInput, InvitationSchema
from directory.accounts.work_phones import LONGEST_PHONE
from directory.casework.rules import what_is_wrong_with_phone
from directory.web.fields.choices import AnyOfField, Choice
from directory.web.fields.text import EmailField, TextField
from directory.web.forms import LynchpinForm

ROLE_WORDS = {
    Role.COORDINATOR: "Coordinator",
    Role.CHAMPION: "Champion",
    Role.MANAGER: "Manager",
    Role.COMMISSIONER: "Commissioner",
    Role.EDITOR: "Editor",
    Role.ADMINISTRATOR: "Administrator",
}
ROLE_HINTS = {
    Role.COORDINATOR: "Supports clients: matches, plans, refers and records outcomes",
    Role.CHAMPION: "Keeps the listings of a domain true and answers colleagues",
    Role.MANAGER: "Sees the clients and referrals of the team, and its figures",
    Role.COMMISSIONER: "Sees figures only, and no client",
    Role.EDITOR: "Keeps all listings, and sees no client",
    Role.ADMINISTRATOR: "Looks after these accounts, and sees no client",
}
ROLE_CHOICES = [Choice(role.value, ROLE_WORDS[role], ROLE_HINTS[role]) for role in Role]


class InvitationForm(LynchpinForm[InvitationInput]):
    schema = InvitationSchema
    name = TextField("Name", required="Enter the person's name", longest=200, render_kw={"autocomplete": "off"})
    email = EmailField(
        "Email address",
        required="Enter an email address, like name@example.org",
        hint="Their own address at work. They sign in with it",
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )
    roles = AnyOfField(
        "What they do",
        ROLE_CHOICES,
        required="Choose at least one role",
        hint="Choose all that are true",
    )


class RolesForm(LynchpinForm[frozenset[Role]]):
    roles = AnyOfField("What they do", ROLE_CHOICES, hint="A change signs them out, so that it is true at once")

    def to_input(self) -> frozenset[Role]:
        return frozenset(map(Role, self.roles.data or []))


class WorkPhoneField(TextField):
    """A telephone number at work, which need not be there."""

    def __init__(self, label: str = "", hint: str = "", **kwargs: Any) -> None:
        attributes = {"type": "tel", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(label, hint=hint, width=20, longest=LONGEST_PHONE, render_kw=attributes, **kwargs)


def check_phone(field: Any) -> None:
    """Raises ValidationError for what is no telephone number."""
    problem = what_is_wrong_with_phone(field.data) if field.data else ""
    if problem:
        raise ValidationError(problem)


class WorkPhoneForm(LynchpinForm[str | None]):
    work_phone = WorkPhoneField(
        "Telephone number at work",
        "For example, 0113 496 0000 or 07700 900000. Leave it empty, and the number of the team stands there instead",
    )

    def validate_work_phone(self, field: Any) -> None:
        check_phone(field)

    def to_input(self) -> str | None:
        return self.work_phone.data or None
