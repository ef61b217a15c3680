"""Editors make, change and end domains; champions hand them over; what is nobody's is given to somebody."""

import html
import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.catalogue.loaded_areas import NewArea, load_areas
from directory.champions.domains.arranging import get_any_domain
from directory.champions.domains.handover_models import DomainHandover
from directory.champions.models import ChampionDomain
from tests.factories.accounts import make_actor, make_user
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.staff.conftest import hidden, new_key

SQUARE = '{"type":"Polygon","coordinates":[[[-1.6,53.7],[-1.5,53.7],[-1.5,53.8],[-1.6,53.8],[-1.6,53.7]]]}'


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)[0]


@pytest.fixture
def champion(db):
    return make_user(db, Role.CHAMPION)


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def feet(db, champion, walking):
    return make_walking_domain(db, [walking], champion, "Feet")


def filled_in(*terms, **changed) -> dict[str, object]:
    answers = {
        "submission_key": new_key(),
        "name": "Feet",
        "where": "everywhere",
        "terms": [str(each.id) for each in terms],
    }
    return {**answers, **changed}


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(answer.text)).split())


def reread(db, slug="feet") -> ChampionDomain:
    db.flush()
    return get_any_domain(db, slug)


def test_editor_makes_a_domain(db, editor, champion, walking):
    deputy = make_user(db, Role.CHAMPION)

    page = editor.post(
        "/staff/domains/new",
        data=filled_in(walking, champion=str(champion.id), deputies=[str(deputy.id)]),
        follow_redirects=True,
    )

    assert "Feet is a domain now" in page.text
    domain = reread(db)
    assert (domain.champion, domain.deputies, [each.name for each in domain.terms]) == (champion, [deputy], ["Walking"])


