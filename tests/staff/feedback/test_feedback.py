"""The pages of complaints, thanks and incidents."""

import html

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.feedback.kinds import FeedbackAbout, FeedbackKind, Severity
from directory.casework.feedback.models import Feedback, FeedbackStep
from directory.outbox import OutboxMessage
from tests.factories.casework import make_client
from tests.factories.feedback import give_to, make_feedback
from tests.staff.conftest import in_boxes, new_key

SAID = "Nobody rang me back for three weeks"


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def coordinator(sign_in):
    return sign_in()


@pytest.fixture
def manager(sign_in, db, coordinator):
    return sign_in(Role.MANAGER, scheme=db.get_one(Scheme, coordinator[1].scheme_id))


@pytest.fixture
def client(db, coordinator):
    client = make_client(db, coordinator[1], name="Edith Ashworth")
    db.commit()
    return client


@pytest.fixture
def complaint(db, manager, client):
    complaint = make_feedback(db, manager[1], client, words=SAID)
    db.commit()
    return complaint


def filled(of=None, **more) -> dict:
    return {
        "kind": "complaint",
        "given_by": "client" if of else "somebody else",
        "client": of.reference if of else "",
        "came_by": "phone",
        "about": "our support",
        "severity": "moderate",
        "words": SAID,
        "submission_key": new_key(),
        **in_boxes("received_on", clock.today()),
        **more,
    }


def kept(db) -> list[Feedback]:
    db.expire_all()
    return list(db.scalars(select(Feedback)))


def test_colleague_writes_down_a_complaint_from_the_page_of_a_client(db, coordinator, client):
    browser, actor = coordinator

    begun = text_of(browser.get(f"/staff/feedback/new?client={client.reference}"))
    answer = browser.post("/staff/feedback", data=filled(client))

    [complaint] = kept(db)
    assert client.reference in begun
    assert answer.location == f"/staff/feedback/{complaint.id}"
    assert (complaint.words, complaint.recorded_by, complaint.client_id) == (SAID, actor.user_id, client.id)
    assert SAID in text_of(browser.get(answer.location))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param({"severity": ""}, "Choose how bad it was", id="how bad"),
        pytest.param({"about": "a colleague"}, "Choose the colleague", id="which colleague"),
        pytest.param({"client": "ABCDEFGHJK"}, "There is no client with this reference", id="no such client"),
        pytest.param({"given_by": "client"}, "Enter the reference of the client", id="of which client"),
        pytest.param({"given_by": "colleague"}, "What a colleague reports is an incident", id="of a colleague"),
    ],
)
def test_what_does_not_go_together_is_asked_again_and_keeps_what_was_typed(db, coordinator, more, said):
    answer = coordinator[0].post("/staff/feedback", data=filled(**more))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert SAID in text_of(answer)
    assert kept(db) == []


def test_whose_reference_is_shown_once_more_is_written_down(db, coordinator, client):
    answer = coordinator[0].post("/staff/feedback", data=filled(client, words=""))

    [look] = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.viewed")).all()
    assert client.reference in text_of(answer)
    assert look.subject_ids == [str(client.id)]


def test_who_writes_down_a_complaint_about_themself_does_not_see_it_again(db, coordinator, client):
    browser, actor = coordinator

    answer = browser.post("/staff/feedback", data=filled(client, about="a colleague", about_user_id=str(actor.user_id)))

    [complaint] = kept(db)
    assert answer.location == "/staff/feedback"
    assert browser.get(f"/staff/feedback/{complaint.id}").status_code == 404
    assert "Nothing is open" in text_of(browser.get("/staff/feedback"))
    assert "three weeks" not in text_of(browser.get(f"/staff/clients/{client.reference}/support"))


def test_serious_one_is_told_to_managers_by_a_letter_that_names_nobody(db, coordinator, manager, client):
    coordinator[0].post("/staff/feedback", data=filled(client, severity="serious"))

    [letter] = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == "case_reminder")).all()
    assert "Edith" not in letter.text + letter.subject
    assert SAID not in letter.text


