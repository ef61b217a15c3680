"""The shortlist of somebody without an account: a page that knows only what its address says."""

import html
import re
import uuid
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from directory.accounts.actor import Role
from directory.catalogue.merging.joining import merge_records
from directory.web.qr_codes import qr_picture
from directory.web.shortlist import MOST_LISTED
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.public.open_forms import send_form

OTHER_PAGES = ("/about", "/refer", "/suggest", "/activities/{choir}/report", "/activities/{choir}/go")


def look(browser, *ids, page="", **more):
    return browser.get(f"/shortlist{page}", query_string={"a": [str(each) for each in ids], **more})


def told(answer) -> str:
    return html.unescape(answer.text)


def titles(answer) -> list[str]:
    return [part.split("</a>")[0].rpartition(">")[2] for part in told(answer).split("lp-card__title")[1:]]


def test_activities_of_the_address_are_shown_in_its_order_each_once(browser, db):
    walk, choir = make_service(db, "Walking group"), make_service(db, "Choir")

    answer = look(browser, choir.id, walk.id, choir.id)

    assert answer.status_code == 200
    assert titles(answer) == ["Choir", "Walking group"]
    assert "2 activities to think about." in told(answer)


def test_list_sets_no_cookie(browser, db):
    service = make_service(db)

    answers = [look(browser, service.id, page=page) for page in ("", "/compare", "/leaflet")]

    assert [each.headers.get("Set-Cookie") for each in answers] == [None, None, None]


def test_empty_list_says_how_it_is_filled(browser, db):
    assert "Nothing is on your shortlist yet" in look(browser).text


@pytest.mark.parametrize("text", ["", "walking", "00000000-0000", "a\0b"])
def test_what_is_no_id_is_passed_over(browser, db, text):
    answer = browser.get("/shortlist", query_string={"a": text})

    assert answer.status_code == 200
    assert "Nothing is on your shortlist yet" in answer.text


def test_activity_that_is_gone_is_told_and_can_be_tidied_away(browser, db):
    walk, gone = make_service(db, "Walking group"), uuid.uuid4()

    answer = look(browser, walk.id, gone)

    assert "1 activity on your list is not listed here any more." in told(answer)
    assert f'href="/shortlist?a={walk.id}" data-shortlist-remove="{gone}"' in answer.text


@pytest.mark.parametrize("stage", ["draft", "archived"])
def test_what_is_not_published_is_as_if_it_were_not_there(browser, db, stage):
    hidden = make_service(db, "Hidden group", stage=stage)

    answer = look(browser, hidden.id)

    assert "Hidden group" not in answer.text
    assert "not listed here any more" in answer.text


def test_closed_activity_stays_and_says_so(browser, db):
    closed = make_service(db, "Choir", status="defunct")

    assert "This has ended." in look(browser, closed.id).text


def test_activity_listed_twice_is_found_under_either_id(browser, db):
    editor = make_actor(db, Role.EDITOR)
    kept, old = make_service(db, "Choir"), make_service(db, "The choir")
    candidate, old_id = make_candidate(db, kept, old), old.id
    merge_records(db, editor, candidate, wanted_merge(db, candidate, kept))

    answer = look(browser, old_id, kept.id)

    assert titles(answer) == ["Choir"]
    assert "not listed here any more" not in answer.text


def test_taken_off_can_be_put_back(browser, db):
    walk, choir = make_service(db, "Walking group"), make_service(db, "Choir")

    answer = look(browser, walk.id, removed=str(choir.id))

    assert "Choir is off your shortlist." in told(answer)
    assert f'href="/shortlist?a={walk.id}&amp;a={choir.id}" data-shortlist-add="{choir.id}"' in answer.text


def test_full_list_takes_no_more_and_says_so(browser, db):
    ids = [uuid.uuid4() for _ in range(MOST_LISTED + 1)]

    answer = look(browser, *ids)

    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.location).query)["a"] == [str(each) for each in ids[:MOST_LISTED]]
    assert f"A shortlist holds {MOST_LISTED} activities." in browser.get(answer.location).text


def test_letter_is_begun_in_the_readers_own_program(browser, db):
    service = make_service(db, "Tea & talk, 50% off?")

    answer = look(browser, service.id)

    letter = told(answer).split('href="mailto:')[1].split('"')[0]
    asked = parse_qs(letter.partition("?")[2])
    assert "- Tea & talk, 50% off?\r\n\r\n" in asked["body"][0]
    assert asked["body"][0].endswith(f"/shortlist?a={service.id}")
    assert unquote(letter).count("@") == 0


def test_without_a_script_the_list_goes_along_while_more_is_looked_for(browser, db):
    walk, choir = make_service(db, "Walking group"), make_service(db, "Choir")

    found = browser.get("/search", query_string={"q": "choir", "a": str(walk.id)})

    assert f'href="/activities/{choir.id}?a={walk.id}"' in found.text
    assert f'<input type="hidden" name="a" value="{walk.id}">' in found.text
    assert f'href="/shortlist?a={walk.id}"' in found.text
    page = browser.get(f"/activities/{choir.id}?a={walk.id}").text.split("data-shortlist=")[1].split("</form>")[0]
    assert [part.split('"')[0] for part in page.split('name="a" value="')[1:]] == [str(walk.id), str(choir.id)]