@pytest.mark.parametrize(
    ("answers", "area"),
    [
        ({"where": "everywhere"}, (None, None)),
        ({"where": "country", "country": "Wales"}, ("W92000004", "Wales")),
        (
            {"where": "council", "council_name": "Leeds", "council_postcode": "ls118nd"},
            ("E08000035", "Leeds"),
        ),
        ({"where": "loaded", "loaded": "E05001420"}, ("E05001420", "Beeston")),
    ],
    ids=["everywhere", "country", "council", "loaded"],
)
def test_domain_is_for_an_area(db, editor, walking, answers, area):
    load_areas(db, [NewArea("E05001420", "Beeston", SQUARE)])

    assert editor.post("/staff/domains/new", data=filled_in(walking, **answers)).status_code == 303

    domain = reread(db)
    assert (domain.area_code, domain.area_name) == area


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"name": ""}, "Enter the name of the domain"),
        ({"name": "!!!"}, "Use letters in the name"),
        ({"terms": []}, "Add at least one thing that the domain covers"),
        ({"where": "country"}, "Choose a country"),
        ({"where": "council", "council_postcode": "LS11 8ND"}, "Enter the name of the council"),
        ({"where": "council", "council_name": "Leeds"}, "Enter a postcode there"),
        ({"where": "council", "council_name": "Leeds", "council_postcode": "ZZ1 1ZZ"}, "We do not know which council"),
        ({"where": "loaded"}, "Choose an area"),
        ({"champion": "nobody"}, "Choose one from the list"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(editor, walking, answers, words):
    page = editor.post("/staff/domains/new", data=filled_in(walking, description="Paths and hills", **answers))

    assert page.status_code == 422
    assert words in text_of(page)
    assert "Paths and hills" in page.text


def test_things_are_found_added_and_taken_out_without_keeping_anything(db, editor, walking, feet):
    chess = make_term(db, "Chess")

    found = editor.post(f"/staff/domains/{feet.slug}/look", data=filled_in(walking, q="chess", seen=feet.version))
    added = editor.post(f"/staff/domains/{feet.slug}/look", data=filled_in(walking, add=str(chess.id)))
    taken_out = editor.post(f"/staff/domains/{feet.slug}/look", data=filled_in(walking, remove=str(walking.id)))

    assert "1 tag found for “chess”" in text_of(found)
    assert "Chess is added" in added.text
    assert "Walking is taken out" in taken_out.text
    assert [each.name for each in reread(db).terms] == ["Walking"]


def test_editor_changes_a_domain(db, editor, champion, walking, feet):
    page = editor.get(f"/staff/domains/{feet.slug}/edit").text
    chess = make_term(db, "Chess")

    answer = editor.post(
        f"/staff/domains/{feet.slug}/edit", data=filled_in(chess, name="Boards", seen=hidden(page, "seen"))
    )

    assert answer.status_code == 303
    domain = reread(db)
    assert (domain.name, domain.champion, [each.name for each in domain.terms]) == ("Boards", None, ["Chess"])


def test_second_editor_sees_what_the_first_one_did_and_may_overwrite_it(db, editor, walking, feet):
    mine = filled_in(walking, name="Paths", seen=1)
    editor.post(f"/staff/domains/{feet.slug}/edit", data=filled_in(walking, name="Hills", seen=1))

    told = editor.post(f"/staff/domains/{feet.slug}/edit", data=mine)

    assert told.status_code == 422
    assert "A colleague changed this domain" in text_of(told)
    assert "Hills" in told.text
    assert 'value="Paths"' in told.text
    assert reread(db).name == "Hills"
    again = {**mine, "seen": hidden(told.text, "seen")}
    assert editor.post(f"/staff/domains/{feet.slug}/edit", data=again).status_code == 303
    assert reread(db).name == "Paths"


def test_council_of_a_domain_stays_where_no_postcode_is_typed(db, editor, walking, feet):
    feet.area_code, feet.area_name = "E08000035", "Leeds"
    db.flush()
    page = editor.get(f"/staff/domains/{feet.slug}/edit").text
    answers = {"where": "council", "council_name": "City of Leeds", "council_code": hidden(page, "council_code")}

    editor.post(f"/staff/domains/{feet.slug}/edit", data=filled_in(walking, seen=hidden(page, "seen"), **answers))

    domain = reread(db)
    assert (domain.area_code, domain.area_name) == ("E08000035", "City of Leeds")


def test_domain_is_ended_after_a_question_and_brought_back(db, editor, walking, feet):
    make_service(db, terms=[walking])

    asked = text_of(editor.get(f"/staff/domains/{feet.slug}/end"))
    ended = text_of(editor.post(f"/staff/domains/{feet.slug}/end", follow_redirects=True))

    assert "It has 1 listing." in asked
    assert "1 listing would be looked after by nobody" in asked
    assert "Feet is ended" in ended
    assert editor.get(f"/staff/listings/{feet.slug}").status_code == 404
    editor.post(f"/staff/domains/{feet.slug}/bring-back")
    assert editor.get(f"/staff/listings/{feet.slug}").status_code == 200


def test_champion_hands_their_domain_over_with_a_note(db, sign_in, walking):
    browser, actor = sign_in(Role.CHAMPION)
    other, successor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [walking], db.get(User, actor.user_id), "Feet")
    page = browser.get("/staff/listings/feet/hand-over").text
    assert str(actor.user_id) not in page

    answers = {"champion_id": str(successor.user_id), "note": "Ring them in the morning", "stays_deputy": "true"}
    sent = {**answers, "submission_key": new_key(), "version": hidden(page, "version")}
    pressed = [browser.post("/staff/listings/feet/hand-over", data=sent).status_code for _ in range(2)]

    assert pressed == [303, 303]
    assert len(db.scalars(select(DomainHandover)).all()) == 1
    assert "This domain is yours since" in text_of(other.get("/staff/listings/feet"))
    assert "Ring them in the morning" in other.get("/staff/listings/feet/handovers").text
    assert [each.id for each in reread(db).deputies] == [actor.user_id]
    assert "yours since" not in text_of(browser.get("/staff/listings/feet"))
    assert browser.get("/staff/listings/feet/hand-over").status_code == 404


