"""What is missing where: the page and the file of a manager."""

import html
import re

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.champions.models import GapReason
from directory.outcomes.disclosure import Hidden
from directory.staff.gaps.gap_pages import told_counts
from tests.factories.catalogue import make_term
from tests.factories.questions import make_question


def test_manager_reads_what_is_missing_where_and_hands_on_no_small_count(sign_in, db):
    _, coordinator = sign_in()
    make_question(db, coordinator, [make_term(db, "Chess")], missing=GapReason.FULL)
    manager, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))

    file = manager.get("/staff/gaps.csv").text
    page = html.unescape(manager.get("/staff/gaps").text)

    head, row, *_ = file.splitlines()
    assert head.lstrip("\ufeff") == "Need or interest,Area,Why nothing would do,Asked,Not answered"
    assert row == 'Chess,LS11,"What there is, is full",fewer than 8,fewer than 8'
    assert re.findall(r'data-label="(?:Asked|Not answered)"><span>(.*?)</span>', page) == ["1", "1"]
    assert coordinator.name not in page


@pytest.mark.parametrize(
    ("asked", "unanswered", "told"),
    [
        pytest.param(8, 0, (8, 0), id="enough, and all answered"),
        pytest.param(7, 0, (Hidden.FEW, 0), id="few, and all answered"),
        pytest.param(20, 9, (20, 9), id="enough of both"),
        pytest.param(20, 3, (20, Hidden.FEW), id="few unanswered, and the rest is not told"),
        pytest.param(20, 17, (20, Hidden.KEPT_BACK), id="few answered, which the difference would tell"),
        pytest.param(14, 7, (Hidden.KEPT_BACK, Hidden.FEW), id="both as many as few can be: the whole would tell"),
    ],
)
def test_file_tells_no_small_count_nor_lets_it_be_worked_out(asked, unanswered, told):
    assert told_counts(asked, unanswered) == told


def test_gap_of_another_team_is_absent(sign_in, db):
    _, coordinator = sign_in()
    make_question(db, coordinator, [make_term(db, "Chess")], missing=GapReason.FULL)

    for role in (Role.COORDINATOR, Role.MANAGER, Role.CHAMPION):
        other, _ = sign_in(role)
        assert "Chess" not in other.get("/staff/gaps").text
