"""Forms about a team's people: inviting somebody, and what somebody does there."""

from directory.accounts.actor import Role
from directory.accounts.inputs import InvitationInput, InvitationSchema
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
