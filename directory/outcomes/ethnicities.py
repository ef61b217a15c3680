"""Ethnic groups as people write them, to those of the census of England and Wales 2021.

Broad words alone ("Asian") go to the broad group. What is not in the table is told as not recognised, and its words
are not kept: they may be about one person only.
"""

import re
from typing import Final

# Code, label, broad group.
GROUPS: Final = {
    "white_british": ("White British", "white"),
    "white_irish": ("White Irish", "white"),
    "gypsy_or_traveller": ("Gypsy or Irish Traveller", "white"),
    "roma": ("Roma", "white"),
    "other_white": ("Other White", "white"),
    "mixed_white_black_caribbean": ("Mixed White and Black Caribbean", "mixed"),
    "mixed_white_black_african": ("Mixed White and Black African", "mixed"),
    "mixed_white_asian": ("Mixed White and Asian", "mixed"),
    "other_mixed": ("Other mixed", "mixed"),
    "indian": ("Indian", "asian"),
    "pakistani": ("Pakistani", "asian"),
    "bangladeshi": ("Bangladeshi", "asian"),
    "chinese": ("Chinese", "asian"),
    "other_asian": ("Asian, other or not said which", "asian"),
    "black_african": ("Black African", "black"),
    "black_caribbean": ("Black Caribbean", "black"),
    "other_black": ("Black, other or not said which", "black"),
    "arab": ("Arab", "other"),
    "other": ("Other", "other"),
    "not_stated": ("Not stated", "not stated"),
    "not_recognised": ("Not recognised", "not stated"),
}
NOT_RECOGNISED: Final = "not_recognised"

SPELLINGS: Final = {
    "white_british": "british|english|welsh|scottish|northern irish|white english|white welsh|white scottish|wb"
    "|english welsh scottish northern irish or british|white english welsh scottish northern irish or british"
    "|english welsh scottish northern irish british|white uk",
    "white_irish": "irish",
    "gypsy_or_traveller": "gypsy|traveller|irish traveller|gypsy or irish traveller|white gypsy or irish traveller",
    "roma": "white roma",
    "other_white": "white|white other|any other white|any other white background|white european|white polish|european",
    "mixed_white_black_caribbean": "white and black caribbean|mixed black caribbean",
    "mixed_white_black_african": "white and black african|mixed black african",
    "mixed_white_asian": "white and asian|mixed asian",
    "other_mixed": "mixed|mixed other|any other mixed|multiple|any other mixed or multiple ethnic background"
    "|any other mixed background|mixed or multiple ethnic groups",
    "indian": "asian indian|british indian|asian or asian british indian",
    "pakistani": "asian pakistani|british pakistani|asian or asian british pakistani",
    "bangladeshi": "asian bangladeshi|british bangladeshi|asian or asian british bangladeshi",
    "chinese": "asian chinese|asian or asian british chinese",
    "other_asian": "asian|asian other|asian british|british asian|asian or asian british|any other asian background"
    "|asian and black asian|south asian",
    "black_african": "african|black or black british african|black british african",
    "black_caribbean": "caribbean|black or black british caribbean|black british caribbean",
    "other_black": "black|black other|black british|black or black british|any other black background"
    "|other black african|any other black black british or caribbean background",
    "arab": "arabic",
    "other": "other ethnic group|any other ethnic group|any other",
    "not_stated": "prefer not to say|not known|unknown|refused|declined|not given|not asked|not disclosed|not said",
}


def plain(text: str) -> str:
    """A text as it is looked up: small letters, and one space between words."""
    return " ".join(re.findall(r"[a-z]+", text.casefold().replace("&", " and ")))


def every_spelling() -> dict[str, str]:
    table = {plain(code): code for code in GROUPS}
    table |= {plain(label): code for code, (label, _) in GROUPS.items()}
    for code, spellings in SPELLINGS.items():
        table |= {plain(each): code for each in spellings.split("|")}
    return table


TABLE: Final = every_spelling()


def ethnic_group(text: str) -> str | None:
    """The code of a group as somebody wrote it; None for nothing, `not_recognised` where the table does not have it."""
    if not text.strip():
        return None
    return TABLE.get(plain(text), NOT_RECOGNISED)
