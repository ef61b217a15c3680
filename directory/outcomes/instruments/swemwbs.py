"""The Short Warwick-Edinburgh Mental Wellbeing Scale: seven items of 1 to 5 about the last two weeks.

The raw total runs from 7 to 35, higher is better. Its owners ask that it be turned into the metric score of
Stewart-Brown et al. 2009 before it is analysed. Items are not shipped: the scale is licensed (© NHS Health Scotland,
University of Warwick and University of Edinburgh), and a service registers to use it.
"""

from typing import Final

from directory.errors import WrongInput
from directory.outcomes.packs.scoring import numbered_items
from directory.outcomes.packs.shape import Direction, Licence, Pack, ScoreKind

CODE: Final = "swemwbs"
NAME: Final = "Wellbeing (SWEMWBS)"
LOWEST: Final = 7
HIGHEST: Final = 35

# Raw total to metric score, from 7 upwards (Stewart-Brown et al. 2009, Health and Quality of Life Outcomes 7:15).
METRIC: Final = (
    7.00, 9.51, 11.25, 12.40, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36,
    16.88, 17.43, 17.98, 18.59, 19.25, 19.98, 20.73, 21.54, 22.35, 23.21,
    24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.70, 32.55, 35.00,
)  # fmt: skip


def check_total(total: int) -> None:
    """Raises WrongInput for a total that seven answers of 1 to 5 cannot give."""
    if not LOWEST <= total <= HIGHEST:
        message = f"The total of the seven answers is between {LOWEST} and {HIGHEST}"
        raise WrongInput("Check the wellbeing total.", {"total": message})


def metric_score(total: int) -> float:
    """The metric score, 7.00 to 35.00, of a raw total."""
    check_total(total)
    return METRIC[total - LOWEST]


def scores_of_total(total: float) -> dict[str, float]:
    """Both scores of a raw total."""
    if total != int(total):
        raise WrongInput("The total of the seven answers is a whole number")
    return {"raw": total, "metric": metric_score(int(total))}


PACK: Final = Pack(
    code=CODE,
    name=NAME,
    about="Mental wellbeing over the last two weeks, in seven answers of 1 to 5.",
    items=numbered_items(
        ("optimistic", "useful", "relaxed", "problems", "thinking", "closeness", "own mind"), 1, 5, Direction.HIGHER
    ),
    scores=(
        ScoreKind("raw", "raw total", LOWEST, HIGHEST, Direction.HIGHER),
        ScoreKind("metric", "metric score", METRIC[0], METRIC[-1], Direction.HIGHER),
    ),
    from_total=scores_of_total,
    missing_rule="All seven answers are needed.",
    licence=Licence(
        is_open=False,
        note="© NHS Health Scotland, University of Warwick and University of Edinburgh, 2008. A service registers with"
        " Warwick; free for services that are not for profit. Its words must not be altered.",
    ),
    source="Stewart-Brown et al. 2009, Health and Quality of Life Outcomes 7:15 (metric score).",
    notes=(
        "The metric score is the result; the raw total is told beside it, to compare with reports that give it.",
        "Changes of 1 to 3 points in one person were called statistically important in a clinical sample (Shah et al."
        " 2018). That is no minimal important difference.",
    ),
)
