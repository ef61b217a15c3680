"""How much each thing tells: the table that was set on real data, as `likeness` says.

They began as those of ServiceNet (name 1.0, place .9, email .1, web .1, …).
"""

from collections.abc import Mapping

from directory.catalogue.duplicates.reasons import Reason, ReasonKind

LIKELY = 1.0
"""From this score on a pair is worth a person's look."""

POINTS: Mapping[ReasonKind, float] = {
    # A number that two share settles it nearly alone, and two of one register speak strongly against it.
    ReasonKind.SAME_IDENTIFIER: 1.0,
    ReasonKind.OTHER_IDENTIFIER: -0.6,
    ReasonKind.SAME_GROUP: 0.15,
    # Times how alike they are.
    ReasonKind.ALIKE_GROUPS: 0.15,
    ReasonKind.OTHER_GROUP: -0.2,
    ReasonKind.SAME_PHONE: 0.35,
    ReasonKind.SAME_EMAIL: 0.35,
    ReasonKind.SAME_PAGE: 0.3,
    ReasonKind.SAME_SITE: 0.15,
    ReasonKind.SAME_POSTCODE: 0.25,
    # Times the share of its step.
    ReasonKind.NEAR: 0.25,
    ReasonKind.SAME_TIMES: 0.15,
    ReasonKind.OTHER_TIMES: -0.25,
    ReasonKind.SAME_WORDS: 0.2,
}

# Identical names reach this, and more if few records bear them; below the floor names say nothing.
NAME_POINTS, RARE_NAME_POINTS, NAME_FLOOR = 0.7, 0.3, 0.55
FEW, SEVERAL = 4, 8

# How alike two organizations are from which on they count as one, and below which as two.
ALIKE_GROUPS_FROM, OTHER_GROUPS_BELOW = 0.8, 0.5

# Neighbours in one house share a telephone, a web page and a postcode: without alike names that is not enough.
MOST_CONTACT_POINTS = 0.7
# What one organization's services share anyway tells little of two of them.
EXPECTED_SHARE = 0.3

# Metres up to which two places count as near, and what share of the points that is (ServiceNet's steps).
NEAR_STEPS = ((100, 1.0), (500, 0.8), (1_000, 0.4))
# From so many metres on it speaks against them, the more the farther: strongly where one organization runs both, for
# it may well run the same thing in two places; less for organizations, whose post may go to a treasurer's home.
FAR_STEPS = ((30_000, -0.4), (8_000, -0.3), (2_500, -0.1))
FAR_STEPS_IN_ONE_GROUP = ((1_000, -0.5),)
FAR_STEPS_OF_GROUPS = ((30_000, -0.35), (8_000, -0.15))

# How alike two descriptions are, in hundredths, from which on one has it from the other; short ones tell nothing.
WORDS_FROM, FEWEST_LETTERS = 88.0, 60


def reason(kind: ReasonKind, detail: str = "", share: float = 1.0) -> Reason:
    """A reason that tells what the table says, or a share of it."""
    return Reason(kind, round(POINTS[kind] * share, 3), detail)
