"""What the public told or asked, as champions see it, close it and answer it."""

import html
import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.audit.models import AuditEvent
from directory.champions.messages.models import About
from directory.champions.messages.proposals import Part
from tests.factories.accounts import make_user
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_message, make_walking_domain
from tests.staff.conftest import hidden


@pytest.fixture
def term(db):
    return make_term(db, "Walking")


@pytest.fixture
def walks(db, term):
    return make_service(db, "Gentle walks", terms=[term])


@pytest.fixture
def champion(sign_in, db, term):
    """The browser of the champion of walking."""
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [term], db.get(User, actor.user_id), name="Feet")
    return browser


def plain(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(answer.text)).split())


def address_of(message) -> str:
    return f"/staff/messages/{message.id}"


def test_champion_finds_it_among_the_things_to_do(champion, db, walks):
    make_message(db, walks)
    make_message(db, walks, About.QUESTION)

    page = plain(champion.get("/staff/"))
    assert "Somebody says that it has closed or moved" in page
    assert "Somebody asks about it" in page
    assert "Gentle walks" in plain(champion.get("/staff/messages"))


def test_champion_reads_what_was_written_and_how_to_answer(champion, db, walks):
    page = plain(champion.get(address_of(make_message(db, walks, phone="07700 900123"))))

    for said in ("It has closed or stopped", "The door was shut last week", "wants@answer.example", "07700 900123"):
        assert said in page


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (About.CLOSED, "Is it running? Running"),
        (About.WRONG_CONTACT, "walks@becklane.example https://becklane.example"),
        (About.MOVED, "Where Beck Lane Hall, 1 Beck Lane, Larkenshaw, LS11 8ND"),
        (About.QUESTION, ""),
    ],
)
def test_champion_reads_beside_it_what_the_listing_says_now(champion, db, walks, about, said):
    walks.email, walks.url = "walks@becklane.example", "https://becklane.example"
    page = plain(champion.get(address_of(make_message(db, walks, about))))

    assert ("What the listing says now" in page) is bool(said)
    assert said in page


@pytest.mark.parametrize(
    ("leaves", "after"),
    [
        pytest.param(True, "your answer is on its way by email", id="mail leaves"),
        pytest.param(False, "was written down, and not sent", id="no mail leaves"),
    ],
)
def test_no_answer_is_said_to_be_on_its_way_where_none_leaves(app, champion, db, walks, leaves, after):
    app.config["LYNCHPIN_SENDS_MAIL"] = leaves
    message = make_message(db, walks, About.QUESTION)
    page = plain(champion.get(address_of(message)))
    assert ("write to them yourself" in page) == (not leaves)

    champion.post(address_of(message), data={"answer": "Yes, two.", "ending": "answered"})

    assert after in plain(champion.get("/staff/messages"))


def test_each_look_at_what_was_written_is_written_down(champion, db, walks):
    message = make_message(db, walks)

    champion.get(address_of(message))

    looks = db.scalars(select(AuditEvent).where(AuditEvent.action == "listing_message.viewed")).all()
    assert [each.subject_ids for each in looks] == [[str(message.id)]]
    assert looks[0].actor_id is not None


def test_champion_answers_a_question(champion, db, walks):
    message = make_message(db, walks, About.QUESTION, words="Is there a seat?")

    champion.post(address_of(message), data={"answer": "Yes, two.", "ending": "answered"})

    page = plain(champion.get(address_of(message)))
    assert "Yes, two." in page
    assert "wants@answer.example" not in page
    assert "Nothing is waiting" in plain(champion.get("/staff/messages"))


@pytest.mark.parametrize(
    ("about", "answers", "said"),
    [
        pytest.param(About.QUESTION, {"ending": "answered"}, "Write an answer", id="no answer"),
        pytest.param(About.QUESTION, {"answer": "Yes"}, "Choose whether it is done", id="not said whether it is done"),
        pytest.param(About.MOVED, {}, "Choose what you found", id="nothing found"),
        pytest.param(About.MOVED, {"ending": "answered"}, "Choose one from the list", id="an ending of questions"),
    ],
)
def test_what_is_missing_is_said(champion, db, walks, about, answers, said):
    message = make_message(db, walks, about)

    answer = champion.post(address_of(message), data=answers)

    assert answer.status_code == 422
    assert said in plain(answer)
    assert message.is_open


def test_who_is_too_late_keeps_what_they_typed(champion, sign_in, db, walks):
    message = make_message(db, walks, About.QUESTION)
    editor, _ = sign_in(Role.EDITOR)
    editor.post(address_of(message), data={"answer": "Yes.", "ending": "answered"})

    answer = champion.post(address_of(message), data={"answer": "I rang the leader.", "ending": "answered"})

    assert answer.status_code == 422
    assert "Somebody closed this while you had it open" in plain(answer)
    assert "I rang the leader." in answer.text


def test_a_message_of_somebody_elses_domain_looks_absent(champion, db):
    games = make_term(db, "Games")
    make_walking_domain(db, [games], make_user(db, Role.CHAMPION), name="Boards")
    message = make_message(db, make_service(db, "Chess", terms=[games]))

    assert champion.get(address_of(message)).status_code == 404
    assert champion.post(address_of(message), data={"ending": "not real"}).status_code == 404
    assert "Chess" not in champion.get("/staff/messages").text


def test_champion_sees_what_they_say_beside_what_the_listing_says(champion, db, walks):
    walks.email = "old@walks.example"
    told = {Part.EMAIL: "new@walks.example", Part.WHEN: "Mondays at ten"}
    message = make_message(db, walks, About.WRONG_CONTACT, proposed=told)

    page = plain(champion.get(address_of(message)))

    assert "Email address old@walks.example new@walks.example" in page
    assert "Mondays at ten" in page
    assert "change it part by part" in page


def test_champion_takes_it_with_a_change_of_their_own(champion, db, walks):
    message = make_message(db, walks, About.WRONG_CONTACT, proposed={Part.EMAIL: "new@walks.example"})
    shown = champion.get(address_of(message)).text

    answer = champion.post(
        f"{address_of(message)}/take",
        data={"csrf_token": hidden(shown, "csrf_token"), "version": walks.version, "new_email": "all@walks.example"},
    )

    db.expire_all()
    assert answer.status_code == 303
    assert (walks.email, message.ending) == ("all@walks.example", "put right")


def test_what_cannot_be_taken_is_told_and_nothing_is_lost(champion, db, walks):
    message = make_message(db, walks, About.WRONG_CONTACT, proposed={Part.EMAIL: "new@walks.example"})
    shown = champion.get(address_of(message)).text

    answer = champion.post(
        f"{address_of(message)}/take",
        data={"csrf_token": hidden(shown, "csrf_token"), "version": walks.version, "new_email": "nobody", "word": "Hi"},
    )

    db.expire_all()
    assert answer.status_code == 422
    assert "Enter an email address, like name@example.org" in plain(answer)
    assert "nobody" in answer.text
    assert message.is_open
