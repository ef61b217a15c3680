"""One line of log for each request: ids and times only, never an address typed, a name or a word of a form."""

import logging
import sys
import time
import traceback
import uuid
from typing import Any

import structlog
from flask import Flask, Response, g, has_request_context, request
from structlog.typing import EventDict

log = structlog.get_logger()


def set_up_logging(*, as_json: bool, least: int = logging.INFO) -> None:
    """Log to standard error, as JSON for machines or in columns for a person at a terminal, from a level on."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            tell_where,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        # Asked for at each line, as standard error may be another one by then.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    if not any(isinstance(each, LibraryLog) for each in root.handlers):
        root.addHandler(LibraryLog(logging.WARNING))


class LibraryLog(logging.Handler):
    """Takes what libraries log into ours, without their words.

    Flask and the server tell the address that was asked for, which may hold the secret of a link; a driver quotes rows.
    """

    def emit(self, record: logging.LogRecord) -> None:
        log.log(
            record.levelno,
            "library",
            logger=record.name,
            place=f"{record.module}.{record.funcName}:{record.lineno}",
            endpoint=request.endpoint if has_request_context() else None,
            exc_info=record.exc_info[1] if record.exc_info else None,
        )


class Application(Flask):
    """Flask, which tells of a page that could not be finished by its route alone: the address may hold a secret."""

    def log_exception(self, exc_info: Any) -> None:
        # What broke is logged with the page that says so.
        log.error("not_finished", endpoint=request.endpoint, kind=type(exc_info[1]).__name__)


def tell_where(_logger: object, _level: str, entry: EventDict) -> EventDict:
    """Put where an error came from in the place of the error itself."""
    error = entry.pop("exc_info", None)
    if isinstance(error, BaseException):
        entry["exception"] = without_words(error)
    return entry


def without_words(error: BaseException) -> str:
    """The kinds of an error and of those behind it, and the lines of code they passed.

    What an error says is left out: PostgreSQL quotes the row it refused, and Python the text that was no number.
    """
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    first = f"{without_words(behind)}\n\n" if behind is not None else ""
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{first}{lines}{type(error).__module__}.{type(error).__qualname__}"


def init_request_log(app: Flask) -> None:
    """Give each request an id, and log how it ended."""
    # Whoever serves the pages, what somebody said must never be logged: left to itself, structlog prints the variables
    # that an error passed by.
    if not structlog.is_configured():
        set_up_logging(as_json=True)

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex[:12])

    @app.after_request
    def end(response: Response) -> Response:
        if request.endpoint != "static":
            actor = g.get("actor")
            log.info(
                "request",
                method=request.method,
                endpoint=request.endpoint,
                status=response.status_code,
                milliseconds=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
                user=str(actor.user_id) if actor else None,
            )
        return response