def test_note_is_for_who_keeps_the_domain(db, sign_in, feet):
    assert sign_in(Role.CHAMPION)[0].get("/staff/listings/feet/handovers").status_code == 404
    assert sign_in(Role.EDITOR)[0].get("/staff/listings/feet/handovers").status_code == 200


def test_page_says_who_is_away_and_what_nobody_keeps(db, editor, champion, feet):
    champion.is_active = False
    db.flush()

    page = text_of(editor.get("/staff/listings"))

    assert "Champion Example (away)" in page
    assert "Nobody keeps it just now" in page


def test_own_cases_stand_beside_the_queue_for_ones_own_team_only(db, sign_in, walking):
    browser, actor = sign_in(Role.COORDINATOR, Role.CHAMPION)
    colleague = make_actor(db, Role.COORDINATOR, Role.CHAMPION, scheme=db.get(Scheme, actor.scheme_id))
    elsewhere = make_actor(db, Role.COORDINATOR, Role.CHAMPION)
    people = [db.get(User, each.user_id) for each in (actor, colleague, elsewhere)]
    for person, name in zip(people, ("Ann", "Ben", "Cat"), strict=True):
        person.name = name
    make_walking_domain(db, [walking], people[0], "Feet", people[1:])
    for owner in (colleague, colleague, elsewhere):
        make_client(db, owner)

    page = text_of(browser.get("/staff/listings"))

    assert "Ann Feet 0 0 0 0 0 0" in page
    assert "Ben Feet 2 0 0 0 0 0" in page
    assert "Not your team" in page


def test_what_is_nobodys_is_given_to_a_domain_by_one_press(db, sign_in, walking):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [walking], db.get(User, actor.user_id), "Feet")
    chess = make_term(db, "Chess")
    make_service(db, "Chess club", terms=[chess])

    page = text_of(browser.get("/staff/nobodys"))
    answer = browser.post(
        f"/staff/nobodys/terms/{chess.id}",
        data={"domain": "feet", "submission_key": new_key()},
        follow_redirects=True,
    )

    assert "1 listing is in no domain." in page
    assert "Feet covers Chess from now on" in answer.text
    assert "Nothing is nobody’s" in answer.text


def test_no_domain_gets_what_is_nobodys_before_somebody_chose_it(db, sign_in, walking):
    browser, actor = sign_in(Role.CHAMPION)
    for name in ("Feet", "Wheels"):
        make_walking_domain(db, [walking], db.get(User, actor.user_id), name)
    chess = make_term(db, "Chess")
    make_service(db, "Chess club", terms=[chess])

    page = browser.get("/staff/nobodys").text
    answer = browser.post(f"/staff/nobodys/terms/{chess.id}", data={"domain": "", "submission_key": new_key()})

    assert '<option value="">Choose a domain</option>' in page
    assert answer.status_code == 422
    assert 'id="domain-error"' in answer.text
    assert "1 listing is in no domain." in text_of(answer)


def test_listing_of_nobodys_is_taken_in_by_a_tag(db, sign_in, walking):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [walking], db.get(User, actor.user_id), "Feet")
    strolls = make_service(db, "Strolls")

    page = browser.get(f"/staff/nobodys/{strolls.id}").text
    answer = browser.post(
        f"/staff/nobodys/{strolls.id}",
        data={"covered": f"feet {walking.id}", "submission_key": new_key()},
        follow_redirects=True,
    )

    assert "Feet: Walking" in page
    assert "Feet looks after Strolls from now on" in answer.text
    assert browser.get(f"/staff/nobodys/{strolls.id}").status_code == 409


def test_champion_takes_nothing_into_a_domain_of_others(db, sign_in, feet):
    browser, _ = sign_in(Role.CHAMPION)
    chess = make_term(db, "Chess")

    answer = browser.post(f"/staff/nobodys/terms/{chess.id}", data={"domain": "feet", "submission_key": new_key()})

    assert answer.status_code == 422
    assert [each.name for each in reread(db).terms] == ["Walking"]
