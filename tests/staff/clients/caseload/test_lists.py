"""My clients, those of the team, and who waits for what, as pages."""

import html

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.agreeing import record_answer
from directory.casework.inputs import AnswerInput
from directory.casework.models import Answer, Purpose
from directory.casework.operations import close_case
from directory.casework.own_page.messages import MessageInput, keep_message
from directory.casework.own_page.models import Told
from directory.casework.safety.keeping import end_concern
from directory.casework.triage.kinds import ContactResult
from tests.counting import count_statements
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.referrals import make_referral
from tests.factories.safety import make_concern, make_risk, over
from tests.factories.support_sessions import in_days, make_happened, make_pause, make_support_session
from tests.factories.triage import make_attempt


def text_of(answer) -> str:
    return html.unescape(answer.text)


def scheme_of(db, actor) -> Scheme:
    return db.get_one(Scheme, actor.scheme_id)


@pytest.fixture
def coordinator(sign_in):
    return sign_in()


@pytest.fixture
def colleague(db, coordinator):
    return make_actor(db, scheme=scheme_of(db, coordinator[1]))


def page_of(browser, query: str = "") -> str:
    answer = browser.get(f"/staff/clients{query}")
    assert answer.status_code == 200
    return text_of(answer)


def test_my_clients_are_mine_and_the_team_is_everybodys(db, coordinator, colleague):
    browser, actor = coordinator
    make_client(db, actor, name="Ada Okafor")
    make_client(db, colleague, name="Bill Shaw")
    db.commit()

    mine, team = page_of(browser), page_of(browser, "?whose=team")
    his = page_of(browser, f"?whose=team&of={colleague.user_id}")

    assert ("Ada Okafor" in mine, "Bill Shaw" in mine) == (True, False)
    assert ("Ada Okafor" in team, "Bill Shaw" in team) == (True, True)
    assert ("Ada Okafor" in his, "Bill Shaw" in his) == (False, True)


def test_a_manager_without_clients_reads_those_of_the_team(db, sign_in, coordinator):
    make_client(db, coordinator[1], name="Ada Okafor")
    manager, _ = sign_in(Role.MANAGER, scheme=scheme_of(db, coordinator[1]))
    db.commit()

    page = page_of(manager)

    assert "Clients of the team" in page
    assert "Ada Okafor" in page
    assert "My clients" not in page


def test_a_row_says_what_is_good_to_know_before_work(db, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor, name="Ada Okafor", consent_given_on=None)
    make_happened(db, actor, client, in_days(-2))
    make_risk(db, actor, client)
    record_answer(db, actor, client, AnswerInput(clock.today(), Purpose.CONTACT, answer=Answer.NO))
    db.commit()

    page = page_of(browser)

    for words in ("Supported", "2 days ago", "Nothing planned", "Risk", "Not agreed to share", "Week 5 of 16"):
        assert words in page
    assert "Do not ring or write" in page


@pytest.mark.parametrize(
    ("show", "name"),
    [
        ("to reach", "Rea Reached-Not"),
        ("to assess", "Ass Essed-Not"),
        ("paused", "Pau Sed"),
        ("waiting", "Wai Ting"),
        ("ended", "End Ed"),
    ],
)
def test_each_part_of_the_list_holds_those_it_is_about(db, coordinator, show, name):
    browser, actor = coordinator
    people = ("Rea Reached-Not", "Ass Essed-Not", "Pau Sed", "Wai Ting", "End Ed")
    reach, assess, paused, waiting, ended = (make_client(db, actor, name=each) for each in people)
    for each in (paused, waiting, ended):
        make_happened(db, actor, each)
    make_attempt(db, actor, assess, result=ContactResult.REACHED)
    make_pause(db, actor, paused)
    make_referral(db, actor, client=waiting)
    close_case(db, actor, ended.cases[0], clock.today())
    db.commit()

    page = page_of(browser, f"?show={show}")

    known = {each for each in people if each in page}
    assert known == ({name, "Rea Reached-Not", "Ass Essed-Not"} if show == "waiting" else {name})
    assert reach.reference in page or show not in ("to reach", "waiting")


def test_whoever_is_to_be_seen_next_stands_first_and_who_lacks_a_date_last(db, coordinator):
    browser, actor = coordinator
    for name, days in (("Ada Later", 9), ("Bill Sooner", 2), ("Cora Never", None)):
        client = make_client(db, actor, name=name)
        if days:
            make_support_session(db, actor, client, in_days(days))
    db.commit()

    page = page_of(browser)

    assert page.index("Bill Sooner") < page.index("Ada Later") < page.index("Cora Never")


def test_only_the_page_that_is_shown_is_opened_and_written_down(db, coordinator):
    browser, actor = coordinator
    for number in range(51):
        make_client(db, actor, name=f"Client {number}")
    db.commit()

    page = page_of(browser)
    second = page_of(browser, "?page=2")

    looked = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.listed").order_by(AuditEvent.id)).all()
    assert "51 people" in page
    assert sorted(len(each.subject_ids) for each in looked) == [1, 50]
    assert second.count('data-label="How long"') == 1


