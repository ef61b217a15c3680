"""The Warwick-Edinburgh Mental Wellbeing Scale: fourteen items of 1 to 5 about the last two weeks, 14 to 70."""

from typing import Final

from directory.outcomes.packs.scoring import named, numbered_items, score_range
from directory.outcomes.packs.shape import Direction, ImportantDifference, Licence, Pack

ITEMS: Final = numbered_items(
    (
        "optimistic",
        "useful",
        "relaxed",
        "interest in others",
        "energy",
        "problems",
        "thinking",
        "about oneself",
        "closeness",
        "confidence",
        "own mind",
        "loved",
        "interest in new things",
        "cheerful",
    ),
    1,
    5,
    Direction.HIGHER,
)

PACK: Final = Pack(
    code="wemwbs",
    name="Wellbeing (WEMWBS)",
    about="Mental wellbeing over the last two weeks, in fourteen answers of 1 to 5.",
    items=ITEMS,
    scores=(score_range(ITEMS, "total", "total", Direction.HIGHER),),
    from_total=named("total"),
    may_be_missing=3,
    missing_rule="Up to three answers may be missing; the mean of the others stands for each.",
    licence=Licence(
        is_open=False,
        note="© NHS Health Scotland, University of Warwick and University of Edinburgh, 2006. A service registers with"
        " Warwick; free for services that are not for profit. Its words must not be altered.",
    ),
    source="Tennant et al. 2007, Health and Quality of Life Outcomes 5:63.",
    important_difference=ImportantDifference(
        "total", 3, "Three points or more, for groups of people.", "Maheswaran et al. 2012, HQLO 10:156."
    ),
)