def test_manager_sees_to_it_step_by_step(db, manager, complaint):
    browser, _ = manager
    address = f"/staff/feedback/{complaint.id}"
    step = {"words": "I rang her", "told_them": "heard", "to_state": "looked into", "submission_key": new_key()}

    answers = [browser.post(f"{address}/steps", data={**step, "seen": "1"}) for _ in range(2)]
    page = text_of(browser.get(address))

    assert [each.status_code for each in answers] == [303, 303]
    assert "I rang her" in page
    assert "Being looked into" in page
    assert len(db.scalars(select(FeedbackStep)).all()) == 1


def test_page_that_somebody_else_changed_is_asked_again(manager, complaint):
    browser, _ = manager
    address = f"/staff/feedback/{complaint.id}/steps"
    browser.post(address, data={"words": "I rang her", "seen": "1", "submission_key": new_key()})

    answer = browser.post(address, data={"words": "I wrote to her", "seen": "1", "submission_key": new_key()})

    assert answer.status_code == 422
    assert "I wrote to her" in text_of(answer)


def test_complaint_is_not_closed_before_it_is_answered(manager, complaint):
    browser, _ = manager

    answer = browser.post(
        f"/staff/feedback/{complaint.id}/steps",
        data={"words": "Done", "to_state": "closed", "finding": "not upheld", "seen": "1"},
    )

    assert answer.status_code == 422
    assert "cannot come to be closed from there" in text_of(answer)


def test_whoever_sees_to_it_has_it_on_their_first_page_until_it_is_done(db, coordinator, manager, complaint):
    browser, actor = coordinator
    before = text_of(browser.get("/staff/"))
    form = {"owner_id": str(actor.user_id), "next_step": "Ring her on Tuesday", "follow_seen": "1"}

    manager[0].post(f"/staff/feedback/{complaint.id}/follow-up", data=form | in_boxes("next_step_on", clock.today()))

    after = text_of(browser.get("/staff/"))
    assert ("Ring her on Tuesday" in before, "Ring her on Tuesday" in after) == (False, True)
    assert "Complaint: our support" in text_of(manager[0].get("/staff/"))
    assert browser.post(f"/staff/feedback/{complaint.id}/follow-up", data=form).status_code == 403


def test_what_comes_next_has_a_day(manager, complaint):
    answer = manager[0].post(
        f"/staff/feedback/{complaint.id}/follow-up", data={"next_step": "Ring her", "follow_seen": "1"}
    )

    assert answer.status_code == 422
    assert "Say by when it is done" in text_of(answer)


def test_who_only_wrote_it_down_puts_it_right_and_does_not_see_to_it(db, coordinator, client):
    browser, actor = coordinator
    complaint = make_feedback(db, actor, client)
    db.commit()
    address = f"/staff/feedback/{complaint.id}"
    right = {"kind": "complaint", "about": "waiting", "severity": "serious", "seen": "1"}

    answers = (
        browser.post(f"{address}/edit", data=right).status_code,
        browser.post(f"{address}/steps", data={"words": "Done", "seen": "2"}).status_code,
    )

    db.expire_all()
    assert answers == (303, 404)
    assert (complaint.about, complaint.severity) == (FeedbackAbout.WAITING, Severity.SERIOUS)


def test_list_shows_one_kind_or_all_and_closed_ones_when_asked(db, manager, complaint):
    make_feedback(db, manager[1], kind=FeedbackKind.COMPLIMENT, giver="The library")
    db.commit()
    browser, _ = manager

    thanks = text_of(browser.get("/staff/feedback?kind=compliment"))
    odd = text_of(browser.get("/staff/feedback?kind=nonsense&show=all"))

    assert ("The library" in thanks, "Edith Ashworth" in thanks) == (True, False)
    assert "The library" in odd
    assert "Edith Ashworth" in odd