@pytest.mark.parametrize(
    "path", ["/about", "/refer", "/suggest", "/activities/{choir}/report", "/activities/{choir}/go"]
)
def test_without_a_script_the_list_is_not_lost_on_other_pages(browser, db, path):
    walk, choir = make_service(db, "Walking group"), make_service(db, "Choir", email="choir@becklane.example")

    page = browser.get(path.format(choir=choir.id), query_string={"a": str(walk.id)}).text

    assert f'href="/shortlist?a={walk.id}"' in page
    assert f'href="/privacy?a={walk.id}"' in page
    assert all(f"?a={walk.id}" in each.split('"')[0] for each in page.split('<form action="')[1:])


def test_without_a_script_the_list_is_not_lost_over_a_form(browser, db):
    walk = make_service(db, "Walking group")
    told = {"name": "Chess", "about": "On Sundays", "contact": "0113 496 0444", "is_own": "no"}

    answer = send_form(browser, f"/suggest?a={walk.id}", **told)

    assert answer.location.endswith(f"?a={walk.id}")
    assert f'href="/?a={walk.id}"' in browser.get(answer.location).text


def test_list_of_the_shortlist_page_goes_along_to_no_activity(browser, db):
    walk = make_service(db, "Walking group")

    assert f'href="/activities/{walk.id}"' in look(browser, walk.id).text


def test_printed_sheet_of_an_activity_gives_nobodys_list_away(app, browser, db):
    walk, choir = make_service(db, "Walking group"), make_service(db, "Choir")

    page = browser.get(f"/activities/{choir.id}/print", query_string={"a": str(walk.id)}).text

    sheet = page.split('<div class="lp-sheet ', 1)[1].split("</main>", 1)[0]
    link = f"{app.config['LYNCHPIN_SITE_ADDRESS']}/activities/{choir.id}"
    assert str(walk.id) not in sheet
    assert f'lp-address">{link}</p>' in sheet
    assert qr_picture(link) in sheet


def test_what_search_engines_are_told_of_an_activity_gives_nobodys_list_away(browser, db):
    walk, choir = make_service(db, "Walking group"), make_service(db, "Choir")

    page = browser.get(f"/activities/{choir.id}", query_string={"a": str(walk.id)}).text

    data = page.split('type="application/ld+json"', 1)[1].split("</script>", 1)[0]
    assert f"/activities/{choir.id}" in data
    assert str(walk.id) not in data


def test_full_postcode_is_shortened_and_the_list_goes_along(browser, db):
    walk = make_service(db, "Walking group")

    answer = browser.get("/search", query_string={"place": "LS11 8ND", "a": str(walk.id)})

    assert parse_qs(urlsplit(answer.location).query) == {"place": ["LS11 8"], "a": [str(walk.id)]}


def test_four_are_compared_and_others_can_be_chosen(browser, db):
    services = [make_service(db, f"Group {number}") for number in range(5)]
    ids = [each.id for each in services]

    first = look(browser, *ids, page="/compare")
    chosen = look(browser, *ids, page="/compare", c=[str(ids[4]), str(ids[0])])

    assert [f"All about Group {number}" in first.text for number in range(5)] == [True] * 4 + [False]
    assert [f"All about Group {number}" in chosen.text for number in range(5)] == [True, False, False, False, True]


def test_leaflet_holds_what_the_listing_says_and_the_link(browser, db):
    service = make_service(db, "Walking group")

    answer = look(browser, service.id, page="/leaflet")

    assert "Beck Lane Hall" in answer.text
    assert "listed, not endorsed" in answer.text
    assert f"/shortlist?a={service.id}" in answer.text
    assert str(qr_picture(f"http://localhost/shortlist?a={service.id}")) in answer.text


def test_the_longest_list_still_fits_a_square_for_a_telephone(browser, db):
    services = [make_service(db, f"Group {number}") for number in range(MOST_LISTED)]

    assert "lp-qr" in look(browser, *(each.id for each in services), page="/leaflet").text


def test_staff_are_offered_no_shortlist(db, sign_in):
    service = make_service(db)
    browser, _ = sign_in()

    assert "data-shortlist" not in browser.get(f"/activities/{service.id}").text


def test_list_is_wholly_in_welsh_on_a_welsh_page(browser, db):
    walk, choir = make_service(db, "Walking group"), make_service(db, "Choir")
    asked = {"a": [str(walk.id)], "removed": str(choir.id)}

    shown = told(browser.get("/cy/shortlist", query_string=asked))
    compared = told(browser.get("/cy/shortlist/compare", query_string={"a": [str(walk.id), str(choir.id)]}))

    assert "1 gweithgaredd i feddwl amdano." in shown
    assert 'Mae <bdi lang="en">Choir</bdi> wedi’i dynnu oddi ar eich rhestr fer.' in shown
    assert "Rhai pethau i’w gwneud:" in unquote(shown)
    assert {"Cymharu gweithgareddau", "Gofynnwch i’r grŵp", "Popeth am "} <= set(re.findall(r"[^<>]+", compared))
    assert "Ask the group" not in compared
