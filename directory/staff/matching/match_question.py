"""What is asked of the matcher: the form, its answers, and the profile they make."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from wtforms import HiddenField

from directory.casework.assessment.plan_models import Goal
from directory.casework.inputs import LONGEST_STATEMENT
from directory.casework.models import Client
from directory.casework.queries import open_case
from directory.casework.references import read_reference
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.timetable.slots import slots_for
from directory.errors import WrongInput
from directory.geo.current import find_place
from directory.geo.distance import METRES_PER_MILE
from directory.matching.profile import Company, Profile
from directory.search.hard_limits import ways_named
from directory.staff.matching.match_limits import COMPANY
from directory.web.fields.carried import CarriedField
from directory.web.fields.choices import AnyOfField, Choice, PickField
from directory.web.fields.money import MoneyField, read_pence
from directory.web.fields.text import LongTextField, NumberField, PostcodeField, TextField
from directory.web.forms import LynchpinForm
from directory.web.limit_choices import ACCESS, DAYS, LANGUAGES, PARTS, WAY_CHOICES

USUAL_MILES = "3"
ANY_DISTANCE = "any"
DISTANCES = (
    Choice("0.5", "Half a mile"),
    Choice("1", "1 mile"),
    Choice("2", "2 miles"),
    Choice("3", "3 miles"),
    Choice("5", "5 miles"),
    Choice("10", "10 miles"),
    Choice(ANY_DISTANCE, "Any distance"),
)
COMPANIES: Mapping[str, Company] = {"women": "women", "men": "men", "mixed": "mixed"}
NOTHING_ASKED = "Write what they said, or add a hobby or a need"


# The questions that may have several answers.
SEVERAL = (
    "needs",
    "days",
    "parts",
    "ways",
    "access",
    "added",
    "not_meant",
    "not_refused",
    "not_learnt",
    "again",
    "chosen",
)
MOST_CHOSEN = 10
# What is answered once, and not carried on to the next question.
PASSING = ("missing", "looked_for", "gap")


@dataclass(frozen=True)
class MatchQuestion:
    """What was asked. `missing` names an activity that somebody expected to see; `client` is a reference.

    `chosen` are the ids of activities ticked among the results. `added` are codes of concepts that were not heard,
    `not_meant` of those that were and are not meant; `not_refused` are the words of what was taken for turned down.
    `not_learnt` is what was learnt from what they tried and does not count now, `again` are the ids of activities to
    try again.
    `looked_for` is what was typed to find a concept to add, and `gap` the id of what a champion was asked. `goal`
    is the id of the goal of a plan that activities are looked for, where there is one, and `instead_of` the reference
    of a referral that came to nothing.
    """

    client: str = ""
    statement: str = ""
    hobbies: str = ""
    needs: tuple[str, ...] = ()
    other_needs: str = ""
    postcode: str = ""
    within: str = USUAL_MILES
    age: int | None = None
    days: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    most_cost: str = ""
    ways: tuple[str, ...] = ()
    language: str = ""
    company: str = ""
    access: tuple[str, ...] = ()
    may_be_full: str = ""
    tried_too: str = ""
    elsewhere_too: str = ""
    added: tuple[str, ...] = ()
    not_meant: tuple[str, ...] = ()
    not_refused: tuple[str, ...] = ()
    not_learnt: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    missing: str = ""
    looked_for: str = ""
    gap: str = ""
    goal: str = ""
    instead_of: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """The answers by field, for the form to show again."""
        return {**asdict(self), **{name: list(getattr(self, name)) for name in SEVERAL}}

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The answers as hidden values of a second form: everything but what passes."""
        single = {name: value for name, value in self.values.items() if name not in (*SEVERAL, *PASSING)}
        named = [(name, str(value)) for name, value in single.items() if value not in ("", None)]
        return named + [(name, value) for name in SEVERAL for value in getattr(self, name)]

    @property
    def is_anything(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.statement or self.hobbies or self.needs or self.other_needs or self.added)

    @property
    def has_limits(self) -> bool:
        """Whether anything is limited beside distance and age."""
        limits = (self.days, self.parts, self.most_cost, self.ways, self.language, self.company, self.access)
        return any(limits)


def question_of(values: Mapping[str, Any]) -> MatchQuestion:
    """A question from its values, as they were kept."""
    return MatchQuestion(**{**values, **{name: tuple(values.get(name, ())) for name in SEVERAL}})


