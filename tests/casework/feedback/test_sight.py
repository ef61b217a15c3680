"""Who reads a complaint, thanks or an incident: nobody whom it is about."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.emergencies import restrict_sight
from directory.casework.feedback.kinds import FeedbackAbout, FeedbackKind, GivenBy
from directory.casework.feedback.queries import (
    clients_shown,
    get_feedback,
    list_due,
    list_feedback,
    list_of_client,
)
from directory.casework.feedback.sight import count_read_by_nobody
from directory.errors import NotFound
from directory.rights.everything import gather_everything, ids_of_record
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.feedback import do, give_to, make_feedback


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def of_team(db, actor, *roles):
    return make_actor(db, *roles, scheme=db.get_one(Scheme, actor.scheme_id))


@pytest.fixture
def manager(db, coordinator):
    return of_team(db, coordinator, Role.MANAGER)


@pytest.fixture
def colleague(db, coordinator):
    return of_team(db, coordinator, Role.COORDINATOR)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator, name="Edith Ashworth")


def reads(db, actor, feedback) -> bool:
    return feedback in list_feedback(db, actor, None, only_open=False)


def about(actor) -> dict:
    return {"about": FeedbackAbout.COLLEAGUE, "about_user_id": actor.user_id}


@pytest.mark.parametrize("kind", [FeedbackKind.COMPLAINT, FeedbackKind.INCIDENT])
def test_nobody_reads_what_is_about_them_not_even_who_wrote_it_down(db, manager, coordinator, client, kind):
    feedback = make_feedback(db, coordinator, client, kind=kind, **about(coordinator))

    assert [reads(db, each, feedback) for each in (coordinator, manager)] == [False, True]
    assert list_of_client(db, coordinator, client) == []
    with pytest.raises(NotFound):
        get_feedback(db, coordinator, feedback.id)


def test_manager_does_not_read_a_complaint_about_themself(db, manager, client, coordinator):
    other = of_team(db, coordinator, Role.MANAGER)
    complaint = make_feedback(db, coordinator, client, **about(manager))

    assert [reads(db, each, complaint) for each in (manager, other)] == [False, True]
    assert list_due(db, manager) == []


def test_coordinator_of_who_complains_does_not_read_it_of_their_own_accord(db, manager, coordinator, client):
    """Most complaints about support are about whoever gives it, whether or not they say so."""
    complaint = make_feedback(db, manager, client)

    assert reads(db, coordinator, complaint) is False


def test_whoever_sees_to_it_or_wrote_it_down_reads_it(db, manager, coordinator, colleague, client):
    complaint = make_feedback(db, coordinator, client)
    before = reads(db, colleague, complaint)

    give_to(db, manager, complaint, colleague.user_id)

    assert (before, reads(db, colleague, complaint), reads(db, coordinator, complaint)) == (False, True, True)


def test_thanks_are_for_everybody_and_for_whom_they_are_about_too(db, manager, coordinator, colleague, client):
    thanks = make_feedback(db, manager, client, kind=FeedbackKind.COMPLIMENT, **about(coordinator))

    assert [reads(db, each, thanks) for each in (coordinator, colleague, manager)] == [True] * 3


def test_thanks_of_who_is_hidden_from_a_colleague_are_hidden_too(db, manager, coordinator, colleague, client):
    thanks = make_feedback(db, manager, client, kind=FeedbackKind.COMPLIMENT)

    restrict_sight(db, coordinator, client, is_restricted=True)
    db.flush()

    assert [reads(db, each, thanks) for each in (colleague, coordinator)] == [False, True]


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.COMMISSIONER, Role.EDITOR, Role.ADMINISTRATOR])
def test_who_does_not_work_with_clients_reads_none(db, coordinator, manager, client, role):
    complaint = make_feedback(db, manager, client)
    thanks = make_feedback(db, manager, client, kind=FeedbackKind.COMPLIMENT)

    assert [reads(db, of_team(db, coordinator, role), each) for each in (complaint, thanks)] == [False, False]


def test_another_team_reads_none(db, manager, client):
    complaint = make_feedback(db, manager, client)

    assert reads(db, make_actor(db, Role.MANAGER), complaint) is False


def test_whoever_sees_to_a_complaint_of_somebody_hidden_from_them_reads_no_name(
    db, manager, coordinator, colleague, client
):
    complaint = make_feedback(db, manager, client)
    restrict_sight(db, coordinator, client, is_restricted=True)
    give_to(db, manager, complaint, colleague.user_id)

    assert clients_shown(db, colleague, [complaint]) == {}
    assert clients_shown(db, manager, [complaint]) == {client.id: client}


def test_what_no_manager_may_read_is_counted_for_administrators(db, manager, coordinator, client):
    administrator = of_team(db, coordinator, Role.ADMINISTRATOR)
    make_feedback(db, coordinator, client)
    make_feedback(db, coordinator, client, **about(manager))
    before = count_read_by_nobody(db, administrator)

    of_team(db, coordinator, Role.MANAGER)

    assert (before, count_read_by_nobody(db, administrator)) == (1, 0)


def copied(db, actor, client) -> str:
    return str(gather_everything(db, actor, client).as_data())


def test_copy_that_a_coordinator_hands_out_holds_nothing_of_a_complaint_about_them(db, manager, coordinator, client):
    complaint = make_feedback(db, manager, client, words="She was rude to me", **about(coordinator))
    do(db, manager, complaint, "I spoke with both")

    handed_out = {actor.user_id: copied(db, actor, client) for actor in (coordinator, manager)}

    assert [said in handed_out[coordinator.user_id] for said in ("rude", "spoke with both")] == [False, False]
    assert [said in handed_out[manager.user_id] for said in ("rude", "spoke with both")] == [True, True]


def test_who_looked_does_not_tell_that_somebody_complained(db, manager, coordinator, client):
    complaint = make_feedback(db, manager, client, **about(coordinator))
    thanks = make_feedback(db, manager, client, kind=FeedbackKind.COMPLIMENT)

    told = ids_of_record(db, client.id)

    assert (complaint.id in told, thanks.id in told) == (False, True)


def test_copy_names_no_neighbour_who_complained(db, manager, client):
    make_feedback(db, manager, client, given_by=GivenBy.OTHER, words="Her visitors park on my drive", giver="Olga")

    told = copied(db, manager, client)

    assert ("visitors" in told, "Olga" in told) == (False, False)
