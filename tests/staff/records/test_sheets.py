"""The pages about spreadsheets: the empty one for groups, and a filled one looked at before it is taken in."""

import html
import re
from io import BytesIO

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.sent_sheets import SentSheet, SheetState
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.exchange.bundles import read_bundle
from directory.exchange.sheets.columns import COLUMNS
from directory.exchange.sheets.opening import MOST_ROWS, open_content
from directory.exchange.sheets.sending import KEPT_FOR
from directory.exchange.spool import Spool
from directory.exchange.writing import Intake, write_batch
from tests.factories.champions import make_walking_domain
from tests.factories.feeds import feed_service, write_lines
from tests.factories.sheets import TEN_MISTAKES, sheet_content, sheet_line, twenty_groups_with_ten_mistakes
from tests.staff.conftest import hidden, new_key

ENDINGS = ("xlsx", "ods", "csv")


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)[0]


def send(browser, *lines, content=None, name="groups.xlsx", source="Millbrook", **more):
    """Send a sheet from the page."""
    content = sheet_content(*lines, ending=name.rpartition(".")[2]) if content is None else content
    data = {"source_name": source, "submission_key": new_key(), "file": (BytesIO(content), name), **more}
    return browser.post("/staff/sheets", data=data, content_type="multipart/form-data")


def look(browser, sent):
    """The page that a sheet leads to once it was sent."""
    assert sent.status_code == 303, sent.text
    return browser.get(sent.location)


def accept(browser, page):
    """Press the button of the page, or send what it would send."""
    seen = hidden(page.text, "seen") if "/accept" in page.text else "nothing"
    data = {"seen": seen, "submission_key": new_key()}
    return browser.post(f"{page.request.path}/accept", data=data)


def told(page) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def names(db) -> list[str]:
    return sorted(db.scalars(select(Service.name)))


@pytest.mark.parametrize("ending", ENDINGS)
def test_editor_gets_an_empty_sheet_with_all_columns(editor, ending):
    answer = editor.get(f"/staff/sheets/template.{ending}")

    headings = [each for each in open_content(answer.data)[0].rows[0] if each]
    assert headings == [each.heading for each in COLUMNS]


def test_listings_lead_to_the_spreadsheets_and_these_to_the_empty_sheet(editor):
    assert "/staff/sheets" in editor.get("/staff/listings").text
    assert "/staff/sheets/template.xlsx" in editor.get("/staff/sheets").text


@pytest.mark.parametrize("ending", ENDINGS)
def test_sent_sheet_is_shown_and_not_written(editor, db, ending):
    page = look(editor, send(editor, sheet_line(1), sheet_line(2), name=f"groups.{ending}"))

    assert "New 2" in told(page)
    assert "Take in 2 activities" in told(page)
    assert names(db) == []


def test_accepted_sheet_is_in_the_catalogue_with_its_source_and_who_accepted_it(sign_in, db):
    editor, actor = sign_in(Role.EDITOR)
    page = look(editor, send(editor, sheet_line()))

    answer = accept(editor, page)

    assert "1 activity is in the catalogue now" in told(editor.get(answer.location))
    assert names(db) == ["Tea and talk 1"]
    revision = db.scalars(select(Revision)).one()
    assert revision.author_id == revision.decided_by == actor.user_id
    assert revision.source_id is not None
    service = db.scalars(select(Service)).one()
    history = told(editor.get(f"/staff/activities/{service.id}/history"))
    assert f"From Millbrook, accepted by {actor.name}" in history


def test_every_mistake_is_told_with_its_row_and_column_and_the_rest_goes_in(editor, db, our_words):
    page = look(editor, send(editor, *twenty_groups_with_ten_mistakes()))
    accept(editor, page)

    assert "To put right 10" in told(page)
    assert "Take in the other 10 activities" in told(page)
    for row, heading, _, words in TEN_MISTAKES:
        assert f"Row {row} {heading} {words.split(': ', 1)[1]}" in told(page)
    assert len(names(db)) == 10


def test_what_changes_is_shown_field_by_field(editor):
    accept(editor, look(editor, send(editor, sheet_line(1), sheet_line(2))))

    page = look(editor, send(editor, sheet_line(1, Cost="Free"), sheet_line(2)))

    assert "New 0 Changed 1 As before 1 To put right 0" in told(page)
    assert "Cost £2.50 Free" in told(page)


def test_second_click_changes_nothing_and_shows_the_result(editor, db):
    page = look(editor, send(editor, sheet_line()))
    first = accept(editor, page)
    revisions = db.scalar(select(func.count()).select_from(Revision))

    second = accept(editor, page)

    assert second.location == first.location
    assert "1 activity is in the catalogue now" in told(editor.get(second.location))
    assert db.scalar(select(func.count()).select_from(Revision)) == revisions


