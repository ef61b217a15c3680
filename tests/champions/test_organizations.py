"""What an actor sees of an organization."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.edits import record_start, send_draft, start_listing
from directory.champions.organizations import PAGE_SIZE, get_to_remove, list_run_by, may_remove
from directory.errors import NotFound
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.champions import make_walking_domain


@pytest.fixture
def author(db):
    return make_actor(db, Role.COORDINATOR)


@pytest.fixture
def centre(db, author):
    """An organization with a listed activity, one that the author is writing, and one in a domain that was put away."""
    centre, walking = make_organization(db), make_term(db)
    make_service(db, "Choir", organization=centre)
    start_listing(db, author, centre, "Chess")
    make_service(db, "Walking", organization=centre, terms=[walking], stage="archived")
    centre.walking = walking
    make_service(db, "Walking elsewhere", terms=[walking])
    return centre


def names(db, actor, centre) -> list[str]:
    return [each.name for each in list_run_by(db, actor, centre).services]


def test_everybody_sees_what_is_published_and_an_author_what_they_write(db, author, centre):
    assert names(db, author, centre) == ["Chess", "Choir"]
    assert names(db, make_actor(db, Role.MANAGER), centre) == ["Choir"]


def test_who_keeps_an_activity_sees_it_whatever_its_stage(db, centre):
    champion = make_actor(db, Role.CHAMPION)
    make_walking_domain(db, [centre.walking], db.get(User, champion.user_id))

    assert names(db, champion, centre) == ["Choir", "Walking"]
    assert names(db, make_actor(db, Role.EDITOR), centre) == ["Chess", "Choir", "Walking"]


def test_what_waits_for_approval_is_marked(db, author, centre):
    chess = next(each for each in list_run_by(db, author, centre).services if each.name == "Chess")
    send_draft(db, author, chess, None)
    db.flush()

    assert list_run_by(db, author, centre).awaited == {chess.id}


def test_long_list_goes_on_over_the_page(db, author, centre):
    for number in range(PAGE_SIZE):
        make_service(db, f"Group {number:03}", organization=centre, point=None)

    second = list_run_by(db, author, centre, 2)

    assert ([each.name for each in second.services], second.total) == (["Group 023", "Group 024"], PAGE_SIZE + 2)
    with pytest.raises(NotFound):
        list_run_by(db, author, centre, 0)


def test_organization_is_taken_out_by_its_author_until_the_public_saw_it_and_by_an_editor(db, author):
    organization = make_organization(db, "Chess Friends")
    db.flush()
    record_start(db, author, organization)
    editor, other = make_actor(db, Role.EDITOR), make_actor(db, Role.COORDINATOR)
    before = [may_remove(db, each, organization) for each in (author, editor, other)]

    make_service(db, organization=organization)

    assert before == [True, True, False]
    assert [may_remove(db, each, organization) for each in (author, editor, other)] == [False, True, False]
    with pytest.raises(NotFound):
        get_to_remove(db, author, organization.id)
