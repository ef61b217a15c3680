"""A list of referrals from a practice or a hospital: the empty one, a look at what it would do, and taking it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.wordings import get_own_scheme
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.exchange.reading import UnreadableFile
from directory.exchange.referral_lists.columns import COLUMNS
from directory.exchange.referral_lists.reading import ListedRow, read_rows, wrong_table
from directory.exchange.referral_lists.taking_in import LookedAt, RowStatus, look_at, take_in_list
from directory.exchange.sheets.writing import Page
from directory.staff.blueprint import bp
from directory.staff.downloads import sheet_file
from directory.staff.referrals.referral_list_forms import CarriedListForm, ReferralListForm, Told, carried
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.uploads import takes_file
from directory.web.words import counted

HERE = "/referrals-in/list"
OPEN_TOO_LONG = "This page was open for too long. Send the list once more."
STATUS_COLOURS = {RowStatus.NEW: "green", RowStatus.THERE: "grey", RowStatus.TWICE: "grey", RowStatus.WRONG: "red"}


@dataclass(frozen=True)
class ListRow:
    """One row as it is shown: its number, whom it names, what it would do, and what is wrong with it."""

    number: int
    name: str
    sender: str
    status: str
    colour: str
    mistakes: Sequence[str]


@dataclass(frozen=True)
class ReferralListPage:
    """What a list would do, row by row, and what is carried until that is accepted."""

    counts: str
    rows: Sequence[ListRow]
    new: int
    wrong: int
    carried: str


@bp.get(HERE)
@requires("casework.triage")
def show_referral_list() -> ResponseReturnValue:
    """Sending a list."""
    form: Any = show_form(ReferralListForm)
    return render_page("staff/show_referral_list.html", COLUMNS, form=form)


@bp.post(HERE)
@requires("casework.triage")
@takes_file
@asks_again(show_referral_list)
def look_at_referral_list() -> ResponseReturnValue:
    """What a list would do. Nothing is written, and nothing kept: the page carries it."""
    with said_on_the_page(UnreadableFile, field="file"):
        told = load_form(ReferralListForm)
    if not told:
        raise WrongInput("Look at the file.", {"file": "There is no row with anything in it below the headings"})
    with reading() as db:
        page = list_page(look_at(db, read_rows(current_actor().scheme_id, told)), told)
    return render_page("staff/look_at_referral_list.html", page)


@bp.post(f"{HERE}/accept")
@requires("casework.triage")
@takes_file
@asks_again(show_referral_list)
def accept_referral_list() -> ResponseReturnValue:
    """Take the sound rows in. A second click takes none in twice."""
    rows = carried_rows()
    with transaction() as db:
        actor = current_actor()
        taken = take_in_list(db, actor.user_id, get_own_scheme(db, actor), rows)
    tell(f"{counted(taken, 'referral is', 'referrals are')} taken in, and wait with the others.")
    return redirect(url_for("staff.show_referrals_in"), 303)


@bp.post(f"{HERE}/wrong-rows.csv")
@requires("casework.triage")
@takes_file
@asks_again(show_referral_list)
def give_wrong_rows_back() -> Response:
    """The rows that are wrong, with what to put right, to be sent in again. It is asked for by a button, as the names
    in it are in no address.
    """
    headings, rows = wrong_table(carried_rows())
    return sheet_file([Page("Wrong rows", headings, rows)], "referrals-to-put-right", "csv")


@bp.get(f"{HERE}/template.csv")
@requires("casework.triage")
def download_referral_template() -> Response:
    """An empty list: the headings alone."""
    return sheet_file([Page("Referrals", [each.heading for each in COLUMNS], [])], "referrals", "csv")


def carried_rows() -> list[ListedRow]:
    """The rows that the page before carries. Raises WrongInput where they cannot be read any more."""
    told = load_form(CarriedListForm)
    if told is None:
        raise WrongInput(OPEN_TOO_LONG)
    return read_rows(current_actor().scheme_id, told)


def list_page(looked: Sequence[LookedAt], told: Told) -> ReferralListPage:
    numbers = {status: sum(each.status is status for each in looked) for status in RowStatus}
    return ReferralListPage(
        counts=", ".join(f"{number:,} {status.value}" for status, number in numbers.items() if number),
        rows=[row_of(each) for each in looked],
        new=numbers[RowStatus.NEW],
        wrong=numbers[RowStatus.WRONG],
        carried=carried(told),
    )


def row_of(looked: LookedAt) -> ListRow:
    row = looked.row
    return ListRow(
        number=row.number,
        name=row.cells.get("name", ""),
        sender=row.cells.get("referrer_organization", ""),
        status=looked.status.value,
        colour=STATUS_COLOURS[looked.status],
        mistakes=[str(each) for each in row.mistakes],
    )
