"""Forms about champion domains: what one covers, where, and who keeps it; and handing one over."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema
from sqlalchemy.orm import Session
from wtforms import HiddenField, StringField

from directory.accounts.models import User
from directory.catalogue.loaded_areas import list_areas
from directory.champions.domains.arranging import list_candidates, teams_of
from directory.champions.domains.inputs import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_TERMS,
    DomainInput,
    DomainSchema,
    HandoverInput,
    HandoverSchema,
)
from directory.champions.models import ChampionDomain
from directory.errors import WrongInput
from directory.geo.area_codes import COUNTRIES, country_named, is_council
from directory.geo.current import find_place
from directory.geo.postcode_layout import PostcodeFileUnusable
from directory.staff.writing.areas import COUNTRIES as COUNTRY_CHOICES
from directory.staff.writing.choosing import Choosing, IdsField, tidy_search, with_change
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.text import LongTextField, PostcodeField, TextField
from directory.web.forms import LynchpinForm, SeenField
from directory.web.ids import find_id

EVERYWHERE, COUNTRY, COUNCIL, LOADED = "everywhere", "country", "council", "loaded"
NO_COUNCIL = "We do not know which council this postcode is in. Give another one there"
CODES = {each.value: country_named(each.value) or "" for each in COUNTRY_CHOICES}


class DomainForm(LynchpinForm[DomainInput]):
    schema = DomainSchema

    name = TextField(
        "Name", required="Enter the name of the domain", hint="Like Older people, or Men", longest=LONGEST_NAME
    )
    description = LongTextField(
        "What it is about (optional)", hint="A sentence for colleagues", longest=LONGEST_DESCRIPTION, rows=2
    )
    terms = IdsField(most=MOST_TERMS, called="things")
    add = HiddenField()
    remove = HiddenField()
    q = StringField("Look for something")
    where = OneOfField(
        "Where is it for?",
        [
            Choice(EVERYWHERE, "Everywhere"),
            Choice(COUNTRY, "One country"),
            Choice(COUNCIL, "The area of a council"),
            Choice(LOADED, "Another area", "One that was loaded, such as a ward"),
        ],
        required="Choose where it is for",
    )
    country = PickField("Country", COUNTRY_CHOICES, empty="Choose a country")
    council_name = TextField("Name of the council", longest=100)
    council_postcode = PostcodeField("A postcode there", hint="Any one, so that we know which council it is")
    council_code = HiddenField()
    loaded = PickField("Area", (), empty="Choose an area")
    champion = PickField("Champion", (), empty="Nobody yet")
    deputies = AnyOfField(
        "Deputies (optional)",
        hint="They keep it beside the champion, and alone while the champion is away",
        small=True,
    )
    seen = SeenField()

    @property
    def choosing(self) -> Choosing:
        """What was chosen and looked for, with what the button that was pressed adds or takes out."""
        added, removed = find_id(self.add.data), find_id(self.remove.data)
        chosen = with_change(self.terms.data or (), added, removed)
        return Choosing(chosen, tidy_search(self.q.data), added, removed)

    def answers(self, schema: type[Schema]) -> dict[str, Any]:
        """What was answered. Raises WrongInput where it is not clear which area is meant."""
        given = {
            "name": self.name.data,
            "description": self.description.data,
            "area": self.area(),
            "term_ids": [str(each) for each in self.terms.data or ()],
            "champion_id": self.champion.data,
            "deputy_ids": self.deputies.data,
            "version": self.seen.data,
        }
        return {name: value for name, value in given.items() if value not in (None, "", [])}

    def area(self) -> dict[str, str] | None:
        """The code and name of the area that was chosen; none for everywhere. Raises WrongInput."""
        if self.where.data == COUNTRY:
            return {"code": CODES.get(needed(self, "country", "Choose a country"), ""), "name": self.country.data}
        if self.where.data == COUNCIL:
            name = needed(self, "council_name", "Enter the name of the council")
            return {"code": self.find_council(), "name": name}
        if self.where.data == LOADED:
            code = needed(self, "loaded", "Choose an area")
            return {"code": code, "name": label_of(self.loaded, code)}
        return None

    def find_council(self) -> str:
        """The council of the postcode or, where none was given, the one that was meant before. Raises WrongInput."""
        if not self.council_postcode.data and is_council(self.council_code.data or ""):
            return str(self.council_code.data)
        typed = needed(self, "council_postcode", "Enter a postcode there")
        try:
            code = find_place(typed).area
        except (WrongInput, PostcodeFileUnusable):
            code = ""
        if not is_council(code):
            raise WrongInput(f"{NO_COUNCIL}.", {"council_postcode": NO_COUNCIL})
        return code


def label_of(field: PickField, value: str) -> str:
    return next(str(each.label) for each in field.choices or () if each.value == value)


def needed(form: DomainForm, name: str, words: str) -> str:
    answer = form[name].data
    if not answer:
        raise WrongInput(f"{words}.", {name: words})
    return str(answer)


class HandoverForm(LynchpinForm[HandoverInput]):
    schema = HandoverSchema

    champion_id = PickField("To whom", (), empty="Choose a champion", required="Choose a champion")
    note = LongTextField(
        "What they have to know (optional)",
        hint="What is under way, and which group likes what. Name no client here. It is kept for who keeps the domain",
        longest=LONGEST_NOTE,
        rows=6,
    )
    stays_deputy = AnyOfField("And you?", [Choice("true", "Whoever has it now stays as a deputy")], small=True)
    version = SeenField()

    def answers(self, schema: type[Schema]) -> dict[str, Any]:
        given = super().answers(schema)
        return given | {"stays_deputy": bool(self.stays_deputy.data), "version": self.version.data}


def domain_choices(db: Session, domain: ChampionDomain | None) -> Mapping[str, Sequence[Choice]]:
    """Who may keep a domain, those who do already also where they are away, and the areas that were loaded."""
    people = people_choices(db, [domain.champion, *domain.deputies] if domain else ())
    loaded = [Choice(code, name) for code, name in list_areas(db)]
    code = domain.area_code if domain else None
    if domain and code and kind_of_area(code) == LOADED and code not in {each.value for each in loaded}:
        loaded.append(Choice(code, domain.area_name or code))
    return {"champion": people, "deputies": people, "loaded": loaded}


def people_choices(db: Session, keeping: Sequence[User | None] = ()) -> list[Choice]:
    """The champions at work, each with their team, and who keeps something already."""
    candidates = list_candidates(db)
    teams = teams_of(db, candidates)
    away = [each for each in dict.fromkeys(filter(None, keeping)) if each not in candidates]
    at_work = [Choice(str(each.id), f"{each.name} ({teams.get(each, '')})") for each in candidates]
    return at_work + [Choice(str(each.id), f"{each.name} (away)") for each in away]


def values_of_domain(domain: ChampionDomain) -> dict[str, Any]:
    """A domain as its form shows it."""
    code, name = domain.area_code or "", domain.area_name or ""
    kind = kind_of_area(code)
    return {
        "name": domain.name,
        "description": domain.description,
        "terms": [each.id for each in domain.terms],
        "where": kind,
        "country": name if kind == COUNTRY else "",
        "council_name": name if kind == COUNCIL else "",
        "council_code": code if kind == COUNCIL else "",
        "loaded": code if kind == LOADED else "",
        "champion": str(domain.champion_id or ""),
        "deputies": [str(each.id) for each in domain.deputies],
        "seen": domain.version,
    }


def kind_of_area(code: str) -> str:
    """How an area is asked for, by its code."""
    if not code:
        return EVERYWHERE
    if code in COUNTRIES:
        return COUNTRY
    return COUNCIL if is_council(code) else LOADED
