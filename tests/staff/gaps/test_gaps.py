"""What is missing where: the page and the file of a manager."""

import html

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.champions.models import GapReason
from tests.factories.catalogue import make_term
from tests.factories.questions import make_question


def test_managers_file_counts_what_is_missing_where(sign_in, db):
    _, coordinator = sign_in()
    make_question(db, coordinator, [make_term(db, "Chess")], missing=GapReason.FULL)
    manager, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))

    file = manager.get("/staff/gaps.csv").text
    page = html.unescape(manager.get("/staff/gaps").text)

    head, row, *_ = file.splitlines()
    assert head.lstrip("\ufeff") == "Need or interest,Area,Why nothing would do,Asked,Not answered"
    assert row == 'Chess,LS11,"What there is, is full",1,1'
    assert "What is missing where" in page
    assert coordinator.name not in page


def test_gap_of_another_team_is_absent(sign_in, db):
    _, coordinator = sign_in()
    make_question(db, coordinator, [make_term(db, "Chess")], missing=GapReason.FULL)

    for role in (Role.COORDINATOR, Role.MANAGER, Role.CHAMPION):
        other, _ = sign_in(role)
        assert "Chess" not in other.get("/staff/gaps").text
