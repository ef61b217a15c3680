"""The page of all that happened with a client."""

import html
from datetime import timedelta

from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.deaths import record_death, undo_death
from directory.casework.inputs import DeathInput
from directory.casework.joining.parting_records import part_records
from directory.casework.operations import close_case
from directory.casework.own_page.keeping import end_own_page, send_own_page
from directory.casework.queries import get_client, open_case
from directory.casework.support_sessions.models import RemindBy
from directory.casework.support_sessions.reminders import record_reminded
from directory.casework.support_sessions.rhythm import end_pause, record_more_wanted
from directory.casework.support_sessions.visits import check_in, note_alerted
from directory.casework.transfers.moving_clients import accept_transfer, offer_transfer
from directory.casework.transfers.queries import get_incoming
from directory.outbox import OutboxMessage
from directory.outcomes.inputs import WellbeingInput
from directory.outcomes.models import AnswerMode, Occasion
from directory.outcomes.operations import record_wellbeing
from directory.referrals.states import ReferralState
from directory.rights.holding import end_hold, hold_back
from directory.staff.clients.timeline.entries import Kind
from directory.staff.clients.timeline.timeline_page import KIND_WORDS, PAGE_SIZE
from directory.web.words import uk_short_date
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client, make_reachable
from tests.factories.catalogue import make_service
from tests.factories.emergencies import REASON, make_emergency
from tests.factories.plans import make_planned
from tests.factories.referrals import make_referral
from tests.factories.second_records import make_joined
from tests.factories.sharing import make_sharing
from tests.factories.support_sessions import in_days, make_overdue_visit, make_pause, make_rhythm, make_support_session
from tests.factories.transfers import wanted_transfer


def timeline_of(browser, client, query: str = "") -> str:
    answer = browser.get(f"/staff/clients/{client.reference}/timeline{query}")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def scheme_of(db, actor) -> Scheme:
    return db.get(Scheme, actor.scheme_id)


def test_timeline_tells_what_every_part_of_the_service_knows(sign_in, db):
    browser, coordinator = sign_in()
    make_actor(db, Role.MANAGER, scheme=scheme_of(db, coordinator))
    client = make_client(db, coordinator, statement="I miss the choir")
    service = make_service(db, "Tuesday walkers")
    make_planned(db, coordinator, client, service)
    make_referral(db, coordinator, client=client, service=service)
    wellbeing = WellbeingInput(Occasion.BASELINE, clock.today(), AnswerMode.PHONE, 20)
    record_wellbeing(db, coordinator, open_case(client), wellbeing)
    make_sharing(db, coordinator, client)
    close_case(db, coordinator, open_case(client), clock.today())
    db.flush()

    page = timeline_of(browser, client)

    assert "Support began" in page
    assert "I miss the choir" in page
    assert "They agreed: share their details with groups" in page
    assert "On the plan: Tuesday walkers" in page
    assert "Referred to the group: Tuesday walkers" in page
    assert "Wellbeing at the start: 18.59" in page
    assert "Shared without their agreement" in page
    assert page.index("Support ended") < page.index("Support began")
    assert coordinator.name in page


