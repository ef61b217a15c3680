"""All that is held about a client, to read, to print, and as data: for somebody who asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Response, json
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.safety.policy import may_read_concerns
from directory.casework.safety.queries import list_concerns
from directory.db import reading, transaction
from directory.rights.everything import Everything, Told, gather_everything, record_handing_out
from directory.staff.blueprint import bp
from directory.staff.clients.agreement_words import basis_words
from directory.staff.clients.looks_page import words_of
from directory.staff.records.records import get_client
from directory.web.components import Fact
from directory.web.pages import render_page
from directory.web.words import in_uk, uk_date


@dataclass(frozen=True)
class PartShown:
    """One part: its heading, and each entry as facts."""

    heading: str
    entries: Sequence[Sequence[Fact]]


@dataclass(frozen=True)
class EverythingPage:
    """All that is held about a client, in words."""

    name: str
    reference: str
    scheme: str
    basis: str
    gathered: str
    parts: Sequence[PartShown]
    looks_heading: str
    looks: Sequence[tuple[str, str, str]]


@bp.get("/clients/<reference>/everything")
@requires("casework.read", fresh=True)
def show_everything(reference: str) -> ResponseReturnValue:
    found = gather(reference)
    parts = [shown_part(each) for each in found.parts]
    page = EverythingPage(
        name=found.name,
        reference=found.reference,
        scheme=found.scheme,
        basis=basis_words(*found.bases),
        gathered=moment_words(found.gathered_at),
        parts=parts,
        looks_heading=found.looks.heading,
        looks=[shown_look(each) for each in found.looks.entries],
    )
    return render_page("staff/show_everything.html", page)


@bp.get("/clients/<reference>/everything.json")
@requires("casework.read", fresh=True)
def download_everything(reference: str) -> ResponseReturnValue:
    found = gather(reference)
    written = json.dumps(found.as_data(), ensure_ascii=False, indent=2, sort_keys=False)
    headers = {"Content-Disposition": f'attachment; filename="everything-{found.reference}.json"'}
    return Response(written, content_type="application/json; charset=utf-8", headers=headers)


def gather(reference: str) -> Everything:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        record_handing_out(db, actor, client)
        if may_read_concerns(actor, client):
            list_concerns(db, actor, client.id)
    # Looking through the whole record of a scheme takes a while, in which others may write.
    with reading() as db:
        return gather_everything(db, actor, client)


def shown_part(part: Told) -> PartShown:
    return PartShown(part.heading, [shown_entry(part.words, each) for each in part.entries])


def shown_entry(words: Mapping[str, str], entry: Mapping[str, Any]) -> list[Fact]:
    return [Fact(label, shown_value(entry[name])) for name, label in words.items() if entry[name] not in (None, "", [])]


def shown_look(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    return moment_words(entry["at"]), entry["who"] or "Nobody signed in", words_of(entry["what"], entry["which"])


def shown_value(value: Any) -> Any:
    """A value in words; of several things a line each."""
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return uk_date(value)
    if isinstance(value, dict):
        return [f"{name.replace('_', ' ')}: {shown_line(each)}" for name, each in value.items() if each]
    if isinstance(value, list):
        return [shown_line(each) for each in value]
    if isinstance(value, str):
        return value.split("\n")
    return value


def shown_line(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(str(each) for each in value.values() if each)
    if isinstance(value, list):
        return ", ".join(shown_line(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def moment_words(moment: datetime) -> str:
    return f"{uk_date(moment)}, {in_uk(moment):%H:%M}"
