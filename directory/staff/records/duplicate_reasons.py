"""Why two records may be one, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.catalogue.duplicates.reasons import Reason, ReasonKind

VERY_LIKELY, LIKELY = 1.5, 1.2
REGISTERS = {
    "GB-CHC": "charity number",
    "GB-SC": "Scottish charity number",
    "GB-NIC": "Northern Irish charity number",
    "GB-COH": "company number",
}
WORDS = {
    ReasonKind.SAME_NAME: "Same name",
    ReasonKind.ALIKE_NAMES: "Names alike: {0} and {1}",
    ReasonKind.SAME_PHONE: "Same telephone number: {0}",
    ReasonKind.SAME_EMAIL: "Same email address: {0}",
    ReasonKind.SAME_PAGE: "Same web page: {0}",
    ReasonKind.SAME_SITE: "Same website: {0}",
    ReasonKind.SAME_GROUP: "Same organisation: {0}",
    ReasonKind.ALIKE_GROUPS: "Organisations alike: {0} and {1}",
    ReasonKind.SAME_TIMES: "Same day and time",
    ReasonKind.SAME_WORDS: "The same description",
    ReasonKind.OTHER_GROUP: "Other organisations: {0} and {1}",
    ReasonKind.OTHER_TIMES: "Other days or times",
}


@dataclass(frozen=True)
class ShownReason:
    """A reason, and whether it speaks for the two being one."""

    text: str
    speaks_for: bool


def shown_reasons(reasons: Iterable[Reason]) -> tuple[ShownReason, ...]:
    return tuple(ShownReason(reason_words(each), each.points > 0) for each in reasons)


def reason_words(reason: Reason) -> str:
    values = reason.detail.split(" | ")
    if reason.kind in (ReasonKind.NEAR, ReasonKind.FAR):
        return apart_words(int(reason.detail))
    if reason.kind == ReasonKind.SAME_IDENTIFIER:
        return f"Same {number_words(values[0])}"
    if reason.kind == ReasonKind.OTHER_IDENTIFIER:
        return f"Another {number_words(values[0])} and {values[1].split(' ', 1)[-1]}"
    if reason.kind == ReasonKind.SAME_POSTCODE:
        return f"Same postcode: {reason.detail[:-3]} {reason.detail[-3:]}"
    return WORDS[reason.kind].format(*values)


def apart_words(metres: int) -> str:
    """How far apart two places are."""
    if metres < 20:
        return "At the same spot"
    return f"{metres:,} metres apart" if metres < 1_500 else f"{metres / 1_000:.1f} km apart"


def number_words(value: str) -> str:
    """ "charity number 123456": a registered number with the name of its register."""
    register, _, number = value.partition(" ")
    return f"{REGISTERS.get(register, 'registered number')} {number}"


def likely_words(score: float) -> tuple[str, str]:
    """How likely a pair is one, and the colour of its tag."""
    if score >= VERY_LIKELY:
        return "Very likely", "teal"
    return ("Likely", "blue") if score >= LIKELY else ("Perhaps", "grey")


def names_first(reasons: Sequence[Reason]) -> list[Reason]:
    """Reasons for before reasons against, each the strongest first."""
    return sorted(reasons, key=lambda each: each.points < 0)
