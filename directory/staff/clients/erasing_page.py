"""What the page shows on which somebody is erased, and its form."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from directory.casework.models import Client
from directory.casework.tombstones import ErasureReason
from directory.rights.erasure import ErasureInput, ErasurePlan, Figures
from directory.web.components import Fact
from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm

REASON_WORDS = {
    ErasureReason.ASKED: "The person asked for it",
    ErasureReason.TIME_OVER: "The time for keeping it is over",
    ErasureReason.MADE_IN_ERROR: "The record was made in error",
}
FIGURES_WORDS = {
    Figures.KEPT: (
        "Their scores, with the quarter their support began in and ten years of age, without a name or number. At least"
        " ten other people share these, so that nobody can tell whose they are. They go too where the person does not"
        " want them to count, or where the record was made in error."
    ),
    Figures.TOO_FEW: "Nothing stays in the figures: fewer than ten other people are like them.",
    Figures.UNREADABLE: "Nothing stays in the figures: the record cannot be read any more.",
    Figures.OBJECTS: "Nothing stays in the figures: they do not want to count in them.",
}


class ErasureForm(LynchpinForm[ErasureInput]):
    reason = OneOfField(
        "Why is it erased?",
        [Choice(each.value, words) for each, words in REASON_WORDS.items()],
        required="Choose why it is erased",
    )
    objects = AnyOfField(
        "What was measured (optional)", [Choice("yes", "They do not want it to count, even without their name")]
    )
    typed = TextField(
        "Type their reference, to be sure", required="Type the reference of this person", longest=20, width=10
    )

    def to_input(self) -> ErasureInput:
        return ErasureInput(ErasureReason(self.reason.data), self.typed.data, bool(self.objects.data))


@dataclass(frozen=True)
class ErasingPage:
    """What would go, what would stay, and which groups were told of the person."""

    name: str
    reference: str
    href: str
    goes: Sequence[Fact]
    figures: str
    told: Sequence[str]
    is_held: bool


def erasing_page(client: Client, plan: ErasurePlan) -> ErasingPage:
    return ErasingPage(
        name=client.listed_name,
        reference=client.reference,
        href=url_for("staff.show_client", reference=client.reference),
        goes=[Fact(heading, str(number)) for heading, number in plan.goes],
        figures=FIGURES_WORDS[plan.figures],
        told=plan.told,
        is_held=plan.is_held,
    )
