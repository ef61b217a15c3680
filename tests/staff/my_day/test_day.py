"""What is due, on the first page."""

import html
from datetime import date, timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.own_page.messages import MessageInput, keep_message
from directory.casework.own_page.models import Told
from directory.staff.my_day.day import parts_of
from directory.staff.my_day.due import DueLine
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.sharing import make_sharing
from tests.factories.support_sessions import in_days, make_happened, make_pause, make_support_session
from tests.staff.conftest import new_key

TODAY = date(2026, 5, 6)


def scheme_of(db, actor) -> Scheme:
    return db.get(Scheme, actor.scheme_id)


def tell(db, client, kind: Told = Told.CORRECTION, days_ago: int = 0) -> None:
    note = "My number has changed" if kind is Told.CORRECTION else None
    message = keep_message(db, client, MessageInput(kind, new_key(), note))
    message.told_at = clock.now() - timedelta(days=days_ago)
    db.flush()


def home_of(browser, query: str = "") -> str:
    return html.unescape(browser.get(f"/staff/{query}").text)


@pytest.mark.parametrize(
    ("days", "heading"),
    [
        pytest.param(-1, "Overdue: 1", id="yesterday"),
        pytest.param(0, "Today: 1", id="today"),
        pytest.param(1, "Within a week: 1", id="tomorrow"),
    ],
)
def test_what_is_due_is_told_in_three_parts(days, heading):
    due = DueLine("Session", "Edith", "Ring her", "/there", TODAY + timedelta(days=days), is_overdue=days < 0)

    [part] = parts_of([due], {}, TODAY)

    assert part.heading == heading


def test_overdue_stands_before_today_and_the_week(sign_in, db):
    browser, coordinator = sign_in()
    for name, kind, days_ago in (("Ada", Told.COPY, 0), ("Bill", Told.CORRECTION, 0), ("Cora", Told.CORRECTION, 2)):
        client = make_client(db, coordinator, name=f"{name} Example")
        make_pause(db, coordinator, client)
        tell(db, client, kind, days_ago)

    page = home_of(browser)

    order = ["Overdue: 1", "Cora Example", "Today: 1", "Bill Example", "Within a week: 1", "Ada Example"]
    assert sorted(order, key=page.index) == order


def test_coordinator_reads_their_own_work_and_not_that_of_colleagues(sign_in, db):
    browser, coordinator = sign_in()
    colleague = make_actor(db, scheme=scheme_of(db, coordinator))
    tell(db, make_client(db, colleague, name="Bill Example"))

    page = home_of(browser)

    assert "My day" in page
    assert "Nothing is due this week" in page
    assert "Bill Example" not in page


def test_manager_reads_what_waits_with_a_coordinator_who_is_away(sign_in, db):
    browser, manager = sign_in(Role.MANAGER)
    away, other = (make_actor(db, scheme=scheme_of(db, manager)) for _ in range(2))
    tell(db, make_client(db, away, name="Ada Example"))
    tell(db, make_client(db, other, name="Bill Example"))

    whole, narrowed = home_of(browser), home_of(browser, f"?of={away.user_id}")

    assert "What is due in your team" in whole
    assert "Ada Example" in whole
    assert "Bill Example" in whole
    assert away.name in whole
    assert "Ada Example" in narrowed
    assert "Bill Example" not in narrowed


def test_who_is_coordinator_and_manager_reads_their_own_day_and_asks_for_that_of_the_team(sign_in, db):
    browser, lead = sign_in(Role.COORDINATOR, Role.MANAGER)
    colleague = make_actor(db, scheme=scheme_of(db, lead))
    tell(db, make_client(db, lead, name="Ada Example"))
    tell(db, make_client(db, colleague, name="Bill Example"))

    own, team = home_of(browser), home_of(browser, "?whose=team")

    assert "Ada Example" in own
    assert "Bill Example" not in own
    assert "Ada Example" in team
    assert "Bill Example" in team


def test_manager_looks_at_what_was_shared_without_agreement(sign_in, db):
    browser, manager = sign_in(Role.MANAGER)
    coordinator = make_actor(db, scheme=scheme_of(db, manager))
    make_sharing(db, coordinator, make_client(db, coordinator, name="Ada Example"))

    page = home_of(browser)

    assert "Shared without agreement: look at it" in page
    assert "Ada Example" in page


def test_whoever_is_named_is_written_down(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Ada Example")
    tell(db, client)
    before = db.query(AuditEvent).count()

    home_of(browser)

    listed = db.query(AuditEvent).order_by(AuditEvent.id).offset(before).all()
    assert str(client.id) in {each for event in listed if event.action == "client.listed" for each in event.subject_ids}


def test_a_case_without_a_next_date_asks_for_one_until_a_session_is_planned(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    make_happened(db, coordinator, client, in_days(-1))
    before = home_of(browser)

    make_support_session(db, coordinator, client, in_days(20))

    assert "Plan the next session, or pause support" in before
    assert "Plan the next session" not in home_of(browser)
