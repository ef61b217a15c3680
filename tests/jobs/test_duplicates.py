"""Looking for what is listed twice, again and again."""

from sqlalchemy import select

from directory.catalogue.models.duplicates import DuplicateCandidate
from directory.jobs.duplicates import find_duplicates
from tests.factories.catalogue import make_organization, make_service


def make_twins(db):
    return [
        make_service(db, name, organization=make_organization(db, run_by))
        for name, run_by in (
            ("Larkenshaw Men's Shed", "Beck Lane Centre"),
            ("Larkenshaw Mens Shed CIC", "Beck Lane Community Ctr"),
            ("Singing for fun", "Choir of all"),
        )
    ]


def test_what_is_listed_twice_is_found(db):
    one, other, _ = make_twins(db)
    told = []

    done = find_duplicates("service", lambda *at: told.append(at))

    pair = db.scalars(select(DuplicateCandidate)).one()
    assert {pair.first_id, pair.second_id} == {one.id, other.id}
    assert (done.compared, done.found, done.new, done.gone) == (3, 1, 1, 0)
    assert told


def test_running_it_again_changes_nothing(db):
    make_twins(db)
    find_duplicates("service")

    done = find_duplicates("service")

    assert (done.found, done.new, done.again, done.gone) == (1, 0, 0, 0)


def test_a_pair_that_was_put_right_leaves_the_list(db):
    one, _, _ = make_twins(db)
    find_duplicates("service")
    one.name = "Pottery"
    db.flush()

    assert find_duplicates("service").gone == 1


def test_organizations_are_compared_apart(db):
    make_organization(db, "Larkenshaw Makers"), make_organization(db, "Larkenshaw Makers Ltd")
    db.flush()

    assert find_duplicates("service").found == 0
    assert find_duplicates("organization").found == 1
