"""Asking how strong a group is: of the group by its link, and of staff who heard it."""

from collections.abc import Mapping
from typing import Any

from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength_inputs import LONGEST_FUNDER, MOST_PEOPLE, StrengthInput, StrengthSchema
from directory.champions.capacity.strength_models import GroupStrength, Help, Income
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import NumberField, TextField
from directory.web.forms import LynchpinForm

INCOME_WORDS: Mapping[Income, str] = {
    Income.MICRO: "Less than £10,000",
    Income.SMALL: "£10,000 to £100,000",
    Income.MEDIUM: "£100,000 to £1 million",
    Income.LARGE: "More than £1 million",
}
HELP_WORDS: Mapping[Help, str] = {
    Help.VOLUNTEERS: "Volunteers",
    Help.ROOM: "Somewhere to meet",
    Help.MONEY: "Money",
    Help.TRUSTEES: "Trustees or a committee",
    Help.TRANSPORT: "Transport",
    Help.EQUIPMENT: "Equipment",
    Help.BEING_KNOWN: "Being better known",
    Help.TRAINING: "Training",
    Help.ADVICE: "Advice",
}


class StrengthForm(LynchpinForm[StrengthInput]):
    schema = StrengthSchema

    funded_until = DayField("Until when do you have money to go on? (optional)", hint="For example, 31 3 2027")
    main_funder = TextField("Who pays most of it? (optional)", longest=LONGEST_FUNDER)
    income = PickField(
        "How much do you have to spend in a year? (optional)",
        [(each.value, words) for each, words in INCOME_WORDS.items()],
        empty="Not known",
    )
    people_a_week = NumberField("About how many people come in a week? (optional)", width=5, most=MOST_PEOPLE, least=0)
    staff = NumberField("How many people are paid? (optional)", width=5, most=MOST_PEOPLE, least=0)
    volunteers = NumberField("How many volunteers are there? (optional)", width=5, most=MOST_PEOPLE, least=0)
    help_wanted = AnyOfField(
        "What would help most? (optional)", [Choice(each.value, words) for each, words in HELP_WORDS.items()]
    )
    shows_volunteers = OneOfField(
        "If you need volunteers, may everybody know? (optional)",
        [Choice("true", "Yes, say so on our page"), Choice("false", "No")],
    )


class OwnStrengthForm(StrengthForm):
    """What a group says by its link."""

    def answers(self, schema: Any) -> dict[str, Any]:
        return {**super().answers(schema), "way": RoomWay.LINK.value}


class HeardStrengthForm(StrengthForm):
    """What staff heard or read."""

    way = OneOfField(
        "How do you know?",
        [
            Choice(RoomWay.PHONE.value, "By telephone"),
            Choice(RoomWay.POST.value, "On paper"),
            Choice(RoomWay.VISIT.value, "On a visit"),
        ],
        required="Choose how you know",
    )


def values_of(strength: GroupStrength | None) -> dict[str, Any]:
    """The form filled in with what is known."""
    usual: dict[str, Any] = {"shows_volunteers": "false"}
    if strength is None:
        return usual
    names = ("funded_until", "main_funder", "income", "people_a_week", "staff", "volunteers")
    return {
        **usual,
        **{name: getattr(strength, name) for name in names},
        "help_wanted": [each.value for each in strength.help_wanted],
        "shows_volunteers": "true" if strength.shows_volunteers else "false",
    }
