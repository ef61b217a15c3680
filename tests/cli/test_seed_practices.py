"""A surgery of the fictional town may see its own referrals."""

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.casework.own_referrals.keeping import list_referrer_links
from directory.cli.seed_practices import load_practices
from directory.cli.town import Town
from tests.factories.accounts import make_user


def test_a_surgery_of_the_town_is_on_the_list_and_may_see_what_it_sent(db):
    coordinator = make_user(db, Role.COORDINATOR)

    load_practices(db, Town(clock.today(), lambda _: (53.78, -1.55)), {"coordinator": coordinator})
    db.flush()

    [link] = list_referrer_links(db, actor_of(db, coordinator.email))
    assert (link.name, link.practice.code) == ("Owlersike Surgery", "B99901")
    assert link.address.endswith(".example")