def test_sheet_sent_twice_is_one_sheet(editor, db):
    content, key = sheet_content(sheet_line()), new_key()

    first, second = (send(editor, content=content, submission_key=key) for _ in range(2))

    assert first.location == second.location
    assert db.scalar(select(func.count()).select_from(SentSheet)) == 1


def test_key_sent_again_with_another_file_is_another_sheet_to_be_sent(editor):
    key = new_key()
    send(editor, sheet_line(1), submission_key=key)

    again = send(editor, sheet_line(2), submission_key=key)

    assert again.status_code == 422
    assert "You sent this form before, with other answers" in told(again)


def test_catalogue_changed_after_the_look_is_shown_again_before_anything_is_written(editor, db):
    accept(editor, look(editor, send(editor, sheet_line())))
    page = look(editor, send(editor, sheet_line(Cost="£3")))
    other = look(editor, send(editor, sheet_line(Cost="£4")))
    accept(editor, other)

    answer = accept(editor, page)

    assert answer.status_code == 422
    assert "Something in the catalogue changed after you looked" in told(answer)
    assert "Cost £4 £3" in told(answer)
    assert "Cost £2.50 £3" in told(page)
    data = {"seen": hidden(answer.text, "seen"), "submission_key": new_key()}
    assert editor.post(f"{page.request.path}/accept", data=data).status_code == 303
    assert "As before 1" in told(look(editor, send(editor, sheet_line(Cost="£3"))))


def test_what_was_on_another_page_is_not_accepted(editor, db):
    page = look(editor, send(editor, sheet_line()))

    answer = editor.post(f"{page.request.path}/accept", data={"seen": "something else"})

    assert answer.status_code == 422
    assert names(db) == []


def test_given_up_sheet_is_gone_and_can_be_neither_accepted_nor_fetched(editor, db):
    page = look(editor, send(editor, sheet_line(From="half ten")))

    answer = editor.post(f"{page.request.path}/give-up")

    assert "Nothing of it is in the catalogue" in told(editor.get(answer.location))
    sheet = db.scalars(select(SentSheet)).one()
    db.refresh(sheet)
    assert (sheet.state, sheet.content, sheet.shown) == (SheetState.GIVEN_UP, None, None)
    assert "This spreadsheet was given up" in told(editor.get(page.request.path))
    assert accept(editor, page).status_code == 422
    assert editor.get(f"{page.request.path}/to-put-right.csv").status_code == 409
    assert editor.post(f"{page.request.path}/give-up").status_code == 303


def test_sheet_that_was_taken_in_cannot_be_given_up(editor):
    page = look(editor, send(editor, sheet_line()))
    accept(editor, page)

    assert editor.post(f"{page.request.path}/give-up").status_code == 409


@pytest.mark.parametrize("ending", ENDINGS)
def test_wrong_rows_come_back_with_what_to_put_right(editor, ending):
    page = look(editor, send(editor, sheet_line(1), sheet_line(2, From="half ten")))
    accept(editor, page)

    answer = editor.get(f"{page.request.path}/to-put-right.{ending}")

    heading, row = open_content(answer.data)[0].rows[:2]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="to-put-right.{ending}"'
    assert (heading[0], row[0]) == ("What to put right", "From: “half ten” is no time. Write it like 10:30 or 10.30am.")
    assert row[2] == "Tea and talk 2"


def test_sheet_with_nothing_right_has_no_button(editor, db):
    page = look(editor, send(editor, sheet_line(From="half ten")))

    assert "There is nothing to take in" in told(page)
    assert accept(editor, page).status_code == 422
    assert names(db) == []


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        pytest.param(b"", "groups.xlsx", "No headings were found", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "groups.xlsx", "This is no spreadsheet", id="picture"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"x" * 99, "groups.xls", "This is a file of an old Excel", id="old excel"),
        pytest.param(b"Group,Activity\n" * (MOST_ROWS + 1), "groups.csv", "more than 5,000 rows", id="too many rows"),
        pytest.param(
            b"Group,Postcode\nA,LS11 8ND\n", "groups.csv", "There is no column “Activity”", id="no activities"
        ),
    ],
)
def test_file_that_is_no_sheet_is_told_beside_its_box(editor, db, content, name, words):
    answer = send(editor, content=content, name=name)

    assert answer.status_code == 422
    assert words in told(answer)
    assert 'id="file-error"' in answer.text
    assert db.scalars(select(SentSheet)).all() == []


def test_ending_does_not_matter(editor):
    page = look(editor, send(editor, content=sheet_content(sheet_line(), ending="ods"), name="groups.csv"))

    assert "New 1" in told(page)


