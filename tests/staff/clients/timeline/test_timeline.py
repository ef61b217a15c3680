"""The page of all that happened with a client."""

import html

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.deaths import record_death, undo_death
from directory.casework.inputs import DeathInput
from directory.casework.operations import close_case
from directory.casework.queries import open_case
from directory.casework.transfers.moving_clients import accept_transfer, offer_transfer
from directory.casework.transfers.queries import get_incoming
from directory.outcomes.inputs import WellbeingInput
from directory.outcomes.models import AnswerMode, Occasion
from directory.outcomes.operations import record_wellbeing
from directory.referrals.states import ReferralState
from directory.staff.clients.timeline.entries import Kind
from directory.staff.clients.timeline.timeline_page import KIND_WORDS, PAGE_SIZE
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.emergencies import REASON, make_emergency
from tests.factories.plans import make_planned
from tests.factories.referrals import make_referral
from tests.factories.sharing import make_sharing
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


def test_every_kind_of_entry_has_words():
    assert set(KIND_WORDS) == set(Kind)