@pytest.mark.parametrize("address", ["/staff/clients?whose=team", "/staff/clients/waiting?whose=team"])
def test_that_a_concern_stands_is_marked_for_who_may_read_it_and_written_down(db, sign_in, coordinator, address):
    browser, actor = coordinator
    manager, _ = sign_in(Role.MANAGER, scheme=scheme_of(db, actor))
    concern = make_concern(db, actor, make_client(db, actor, name="Ada Okafor"))
    db.commit()

    marked = ["Safeguarding" in text_of(each.get(address)) for each in (browser, manager)]

    read = db.scalars(select(AuditEvent.subject_ids).where(AuditEvent.action == "safeguarding.viewed")).all()
    assert marked == [True, True]
    assert read == [[str(concern.id)]] * 2


@pytest.mark.parametrize("address", ["/staff/clients?whose=team", "/staff/clients/waiting?whose=team"])
def test_to_others_a_list_is_the_same_as_if_there_were_no_concern(db, sign_in, coordinator, address):
    colleague, _ = sign_in(scheme=scheme_of(db, coordinator[1]))
    client = make_client(db, coordinator[1], name="Ada Okafor")
    db.commit()
    before = table_of(text_of(colleague.get(address)))
    make_concern(db, coordinator[1], client)
    db.commit()

    assert "Ada Okafor" in before
    assert table_of(text_of(colleague.get(address))) == before


def table_of(page: str) -> str:
    return page.split("<table")[1].split("</table>")[0]


def test_a_concern_that_has_ended_marks_nobody(db, coordinator):
    browser, actor = coordinator
    concern = make_concern(db, actor, make_client(db, actor))
    end_concern(db, actor, concern, over(clock.today()), concern.version)
    db.commit()

    assert "Safeguarding" not in page_of(browser)


@pytest.mark.parametrize("address", ["/staff/clients", "/staff/clients/waiting"])
def test_a_list_takes_as_many_statements_for_three_as_for_ten(db, coordinator, address):
    browser, actor = coordinator
    for number in range(3):
        make_referral(db, actor, client=make_client(db, actor, name=f"Few {number}"))
    make_concern(db, actor, make_client(db, actor, name="One Concern"))
    db.commit()
    few = statements(db, lambda: browser.get(address))
    for number in range(7):
        client = make_client(db, actor, name=f"More {number}")
        make_referral(db, actor, client=client)
        make_concern(db, actor, client)
    db.commit()

    assert statements(db, lambda: browser.get(address)) == few


def statements(db, ask) -> int:
    def asked() -> None:
        assert ask().status_code == 200

    return count_statements(db, asked)


def test_who_waits_stands_with_what_for_and_since_when(db, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor, name="Ada Okafor")
    make_happened(db, actor, client)
    referral = make_referral(db, actor, client=client, days_ago=5)
    make_client(db, actor, name="Bill Shaw")
    db.commit()

    everything, groups = (text_of(browser.get(f"/staff/clients/waiting{q}")) for q in ("", "?for=answer+of+a+group"))

    assert everything.index("Bill Shaw") < everything.index("Ada Okafor")
    assert "The longest wait is 30 days; half of them 5 days or less." in everything
    assert "Bill Shaw" not in groups
    assert f"/staff/referrals/{referral.reference}" in groups


def test_where_nobody_waits_the_page_says_so(coordinator):
    assert "Nobody waits" in text_of(coordinator[0].get("/staff/clients/waiting"))


def test_somebody_is_found_among_those_of_one_coordinator_or_whose_support_has_ended(db, coordinator, colleague):
    browser, actor = coordinator
    mine, his = (make_client(db, one, name="Edith Ashworth") for one in (actor, colleague))
    close_case(db, actor, mine.cases[0], clock.today())
    db.commit()

    def find(**among) -> str:
        return text_of(browser.post("/staff/clients/find", data={"sought": "Edith", **among}))

    ended, of_him = find(state="ended"), find(of=str(colleague.user_id))

    assert (mine.reference in ended, his.reference in ended) == (True, False)
    assert (mine.reference in of_him, his.reference in of_him) == (False, True)
    assert "details open" in ended.replace('details class="govuk-details"', "details")


def test_a_sheet_holds_what_the_page_shows(db, coordinator, colleague):
    browser, actor = coordinator
    make_client(db, actor, name="Ada Okafor")
    make_client(db, colleague, name="Bill Shaw")
    db.commit()

    mine, team = (browser.get(f"/staff/clients.csv?whose={each}").text for each in ("mine", "team"))

    assert ("Ada Okafor" in mine, "Bill Shaw" in mine) == (True, False)
    assert ("Ada Okafor" in team, "Bill Shaw" in team) == (True, True)


def test_what_somebody_waits_for_leads_to_where_it_is_seen_to(db, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor)
    referral = make_referral(db, actor, client=client)
    keep_message(db, client, MessageInput(Told.CORRECTION, "a-form-of-theirs", "A new number"))
    db.commit()

    page = page_of(browser)

    assert f'href="/staff/referrals/{referral.reference}">1 group has not answered' in page
    assert f'href="/staff/clients/{client.reference}/agreements#own-page">1 thing for us to answer' in page
