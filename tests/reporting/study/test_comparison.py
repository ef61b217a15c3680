"""The evaluation of a cohort like the study's, against every figure that the study printed."""

from datetime import date

import pytest

from directory.cli.demo_study import FILE
from directory.cli.town import seeds_folder
from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.outcomes.imported.reading import read_past_records
from directory.reporting.evaluations.document import evaluation_document
from directory.reporting.study.comparison import as_printed, compare_with_study, comparison_lines
from directory.reporting.study.printed import Evidence, every_printed

PRINTED = every_printed()


@pytest.fixture(scope="module")
def compared():
    read = read_past_records(seeds_folder() / FILE, date(2026, 11, 27))
    assert (read.mistakes, read.unrecognised) == ([], {})
    seen = Evidence(evaluation_document(evaluate_cohort(read.dataset), {}), read.dataset)
    return compare_with_study(seen)


@pytest.mark.parametrize("place", range(len(PRINTED)), ids=[f"{each.table}, {each.label}" for each in PRINTED])
def test_a_figure_comes_out_as_printed_unless_others_leave_no_room_for_it(compared, place):
    found = compared[place]

    assert found.agrees != bool(found.printed.doubt), f"{found.printed.printed} is printed, and ours is {found.ours}"


@pytest.mark.parametrize(
    ("label", "ours"),
    [
        pytest.param("all, 95% to", "4.54", id="interval of wellbeing"),
        pytest.param("male against female, t", "-0.05", id="men and women"),
        pytest.param("under 50 against 50 and over, t", "2.24", id="younger and older"),
        pytest.param("50 and over, SD of change", "2.28", id="networks from 50"),
        pytest.param("% under 50", "43.8", id="share under 50"),
    ],
)
def test_where_the_paper_contradicts_itself_ours_is_what_the_rest_leaves(compared, label, ours):
    assert ours in [each.ours for each in compared if each.printed.doubt and each.printed.label == label]


def test_the_text_says_how_many_agree_and_why_others_cannot(compared):
    lines = list(comparison_lines(compared))

    doubts = [each.printed.doubt for each in compared if each.printed.doubt]
    assert f"{len(PRINTED) - len(doubts)} of {len(PRINTED)} figures come out as printed." in " ".join(lines)
    assert all(any(doubt in line for line in lines) for doubt in doubts)


@pytest.mark.parametrize(
    ("value", "printed", "ours"),
    [
        (0.0004, "<.001", "<.001"),
        (0.02, "<.001", "0.020"),
        (-0.0004, "0.00", "0.00"),
        (11.3974, "11.40", "11.40"),
        (341, "341", "341"),
        (None, "1.0", "–"),
    ],
)
def test_ours_has_as_many_digits_as_theirs(value, printed, ours):
    assert as_printed(value, printed) == ours
