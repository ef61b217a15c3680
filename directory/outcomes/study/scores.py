"""What the scores of the made-up cohort have to meet: sums and standard deviations, cell by cell.

The sums were worked out from the printed means, of which each leaves one or two whole sums; where a group's sums do
not add up to another's, those few people make up the difference whose sex or age is not known. Paper: Tables 2 to 6.
"""

from directory.outcomes.study.fitting import Cell, Fit, Wanted


def groups(*names: str) -> frozenset[str]:
    return frozenset(("all", *names))


# 339 of 342 are known to be men or women, 338 have an age. Three of no known sex have an age and four the other way.
WELLBEING = Fit(
    lowest=7,
    highest=35,
    better=265,
    worse=58,
    cells=(
        Cell(groups("male", "young"), 48, 842, 226),
        Cell(groups("male", "old"), 78, 1447, 274),
        Cell(groups("female", "young"), 90, 1587, 425),
        Cell(groups("female", "old"), 119, 2211, 401),
    ),
    known=(
        (groups("young"), 12, 20),
        (groups("old"), 18, 22),
        (groups("old"), 22, 24),
        (groups("male"), 21, 23),
        (groups("female"), 10, 18),
        (groups("female"), 15, 21),
        (groups("female"), 25, 29),
    ),
    wanted={
        # t is printed to more digits than the standard deviation, and leaves less room.
        "all": Wanted(6.03, 5.80, 5.33, within=(5.3251, 5.3270)),
        "male": Wanted(5.76, 5.86, 5.78, within=(5.7751, 5.7812)),
        "female": Wanted(6.21, 5.82, 5.08, within=(5.0827, 5.0849)),
        "young": Wanted(5.70, 5.71, 4.94, within=(4.9357, 4.9399)),
        "old": Wanted(6.23, 5.91, 5.57, within=(5.5651, 5.5712)),
    },
)

HEALTH = Fit(
    lowest=0,
    highest=100,
    better=191,
    worse=76,
    cells=(
        Cell(groups("male", "young"), 40, 1775, 420),
        Cell(groups("male", "old"), 72, 3100, 869),
        Cell(groups("female", "young"), 79, 3519, 606),
        Cell(groups("female", "old"), 122, 5258, 953),
    ),
    known=(
        (groups("young"), 2, 58),
        (groups("old"), 14, 46),
        (groups("old"), 38, 85),
        (groups("male"), 40, 46),
        (groups("female"), 10, 50),
        (groups("female"), 30, 69),
        (groups("female"), 60, 50),
    ),
    wanted={
        "all": Wanted(20.87, 20.83, 22.38, within=(22.3775, 22.3890)),
        "male": Wanted(19.34, 19.47, 21.31),
        "female": Wanted(21.57, 21.51, 22.63, within=(22.6344, 22.6349)),
        "young": Wanted(20.48, 22.09, 21.53, within=(21.5298, 21.5349)),
        "old": Wanted(21.16, 20.25, 22.92, within=(22.9177, 22.9249)),
    },
)

NETWORKS = Fit(
    lowest=3,
    highest=15,
    better=155,
    worse=76,
    cells=(Cell(groups("young"), 120, 1041, 142), Cell(groups("old"), 184, 1717, 110)),
    known=((groups(), 13, 13), (groups(), 11, 14)),
    wanted={
        "all": Wanted(2.68, 2.37, 2.35, within=(2.3475, 2.3492)),
        # 2.43 is printed. Whole scores that give it give a t of 5.34 and an interval from 0.74, one digit off each.
        "young": Wanted(2.50, 2.43, 2.42, within=(2.4213, 2.4223)),
        # As t and interval have it: 2.35 is printed, which is that of everybody.
        "old": Wanted(2.77, 2.33, 2.29, within=(2.2815, 2.2870)),
    },
)
