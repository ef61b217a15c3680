"""Groups as people to work with, on pages: who was not met for long, meetings, and who knows whom."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.champions.relations.models import GroupContact, GroupMeeting
from directory.security.key_tables import CannotBeRead
from directory.security.keystore import current_key_store
from tests.factories.asking import make_referral_in
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_contact, make_meeting, make_walking_domain
from tests.factories.referrals import make_referral
from tests.staff.conftest import in_boxes, new_key


@pytest.fixture
def feet(sign_in, db):
    """The browser of the champion of walks, and them as an actor."""
    browser, actor = sign_in(Role.CHAMPION)
    return browser, actor


@pytest.fixture
def term(db, feet):
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, feet[1].user_id), name="Feet")
    return term


@pytest.fixture
def group(db, term):
    return make_service(db, "Gentle walks", terms=[term]).organization


@pytest.fixture
def colleague(feet, sign_in, db):
    """The browser of a coordinator of the same team, and them as an actor."""
    return sign_in(scheme=db.get(Scheme, feet[1].scheme_id))


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page)).split())


def meeting(actor, *groups, **more) -> dict:
    return {
        "group": [str(each.id) for each in groups],
        "way": "visit",
        "colleagues": [str(actor.user_id)],
        "about": "They want a second leader",
        "submission_key": new_key(),
        **in_boxes("met_on", clock.today()),
        **more,
    }


def test_a_forum_with_many_groups_is_written_down_in_one_go(feet, group, term, db):
    browser, actor = feet
    other = make_service(db, "Long walks", terms=[term]).organization
    listed = browser.get("/staff/relationships").text
    asked = browser.get(f"/staff/relationships/new?group={group.id}&group={other.id}")

    answer = browser.post("/staff/relationships/new", data=meeting(actor, group, other, way="forum"))

    assert plain(listed).count("Never") == 2
    assert asked.status_code == 200
    assert answer.location == "/staff/relationships"
    assert "this month" in plain(browser.get("/staff/relationships").text)
    page = plain(browser.get(f"/staff/organisations/{other.id}/relationship").text)
    assert "Forum with 1 other group" in page
    assert "They want a second leader" in page


def test_who_ticked_no_group_is_asked_to(feet, group):
    browser, _ = feet

    answer = browser.get("/staff/relationships/new")

    assert answer.status_code == 422
    assert "Tick the groups that you met" in plain(answer.text)
    assert f'id="group" name="group" type="checkbox" value="{group.id}"' in answer.text


def test_other_groups_of_a_forum_are_written_by_name(feet, group, term, db):
    browser, actor = feet
    group.name = "Gentle walkers"
    other = make_service(db, "Long walks", terms=[term]).organization
    other.name = "Long walkers"
    db.flush()
    said = meeting(actor, group, way="forum", also="long WALKERS\n\nNobody we know")

    refused = browser.post("/staff/relationships/new", data=said)
    browser.post("/staff/relationships/new", data={**said, "also": "long WALKERS\ngentle walkers"})

    assert "We know no group called “Nobody we know”" in html.unescape(refused.text)
    page = plain(browser.get(f"/staff/organisations/{other.id}/relationship").text)
    assert "Forum with 1 other group" in page


def test_what_cannot_be_used_is_said_beside_its_box_and_nothing_is_lost(feet, group, db):
    browser, actor = feet
    tomorrow = in_boxes("met_on", clock.today() + timedelta(days=1))

    answer = browser.post("/staff/relationships/new", data=meeting(actor, group, **tomorrow))

    assert answer.status_code == 422
    assert "The date must be today or earlier" in plain(answer.text)
    assert "They want a second leader" in answer.text
    assert str(group.id) in answer.text
    assert db.scalars(select(GroupMeeting)).all() == []


def test_two_who_change_a_meeting_at_once_read_what_the_other_wrote(feet, colleague, group, db):
    browser, actor = feet
    known = make_meeting(db, actor, group)
    there = f"/staff/relationships/meetings/{known.id}"
    seen = {"seen": str(known.version)}
    browser.post(there, data=meeting(actor, group, about="Their hall is sold", **seen))

    answer = colleague[0].post(there, data=meeting(actor, group, about="All is well", **seen))

    assert answer.status_code == 422
    page = plain(answer.text)
    assert "Somebody else changed this while you had it open" in page
    assert "Their hall is sold" in page
    assert "All is well" in page
    newest = re.search(r'name="seen"[^>]*value="(\d+)"', answer.text)[1]
    assert colleague[0].post(there, data=meeting(actor, group, about="All is well", seen=newest)).status_code == 303


def test_a_meeting_is_taken_back(feet, group, db):
    browser, actor = feet
    known = make_meeting(db, actor, group)

    answer = browser.post(f"/staff/relationships/meetings/{known.id}/take-back", follow_redirects=True)

    assert "No meeting is written down" in plain(answer.text)
    assert browser.post(f"/staff/relationships/meetings/{known.id}/take-back").status_code == 303


def test_who_is_known_at_a_group_is_written_down_and_changed(feet, colleague, group, db):
    browser, actor = feet
    told = {"part": "Secretary", "name": "Dora Pemberton", "known_by": str(actor.user_id), "submission_key": new_key()}

    answer = browser.post(f"/staff/organisations/{group.id}/contacts", data=told, follow_redirects=True)

    assert "Dora Pemberton" in answer.text
    contact = db.scalars(select(GroupContact)).one()
    there = f"/staff/relationships/contacts/{contact.id}"
    changed = {**told, "name": "Dora Hill", "seen": str(contact.version)}
    assert "Dora Hill" in colleague[0].post(there, data=changed, follow_redirects=True).text
    late = browser.post(there, data={**changed, "name": "Dora Dale"})
    assert late.status_code == 422
    assert "Somebody else changed this" in plain(late.text)


def test_who_asks_to_be_forgotten_is_gone_from_old_backups_too(feet, group, db):
    browser, actor = feet
    contact = make_contact(db, actor, group)
    make_meeting(db, actor, group, about="Dora Pemberton is tired")
    db.commit()
    there = f"/staff/relationships/contacts/{contact.id}"
    assert "Forget Dora Pemberton?" in plain(browser.get(f"{there}/forget").text)

    answer = browser.post(f"{there}/forget", follow_redirects=True)

    page = plain(answer.text)
    assert "Their name is taken out, and the words of 1 meeting" in page
    assert "Dora" not in page
    assert "(asked to be forgotten)" in page
    assert "Visit" in page
    with pytest.raises(CannotBeRead):
        current_key_store().key_of(contact.id)
    # A second click leads where the first did.
    assert browser.post(f"{there}/forget").status_code == 303
    assert browser.get(there).status_code == 404


def test_a_coordinator_sees_all_groups_and_a_champion_their_own_first(feet, colleague, group, db):
    make_service(db, "Chess").organization.name = "Chess people"
    db.flush()

    own, everything, theirs = (
        plain(browser.get(f"/staff/relationships{query}").text)
        for browser, query in ((feet[0], ""), (feet[0], "?show=all"), (colleague[0], ""))
    )

    assert "Chess people" not in own
    assert "Chess people" in everything
    assert "Chess people" in theirs


def test_the_list_can_be_downloaded_and_names_nobody(feet, group, db):
    browser, actor = feet
    make_contact(db, actor, group)

    answer = browser.get("/staff/relationships.csv")

    assert group.name in answer.text
    assert "Dora" not in answer.text


def test_the_page_of_the_organisation_leads_there(feet, group):
    browser, _ = feet

    page = browser.get(f"/staff/organisations/{group.id}").text

    assert f"/staff/organisations/{group.id}/relationship" in page


def test_who_may_not_read_referrals_is_told_no_small_counts_and_no_file_has_them(feet, colleague, group, term, db):
    make_referral(db, colleague[1], service=make_service(db, "Walk", terms=[term], organization=group))

    champion, coordinator = (
        plain(browser.get(f"/staff/organisations/{group.id}/relationship").text) for browser, _ in (feet, colleague)
    )

    assert "Sent to them in the last 12 months fewer than 8" in champion
    assert "Sent to them in the last 12 months 1" in coordinator
    for browser, _ in (feet, colleague):
        assert "fewer than 8" in browser.get("/staff/relationships.csv").text
    assert "fewer than 8" not in plain(colleague[0].get("/staff/relationships").text)


def test_a_colleague_says_once_which_group_a_referral_is_from(colleague, group, db):
    browser, actor = colleague
    group.name = "Beck Lane Advice"
    told = {"referrer_name": "Lee", "referrer_role": "Adviser", "referrer_contact": "0113 496 0444", "statement": "Sad"}
    known = {"source": ReferralSource.PROFESSIONAL, "referrer_organization": "Beck Lane Advice", **told}
    referral = make_referral_in(db, actor, **known)
    db.flush()
    there = f"/staff/referrals-in/{referral.reference}/group"
    assert there in browser.get(f"/staff/referrals-in/{referral.reference}").text
    assert "It is Beck Lane Advice" in plain(browser.get(there).text)

    answer = browser.post(there, data={"organization": str(group.id)}, follow_redirects=True)

    assert "1 referral is from Beck Lane Advice" in plain(answer.text)
    page = plain(browser.get(f"/staff/organisations/{group.id}/relationship").text)
    assert "Came from them in the last 12 months 1" in page