def test_columns_without_end_are_not_read(editor):
    headings = b"Group,Activity" + b",x" * 5_000
    page = look(editor, send(editor, content=headings + b"\nMillbrook,Tea" + b",=1+1" * 5_000, name="groups.csv"))

    assert "New 1" in told(page)


@pytest.mark.parametrize("missing", ["file", "source_name"])
def test_what_is_missing_is_asked_for(editor, missing):
    answer = send(editor, sheet_line(), **{missing: ""})

    assert answer.status_code == 422
    assert f'id="{missing}-error"' in answer.text


def test_file_above_the_limit_of_the_settings_is_told_so(app, editor):
    app.config["LYNCHPIN_UPLOAD_MB"] = 0

    answer = send(editor, content=b"x" * 100_000)

    assert answer.status_code == 413
    assert "At most 0 MB are taken" in told(answer)


def test_source_of_a_feed_takes_no_sheet(editor, db, tmp_path):
    data = write_lines(tmp_path / "feed.ndjson", feed_service()).read_bytes()
    with Spool() as spool:
        write_batch(db, Intake("Millbrook", clock.now()), [read_bundle(1, data)], spool)
    db.flush()

    answer = send(editor, sheet_line())

    assert answer.status_code == 422
    assert "Give the sheet a source of its own" in told(answer)
    assert 'id="source_name-error"' in answer.text


def test_name_of_a_source_in_other_capitals_is_the_same_source(editor):
    accept(editor, look(editor, send(editor, sheet_line(), source="Millbrook Friends")))

    page = look(editor, send(editor, sheet_line(), source="millbrook FRIENDS"))

    assert "As before 1" in told(page)
    assert '<option value="Millbrook Friends">' in editor.get("/staff/sheets").text


def test_somebody_elses_sheet_does_not_exist(sign_in, editor):
    path = look(editor, send(editor, sheet_line(From="half ten"))).request.path
    other, _ = sign_in(Role.EDITOR)

    assert other.get(path).status_code == 404
    assert other.get(f"{path}/to-put-right.xlsx").status_code == 404
    assert other.post(f"{path}/accept", data={"seen": "x"}).status_code == 404
    assert other.post(f"{path}/give-up").status_code == 404
    assert path not in other.get("/staff/sheets").text


def test_champion_takes_in_what_carries_a_tag_of_their_domains(sign_in, db, our_words):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [find_term(db, "Walking")], db.get(User, actor.user_id))

    page = look(browser, send(browser, sheet_line(1, Tags="Walking"), sheet_line(2, Tags="Gardening"), sheet_line(3)))
    accept(browser, page)

    assert "Row 3 Tags none of these belongs to a domain that you look after. Add a tag of yours" in told(page)
    assert "Take in the other 1 activity" in told(page)
    assert names(db) == ["Tea and talk 1"]
    assert "Each row needs one of these tags: Walking." in told(browser.get("/staff/sheets"))


def test_champion_does_not_change_what_others_look_after(sign_in, editor, db, our_words):
    accept(editor, look(editor, send(editor, sheet_line(Tags="Gardening"))))
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [find_term(db, "Walking")], db.get(User, actor.user_id))

    page = look(browser, send(browser, sheet_line(Tags="Walking")))

    assert "Row 2 The whole row this listing is not in a domain that you look after." in told(page)
    assert accept(browser, page).status_code == 422


def test_champion_of_nothing_is_told_whom_to_ask(sign_in):
    browser, _ = sign_in(Role.CHAMPION)

    assert "You do not look after a domain yet" in told(browser.get("/staff/sheets"))
    assert "Ask an editor to take it in" in told(look(browser, send(browser, sheet_line())))


def test_sheet_with_many_rows_is_shown_in_pages(editor):
    page = look(editor, send(editor, *(sheet_line(number) for number in range(1, 61))))

    assert "Tea and talk 20 " in told(page)
    assert "Tea and talk 21 " not in told(page)
    assert "See all 60" in told(page)
    second = editor.get(f"{page.request.path}?show=new&page=2")
    assert "Tea and talk 60 " in told(second)
    assert editor.get(f"{page.request.path}?show=new&page=3").status_code == 404


def test_what_is_kept_too_long_is_gone(editor, db):
    page = look(editor, send(editor, sheet_line()))
    sheet = db.scalars(select(SentSheet)).one()
    sheet.sent_at -= KEPT_FOR
    db.flush()

    assert editor.get(page.request.path).status_code == 404
    assert page.request.path not in editor.get("/staff/sheets").text


def find_term(db, name):
    return db.scalars(select(TaxonomyTerm).where(TaxonomyTerm.name == name)).one()
