"""Joins templates, components, words and files into the app, and renders pages."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import (
    Flask,
    Response,
    flash,
    g,
    get_flashed_messages,
    make_response,
    render_template,
    request,
    url_for,
)
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from directory.errors import WrongSettings
from directory.security.headers import csp_nonce
from directory.web.assets import STATIC, WEB
from directory.web.compression import init_compression
from directory.web.errors import refuse_impossible_path
from directory.web.foreign_words import init_foreign_words
from directory.web.forms import BaseForm, init_forms, new_submission_key, page_errors
from directory.web.help_lines import HELP_LINES
from directory.web.languages import init_languages, site_root
from directory.web.navigation import current_navigation
from directory.web.phones import phone_href
from directory.web.shortlist import init_shortlist
from directory.web.templating import TemplateEnvironment
from directory.web.uploads import init_uploads
from directory.web.words import counted, number_words

# The kind of a banner that says what is still wanted.
MISSING = "missing"
A_YEAR = 365 * 24 * 60 * 60


def init_web(app: Flask) -> None:
    """Set up pages for an app: templates, filters, tokens and static files.

    Templates of a page package lie in its blueprint's own folder, under the name of the package.
    """
    app.jinja_environment = TemplateEnvironment
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(WEB / "templates"),
            PrefixLoader({name: PackageLoader(name) for name in ("govuk_frontend_jinja", "govuk_frontend_wtf")}),
        ]
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(counted=counted, number=number_words, phone_href=phone_href)
    app.jinja_env.globals.update(
        csp_nonce=csp_nonce,
        asset_url=asset_url,
        navigation=current_navigation,
        page_errors=page_errors,
        new_submission_key=new_submission_key,
        told=told,
        is_told_missing=is_told_missing,
        said_first=said_first,
        help_lines=HELP_LINES,
    )
    init_languages(app)
    WTFormsHelpers(app)
    app.before_request(refuse_impossible_path)
    init_uploads(app)
    init_shortlist(app)
    init_forms(app)
    init_static(app)
    init_compression(app)
    # Flask calls first what was set up last, and words cannot be marked in what is compressed.
    init_foreign_words(app)


def init_static(app: Flask) -> None:
    """Serve `web/static` under /static. A file asked for by its hash may be kept for a year."""
    app.static_folder = str(STATIC)
    if "static" not in app.view_functions:
        app.static_url_path = "/static"
        app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=app.send_static_file)

    @app.after_request
    def keep_files(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 304):
            response.headers["Cache-Control"] = "no-cache"
            asked, name = request.args.get("v"), (request.view_args or {}).get("filename", "")
            if asked and asked == file_hash(name):
                response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        return response


def render_page(template: str, page: Any = None, form: BaseForm | None = None, **more: Any) -> Response:
    """A page: its template, its page object, and its form if it has one. 422 where a form could not be used.

    Call it after the transaction's block: no template can then cause a query.
    """
    status = 422 if page_errors(form) else 200
    return make_response(render_template(template, page=page, form=form, **more), status)


def tell(message: str) -> None:
    """Say in a banner on the next page what was done."""
    flash(message, "success")


def tell_missing(message: str) -> None:
    """Say in a banner on the next page that nothing was done yet, and what it wants."""
    flash(message, MISSING)


def said_first() -> str:
    """What has to be known before anything else on this page, or nothing."""
    return str(g.get("said_first", ""))


def told() -> str:
    """What the banner of this page says: the last thing that was done, or nothing."""
    messages = get_flashed_messages()
    return str(messages[-1]) if messages else ""


def is_told_missing() -> bool:
    """Whether the banner of this page says that nothing was done yet."""
    return bool(get_flashed_messages(category_filter=[MISSING]))


def asset_url(name: str) -> str:
    """The address of a static file, with a hash of its content. Raises WrongSettings where it was never built."""
    found = file_hash(name)
    if not found:
        raise WrongSettings(f"{name} is missing: run `python -m directory.web.assets` first.")
    # A file is the same in every language.
    return f"{site_root()}{url_for('static', filename=name, v=found).removeprefix(request.script_root)}"


def file_hash(name: str) -> str:
    """A short hash of a static file; nothing where there is no such file."""
    path = STATIC / name
    try:
        known = path.stat()
    except OSError:
        return ""
    return hash_of(path, known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=256)
def hash_of(path: Path, changed_at: int, size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
