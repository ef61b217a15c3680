"""Forms about groups as people who work together: a meeting, and somebody whom a colleague knows."""

from collections.abc import Iterable

from directory.accounts.models import User
from directory.champions.relations.inputs import (
    LONGEST_ABOUT,
    LONGEST_LINE,
    LONGEST_NAMES,
    LONGEST_PART,
    MOST_GROUPS,
    ContactInput,
    ContactSchema,
    MeetingInput,
    MeetingSchema,
)
from directory.champions.relations.models import MeetingWay
from directory.staff.writing.choosing import IdsField
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm, QueryForm, SeenField

WAY_WORDS = {
    MeetingWay.VISIT: "I went to see them",
    MeetingWay.MEETING: "We met somewhere else, or online",
    MeetingWay.FORUM: "A forum, with other groups",
    MeetingWay.CALL: "A telephone call",
}


class GroupsForm(QueryForm):
    """The groups that a page is about, as its address names them."""

    group = IdsField(most=MOST_GROUPS, called="groups")


class MeetingForm(LynchpinForm[MeetingInput]):
    schema = MeetingSchema

    seen = SeenField()
    group = IdsField(most=MOST_GROUPS, called="groups")
    also = LongTextField(
        "Other groups that were there (optional)",
        hint="One name a line, as it stands in the directory",
        rows=3,
        longest=LONGEST_NAMES,
    )
    way = OneOfField(
        "How did you meet?",
        [Choice(way.value, words) for way, words in WAY_WORDS.items()],
        required="Choose how you met",
    )
    met_on = DayField("When?", required="Enter the date", hint="For example, 27 3 2026")
    colleagues = AnyOfField("Who of your team was there?", required="Choose who of your team was there", small=True)
    about = LongTextField(
        "What was it about? (optional)",
        hint="For your team alone. Write about people only what they would be happy to read",
        rows=4,
        longest=LONGEST_ABOUT,
    )

    @property
    def names(self) -> list[str]:
        """The names of the other groups that were there."""
        return [each.strip() for each in (self.also.data or "").splitlines() if each.strip()]


class ContactForm(LynchpinForm[ContactInput]):
    schema = ContactSchema

    seen = SeenField()
    part = TextField(
        "What do they do there?", required="Say what they do there", hint="Like “secretary”", longest=LONGEST_PART
    )
    name = TextField("Name", required="Enter their name", longest=LONGEST_LINE)
    known_by = PickField("Who of your team knows them?", required="Choose who knows them")
    reach = TextField(
        "How to reach them (optional)",
        hint="Only where it is another way than the listing says",
        longest=LONGEST_LINE,
    )


def team_choices(team: Iterable[User]) -> list[Choice]:
    """Colleagues to choose from."""
    return [Choice(str(each.id), each.name) for each in team]
