"""Why two may be one, in words."""

import pytest

from directory.catalogue.duplicates.reasons import Reason, ReasonKind
from directory.staff.records.duplicate_reasons import likely_words, names_first, reason_words


@pytest.mark.parametrize(
    ("kind", "detail", "words"),
    [
        (ReasonKind.ALIKE_NAMES, "Shed | Sehd", "Names alike: Shed and Sehd"),
        (ReasonKind.SAME_IDENTIFIER, "GB-CHC 123", "Same charity number 123"),
        (ReasonKind.SAME_IDENTIFIER, "parish 123", "Same registered number 123"),
        (ReasonKind.OTHER_IDENTIFIER, "GB-COH 1 | GB-COH 2", "Another company number 1 and 2"),
        (ReasonKind.NEAR, "7", "At the same spot"),
        (ReasonKind.NEAR, "120", "120 metres apart"),
        (ReasonKind.FAR, "12345", "12.3 km apart"),
        (ReasonKind.SAME_POSTCODE, "LS118ND", "Same postcode: LS11 8ND"),
        (ReasonKind.SAME_WORDS, "", "The same description"),
    ],
)
def test_a_reason_in_words(kind, detail, words):
    assert reason_words(Reason(kind, 0.5, detail)) == words


def test_every_reason_has_words():
    for kind in ReasonKind:
        detail = "12" if kind in (ReasonKind.NEAR, ReasonKind.FAR) else "GB-CHC 1 | GB-CHC 2"
        assert reason_words(Reason(kind, 0.5, detail))


def test_what_speaks_for_it_comes_first():
    against, weak = Reason(ReasonKind.FAR, -0.4, "9000"), Reason(ReasonKind.SAME_PHONE, 0.1, "01")

    assert names_first([against, weak]) == [weak, against]


@pytest.mark.parametrize(("score", "words"), [(1.6, "Very likely"), (1.2, "Likely"), (1.0, "Perhaps")])
def test_how_likely_in_words(score, words):
    assert likely_words(score)[0] == words
