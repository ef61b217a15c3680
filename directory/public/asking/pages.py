"""What the pages of a request for support show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.scheme_areas import Receiver, find_receiver
from directory.casework.models import Purpose, age_between
from directory.casework.referrals_in.danger import urgent_codes_in
from directory.casework.referrals_in.receiving import NobodyTakesRequests
from directory.casework.referrals_in.referral_states import GpAnswer
from directory.casework.wordings import newest_wording
from directory.geo.area_codes import ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES
from directory.geo.current import find_country
from directory.geo.postcodes import parse_postcode
from directory.public.asking.answers import Answers, sealed
from directory.public.asking.forms import PlaceForm
from directory.public.asking.steps import PLACE, Step, told_in
from directory.public.asking.walking import Walk
from directory.translation import lazy_gettext as _
from directory.web.components import Fact
from directory.web.fields.choices import AnyOfField, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.forms import plain_label
from directory.web.help_lines import HelpLine, help_lines_for
from directory.web.words import uk_date

NOT_SAID = _("Not said")
NOT_FOR_FACTS = frozenset({"knows"})
# Each country has a way of its own to register with a GP surgery.
COUNTRIES = {ENGLAND: "england", SCOTLAND: "scotland", WALES: "wales", NORTHERN_IRELAND: "northern-ireland"}


@dataclass(frozen=True)
class Doubts:
    """What may speak against somebody being supported by the team, which they may ask all the same.

    `countries` are those in which they may live: one, or all where nobody can tell.
    """

    team: str
    minimum_age: int
    outward: str
    countries: Sequence[str] = tuple(COUNTRIES.values())
    is_too_young: bool = False
    has_no_gp: bool = False
    is_out_of_area: bool = False

    @property
    def are_any(self) -> bool:
        return self.is_too_young or self.has_no_gp or self.is_out_of_area


@dataclass(frozen=True)
class Section:
    """What was answered on one page, to be checked."""

    step: str
    title: Any
    facts: Sequence[Fact]


@dataclass(frozen=True)
class CheckPage:
    """All that was answered, what is agreed to, and whom to turn to at once where words of danger were heard.

    `has_changed` where somebody was shown another team or other words with the same answers before.
    """

    who: str
    action: str
    carried: str
    team: str
    sections: Sequence[Section]
    wording: str
    has_changed: bool
    urgent_lines: Sequence[HelpLine]


def find_doubts(db: Session, form: PlaceForm) -> Doubts | None:
    """What may speak against it, by the first answers; None where nobody takes requests at all."""
    outward = form.find_outward()
    receiver = find_receiver(db, outward)
    if receiver is None:
        return None
    age = age_between(form.born_on.data, clock.today()) if form.born_on.data else None
    return Doubts(
        team=receiver.scheme.name,
        minimum_age=receiver.scheme.minimum_age,
        outward=outward,
        countries=countries_of(form.postcode.data or "", outward),
        is_too_young=age is not None and age < receiver.scheme.minimum_age,
        has_no_gp=receiver.scheme.needs_gp and form.has_gp.data == GpAnswer.NO,
        is_out_of_area=not receiver.is_for_area,
    )


def countries_of(postcode: str, outward: str) -> tuple[str, ...]:
    """The country that a postcode, or at least its first half, lies in; all of them where that cannot be told."""
    country = find_country(postcode) or find_country(outward)
    return (COUNTRIES[country],) if country in COUNTRIES else tuple(COUNTRIES.values())


def place_form(steps: Sequence[Step], answers: Answers) -> PlaceForm | None:
    """The first answers, where they can be used; a friend or relative is asked none of them."""
    step = steps[0]
    if step.name != PLACE:
        return None
    form = answers.form_of(PLACE, step.form)
    return form if isinstance(form, PlaceForm) and form.validate() else None


def build_check_page(db: Session, walk: Walk, who: str, answers: Answers) -> CheckPage:
    """The last page, for the team that will read it. Raises NobodyTakesRequests."""
    told = told_in(walk.steps, answers)
    receiver = receiver_of(db, told)
    wording = newest_wording(db, receiver.scheme.id, Purpose.CONTACT)
    shown = replace(answers, reader=str(receiver.scheme.id), wording=wording.number)
    return CheckPage(
        who=who,
        action=walk.action,
        carried=sealed(walk.kind, shown),
        team=receiver.scheme.name,
        sections=sections_of(walk, answers),
        wording=wording.text,
        has_changed=bool(answers.reader) and answers != shown,
        urgent_lines=help_lines_for(urgent_codes_in(db, told)),
    )


def receiver_of(db: Session, told: dict[str, Any]) -> Receiver:
    receiver = find_receiver(db, parse_postcode(told["postcode"]).outward)
    if receiver is None:
        raise NobodyTakesRequests
    return receiver


def sections_of(walk: Walk, answers: Answers) -> Sequence[Section]:
    """All that was answered, page by page, to be checked."""
    return [section_of(each, answers) for each in walk.steps if each.name not in NOT_FOR_FACTS]


def section_of(step: Step, answers: Answers) -> Section:
    form = answers.form_of(step.name, step.form)
    form.validate()
    return Section(step.name, step.title, [Fact(plain_label(each), said_in(each)) for each in form.questions])


def said_in(field: Any) -> Any:
    """What was answered to a question, in words."""
    if not field.data:
        return str(NOT_SAID)
    if isinstance(field, DayField):
        return uk_date(field.data)
    if isinstance(field, AnyOfField):
        return [str(label) for value, label, *_rest in field.iter_choices() if value in field.data]
    if isinstance(field, OneOfField | PickField):
        return next((str(label) for value, label, *_rest in field.iter_choices() if value == field.data), "")
    return str(field.data).split("\n")
