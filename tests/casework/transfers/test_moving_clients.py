"""Handing a client over to another team: who offers, who answers, what moves and what stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import Scheme
from directory.accounts.operations import make_scheme
from directory.audit.models import AuditEvent
from directory.casework.client_tokens import find_by_nhs_number
from directory.casework.closing.drafts import keep_answers
from directory.casework.deaths import record_death, undo_death
from directory.casework.drafts.keeping import save_draft
from directory.casework.inputs import DeathInput
from directory.casework.kept_questions import keep_question
from directory.casework.models import Case, Client, KeptQuestion
from directory.casework.moving import STAYS, tables_of_clients
from directory.casework.operations import close_case
from directory.casework.own_page.messages import MessageInput, keep_message
from directory.casework.own_page.models import Told
from directory.casework.queries import get_client
from directory.casework.referrals_in.answering_referrals import accept_as_known
from directory.casework.support_sessions.rhythm import record_more_wanted
from directory.casework.transfers.inputs import TransferInput
from directory.casework.transfers.models import ClientTransfer
from directory.casework.transfers.moving_clients import (
    NotTransferable,
    TransferEnded,
    accept_transfer,
    approve_transfer,
    decline_transfer,
    offer_transfer,
    withdraw_transfer,
)
from directory.casework.transfers.queries import get_incoming, get_outgoing, list_incoming, list_outgoing
from directory.casework.transfers.states import Ground, TransferState
from directory.casework.young_models import AgeQuestion
from directory.db import Base, transaction
from directory.errors import NotFound, Refused, WrongInput
from directory.outcomes.models import Occasion
from directory.outcomes.operations import record_wellbeing
from directory.outcomes.queries import evaluate
from directory.referrals.models import OnwardReferral
from directory.referrals.planning import ChosenActivity, plan_activities
from directory.referrals.queries import list_onward_referrals
from directory.rights.holding import hold_back
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.assessments import make_whole_plan
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.champions import make_note
from tests.factories.emergencies import make_emergency
from tests.factories.feedback import make_feedback
from tests.factories.message_back import make_message_back
from tests.factories.outcomes import score
from tests.factories.record import make_client_note, make_section
from tests.factories.referrals import (
    make_first_visit,
    make_group_question,
    make_nudge,
    make_referral,
    make_referral_news,
    make_telling,
)
from tests.factories.safety import make_concern, make_risk
from tests.factories.second_records import make_alike, make_joined
from tests.factories.sharing import make_sharing
from tests.factories.signposts import make_needs_more, make_notice, make_signpost
from tests.factories.support_sessions import make_more_sessions, make_pause, make_rhythm, make_support_session
from tests.factories.transfers import wanted_transfer
from tests.factories.triage import make_allocation, make_attempt


@pytest.fixture
def south(db) -> Scheme:
    scheme = make_scheme(db, "South team")
    db.flush()
    return scheme


@pytest.fixture
def north(db) -> Scheme:
    scheme = make_scheme(db, "North team")
    db.flush()
    return scheme


@pytest.fixture
def coordinator(db, north) -> Actor:
    return make_actor(db, Role.COORDINATOR, scheme=north)


@pytest.fixture
def manager(db, north) -> Actor:
    return make_actor(db, Role.MANAGER, scheme=north)


@pytest.fixture
def receiver(db, south) -> Actor:
    return make_actor(db, Role.MANAGER, scheme=south)


@pytest.fixture
def new_coordinator(db, south) -> Actor:
    return make_actor(db, Role.COORDINATOR, scheme=south)


@pytest.fixture
def client(db, coordinator) -> Client:
    return make_client(db, coordinator, name="Edith Ashworth")


@pytest.fixture
def offered(db, manager, client, south) -> ClientTransfer:
    return offer_transfer(db, manager, client, wanted_transfer(south))


def accept(db, receiver, transfer, coordinator):
    return accept_transfer(db, receiver, get_incoming(db, receiver, transfer.id), coordinator.user_id)


def acts(db, scheme) -> list[str]:
    db.flush()
    return list(db.scalars(select(AuditEvent.action).where(AuditEvent.scheme_id == scheme.id).order_by(AuditEvent.id)))


def test_what_a_coordinator_asks_for_reaches_the_other_team_once_a_manager_offers_it(
    db, coordinator, manager, receiver, client, south
):
    asked = offer_transfer(db, coordinator, client, wanted_transfer(south))
    before = list_incoming(db, receiver)
    with pytest.raises(NotFound):
        get_incoming(db, receiver, asked.id)

    approve_transfer(db, manager, get_outgoing(db, manager, asked.id))

    assert before == []
    assert [each.initials for each in list_incoming(db, receiver)] == ["E. A."]
    assert get_incoming(db, receiver, asked.id).state == TransferState.OFFERED


def test_only_a_manager_answers_offers(db, new_coordinator, offered):
    assert list_incoming(db, new_coordinator) == ()


def test_an_offer_opens_nothing_before_it_is_accepted(db, receiver, client, offered):
    with pytest.raises(NotFound):
        get_client(db, receiver, client.reference)


def fill_every_table(db, coordinator: Actor, manager: Actor, client: Client) -> OnwardReferral:
    """Something of each kind that can be held of a client; returns their referral to a group."""
    group = make_service(db)
    note = make_note(db, coordinator, group)
    referral = make_referral(db, coordinator, client=client, service=group, heeded=(note.id,))
    make_group_question(db, referral)
    make_telling(db, coordinator, referral)
    make_referral_news(db, referral)
    make_first_visit(db, coordinator, referral)
    make_nudge(db, referral)
    make_message_back(db, coordinator, client)
    keep_message(db, client, MessageInput(Told.COPY, "asks for a copy"))
    accept_as_known(db, coordinator, make_referral_in(db, coordinator), client)
    hold_back(db, manager, client, "A complaint")
    plan_activities(db, coordinator, client, [ChosenActivity(make_service(db, "Choir").id, ("Near.",))])
    make_whole_plan(db, coordinator, client)
    record_wellbeing(db, coordinator, client.cases[0], score(Occasion.BASELINE, 20))
    keep_question(db, coordinator, client, {"statement": "I miss my garden"})
    record_death(db, coordinator, client, DeathInput("A neighbour"))
    undo_death(db, coordinator, client, "It was her sister")
    keep_answers(db, coordinator, client.cases[0], None, {"reason": "completed"})
    hold_back(db, manager, client, "There is a complaint")
    make_emergency(db, make_actor(db, scheme=db.get_one(Scheme, coordinator.scheme_id)), client)
    make_sharing(db, coordinator, client)
    make_support_session(db, coordinator, client)
    make_more_sessions(db, coordinator, client)
    make_rhythm(db, coordinator, client)
    make_pause(db, coordinator, client)
    record_more_wanted(db, coordinator, client, client.cases[0], is_wanted=True)
    db.add(AgeQuestion(scheme_id=client.scheme_id, client_id=client.id))
    make_attempt(db, coordinator, client)
    make_allocation(db, coordinator, client)
    make_signpost(db, coordinator, client)
    make_needs_more(db, coordinator, client)
    make_notice(db, coordinator, client)
    make_risk(db, coordinator, client)
    make_client_note(db, coordinator, client)
    save_draft(db, coordinator, client, "note", "-", [("words", "She said")])
    make_section(db, coordinator, client, important_to_me="My garden")
    make_concern(db, coordinator, client)
    make_feedback(db, coordinator, client)
    make_alike(db, client, make_client(db, coordinator))
    make_joined(db, coordinator, client)
    return referral


def test_all_that_is_held_goes_along_and_nothing_stays(db, coordinator, receiver, new_coordinator, client, manager):
    referral = fill_every_table(db, coordinator, manager, client)
    south = db.get_one(Scheme, receiver.scheme_id)
    offered = offer_transfer(db, manager, client, wanted_transfer(south))
    db.flush()
    filled = {
        table.name
        for table in tables_of_clients()
        if db.execute(select(table).where(table.c.client_id == client.id)).first()
    }

    accept(db, receiver, offered, new_coordinator)

    found = get_client(db, new_coordinator, client.reference)
    assert (found.name, found.coordinator_id) == ("Edith Ashworth", new_coordinator.user_id)
    assert [each.reference for each in list_onward_referrals(db, new_coordinator, found, only_open=True)] == [
        referral.reference
    ]
    assert list_onward_referrals(db, coordinator) == []
    with pytest.raises(NotFound):
        get_client(db, coordinator, client.reference)
    for table in tables_of_clients():
        schemes = set(db.scalars(select(table.c.scheme_id).where(table.c.client_id == client.id)))
        assert schemes <= {coordinator.scheme_id if table.name in STAYS else south.id}, table.name
    assert db.scalars(select(KeptQuestion)).all() == []
    # Every table that points at a client was tried with a row: a new one has to be, too.
    assert filled == {table.name for table in tables_of_clients()}


def test_who_was_handed_over_is_found_by_the_new_team_alone(
    db, north, south, receiver, new_coordinator, client, offered
):
    client.nhs_number = "9434765919"
    db.flush()

    accept(db, receiver, offered, new_coordinator)

    assert find_by_nhs_number(db, south.id, "9434765919").id == client.id
    assert find_by_nhs_number(db, north.id, "9434765919") is None


def test_nobody_is_accepted_whose_nhs_number_the_team_has_already(
    db, north, receiver, new_coordinator, client, offered
):
    client.nhs_number = "9434765919"
    known = make_client(db, new_coordinator, nhs_number="9434765919")

    with pytest.raises(NotTransferable, match=known.reference):
        accept(db, receiver, offered, new_coordinator)

    assert client.scheme_id == north.id


def test_a_table_that_knows_of_a_client_belongs_to_a_scheme():
    """One without would not say which team may see it, nor move with a transfer."""
    odd = [table.name for table in tables_of_clients() if not {"scheme_id", "client_id"} <= set(table.c.keys())]

    assert odd == []


def test_what_hangs_on_the_record_of_a_client_belongs_to_a_scheme_or_hangs_on_a_row_that_does():
    """A table with a scheme that points at such a row and does not know the client would be left behind."""
    moved = {table.name for table in tables_of_clients()} | {"client"}
    left_behind = [
        table.name
        for table in Base.metadata.tables.values()
        if table.name not in moved and "scheme_id" in table.c
        if any(key.column.table.name in moved for key in table.foreign_keys)
    ]

    assert left_behind == []


def test_the_sending_team_keeps_a_line_without_content_and_what_it_audited(
    db, coordinator, manager, receiver, new_coordinator, client, offered, north, south
):
    accept(db, receiver, offered, new_coordinator)

    [line] = list_outgoing(db, coordinator)
    assert (line.state, line.reference, line.to_scheme.name) == ("accepted", client.reference, "South team")
    assert {"client.taken_on", "transfer.offered", "transfer.accepted", "client.transferred"} <= set(acts(db, north))
    assert {"transfer.offered", "transfer.accepted", "client.received"} <= set(acts(db, south))


def test_managers_of_the_new_team_see_for_a_month_of_their_own_that_a_record_goes(
    db, receiver, new_coordinator, client, offered
):
    client.due_since = clock.today()
    db.flush()

    accept(db, receiver, offered, new_coordinator)

    assert get_client(db, new_coordinator, client.reference).due_since is None


def test_a_case_counts_in_the_figures_of_the_team_that_opened_it(
    db, coordinator, manager, receiver, new_coordinator, client, south
):
    make_referral(db, coordinator, client=client)
    record_wellbeing(db, coordinator, client.cases[0], score(Occasion.BASELINE, 20))
    offered = offer_transfer(db, manager, client, wanted_transfer(south))
    before = evaluate(db, manager)

    accept(db, receiver, offered, new_coordinator)

    assert (before.cases, before.referrals_made) == (1, 1)
    assert evaluate(db, manager) == before
    assert evaluate(db, receiver).cases == 0


def test_a_case_that_goes_on_to_a_third_team_and_back_still_counts_where_it_began(
    db, manager, receiver, coordinator, new_coordinator, client, offered, north
):
    accept(db, receiver, offered, new_coordinator)
    back = offer_transfer(db, receiver, get_client(db, receiver, client.reference), wanted_transfer(north))

    accept(db, manager, back, coordinator)

    assert get_client(db, coordinator, client.reference).scheme_id == north.id
    assert evaluate(db, manager).cases == 1
    assert evaluate(db, receiver).cases == 0


def test_an_offer_can_be_taken_back_until_it_is_accepted(db, manager, receiver, new_coordinator, client, offered):
    withdraw_transfer(db, manager, get_outgoing(db, manager, offered.id))

    with pytest.raises(TransferEnded):
        accept(db, receiver, offered, new_coordinator)
    assert get_client(db, manager, client.reference).scheme_id == manager.scheme_id


def test_what_was_accepted_cannot_be_taken_back(db, manager, receiver, new_coordinator, offered):
    accept(db, receiver, offered, new_coordinator)

    with pytest.raises(TransferEnded):
        withdraw_transfer(db, manager, get_outgoing(db, manager, offered.id))


def test_a_coordinator_takes_back_only_what_they_asked_for(db, coordinator, north, client, south):
    asked = offer_transfer(db, coordinator, client, wanted_transfer(south))
    colleague = make_actor(db, Role.COORDINATOR, scheme=north)

    with pytest.raises(Refused):
        withdraw_transfer(db, colleague, get_outgoing(db, colleague, asked.id))
    withdraw_transfer(db, coordinator, get_outgoing(db, coordinator, asked.id))

    assert asked.state == TransferState.WITHDRAWN


def test_a_no_says_why_and_leaves_everything_where_it_is(db, manager, receiver, client, offered):
    decline_transfer(db, receiver, get_incoming(db, receiver, offered.id), "We are full until spring")

    [line] = list_outgoing(db, manager)
    assert (line.state, line.answer) == ("declined", "We are full until spring")
    assert get_client(db, manager, client.reference).scheme_id == manager.scheme_id
    offer_transfer(db, manager, client, wanted_transfer(db.get_one(Scheme, receiver.scheme_id)))


def test_a_client_whose_case_was_closed_meanwhile_is_not_taken_on(
    db, coordinator, receiver, new_coordinator, client, offered
):
    close_case(db, coordinator, client.cases[0], clock.today())
    db.flush()

    with pytest.raises(NotTransferable, match="closed meanwhile"):
        accept(db, receiver, offered, new_coordinator)

    assert db.get_one(Client, client.id).scheme_id == coordinator.scheme_id


def test_who_is_not_supported_now_is_not_offered(db, coordinator, manager, client, south):
    close_case(db, coordinator, client.cases[0], clock.today())

    with pytest.raises(NotTransferable, match="no open case"):
        offer_transfer(db, manager, client, wanted_transfer(south))


def test_a_coordinator_of_the_receiving_team_is_chosen(db, receiver, coordinator, offered):
    with pytest.raises(WrongInput) as refused:
        accept(db, receiver, offered, coordinator)

    assert list(refused.value.fields) == ["coordinator_id"]


def test_a_second_click_offers_once_and_another_offer_waits(db, manager, client, south, offered):
    assert offer_transfer(db, manager, client, wanted_transfer(south)) is offered

    with pytest.raises(NotTransferable):
        offer_transfer(db, manager, client, wanted_transfer(south, reason="Another reason"))


def test_nobody_is_offered_to_their_own_team(db, manager, client, north):
    with pytest.raises(WrongInput):
        offer_transfer(db, manager, client, wanted_transfer(north))


@pytest.mark.parametrize("born_on", [None, clock.today() - timedelta(days=15 * 365)], ids=["not known", "15"])
def test_best_interests_are_for_people_known_to_be_sixteen(db, manager, client, south, born_on):
    client.born_on_text = born_on.isoformat() if born_on else None

    with pytest.raises(WrongInput) as refused:
        offer_transfer(db, manager, client, TransferInput(south.id, "They moved", Ground.BEST_INTERESTS))

    assert list(refused.value.fields) == ["ground"]


def test_a_transfer_of_other_teams_looks_absent(db, offered):
    stranger = make_actor(db, Role.MANAGER)

    for find in (get_incoming, get_outgoing):
        with pytest.raises(NotFound):
            find(db, stranger, offered.id)


def test_of_two_managers_who_accept_at_once_one_does(own_database, at_once):
    with transaction() as db:
        north, south = make_scheme(db, "North team"), make_scheme(db, "South team")
        db.flush()
        manager = make_actor(db, Role.MANAGER, scheme=north)
        client = make_client(db, make_actor(db, Role.COORDINATOR, scheme=north))
        transfer_id = offer_transfer(db, manager, client, wanted_transfer(south)).id
        receivers = [make_actor(db, Role.MANAGER, scheme=south) for _ in range(2)]
        coordinators = [make_actor(db, Role.COORDINATOR, scheme=south) for _ in range(2)]

    def answer(place):
        with transaction() as db:
            transfer = get_incoming(db, receivers[place], transfer_id)
            accept_transfer(db, receivers[place], transfer, coordinators[place].user_id)
        return place

    results = at_once(lambda: answer(0), lambda: answer(1))

    [winner] = [each for each in results if isinstance(each, int)]
    [loser] = [each for each in results if not isinstance(each, int)]
    assert isinstance(loser, TransferEnded)
    with transaction() as db:
        assert db.scalars(select(Client.coordinator_id)).all() == [coordinators[winner].user_id]
        assert db.scalars(select(Case.scheme_id)).all() == [receivers[winner].scheme_id]


def test_who_writes_for_the_client_while_they_are_handed_over_leaves_nothing_behind(own_database, meanwhile):
    with transaction() as db:
        north, south = make_scheme(db, "North team"), make_scheme(db, "South team")
        db.flush()
        manager = make_actor(db, Role.MANAGER, scheme=north)
        coordinator = make_actor(db, Role.COORDINATOR, scheme=north)
        client = make_client(db, coordinator)
        reference, transfer_id = client.reference, offer_transfer(db, manager, client, wanted_transfer(south)).id
        receiver = make_actor(db, Role.MANAGER, scheme=south)
        new_coordinator = make_actor(db, Role.COORDINATOR, scheme=south)

    def plan():
        with transaction() as db:
            client = get_client(db, coordinator, reference, to_change=True)
            plan_activities(db, coordinator, client, [ChosenActivity(make_service(db, "Choir").id, ("Near.",))])

    with transaction() as db:
        accept(db, receiver, db.get_one(ClientTransfer, transfer_id), new_coordinator)
        db.flush()
        late = meanwhile(plan)

    with pytest.raises(NotFound):
        late.result(60)
