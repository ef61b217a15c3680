"""What somebody may need to get in and take part, by the codes of the questions about access at a place.

What is asked of a width is left out, as it is no yes or no. That somebody can meet people at the door is said by a tag,
and never denied.
"""

from collections.abc import Mapping

from directory.catalogue.access.questions import QUESTIONS

MET_AT_THE_DOOR = "met-at-the-door"
# What each is called where it is there, and where it is not.
THERE: Mapping[str, str] = {
    **{code: each.has for code, each in QUESTIONS.items() if not each.unit},
    MET_AT_THE_DOOR: "Somebody can meet them at the door",
}
MISSING: Mapping[str, str] = {code: each.lacks for code, each in QUESTIONS.items() if not each.unit}
# What it is called where nobody knows.
NAMED: Mapping[str, str] = {
    **{code: each.named for code, each in QUESTIONS.items() if not each.unit},
    MET_AT_THE_DOOR: "whether somebody can meet them at the door",
}
ACCESS_NEEDS = tuple(THERE)
