"""One group that is told nothing more, from one's own page: it counts at once, for that group alone, and once."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.models import Purpose
from directory.casework.own_page.models import OwnPageMessage, Told
from directory.casework.queries import get_client
from directory.casework.rules import has_consent
from directory.referrals.agreeing import find_agreement
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.replies import find_to_share
from directory.referrals.states import Reason, ReferralState
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import make_reply_link, sent_letters
from tests.factories.referrals import make_referral
from tests.factories.sharing import make_sharing
from tests.own_page.conftest import seen_on, text_of


@pytest.fixture
def choir(db, coordinator, person):
    """A second referral of theirs; its letter to the group waits to leave."""
    client = get_client(db, coordinator, person.reference)
    service = make_service(db, "Harmony choir", email="c@choir.example")
    referral = make_referral(db, coordinator, client=client, service=service)
    db.commit()
    return referral


def where(link, referral) -> str:
    return f"{link}/groups/{referral.reference}"


def still_agreed(db, referral) -> bool:
    db.expire_all()
    return find_agreement(find_to_share(db, referral.id)).withdrawn_on is None


def messages(db) -> list[OwnPageMessage]:
    return list(db.scalars(select(OwnPageMessage)))


def test_page_names_each_group_they_said_yes_to(link, opened, choir):
    page = opened.get(link)

    assert "for Harmony choir" in seen_on(page)
    assert where(link, choir) in page.text


def test_before_it_they_read_what_follows_and_what_the_group_knows_already(db, link, opened, choir):
    page = seen_on(opened.get(where(link, choir)))

    group = find_to_share(db, choir.id).service.organization.name
    assert f"Tell {group} nothing more?" in page
    assert "What they have read already, they know." in page
    assert "Anything else that you said yes to stays as it is" in page


def test_it_counts_at_once_and_for_this_group_alone(db, app, coordinator, person, link, opened, choir):
    client = get_client(db, coordinator, person.reference)
    walks = make_referral(db, coordinator, client=client, service=make_service(db, "Bowls", email="b@bowls.example"))
    choir_link, walks_link = make_reply_link(db, choir), make_reply_link(db, walks)
    db.commit()

    answer = opened.post(where(link, choir))

    assert (answer.status_code, answer.location) == (303, link)
    assert [still_agreed(db, each) for each in (choir, walks)] == [False, True]
    assert [app.test_client().get(f"/replies/{each}").status_code for each in (choir_link, walks_link)] == [404, 200]
    assert [each["To"] for each in sent_letters()] == ["b@bowls.example"]
    assert has_consent(get_client(db, coordinator, person.reference).consents, Purpose.REFERRAL, clock.today())
    event = db.scalars(select(AuditEvent).where(AuditEvent.action == "referral.agreement_withdrawn")).one()
    assert (event.actor_id, event.scheme_id) == (None, coordinator.scheme_id)


def test_page_says_since_when_and_offers_it_no_more(link, opened, choir):
    opened.post(where(link, choir))

    page = opened.get(link)

    assert "we tell them nothing more about you for this." in seen_on(page)
    assert where(link, choir) not in page.text
    assert opened.get(where(link, choir)).status_code == 303


def test_a_second_click_changes_nothing(db, link, opened, choir):
    answers = [opened.post(where(link, choir)).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert [each.kind for each in messages(db)] == [Told.GROUP]
    assert len(db.scalars(select(AuditEvent).where(AuditEvent.action == "referral.agreement_withdrawn")).all()) == 1


def test_looking_at_the_question_takes_nothing_back(db, link, opened, choir):
    opened.get(where(link, choir))
    opened.head(where(link, choir))

    assert still_agreed(db, choir)
    assert messages(db) == []


def test_their_team_finds_it_on_the_first_page_and_on_theirs(db, sign_in, person, link, opened, choir):
    opened.post(where(link, choir))
    staff, _ = sign_in(Role.MANAGER, scheme=db.get_one(Scheme, person.scheme_id))

    home, page = (text_of(staff.get(each)) for each in ("/staff/", f"/staff/clients/{person.reference}"))

    assert "They no longer agree that a group is told about them" in home
    assert "They no longer agree that this group is told about them." in page
    assert "(Harmony choir)" in page


def test_who_has_not_shown_the_code_takes_nothing_back(db, browser, link, choir):
    answers = [browser.open(where(link, choir), method=each).location for each in ("GET", "POST")]

    assert answers == [link, link]
    assert still_agreed(db, choir)


def test_group_of_somebody_else_is_not_found(db, coordinator, link, opened):
    other = make_referral(db, coordinator, client=make_client(db, coordinator, name="Bill Other"))
    db.commit()

    answers = [opened.open(where(link, other), method=each).status_code for each in ("GET", "POST")]

    assert answers == [404, 404]
    assert still_agreed(db, other)


@pytest.mark.parametrize("reference", ["unknown", "%00", "ABCDEFGHJK", "x'--"])
def test_group_that_there_is_not_is_not_found(link, opened, reference):
    assert opened.post(f"{link}/groups/{reference}").status_code == 404


def test_referral_that_is_over_is_not_offered(db, coordinator, link, opened, choir):
    over = MoveInput(ReferralState.DECLINED, clock.today(), Reason.NO_ROOM)
    move_referral(db, coordinator, find_to_share(db, choir.id, to_change=True), over)
    db.commit()

    page = opened.get(link)

    assert where(link, choir) not in page.text
    assert opened.get(where(link, choir)).status_code == 303


def test_what_was_told_to_keep_them_safe_is_neither_shown_nor_taken_back(db, link, opened, choir, shared_to_keep_safe):
    page = opened.get(link)
    opened.post(where(link, choir))

    assert where(link, choir) not in page.text
    assert still_agreed(db, choir)
    assert messages(db) == []


@pytest.fixture
def shared_to_keep_safe(db, coordinator, person, choir):
    """The choir was told without their agreement."""
    make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, person.scheme_id))
    sharing = make_sharing(db, coordinator, get_client(db, coordinator, person.reference))
    agreement = find_agreement(find_to_share(db, choir.id))
    agreement.sharing_id, agreement.given_how, agreement.given_by = sharing.id, None, None
    db.commit()