class MatchForm(LynchpinForm[MatchQuestion]):
    client = HiddenField()
    goal = HiddenField()
    instead_of = HiddenField()
    statement = LongTextField(
        "What did they say?",
        hint="In their own words: what they enjoy, what is hard just now, and what they do not want",
        longest=LONGEST_STATEMENT,
    )
    hobbies = TextField("Hobbies and interests (optional)", hint="Put commas between them, like gardening, singing")
    other_needs = TextField("What would help? (optional)", hint="Put commas between them, like company, debt advice")
    needs = AnyOfField("Needs", small=True)
    postcode = PostcodeField("Postcode (optional)", hint="The first half, like LS11, is enough")
    within = PickField("How far can they go?", DISTANCES, hint="Counted from the postcode", default=USUAL_MILES)
    age = NumberField("Age (optional)", least=0, most=120)
    days = AnyOfField("Which days suit?", DAYS, hint="Leave empty for any day", small=True)
    parts = AnyOfField("What time of day?", PARTS, hint="Leave empty for any time", small=True)
    most_cost = MoneyField("Most they can pay each time (optional)", hint="0 for what is free")
    ways = AnyOfField("How can they take part?", WAY_CHOICES, hint="Leave empty for any way", small=True)
    language = PickField("Language they need", LANGUAGES, empty="Any language")
    company = PickField("Who with?", COMPANY, empty="Anybody")
    access = AnyOfField(
        "What do they need to get in and take part?",
        ACCESS,
        hint="What a place is known to lack is kept out; what nobody has asked yet is not",
        small=True,
    )
    may_be_full = HiddenField()
    tried_too = HiddenField()
    elsewhere_too = HiddenField()
    added = CarriedField()
    not_meant = CarriedField()
    not_refused = CarriedField()
    not_learnt = CarriedField()
    again = CarriedField()
    chosen = CarriedField()
    missing = TextField("Name of the activity or group", longest=200)

    def to_input(self) -> MatchQuestion:
        ticked = tuple(self.needs.data or ())
        question = MatchQuestion(
            client=self.client.data or "",
            statement=self.statement.data or "",
            hobbies=self.hobbies.data or "",
            needs=ticked,
            other_needs=self.other_needs.data or "",
            postcode=self.postcode.data or "",
            within=self.within.data,
            age=self.age.data,
            days=tuple(self.days.data or ()),
            parts=tuple(self.parts.data or ()),
            most_cost=self.most_cost.data or "",
            ways=tuple(self.ways.data or ()),
            language=self.language.data or "",
            company=self.company.data or "",
            access=tuple(self.access.data or ()),
            may_be_full="yes" if self.may_be_full.data == "yes" else "",
            tried_too="yes" if self.tried_too.data == "yes" else "",
            elsewhere_too="yes" if self.elsewhere_too.data == "yes" else "",
            added=tuple(self.added.data or ()),
            # What was taken out was unticked too: a tick is somebody's second thought.
            not_meant=tuple(each for each in self.not_meant.data or () if each not in ticked),
            not_refused=tuple(self.not_refused.data or ()),
            not_learnt=tuple(self.not_learnt.data or ()),
            again=tuple(self.again.data or ()),
            chosen=tuple(self.chosen.data or ())[:MOST_CHOSEN],
            missing=self.missing.data or "",
            goal=self.goal.data or "",
            instead_of=read_reference(self.instead_of.data or "") or "",
        )
        if not question.is_anything:
            raise WrongInput(NOTHING_ASKED, {"statement": NOTHING_ASKED})
        return question


def profile_of(question: MatchQuestion, tried: Collection[uuid.UUID] = ()) -> Profile:
    """What the matcher is told. Raises WrongInput for a postcode that cannot be placed.

    `tried` are the activities that the client was referred to before, and did not stay with or has come to the end of.
    """
    place = find_place(question.postcode) if question.postcode else None
    profile = Profile(
        statement=question.statement,
        hobbies=split_list(question.hobbies),
        needs=(*question.needs, *question.added, *split_list(question.other_needs)),
        within_m=reach_m(question.within) if place else None,
        age=question.age,
        slots=slots_for(question.days, question.parts),
        most_pence=read_pence(question.most_cost) if question.most_cost else None,
        ways=ways_named(question.ways),
        language=question.language or None,
        company=COMPANIES.get(question.company),
        access=frozenset(question.access),
        tried=frozenset() if question.tried_too else frozenset(tried),
        may_be_full=bool(question.may_be_full),
        may_be_elsewhere=bool(question.elsewhere_too),
        not_meant=frozenset(question.not_meant),
        not_refused=frozenset(question.not_refused),
    )
    return profile.living_at(place)


def reach_m(within: str) -> int | None:
    """How far somebody can go, in metres; None for any distance."""
    return None if within == ANY_DISTANCE else round(float(within) * METRES_PER_MILE)


def split_list(text: str) -> tuple[str, ...]:
    """Words with commas or line ends between them."""
    return tuple(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())


def question_for(
    client: Client, today: date, goal: Goal | None = None, assessed: tuple[str, ...] = (), instead_of: str = ""
) -> MatchQuestion:
    """What is known of a client, filled in for the coordinator to change; for a goal, it and the needs it is about.

    `assessed` are the codes of the needs that were found in their assessment, and `instead_of` the reference of a
    referral that came to nothing.
    """
    case = open_case(client)
    said = (case.statement if case else "") or ""
    return MatchQuestion(
        client=client.reference,
        goal=str(goal.id) if goal else "",
        instead_of=instead_of,
        statement=goal.words if goal else said,
        needs=goal.need_codes if goal else assessed,
        postcode=client.postcode or "",
        age=client.age_on(today),
    )


def need_choices(terms: Sequence[TaxonomyTerm]) -> list[Choice]:
    """The needs to pick from, without the headings they stand under."""
    headings = {term.parent_id for term in terms}
    return [Choice(term.code, term.name) for term in terms if term.code and term.id not in headings]
