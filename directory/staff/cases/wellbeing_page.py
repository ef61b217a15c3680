"""The page that asks for the total of a wellbeing questionnaire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from marshmallow import Schema

from directory.casework.models import Case, Client
from directory.outcomes.inputs import WellbeingInput, WellbeingSchema
from directory.outcomes.instruments import swemwbs
from directory.outcomes.licences.queries import ShownWording
from directory.outcomes.models import AnswerMode, InstrumentResponse, Occasion, score_of
from directory.staff.questionnaires.words import WordingPart, wording_parts
from directory.web.components import Fact
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import NumberField
from directory.web.forms import LynchpinForm, SeenField
from directory.web.words import uk_short_date

OCCASIONS = (
    Choice(Occasion.BASELINE.value, "At the start", "Before or at the first support session"),
    Choice(Occasion.EXIT.value, "At the end", "At the last session or soon after"),
)
MODES = (
    Choice(AnswerMode.PAPER.value, "On paper"),
    Choice(AnswerMode.SCREEN.value, "On a screen"),
    Choice(AnswerMode.PHONE.value, "Read out over the phone"),
    Choice(AnswerMode.IN_PERSON.value, "Read out in person"),
)


class WellbeingForm(LynchpinForm[WellbeingInput]):
    schema = WellbeingSchema

    seen_baseline = SeenField()
    seen_exit = SeenField()
    occasion = OneOfField("When was it filled in?", OCCASIONS, required="Choose start or end")
    total = NumberField(
        "Total of the seven answers",
        required="Enter the total of the seven answers",
        hint=f"From {swemwbs.LOWEST} to {swemwbs.HIGHEST}. All seven have to be answered.",
        width=2,
        least=swemwbs.LOWEST,
        most=swemwbs.HIGHEST,
    )
    taken_on = DayField(
        "Date it was filled in", required="Enter the date it was filled in", hint="For example, 27 3 2026"
    )
    mode = OneOfField(
        "How did they answer?",
        MODES,
        required="Choose how they answered",
        hint="Reading questions aloud tends to raise the answers, so this is kept with the score",
    )

    def answers(self, schema: type[Schema]) -> dict[str, Any]:
        """What was answered, with what its sender had seen recorded for the occasion they chose."""
        seen = {Occasion.BASELINE: self.seen_baseline, Occasion.EXIT: self.seen_exit}.get(self.occasion.data)
        return {**super().answers(schema), "seen": seen.data if seen else None}


@dataclass(frozen=True)
class WellbeingPage:
    """Whose wellbeing is asked for, and what is known already. `next_occasion` is the one that is missing.

    `seen` holds the version of each occasion that is recorded, by the field of the form that carries it; `words` are
    the questions that the team may show, in each language.
    """

    name: str
    client_href: str
    save_href: str
    known: tuple[Fact, ...]
    next_occasion: str
    seen: Mapping[str, int]
    words: Sequence[WordingPart]


def build_wellbeing_page(
    client: Client, case: Case, responses: Sequence[InstrumentResponse], shown: Sequence[ShownWording]
) -> WellbeingPage:
    """The page for one client's spell of support."""
    of_case = {each.occasion: each for each in responses if each.case_id == case.id}
    missing = [each.value for each in Occasion if each.value not in of_case]
    return WellbeingPage(
        name=client.name,
        client_href=url_for("staff.show_client", reference=client.reference),
        save_href=url_for("staff.record_wellbeing", reference=client.reference),
        known=tuple(
            Fact(each.label, response_words(of_case[each.value])) for each in OCCASIONS if each.value in of_case
        ),
        next_occasion=missing[0] if missing else "",
        seen={f"seen_{each.value}": of_case[each.value].version if each.value in of_case else 0 for each in Occasion},
        words=wording_parts(swemwbs.PACK, shown),
    )


def take_newest_scores(form: WellbeingForm, page: WellbeingPage) -> bool:
    """Whether somebody recorded a score while the form was open.

    The form then knows the newest: sent again, it is meant to replace what its sender has been shown.
    """
    is_newer = any(form[name].data != version for name, version in page.seen.items())
    for name, version in page.seen.items():
        form[name].data = version
    return is_newer


def response_words(response: InstrumentResponse) -> str:
    """21 on 3 March 2026, on paper."""
    return f"{score_of(response, 'raw'):g} on {uk_short_date(response.taken_on)}, {response.mode}"