def test_sheet_of_the_list_names_nobody_and_says_nothing(manager, complaint):
    sheet = manager[0].get("/staff/feedback.csv").text

    assert "Complaint" in sheet
    assert [each for each in ("Edith", "three weeks") if each in sheet] == []


def test_whoever_sees_to_one_of_a_restricted_record_reads_no_name(db, sign_in, coordinator, manager, client, complaint):
    other, colleague = sign_in(scheme=db.get_one(Scheme, coordinator[1].scheme_id))
    client.restricted_at = clock.now()
    give_to(db, manager[1], complaint, colleague.user_id)
    db.commit()

    page = text_of(other.get(f"/staff/feedback/{complaint.id}"))

    assert SAID in page
    assert "Edith" not in page
    assert client.reference not in page


def test_administrator_is_told_of_a_complaint_that_no_manager_may_read_and_of_nothing_in_it(
    db, sign_in, coordinator, manager, client
):
    scheme = db.get_one(Scheme, coordinator[1].scheme_id)
    administrator, _ = sign_in(Role.ADMINISTRATOR, scheme=scheme)
    told = "no manager who may read it"
    before = text_of(administrator.get("/staff/people"))
    about = {"about": FeedbackAbout.COLLEAGUE, "about_user_id": manager[1].user_id}
    make_feedback(db, coordinator[1], client, words=SAID, **about)
    db.commit()

    with_one = text_of(administrator.get("/staff/people"))
    sign_in(Role.MANAGER, scheme=scheme)
    with_another = text_of(administrator.get("/staff/people"))

    assert [told in each for each in (before, with_one, with_another)] == [False, True, False]
    assert SAID not in with_one


def test_managers_go_on_from_the_list_to_its_figures(db, manager, coordinator, complaint):
    page = text_of(manager[0].get("/staff/outcomes/complaints"))

    assert "/staff/outcomes/complaints" in manager[0].get("/staff/feedback").text
    assert "/staff/outcomes/complaints" not in coordinator[0].get("/staff/feedback").text
    assert "Complaints and thanks in figures" in page
    assert "as far as you read it" in page
    assert coordinator[0].get("/staff/outcomes/complaints").status_code == 403


def test_a_commissioner_is_told_no_small_number(db, sign_in, manager, complaint):
    browser, _ = sign_in(Role.COMMISSIONER, scheme=db.get_one(Scheme, manager[1].scheme_id))

    page = text_of(browser.get("/staff/outcomes/complaints"))

    assert "four whole quarters" in page
    assert "/staff/outcomes/complaints" in browser.get("/staff/outcomes").text


def timeline_of(browser, client) -> str:
    return text_of(browser.get(f"/staff/clients/{client.reference}/timeline"))


def test_the_timeline_tells_who_may_read_it_that_somebody_complained_and_not_in_which_words(
    db, manager, coordinator, client, complaint
):
    pages = [timeline_of(each[0], client) for each in (manager, coordinator)]

    assert ["Complaint: our support" in each for each in pages] == [True, False]
    assert f"/staff/feedback/{complaint.id}" in pages[0]
    assert SAID not in pages[0]


def test_a_complaint_about_who_sees_to_it_is_not_on_the_timeline_they_read(db, manager, coordinator, client):
    about = {"about": FeedbackAbout.COLLEAGUE, "about_user_id": coordinator[1].user_id}
    complaint = make_feedback(db, coordinator[1], client, **about)
    db.commit()

    pages = [timeline_of(each[0], client) for each in (manager, coordinator)]

    assert ["Complaint: a colleague" in each for each in pages] == [True, False]
    assert str(complaint.id) not in pages[1]


def test_thanks_are_on_the_timeline_of_everybody_who_sees_the_client(db, manager, coordinator, client):
    make_feedback(db, manager[1], client, kind=FeedbackKind.COMPLIMENT, severity=None)
    db.commit()

    assert "Thanks: our support" in timeline_of(coordinator[0], client)
