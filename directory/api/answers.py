"""Answers of the feed: pages in their envelope, single records, streams, and the headers that let them be kept."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Any

import msgspec
from flask import Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.http import http_date

from directory.api.editions import Edition
from directory.api.lists import Ids
from directory.db import reading
from directory.exchange.representations.finishing import Representation

KEEP = "public, max-age=60"
NDJSON = "application/x-ndjson"
# So many records are read in one short transaction; nothing is open while a slow reader takes what was sent.
BATCH = 200

Write = Callable[[Session, Sequence[uuid.UUID]], list[Representation]]
encode = msgspec.json.Encoder().encode


def envelope(total: int, page: int, per_page: int, size: int) -> dict[str, Any]:
    """What stands around the records of a page (section "Pagination" of the standard)."""
    pages = max(1, ceil(total / per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": size,
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": size == 0,
    }


def json_answer(record: object, edition: Edition | None = None) -> Response:
    """A record as JSON, which may be kept for a minute and asked after again."""
    return with_validators(Response(encode(record), mimetype="application/json"), edition)


def page_answer(records: list[Representation], total: int, page: int, per_page: int, edition: Edition) -> Response:
    return json_answer({**envelope(total, page, per_page, len(records)), "contents": records}, edition)


def lines_answer(ids: Ids, write: Write, edition: Edition) -> Response:
    """The whole list, one record a line, sent while it is read."""
    lines = (b"".join(encode(record) + b"\n" for record in records) for records in read_in_batches(ids, write))
    return with_validators(Response(lines, mimetype=NDJSON), edition)


def one_page_answer(ids: Ids, write: Write, edition: Edition) -> Response:
    """The whole list as a single page, sent while it is read."""
    return with_validators(Response(written_page(ids, write), mimetype="application/json"), edition)


def written_page(ids: Ids, write: Write) -> Iterator[bytes]:
    total = len(ids)
    before = encode(envelope(total, 1, max(1, total), total))[:-1] + b',"contents":['
    for records in read_in_batches(ids, write):
        if records:
            yield before + b",".join(encode(record) for record in records)
            before = b","
    yield before.removesuffix(b",") + b"]}"


def read_in_batches(ids: Ids, write: Write) -> Iterator[list[Representation]]:
    for batch in ids.batches(BATCH):
        with reading() as db:
            records = write(db, batch)
        yield records


def unchanged(edition: Edition, depends: str = "") -> Response | None:
    """The answer to somebody who has this edition of it already; None where it has to be made.

    `depends` names what the answer depends on beside the catalogue and its address.
    """
    if not request.if_none_match.contains_weak(edition.etag(request.url + depends)):
        return None
    return with_validators(Response(status=304), edition, depends)


def moved_answer(record_id: uuid.UUID) -> Response:
    """Where a record is now that was merged into another: the same question, of that one."""
    [name] = request.view_args or {}
    values: dict[str, Any] = {**request.args.to_dict(flat=False), name: record_id}
    answer = Response(status=301, headers={"Location": url_for(str(request.endpoint), **values)})
    # A merge may be undone: nobody is to remember it for ever.
    answer.headers["Cache-Control"] = KEEP
    return answer


def with_validators(response: Response, edition: Edition | None, depends: str = "") -> Response:
    response.headers["Cache-Control"] = KEEP
    if edition is not None:
        response.set_etag(edition.etag(request.url + depends), weak=True)
        if edition.moved_at is not None:
            response.headers["Last-Modified"] = http_date(edition.moved_at)
    return response
