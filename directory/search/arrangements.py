"""How an activity is run, where that decides whether somebody comes, by the codes of the tags that say so."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.translation import noted


@dataclass(frozen=True)
class Arrangement:
    """What it is called where it is so, and where nobody knows.

    A tag `denied_by` says that it is not so, in the words `missing`; where none can, silence is all there is.
    """

    there: str
    named: str
    denied_by: str = ""
    missing: str = ""


ARRANGEMENTS: Mapping[str, Arrangement] = {
    "beginners-welcome": Arrangement(noted("Beginners are welcome"), noted("whether beginners are welcome")),
    "met-at-the-door": Arrangement(
        noted("Someone can meet you at the door"), noted("whether someone can meet you at the door")
    ),
    "no-referral-needed": Arrangement(
        noted("No referral needed"),
        noted("whether a referral is needed"),
        "referral-needed",
        noted("Nobody can come without a referral"),
    ),
}
