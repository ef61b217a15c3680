"""What may be listed twice: the list, two side by side, and deciding whether they are one."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.duplicates.candidates import dismiss, reopen
from directory.catalogue.duplicates.queries import Named, names_of
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.duplicates import CandidateState
from directory.champions.duplicates import PairFilter, PairPage, get_pair, list_all_sources, list_pairs
from directory.champions.queries import list_kept
from directory.db import reading, transaction
from directory.errors import Refused
from directory.staff.blueprint import bp
from directory.staff.domains.listings import page_asked_for
from directory.staff.downloads import ENDING, MOST_ROWS, list_file
from directory.staff.list_sheets import pairs_sheet
from directory.staff.matching.compare_pages import build_check_page, build_compare_page, read_pair
from directory.staff.records.duplicate_forms import DismissForm, MergeForm, PairFilterForm, chosen_in
from directory.staff.records.duplicate_pages import build_pairs_page
from directory.web.forms import asks_again, load_form, load_query, said_on_the_page, show_form
from directory.web.pages import render_page, tell

PAIR = "/duplicates/<uuid:pair_id>"


@bp.get("/duplicates")
@requires("catalogue.edit")
def show_duplicates() -> ResponseReturnValue:
    """What may be listed twice, the most likely first."""
    with reading() as db:
        form = load_filter(db)
        wanted = wanted_pairs(form)
        found = list_pairs(db, current_actor(), wanted, page_asked_for())
        page = build_pairs_page(found, names_in(db, found), form_query(form), wanted.state)
    return render_page("staff/show_duplicates.html", page, form=form)


@bp.get(f"/duplicates.{ENDING}")
@requires("catalogue.edit")
def download_duplicates(ending: str) -> ResponseReturnValue:
    """All pairs of the page's filter, as a sheet."""
    with reading() as db:
        found = list_pairs(db, current_actor(), wanted_pairs(load_filter(db)), size=MOST_ROWS + 1)
        sheet = pairs_sheet(found.pairs, names_in(db, found))
    return list_file(sheet, ending)


@bp.get(PAIR)
@requires("catalogue.edit")
def show_duplicate(pair_id: uuid.UUID) -> ResponseReturnValue:
    """Two records side by side, field by field."""
    with reading() as db:
        candidate = get_pair(db, current_actor(), pair_id)
        if candidate.state == CandidateState.MERGED:
            return redirect(url_for("staff.show_merges"), 303)
        chosen = chosen_in(request.args, request.args.getlist("take"), candidate.entity)
        page = build_compare_page(candidate, read_pair(db, candidate), chosen, clock.today())
    return render_page("staff/show_duplicate.html", page, form=show_form(DismissForm))


@bp.get(f"{PAIR}/check")
@requires("catalogue.edit")
def check_merge(pair_id: uuid.UUID) -> ResponseReturnValue:
    """What would come of a choice, before anything is done."""
    with reading() as db:
        candidate = get_pair(db, current_actor(), pair_id)
        pair = read_pair(db, candidate)
        asked = chosen_in(request.args, request.args.getlist("take"), candidate.entity)
        form = show_form(MergeForm, {**asked, "seen": pair.seen})
        chosen = chosen_in({**form.choices.data, "keep": form.keep.data}, form.take.data, candidate.entity)
        if chosen["keep"] not in pair.sides:
            return redirect(url_for("staff.show_duplicate", pair_id=pair_id), 303)
        page = build_check_page(candidate, pair, chosen, clock.today())
    return render_page("staff/check_merge.html", page, form=form)


@bp.post(f"{PAIR}/merge")
@requires("catalogue.edit")
@asks_again(check_merge)
def merge_duplicate(pair_id: uuid.UUID) -> ResponseReturnValue:
    """Make the two one."""
    with transaction() as db:
        candidate = get_pair(db, current_actor(), pair_id, to_decide=True)
        wanted = load_form(MergeForm)
        with said_on_the_page(Refused):
            merged = merge_records(db, current_actor(), candidate, wanted)
        name, href = merged.old_name, url_for("staff.show_merge", merge_id=merged.id)
    tell(f"{name} is now part of the one that stayed. You can undo this here.")
    return redirect(href, 303)


@bp.post(f"{PAIR}/dismiss")
@requires("catalogue.edit")
@asks_again(show_duplicate)
def dismiss_duplicate(pair_id: uuid.UUID) -> ResponseReturnValue:
    """Note that the two are not one, and how one knows."""
    with transaction() as db:
        candidate = get_pair(db, current_actor(), pair_id, to_decide=True)
        dismiss(db, current_actor(), candidate, load_form(DismissForm))
    tell("They stay two. They come back here only if something new says that they are one.")
    return redirect(url_for("staff.show_duplicates"), 303)


@bp.post(f"{PAIR}/reopen")
@requires("catalogue.edit")
def reopen_duplicate(pair_id: uuid.UUID) -> ResponseReturnValue:
    """Put a pair back on the list."""
    with transaction() as db:
        reopen(db, current_actor(), get_pair(db, current_actor(), pair_id, to_decide=True))
    tell("The two are on the list again.")
    return redirect(url_for("staff.show_duplicate", pair_id=pair_id), 303)


def load_filter(db: Session) -> PairFilterForm:
    """What the address asks for, among the domains and sources there are."""
    domains = [(each.slug, each.name) for each in list_kept(db, current_actor())]
    sources = [(str(each.id), each.name) for each in list_all_sources(db)]
    return load_query(PairFilterForm, {"domain": domains, "source": sources})


def wanted_pairs(form: PairFilterForm) -> PairFilter:
    """What the filter asks for; what is none of its answers asks for nothing."""
    wanted = {} if form.errors else form.data
    return PairFilter(
        entity=wanted.get("kind") or None,
        domain=wanted.get("domain") or None,
        source_id=uuid.UUID(wanted["source"]) if wanted.get("source") else None,
        state=CandidateState(wanted.get("state") or CandidateState.OPEN),
    )


def form_query(form: PairFilterForm) -> dict[str, str]:
    return {} if form.errors else {name: value for name, value in form.data.items() if value}


def names_in(db: Session, found: PairPage) -> dict[uuid.UUID, Named]:
    """The names of all records of a page of pairs."""
    names: dict[uuid.UUID, Named] = {}
    for entity in ("service", "organization"):
        pairs = [each for each in found.pairs if each.entity == entity]
        names |= names_of(db, entity, [record_id for each in pairs for record_id in (each.first_id, each.second_id)])
    return names
