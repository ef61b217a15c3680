"""A list of referrals from a practice or hospital: read row by row, taken in once, and nothing half."""

import csv
import io
from datetime import date

import pytest
from sqlalchemy import func, select

from directory.accounts.models import Scheme
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.safety.coming_in import told_with
from directory.casework.safety.kinds import RiskKind
from directory.errors import WrongInput
from directory.exchange.reading import UnreadableFile
from directory.exchange.referral_lists.columns import COLUMNS
from directory.exchange.referral_lists.reading import MOST_ROWS, read_cells, read_rows, wrong_table
from directory.exchange.referral_lists.taking_in import RowStatus, look_at, take_in_list
from tests.factories.accounts import make_actor
from tests.factories.referral_lists import GOOD, referral_list


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def team(db, actor) -> Scheme:
    return db.get_one(Scheme, actor.scheme_id)


def rows_of(team, content: bytes):
    return read_rows(team.id, read_cells(content))


def statuses(db, team, content: bytes) -> list[RowStatus]:
    return [each.status for each in look_at(db, rows_of(team, content))]


def count(db) -> int:
    db.flush()
    return db.scalar(select(func.count()).select_from(Referral)) or 0


def test_a_row_becomes_a_referral_to_the_team_of_who_brings_it(db, actor, team):
    taken = take_in_list(db, actor.user_id, team, rows_of(team, referral_list({})))

    db.flush()
    referral = db.scalars(select(Referral)).one()
    assert taken == 1
    assert (referral.scheme_id, referral.source, referral.method) == (team.id, "professional", "list")
    assert (referral.name, referral.nhs_number, referral.born_on) == ("Noor Newcomer", "9990123454", date(1950, 3, 27))
    assert (referral.reason, referral.statement) == ("Comes often with headaches", "The house is too quiet")
    assert (referral.risks_answer, referral.agreement_said) == ("none known", "agreed")


def test_a_risk_stands_in_columns_of_its_own(db, actor, team):
    told = {"Risks": "", "Kind of risk": "falls", "About the risk": "Steep stairs", "Risk since": "2026-01-02"}

    take_in_list(db, actor.user_id, team, rows_of(team, referral_list(told)))

    db.flush()
    [risk], _ = told_with(db, db.scalars(select(Referral)).one())
    assert (risk.kind, risk.words, risk.since) == (RiskKind.FALLS, "Steep stairs", date(2026, 1, 2))


def test_the_same_list_again_makes_nobody_twice(db, actor, team):
    content = referral_list({}, {"Name": "Otto Other", "NHS number": ""})
    take_in_list(db, actor.user_id, team, rows_of(team, content))
    db.flush()

    again = statuses(db, team, content)
    taken = take_in_list(db, actor.user_id, team, rows_of(team, content))

    assert again == [RowStatus.THERE, RowStatus.THERE]
    assert (taken, count(db)) == (0, 2)


def test_a_row_that_stands_twice_is_taken_in_once(db, actor, team):
    content = referral_list({}, {})

    looked = statuses(db, team, content)
    taken = take_in_list(db, actor.user_id, team, rows_of(team, content))

    assert looked == [RowStatus.NEW, RowStatus.TWICE]
    assert (taken, count(db)) == (1, 1)


def test_what_a_row_said_cannot_be_found_out_by_its_key(db, team):
    [row] = rows_of(team, referral_list({}))
    [elsewhere] = rows_of(db.get_one(Scheme, make_actor(db).scheme_id), referral_list({}))

    assert row.wanted.submission_key != elsewhere.wanted.submission_key
    assert "Noor" not in row.wanted.submission_key


@pytest.mark.parametrize(
    ("told", "mistake"),
    [
        pytest.param({"Name": ""}, "Name: Enter a name", id="no name"),
        pytest.param({"NHS number": "999 012 3455"}, "NHS number: That is not a valid NHS number", id="number"),
        pytest.param({"Date of birth": "yesterday"}, "Date of birth: Enter a date, like 27/03/1950", id="birth"),
        pytest.param({"Postcode": "nowhere"}, "Postcode: ", id="postcode"),
        pytest.param({"Phone": ""}, "Phone: Give us one way to reach you", id="no way to reach them"),
        pytest.param({"Risks": ""}, "Risks: Say what risks you know of, or that you know of none", id="no risks"),
        pytest.param({"Risks": "perhaps"}, "Risks: Write one of: none known, told", id="no such answer"),
        pytest.param({"Risks": "told"}, "Kind of risk: Say what the risk is", id="a risk of no kind"),
        pytest.param({"Do they know and agree": "knows"}, "Why not agreed: Say why they have not agreed", id="why"),
        pytest.param({"GP practice code": "1"}, "GP practice code: A practice code has a letter", id="practice"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_heading(team, told, mistake):
    [row] = rows_of(team, referral_list(told))

    assert row.wanted is None
    assert row.number == 2
    assert str(row.mistakes[0]).startswith(mistake)


def test_sound_rows_go_in_and_wrong_ones_are_given_back_to_be_sent_again(db, actor, team):
    rows = rows_of(team, referral_list({}, {"Name": "Otto Other", "NHS number": "1"}))

    taken = take_in_list(db, actor.user_id, team, rows)
    headings, wrong = wrong_table(rows)
    file = io.StringIO()
    csv.writer(file).writerows([headings, *wrong])
    put_right = file.getvalue().replace(",1,", ",,", 1).encode()

    assert (taken, len(wrong)) == (1, 1)
    assert wrong[0][-1].startswith("NHS number: An NHS number has ten digits")
    assert statuses(db, team, put_right) == [RowStatus.NEW]


def test_nothing_goes_in_where_one_row_cannot_be_kept(db, actor, team):
    content = referral_list({}, {"Name": "Otto Other", "NHS number": "", "Date of birth": "01/01/2999"})
    db.commit()

    with pytest.raises(WrongInput, match=r"Row 3: .*Nothing was taken in"), db.begin_nested():
        take_in_list(db, actor.user_id, team, rows_of(team, content))

    assert count(db) == 0


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_sign_may_stand_between_the_cells(team, delimiter):
    [row] = rows_of(team, referral_list({}, delimiter=delimiter))

    assert row.wanted.name == "Noor Newcomer"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"Colour,Size\nred,2\n", "Missing: Name", id="other headings"),
        pytest.param(b"", "Missing: Name", id="nothing"),
        pytest.param(b"PK\x03\x04", "Save it as CSV", id="a workbook"),
        pytest.param(referral_list(*({"Name": f"N{each}"} for each in range(MOST_ROWS + 1))), "more than", id="huge"),
    ],
)
def test_what_is_no_list_is_told_in_a_clear_line(content, told):
    with pytest.raises(UnreadableFile, match=told):
        read_cells(content)


def test_every_heading_is_read_as_it_stands_in_the_template(team):
    headings = ",".join(f'"{each.heading}"' for each in COLUMNS)
    values = ",".join(f'"{GOOD.get(each.heading, "")}"' for each in COLUMNS)

    [row] = rows_of(team, f"{headings}\n{values}\n".encode())

    assert row.mistakes == ()