def test_timeline_is_narrowed_to_one_kind_and_to_none_that_there_is_not(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    make_referral(db, coordinator, client=client, service=make_service(db, "Tuesday walkers"))

    page = timeline_of(browser, client, "?kind=referral")

    assert "Tuesday walkers" in page
    assert "Support began" not in page
    assert browser.get(f"/staff/clients/{client.reference}/timeline?kind=gossip").status_code == 404


def test_long_timeline_is_paged_and_printed_whole(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    for number in range(PAGE_SIZE):
        make_planned(db, coordinator, client, make_service(db, f"Club number {number:03}"))

    first, second, whole = (timeline_of(browser, client, each) for each in ("", "?page=2", "?all=yes"))

    assert "Support began" not in first
    assert "Support began" in second
    assert "Support began" in whole
    assert whole.count("On the plan: Club number") == PAGE_SIZE
    assert browser.get(f"/staff/clients/{client.reference}/timeline?page=9").status_code == 404


def test_step_that_was_taken_back_is_struck_out(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    record_death(db, coordinator, client, DeathInput(told_by="Their neighbour"))
    undo_death(db, coordinator, client, "It was their brother")
    db.flush()

    page = timeline_of(browser, client)

    assert "<s>" in page
    assert "It was their brother" in page


def test_openings_in_an_emergency_are_told_to_managers_alone(sign_in, db):
    browser, coordinator = sign_in()
    manager_browser, _ = sign_in(Role.MANAGER, scheme=scheme_of(db, coordinator))
    colleague = make_actor(db, scheme=scheme_of(db, coordinator))
    client = make_client(db, coordinator)
    make_emergency(db, colleague, client)

    assert REASON not in timeline_of(browser, client)
    assert REASON in timeline_of(manager_browser, client)


def test_team_that_took_a_client_on_reads_where_they_came_from(sign_in, db):
    browser, receiver = sign_in(Role.MANAGER)
    coordinator = make_actor(db, scheme=scheme_of(db, receiver))
    sender = make_actor(db, Role.COORDINATOR, Role.MANAGER)
    client = make_client(db, sender)
    transfer = offer_transfer(db, sender, client, wanted_transfer(scheme_of(db, receiver)))
    accept_transfer(db, receiver, get_incoming(db, receiver, transfer.id), coordinator.user_id)
    db.flush()

    page = timeline_of(browser, client, "?kind=team")

    assert "They moved in with their daughter" in page
    assert scheme_of(db, sender).name in page


def test_correction_is_told_with_what_was_changed_and_not_what_it_was(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, phone="0113 496 0000")
    sent = {"name": client.name, "phone": "0113 496 0001", "seen": client.revision}
    assert browser.post(f"/staff/clients/{client.reference}/edit", data=sent).status_code == 303

    page = timeline_of(browser, client, "?kind=record")

    assert "Changed what we know" in page
    assert "Phone" in page
    assert "496 0000" not in page


def test_newest_few_stand_on_the_page_of_the_client(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    referral = make_referral(db, coordinator, client=client, service=make_service(db, "Tuesday walkers"))
    assert referral.state == ReferralState.SENT

    page = html.unescape(browser.get(f"/staff/clients/{client.reference}").text)

    assert "What happened last" in page
    assert "Referred to the group: Tuesday walkers" in page
    assert f"/staff/clients/{client.reference}/timeline" in page


def test_a_pause_and_its_end_are_told_with_the_wish_and_whether_it_was_enough(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    make_rhythm(db, coordinator, client)
    open_case(client).opened_on = in_days(-30)
    make_pause(db, coordinator, client, from_on=in_days(-20), until_on=in_days(-6))
    off = make_pause(db, coordinator, client, from_on=in_days(3), until_on=None, why="A long journey")
    end_pause(db, coordinator, client, off.id)
    record_more_wanted(db, coordinator, client, open_case(client), is_wanted=True, note="A few more talks")
    db.flush()

    sessions, support = (timeline_of(browser, client, f"?kind={each}") for each in ("session", "case"))

    assert "They wish: every two weeks, on Tuesdays or Thursdays. “Not before ten”" in sessions
    assert "They would have liked more sessions" in sessions
    assert "A few more talks" in sessions
    assert "In hospital" in support
    assert support.count("The pause of their support was over") == 1
    assert f"Support rests from {uk_short_date(in_days(3))}</a></s> (taken back)" in support


def test_reminders_are_told_once_they_left_or_a_colleague_gave_them(sign_in, db):
    browser, coordinator = sign_in()
    client = make_reachable(db, coordinator)
    rung = make_support_session(db, coordinator, client, in_days(1), remind_by=RemindBy.CALL)
    written = make_support_session(db, coordinator, client, in_days(2), remind_by=RemindBy.EMAIL)
    make_support_session(db, coordinator, client, in_days(3), remind_by=RemindBy.EMAIL)
    record_reminded(db, coordinator, rung)
    db.scalars(select(OutboxMessage).where(OutboxMessage.about_id == written.id)).one().sent_at = clock.now()
    db.flush()

    page = timeline_of(browser, client, "?kind=contact")

    assert page.count("They were reminded by a call") == 1
    assert page.count("They were reminded by email") == 1


def test_that_nobody_checked_in_and_then_somebody_did_is_told(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    visit = make_overdue_visit(db, coordinator, client, make_actor(db, scheme=scheme_of(db, coordinator)))
    note_alerted(db, visit)
    check_in(db, coordinator, visit)
    visit.checked_in_at = visit.alerted_at + timedelta(minutes=5)
    db.flush()

    page = timeline_of(browser, client, "?kind=safety")

    assert page.index("all is well") < page.index("Nobody had checked in from the home visit")


def test_records_made_one_and_links_to_their_own_page_are_told(sign_in, db):
    browser, coordinator = sign_in()
    client = make_reachable(db, coordinator)
    joined = make_joined(db, coordinator, client)
    send_own_page(db, coordinator, client, "once")
    end_own_page(db, coordinator, client)
    db.flush()

    before = timeline_of(browser, client, "?kind=record")
    part_records(db, coordinator, get_client(db, coordinator, client.reference, to_change=True), joined)
    db.flush()
    after = timeline_of(browser, client, "?kind=record")

    assert "Made this record one with another of theirs" in before
    assert "Sent them a link to their own page" in before
    assert "Ended the link to their own page" in before
    assert "Parted this record from another one again" in after


def test_that_a_record_is_kept_for_longer_is_told_to_whoever_may_erase_it_and_not_why(sign_in, db):
    browser, coordinator = sign_in()
    manager_browser, manager = sign_in(Role.MANAGER, scheme=scheme_of(db, coordinator))
    client = make_client(db, coordinator)
    hold_back(db, manager, client, "A claim came in")
    end_hold(db, manager, client)
    db.flush()

    theirs, ours = (timeline_of(each, client) for each in (browser, manager_browser))

    assert "or longer than its time" not in theirs
    assert "Kept for longer than its time" in ours
    assert "No longer kept for longer than its time" in ours
    assert "A claim came in" not in ours


def test_every_kind_of_entry_has_words():
    assert set(KIND_WORDS) == set(Kind)
