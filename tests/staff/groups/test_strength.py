"""Staff write down how strong a group is."""

from datetime import date

from directory.accounts.actor import Role
from directory.champions.capacity.strength import find_strength
from tests.factories.catalogue import make_service


def test_champion_writes_down_until_when_a_group_is_funded(sign_in, db):
    browser, _ = sign_in(Role.CHAMPION)
    group = make_service(db).organization_id
    db.commit()
    sent = {"funded_until": "2027-03-31", "main_funder": "The council", "way": "phone", "shows_volunteers": "false"}

    answer = browser.post(f"/staff/organisations/{group}/strength", data=sent)

    db.expire_all()
    assert find_strength(db, group).funded_until == date(2027, 3, 31)
    page = browser.get(answer.location).text
    assert "Funded until 31 March 2027" in page
    assert "The council" in page
    assert "Funding, size and help needed" in browser.get(f"/staff/organisations/{group}").text
