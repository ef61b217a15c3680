"""Words for what people agree to: what is asked, how they stand to it, and what that means."""

from collections.abc import Mapping

from directory.accounts.models import LawfulBasis, SpecialBasis
from directory.casework.models import GivenBy, GivenHow, Purpose
from directory.casework.rules import Standing

ASKED: Mapping[Purpose, str] = {
    Purpose.REFERRAL: "Share their details with groups",
    Purpose.CONTACT: "Ring or write to them",
    Purpose.EVALUATION: "Count them in our evaluation",
    Purpose.FEEDBACK: "Tell their GP and referrer how it went",
}
STANDING: Mapping[Standing, tuple[str, str]] = {
    Standing.AGREES: ("Yes", "green"),
    Standing.SAID_NO: ("No", "yellow"),
    Standing.TOOK_IT_BACK: ("No longer", "yellow"),
    Standing.NOT_ASKED: ("Not asked", "grey"),
}
# What follows from it, for somebody who agrees, who does not, and who was never asked.
MEANS: Mapping[Purpose, tuple[str, str, str]] = {
    Purpose.REFERRAL: (
        "We may refer them to groups they choose.",
        "Nothing is shared. Letters that have not left are held back.",
        "Nothing is shared until they agree.",
    ),
    Purpose.CONTACT: (
        "We may ring or write to them.",
        "Do not ring or write to them. They can still come to us.",
        "Ask them how they like to be reached.",
    ),
    Purpose.EVALUATION: (
        "Their scores count in the figures.",
        "They are left out of the figures from now on. Their support stays the same.",
        "Their scores count in the figures unless they say no.",
    ),
    Purpose.FEEDBACK: (
        "We may send their GP practice and whoever referred them a message, once we have looked through it.",
        "No message goes. One that has not left is held back, and links to others show nothing any more.",
        "No message goes until they agree.",
    ),
}
HOW: Mapping[GivenHow, str] = {
    GivenHow.SPOKEN: "They told us",
    GivenHow.PAPER: "On paper",
    GivenHow.ONLINE: "Online",
}
BY: Mapping[GivenBy, str] = {
    GivenBy.THEMSELF: "They did",
    GivenBy.PARENT: "A parent or guardian",
    GivenBy.ATTORNEY: "Somebody with a lasting power of attorney",
    GivenBy.BEST_INTERESTS: "Somebody who decided in their best interests",
}
BY_HINTS: Mapping[GivenBy, str] = {
    GivenBy.PARENT: "Only if the person is under 16",
    GivenBy.ATTORNEY: "Only for somebody who cannot decide this",
    GivenBy.BEST_INTERESTS: "Only for somebody of 16 or over who cannot decide this",
}


LAWFUL: Mapping[LawfulBasis, str] = {
    LawfulBasis.PUBLIC_TASK: "it is part of a public service (public task)",
    LawfulBasis.LEGITIMATE_INTERESTS: "it is needed to help, and does not outweigh their rights (legitimate interests)",
    LawfulBasis.CONSENT: "they said yes to it (consent)",
}
SPECIAL: Mapping[SpecialBasis, str] = {
    SpecialBasis.CARE: "to give or arrange care (health or social care)",
    SpecialBasis.PUBLIC_INTEREST: "because it matters to everybody (substantial public interest)",
    SpecialBasis.EXPLICIT_CONSENT: "because they said a clear yes to it (explicit consent)",
}


def basis_words(lawful: str, special: str) -> str:
    """What allows a team to keep what it keeps of somebody, in plain words."""
    return (
        f"The law lets us keep this because {LAWFUL[LawfulBasis(lawful)]}, and what is about health "
        f"{SPECIAL[SpecialBasis(special)]}."
    )


def meaning_of(purpose: Purpose, standing: Standing) -> str:
    """What follows from how somebody stands to a kind of agreement, as a sentence."""
    if_yes, if_no, if_not_asked = MEANS[purpose]
    return {Standing.AGREES: if_yes, Standing.NOT_ASKED: if_not_asked}.get(standing, if_no)
