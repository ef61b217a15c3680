"""Asking for support on the public pages: page after page, back and forth, sent once, and told to nobody else."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.accounts.models import Scheme, SchemeArea
from directory.audit.models import AuditEvent
from directory.casework.models import AgreementWording, Purpose
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.safety.coming_in import told_with
from directory.casework.safety.kinds import ConcernKind, RiskKind
from directory.casework.wordings import WordingInput, write_wording
from directory.geo.current import use_postcode_file
from directory.public.asking.forms import ReachForm, ReachOtherForm
from directory.public.asking.sender_forms import PersonForm
from directory.web.spam import NOT_SURE, QUICKEST
from tests.factories.accounts import make_actor, make_scheme
from tests.factories.links import sent_letters
from tests.factories.postcodes import write_postcode_file
from tests.public.open_forms import carried

YOURSELF, FRIEND, PROFESSIONAL = "/refer/yourself", "/refer/friend", "/refer/professional"
ORGANIZATION = "/refer/organisation"
PLACE = {"postcode": "ls118nd", "born_on": ["27", "3", "1950"], "has_gp": "yes"}
REACH = {"name": "Noor Newcomer", "phone": "07700 900111", "may_leave_message": "no", "contact_by": "text message"}
NEEDS = {"statement": "I hardly see anybody since we moved", "language": "Urdu"}
REASON = {
    "reason": "Comes often with headaches, and lives alone",
    "statement": "I hardly see anybody since we moved",
    "urgency": "soon",
}
PART = {"language": "Urdu"}
NO_RISK, NO_CONCERN, AGREED = {"risks_answer": "none known"}, {"has_concern": "no"}, {"agreement_said": "agreed"}
REFERRER = {
    "referrer_name": "Lee Nurse",
    "referrer_role": "Practice nurse",
    "referrer_organization": "Beck Lane Surgery",
    "referrer_contact": "0113 496 0000",
}
OF_FRIEND = {"name": "Noor Newcomer", "safe_contact": "Text 07700 900111", "postcode": "LS11", "may_leave_message": ""}


@pytest.fixture
def team(db):
    """Somebody of the team that helps in LS11."""
    actor = make_actor(db)
    db.add(SchemeArea(outward="LS11", scheme_id=actor.scheme_id))
    db.commit()
    return actor


@pytest.fixture
def go(browser):
    """`go(page, answers)` presses the button of a page, and gives the next one."""

    def press(page, answers=None, *, way=YOURSELF, **more):
        return browser.post(way, data={**carried(page), **(answers or {}), **more})

    return press


@pytest.fixture
def send(browser):
    """`send(page)` agrees and sends what a page shows, after a while in which somebody reads."""

    def agree(page, *, way=YOURSELF, after=QUICKEST, **more):
        with time_machine.travel(clock.now() + after, tick=False):
            return browser.post(f"{way}/send", data={**carried(page), "agree": "yes", **more})

    return agree


@pytest.fixture
def checked(browser, team, go):
    """The page on which somebody who asks for themselves checks what they wrote."""
    return go(go(go(browser.get(YOURSELF), PLACE), REACH), NEEDS)


def the_referral(db) -> Referral:
    db.expire_all()
    return db.scalars(select(Referral)).one()


def count(db) -> int:
    return db.scalar(select(func.count()).select_from(Referral)) or 0


def test_who_asks_for_themselves_reaches_the_team_of_where_they_live(db, team, checked, send):
    answer = send(checked)

    referral = the_referral(db)
    assert (answer.status_code, answer.location) == (303, f"{YOURSELF}/received/{referral.reference}")
    assert (referral.scheme_id, referral.state) == (team.scheme_id, ReferralInState.NEW)
    assert (referral.name, referral.phone, referral.postcode) == ("Noor Newcomer", "07700 900111", "LS11 8ND")
    assert (referral.statement, referral.language) == (NEEDS["statement"], "Urdu")
    assert (referral.born_on.isoformat(), referral.has_gp, referral.may_leave_message) == ("1950-03-27", "yes", False)
    assert referral.agreed_wording_id is not None


def test_the_page_after_it_tells_the_reference_and_nothing_else(db, browser, checked, send):
    page = browser.get(send(checked).location)

    assert the_referral(db).reference in page.text
    assert "Noor" not in page.text


def test_everything_is_shown_before_it_is_sent(checked):
    for words in ("LS11 8ND", "27 March 1950", "Noor Newcomer", "07700 900111", "Text message", NEEDS["statement"]):
        assert words in html.unescape(checked.text)


@pytest.mark.parametrize(
    ("own", "of_other"),
    [pytest.param(ReachForm, ReachOtherForm, id="reach"), pytest.param(ReachForm, PersonForm, id="with a number")],
)
def test_of_somebody_else_the_same_is_asked_in_the_same_order(whole_app, own, of_other):
    with whole_app.test_request_context():
        asked = [[each.name for each in form(formdata=None).questions] for form in (own, of_other)]

    assert asked[0] == [each for each in asked[1] if each != "nhs_number"]


def test_nothing_is_kept_before_it_is_sent(db, checked):
    assert count(db) == 0


def test_what_travels_in_the_page_can_be_read_by_nobody(checked):
    assert "Newcomer" not in carried(checked)["carried"]


def test_no_cookie_before_there_is_a_form(browser, team):
    assert browser.get("/refer").headers.getlist("Set-Cookie") == []


def test_pages_with_answers_are_kept_by_no_browser(checked, app):
    app.config["WTF_CSRF_ENABLED"] = True

    assert checked.headers["Cache-Control"] == "no-store"


def test_sent_twice_is_one(db, checked, send):
    first, second = send(checked), send(checked)

    assert first.location == second.location
    assert count(db) == 1


@pytest.fixture
def other_team(db):
    """Somebody of another team, which helps nowhere yet."""
    return make_actor(db, scheme=make_scheme(db, "Other team"))


def test_where_another_team_would_read_it_by_now_it_is_shown_once_more(db, team, other_team, checked, send):
    db.get_one(SchemeArea, "LS11").scheme_id = other_team.scheme_id
    db.commit()

    again = send(checked)

    assert (again.status_code, count(db)) == (422, 0)
    assert "Other team would read it now" in again.text
    assert "checked" not in again.text
    assert send(again).status_code == 303
    assert the_referral(db).scheme_id == other_team.scheme_id


def test_where_its_words_are_others_by_now_they_are_shown_once_more(db, team, checked, send):
    words = WordingInput("We read it, and tell your surgery that you asked", seen=1)
    write_wording(db, team, Purpose.CONTACT, words)
    db.commit()

    again = send(checked)

    assert (again.status_code, count(db)) == (422, 0)
    assert words.text in again.text
    send(again)
    wording = db.get_one(AgreementWording, the_referral(db).agreed_wording_id)
    assert wording.text == words.text


def test_a_second_click_gives_the_first_though_another_team_would_read_it_by_now(db, team, other_team, checked, send):
    first = send(checked)
    db.get_one(SchemeArea, "LS11").scheme_id = other_team.scheme_id
    db.commit()

    assert send(checked).location == first.location
    assert the_referral(db).scheme_id == team.scheme_id


def test_another_postcode_is_no_news_to_who_typed_it(db, team, other_team, go, checked):
    db.add(SchemeArea(outward="LS12", scheme_id=other_team.scheme_id))
    db.commit()

    page = go(go(checked, go="place"), {**PLACE, "postcode": "LS12"})

    assert "Other team reads it" in page.text
    assert "has changed since" not in page.text


def test_sent_again_after_going_back_says_that_the_first_is_kept(db, go, checked, send):
    send(checked)
    again = go(go(checked, go="reach"), {**REACH, "name": "Noor Other"})

    answer = send(again)

    assert answer.status_code == 422
    assert the_referral(db).reference in answer.text
    assert the_referral(db).name == "Noor Newcomer"


def test_going_back_keeps_every_answer(go, checked):
    needs = go(checked, go="back")
    reach = go(needs, {"statement": "Half a sent"}, go="back")

    assert 'value="Noor Newcomer"' in reach.text
    assert "Half a sent" in go(reach, REACH).text


def test_what_is_changed_from_the_last_page_leads_back_to_it(go, checked):
    again = go(go(checked, go="reach"), {**REACH, "phone": "0113 496 0000"})

    assert "0113 496 0000" in again.text
    assert "Check what you have written" in again.text


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        pytest.param({"postcode": ""}, "Enter your postcode", id="no postcode"),
        pytest.param({"postcode": "Leeds"}, "Enter a postcode, like LS11 8ND", id="no such postcode"),
        pytest.param({"has_gp": ""}, "Say whether you are registered with a GP", id="nothing of a GP"),
        pytest.param({"born_on": ["1", "1", "2999"]}, "Date of birth must be in the past", id="not born yet"),
        pytest.param({"born_on": ["31", "2", "1950"]}, "Enter a real date", id="no day"),
    ],
)
def test_what_cannot_be_used_is_told_with_everything_typed(browser, team, go, answers, told):
    page = go(browser.get(YOURSELF), {**PLACE, **answers})

    assert page.status_code == 422
    assert told in page.text
    assert 'value="yes" checked' in page.text or not answers.get("has_gp", "yes")


def test_there_has_to_be_one_way_to_reach_somebody(browser, team, go):
    reach = go(browser.get(YOURSELF), PLACE)

    assert "Give us one way to reach you" in go(reach, {**REACH, "phone": ""}).text
    assert go(reach, {**REACH, "phone": "", "safe_contact": "Ask at the library"}).status_code == 200


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        pytest.param({"has_gp": "no"}, "how-to-register-with-a-gp-surgery", id="no GP"),
        pytest.param({"born_on": ["1", "1", str(clock.today().year - 9)]}, "Childline", id="too young"),
        pytest.param({"postcode": "M1 1AE"}, "We know of no team for M1", id="elsewhere"),
    ],
)
def test_nobody_is_turned_away(db, browser, team, go, send, answers, told):
    doubts = go(browser.get(YOURSELF), {**PLACE, **answers})
    assert told in doubts.text
    assert "/search?place=" in doubts.text

    send(go(go(go(doubts, go="on"), REACH), NEEDS))

    assert the_referral(db).scheme_id == team.scheme_id


def test_a_team_that_needs_no_gp_makes_nothing_of_it(db, browser, team, go):
    db.get(Scheme, team.scheme_id).needs_gp = False
    db.commit()

    page = go(browser.get(YOURSELF), {**PLACE, "has_gp": "no"})

    assert "how-to-register-with-a-gp-surgery" not in page.text
    assert 'name="phone"' in page.text


COUNTRIES = ("England", "Scotland", "Wales", "Northern Ireland")
CAPITALS = {"LS11 8ND": (53.8, -1.5), "EH1 1YZ": (55.9, -3.2), "CF10 3AT": (51.5, -3.2)}
ON_A_BORDER = {"CH4 0AA": (53.1, -2.9), "CH4 0AB": (53.1, -3.0)}
COUNCILS = {
    "LS11 8ND": "E08000035",
    "EH1 1YZ": "S12000036",
    "CF10 3AT": "W06000015",
    "CH4 0AA": "E06000050",
    "CH4 0AB": "W06000005",
}


@pytest.fixture
def countries(app, tmp_path):
    """Postcodes of more than one country."""
    use_postcode_file(write_postcode_file(tmp_path / "postcodes.bin", CAPITALS | ON_A_BORDER, councils=COUNCILS))


@pytest.mark.parametrize(
    ("postcode", "told"),
    [
        ("LS11 8ND", ["England"]),
        ("EH1", ["Scotland"]),
        ("CF10", ["Wales"]),
        ("BT1 5GS", ["Northern Ireland"]),
        pytest.param("CF10 9ZZ", ["Wales"], id="unknown postcode of a known district"),
        pytest.param("CH4", list(COUNTRIES), id="district of two countries"),
        pytest.param("LS99 9ZZ", list(COUNTRIES), id="unknown postcode"),
    ],
)
def test_how_to_find_a_surgery_is_told_for_the_country_where_somebody_lives(
    browser, team, countries, go, postcode, told
):
    doubts = go(browser.get(YOURSELF), {**PLACE, "postcode": postcode, "has_gp": "no"})

    assert [
        each for each in COUNTRIES if re.search(f"Anybody (who lives )?in {each} can register", doubts.text)
    ] == told


def test_the_help_lines_are_on_every_page_of_it(browser, team, go, checked):
    pages = [browser.get("/refer"), browser.get(YOURSELF), go(browser.get(YOURSELF), PLACE), checked]

    assert all("116 123" in page.text for page in pages)


DANGER = "I want to kill myself"


@pytest.mark.parametrize(
    ("reach", "needs"),
    [
        pytest.param({}, {"statement": DANGER}, id="what would help"),
        pytest.param({}, {"access_needs": DANGER}, id="what they need to take part"),
        pytest.param({"safe_contact": DANGER}, {}, id="how it is safe to reach them"),
        pytest.param({"contact_times": DANGER}, {}, id="when it suits them"),
    ],
)
def test_words_of_danger_bring_out_whom_to_ring_before_anything_is_sent(
    db, words, browser, team, go, send, reach, needs
):
    asked = go(go(browser.get(YOURSELF), PLACE), {**REACH, **reach})

    page = go(asked, {**NEEDS, **needs})
    send(page)

    assert "You do not have to wait for us" in page.text
    assert the_referral(db).sounds_urgent is True


def test_words_of_danger_of_a_friend_are_heard_too(db, words, browser, team, go, send):
    told = {**OF_FRIEND, "safe_contact": "Ring soon, she wants to kill herself"}

    page = go(go(browser.get(FRIEND), {"knows": "yes"}, way=FRIEND), told, way=FRIEND)
    send(page, way=FRIEND)

    assert "You do not have to wait for us" in page.text
    assert the_referral(db).sounds_urgent is True


def test_without_words_of_danger_nothing_is_marked(db, words, checked, send):
    send(checked)

    assert "You do not have to wait for us" not in checked.text
    assert the_referral(db).sounds_urgent is False


def test_a_friend_tells_the_name_and_a_safe_way_to_reach_somebody(db, browser, team, go, send):
    page = go(go(browser.get(FRIEND), {"knows": "yes"}, way=FRIEND), OF_FRIEND, way=FRIEND)

    answer = send(page, way=FRIEND)

    referral = the_referral(db)
    assert (referral.state, referral.name) == (ReferralInState.UNCONFIRMED, "Noor Newcomer")
    assert (referral.safe_contact, referral.postcode) == ("Text 07700 900111", None)
    assert "You will not hear from us" in browser.get(answer.location).text


def test_who_the_friend_is_is_kept_nowhere(db, browser, team, go, send):
    page = go(go(browser.get(FRIEND), {"knows": "yes"}, way=FRIEND), OF_FRIEND, way=FRIEND)

    send(page, way=FRIEND)

    (event,) = db.scalars(select(AuditEvent).where(AuditEvent.action == "referral_in.received")).all()
    assert (event.actor_id, event.origin) == (None, None)


def test_what_a_friend_adds_by_hand_is_not_taken(db, browser, team, go, send):
    more = {**OF_FRIEND, "statement": "She drinks", "phone": "07700 900222", "referrer_name": "Ann"}
    page = go(go(browser.get(FRIEND), {"knows": "yes"}, way=FRIEND), more, way=FRIEND)

    send(page, way=FRIEND)

    referral = the_referral(db)
    assert (referral.statement, referral.phone, referral.referrer_name) == (None, None, None)


def test_of_somebody_who_does_not_know_nothing_is_asked(db, browser, team, go):
    page = go(browser.get(FRIEND), {"knows": "no"}, way=FRIEND)

    assert "Please talk with them first" in page.text
    assert 'name="safe_contact"' not in page.text
    assert "Do they know?" in go(page, go="back", way=FRIEND).text


def walk(browser, go, way, *pages):
    page = browser.get(way)
    for answers in pages:
        page = go(page, answers, way=way)
    return page


def test_a_professional_says_who_they_are_and_why(db, browser, team, go, send):
    page = walk(browser, go, PROFESSIONAL, PLACE, REACH, REASON, PART, NO_RISK, NO_CONCERN, AGREED, REFERRER)

    send(page, way=PROFESSIONAL)

    referral = the_referral(db)
    assert (referral.referrer_name, referral.referrer_organization) == ("Lee Nurse", "Beck Lane Surgery")
    assert (referral.reason, referral.statement) == (REASON["reason"], REASON["statement"])
    assert (referral.urgency, referral.language) == ("soon", "Urdu")
    assert (referral.risks_answer, referral.agreement_said) == ("none known", "agreed")
    assert (referral.method, referral.referred_on) == ("web page", clock.today())
    assert referral.agreed_wording_id is None


def test_a_gp_names_the_surgery_and_the_number(db, browser, team, go, send):
    known = {**REACH, "nhs_number": "999 012 3454"}
    gp = {**REFERRER, "referrer_kind": "gp", "practice_code": "a81001", "return_to": "beck.lane@surgery.example"}
    page = walk(browser, go, PROFESSIONAL, PLACE, known, REASON, {}, NO_RISK, NO_CONCERN, AGREED, gp)

    send(page, way=PROFESSIONAL)

    referral = the_referral(db)
    assert (referral.nhs_number, referral.referrer_kind, referral.practice_code) == ("9990123454", "gp", "A81001")
    assert referral.return_to == "beck.lane@surgery.example"


def test_a_voluntary_organisation_refers_somebody_without_a_number_of_the_nhs(db, browser, team, go, send):
    who = {name: value for name, value in REFERRER.items() if name != "referrer_role"}
    page = walk(browser, go, ORGANIZATION, PLACE, REACH, REASON, PART, NO_RISK, NO_CONCERN, AGREED, who)

    send(page, way=ORGANIZATION)

    referral = the_referral(db)
    assert (referral.source, referral.referrer_organization) == ("voluntary organisation", "Beck Lane Surgery")
    assert (referral.risks_answer, referral.nhs_number) == ("none known", None)


def test_risks_and_a_concern_come_with_it_and_no_page_after_tells_of_them(db, browser, team, go, send):
    risk = {"risks_answer": "told", "risk_kinds": ["falls", "home visit"], "risk_words": "Steep stairs, no rail"}
    concern = {"has_concern": "yes", "concern_kind": "financial abuse", "concern_words": "Her nephew has her card"}
    page = walk(browser, go, PROFESSIONAL, PLACE, REACH, REASON, {}, risk, concern, AGREED, REFERRER)

    after = browser.get(send(page, way=PROFESSIONAL).location)

    referral = the_referral(db)
    risks, concerns = told_with(db, referral)
    assert {(each.kind, each.words) for each in risks} == {
        (RiskKind.FALLS, "Steep stairs, no rail"),
        (RiskKind.HOME_VISIT, "Steep stairs, no rail"),
    }
    assert [(each.kind, each.words) for each in concerns] == [(ConcernKind.FINANCIAL, "Her nephew has her card")]
    assert "nephew" not in after.text


@pytest.mark.parametrize(
    ("at", "answers", "told"),
    [
        pytest.param(4, {}, "Say whether you know of any risk", id="no answer about risks"),
        pytest.param(4, {"risks_answer": "told"}, "Choose what kind of risk it is", id="a risk of no kind"),
        pytest.param(
            4,
            {"risks_answer": "none known", "risk_words": "A dog"},
            "You told of a risk under “Yes”",
            id="none known, and one told",
        ),
        pytest.param(5, {}, "Say whether there is a safeguarding concern", id="no answer about safeguarding"),
        pytest.param(5, {"has_concern": "yes"}, "Say what worries you", id="a concern without words"),
        pytest.param(
            5, {"has_concern": "no", "concern_words": "A card"}, "You told of a concern under “Yes”", id="both"
        ),
        pytest.param(6, {}, "Say whether they know of this and want it", id="no answer about agreement"),
        pytest.param(6, {"agreement_said": "not told"}, "Say why they have not agreed", id="not told, and no reason"),
        pytest.param(
            6,
            {"agreement_said": "agreed", "sharing_said": "no"},
            "Say why they have not agreed",
            id="not shared, and no reason",
        ),
    ],
)
def test_what_is_not_said_is_asked_for(browser, team, go, at, answers, told):
    right = (PLACE, REACH, REASON, {}, NO_RISK, NO_CONCERN, AGREED)

    page = walk(browser, go, PROFESSIONAL, *right[:at], answers)

    assert page.status_code == 422
    assert told in html.unescape(page.text)


def test_who_does_not_agree_sends_nothing(db, checked, send):
    answer = send(checked, agree="")

    assert answer.status_code == 422
    assert "Tick the box if you agree" in answer.text
    assert "Noor Newcomer" in answer.text
    assert count(db) == 0


def test_what_a_program_may_have_sent_is_asked_once_more(db, checked, send):
    answer = send(checked, after=timedelta(0))

    assert str(NOT_SURE) in answer.text
    assert count(db) == 0


@pytest.mark.parametrize("text", ["", "nonsense", "AAAA", "ü"])
def test_what_was_altered_begins_again(db, browser, team, text):
    answer = browser.post(YOURSELF, data={"carried": text, "step": "reach", **REACH})

    assert answer.status_code in (200, 422)
    assert count(db) == 0


def test_what_was_carried_for_one_kind_of_request_opens_in_no_other(browser, team, go, checked):
    answer = browser.post(FRIEND, data={**carried(checked), "go": "back"})

    assert "Please begin again" in answer.text
    assert "Noor" not in answer.text


def test_pages_of_yesterday_begin_again(browser, team, checked):
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        answer = browser.post(YOURSELF, data={**carried(checked), "go": "back"})

    assert "Please begin again" in answer.text


def test_where_nobody_would_read_it_nothing_is_asked(db, browser):
    assert "No team takes requests here just now" in browser.get("/refer").text


def test_what_is_told_stands_in_no_log_and_no_address(db, browser, checked, send, capfd):
    answer = send(checked)
    browser.get(answer.location)

    logged = capfd.readouterr()
    for told in ("Noor", "900111", "LS11", "since we moved"):
        assert told not in logged.err + logged.out + answer.location


def test_the_team_is_told_that_somebody_waits(checked, send):
    send(checked)
    send(checked)

    with time_machine.travel(clock.now() + 2 * QUICKEST, tick=False):
        (letter,) = sent_letters()
    assert "/staff/referrals-in" in letter.get_content()


def test_it_is_asked_in_welsh_too(browser, team):
    page = browser.get(f"/cy{YOURSELF}")

    assert page.status_code == 200
    assert f'action="/cy{YOURSELF}"' in page.text
