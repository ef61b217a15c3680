"""Files that are sent with a form: how large they may be, and the box that takes one.

Every other request is limited to what a form of text can hold; a view that takes a file says so.
"""

from collections.abc import Callable
from typing import Any, ParamSpec

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from werkzeug.datastructures import FileStorage

from directory.web.errors import render_error
from directory.web.fields.text import tidy_text
from directory.web.fields.widgets import Tidy

P = ParamSpec("P")
A_MEGABYTE = 1_000_000
# The other answers of the form, and what the format of the request adds.
ROOM_FOR_THE_REST = 64 * 1024
LONGEST_FILE_NAME = 200


def takes_file(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Mark a view whose form may hold a file as large as the settings allow."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def init_uploads(app: Flask) -> None:
    """Limit what is sent before anything reads it, the check of a form's token included."""

    @app.before_request
    def limit_upload() -> Response | None:
        view = current_app.view_functions.get(request.endpoint or "")
        if not hasattr(view, "takes_file"):
            return None
        megabytes = largest_megabytes()
        request.max_content_length = megabytes * A_MEGABYTE + ROOM_FOR_THE_REST
        if (request.content_length or 0) <= request.max_content_length:
            return None
        return render_error(
            413,
            "That file is too large",
            f"At most {megabytes} MB are taken. Go back, and send a smaller one, or the same in several.",
        )


def largest_megabytes() -> int:
    """How large a file may be, by the settings."""
    megabytes: int = current_app.config["LYNCHPIN_UPLOAD_MB"]
    return megabytes


def file_name_of(file: FileStorage) -> str:
    """What a person calls a file that they sent: a name to show, and never one to open anything by."""
    return (tidy_text(file.filename) or "").replace("\\", "/").rsplit("/", 1)[-1][:LONGEST_FILE_NAME]


class FileWidget(Tidy, GovFileInput):
    pass


class UploadField(FileField):
    """A file. `endings` are those that the chooser of the browser offers; they prove nothing."""

    widget = FileWidget()

    def __init__(self, label: str, *, required: str, hint: str = "", endings: str = "", **kwargs: Any) -> None:
        super().__init__(
            label,
            [FileRequired(required)],
            description=hint,
            render_kw={"accept": endings} if endings else {},
            **kwargs,
        )
