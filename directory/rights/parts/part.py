"""What a part is: its table, what leads to the person, and its words; and what is told in none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import InstrumentedAttribute

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.outcomes.models import InstrumentResponse

# Columns that say nothing of the person, wherever they stand.
WORKINGS = {
    "id": "a number of the database",
    "scheme_id": "the team, which is named once",
    "client_id": "the person themself",
    "person_id": "the person themself",
    "case_id": "which spell of support, told by its dates",
    "version": "counts changes",
    "replays": "counts second clicks",
    "tokens_by": "by which key of ours they are found",
    "compared_version": "counts changes",
    "submission_key": "tells a second click from a second thing",
    "number": "the order, in which they stand",
}


# Tables whose rows are told inside those of a part.
TOLD_WITHIN = {"score": InstrumentResponse, "instrument_answer": InstrumentResponse}
# Tables that hold nothing more of a person, and why.
NOT_TOLD = {
    "alike_pair": "that a record of somebody else is like theirs; it would tell of another person",
    "client_token": "keyed digests of the name, numbers and birth date, which are told; nobody can read them",
    "link_code": "a code that was asked for by a link, gone after ten minutes",
    "link_visit": "a browser that opened a link; that it looked is told with who looked",
    "sent_referral": "how a referral stands, as the system that sent it is told; who referred is told",
    "referral_event": "each change of that, for the system to be told",
    "referral_from_group": "which group of the directory a referrer is taken for, to count by; who referred is told",
}


def read_by_all(_actor: Actor, _client: Client) -> ColumnElement[bool]:
    return true()


@dataclass(frozen=True)
class Part:
    """One kind of thing that is held: its table, what leads to the person, and the words for each attribute.

    `left_out` says why a column is not told. The order of `by` is that of the entries. `audited` is which of its rows
    the audit record may speak of, of a table where some come in numbers and are never spoken of. `told` is which of
    its rows the person is told, where some would do harm; `read_by` is which of them whoever hands it out may read.
    """

    heading: str
    model: Any
    person: InstrumentedAttribute[Any]
    by: InstrumentedAttribute[Any]
    words: Mapping[str, str]
    left_out: Mapping[str, str] = field(default_factory=dict)
    audited: ColumnElement[bool] = field(default_factory=true)
    told: ColumnElement[bool] = field(default_factory=true)
    read_by: Callable[[Actor, Client], ColumnElement[bool]] = read_by_all
