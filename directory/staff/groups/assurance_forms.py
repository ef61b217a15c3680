"""The form in which somebody writes down what was found of a group."""

from typing import Any

from directory.champions.assurance.inputs import LONGEST_LEAD, MOST_MILLIONS, AssuranceInput, AssuranceSchema
from directory.champions.assurance.models import AssuranceWay, Dbs, Held
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import NumberField, TextField
from directory.web.forms import LynchpinForm

HELD_WORDS = {Held.YES: "Yes", Held.NO: "No", Held.UNKNOWN: "Not known"}
DBS_WORDS = {Dbs.YES: "Yes", Dbs.NOT_NEEDED: "Not needed: nobody works alone with people", Dbs.UNKNOWN: "Not known"}
WAY_WORDS = {AssuranceWay.SEEN: "I have seen the papers", AssuranceWay.TOLD: "The group says so"}


def held_field(label: str, **more: Any) -> OneOfField:
    return OneOfField(
        label, [Choice(each.value, words) for each, words in HELD_WORDS.items()], default=Held.UNKNOWN.value, **more
    )


class AssuranceForm(LynchpinForm[AssuranceInput]):
    """Each question may be left at "not known": that is no no."""

    schema = AssuranceSchema

    policy = held_field("Do they have a safeguarding policy?")
    policy_dated_on = DayField("Date of the policy (optional)")
    policy_seen_on = DayField("When did you see it? (optional)")
    lead = TextField(
        "Who leads on safeguarding? (optional)",
        hint="What they do there, or a name if the group is glad for us to have it. Only staff see it.",
        longest=LONGEST_LEAD,
    )
    insurance = held_field("Do they have public liability insurance?")
    insurance_millions = NumberField("For how many million pounds? (optional)", width=2, most=MOST_MILLIONS)
    insured_until = DayField("Until when? (optional)")
    dbs = OneOfField(
        "Are those who work alone with people checked (DBS)?",
        [Choice(each.value, words) for each, words in DBS_WORDS.items()],
        default=Dbs.UNKNOWN.value,
    )
    complaints = TextField(
        "Who hears complaints? (optional)", hint="How to reach them. Only staff see it.", longest=LONGEST_LEAD
    )
    data_protection = held_field("Do they tell people what they keep of them (a privacy notice)?")
    way = OneOfField(
        "How do you know?",
        [Choice(each.value, words) for each, words in WAY_WORDS.items()],
        required="Choose how you know",
    )
    checked_on = DayField("When was this checked?", required="Enter the date")
    valid_until = DayField("Until when does it hold? (optional)", hint="If you leave it empty, for a year")
