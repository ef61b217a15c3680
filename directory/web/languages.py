"""In which language a page is read: the first part of its address says it, so that no cookie has to.

`/cy/whats-on` is `/whats-on` in Welsh. `cy` is taken off before any route is looked for and given back to every link
that the page makes, so that whoever reads Welsh goes on in Welsh. Only public pages are translated: everything else
lives at its one address and is reached from there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel, Domain
from markupsafe import Markup

from directory.translation import ENGLISH, current_language, is_draft, speaking, translations

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TRANSLATED_BLUEPRINTS = frozenset({"public", "widget"})
# Where the site itself lies, below which a language may begin.
SITE_ROOT = "lynchpin.site_root"


@dataclass(frozen=True)
class Language:
    """A language that pages are in: its code, its tag for browsers, and its own name."""

    code: str
    tag: str
    name: str

    @property
    def prefix(self) -> str:
        """What its addresses begin with."""
        return "" if self.code == ENGLISH else f"/{self.code}"

    @property
    def direction(self) -> str:
        """In which direction it is read."""
        return str(Locale.parse(self.code).text_direction)

    @property
    def is_draft(self) -> bool:
        """Whether nobody who speaks it has checked all of it yet."""
        return is_draft(self.code)


LANGUAGES = {each.code: each for each in (Language(ENGLISH, "en-GB", "English"), Language("cy", "cy", "Cymraeg"))}


@dataclass(frozen=True)
class LanguageLink:
    """The same page in a language: its path for a link, and its whole address for other sites, where that is known."""

    language: Language
    href: str
    whole: str


class LanguagePaths:
    """Takes the language off an address, and has everything behind it speak that language."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ[SITE_ROOT] = root = environ.get("SCRIPT_NAME", "")
        first, _, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        language = LANGUAGES.get(first)
        if language is None or not language.prefix:
            return self.app(environ, start_response)
        environ["SCRIPT_NAME"] = root + language.prefix
        environ["PATH_INFO"] = f"/{rest}"
        with speaking(language.code):
            return self.app(environ, start_response)


class OneCatalogue(Domain):
    """Has templates say what the rest of the program says."""

    def get_translations(self) -> NullTranslations:
        return translations(current_language())


def init_languages(app: Flask) -> None:
    """Have pages speak the language of their address."""
    babel = Babel(app, locale_selector=current_language)
    babel.domain_instance = OneCatalogue()
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(
        page_language=page_language,
        language_links=language_links,
        other_languages=other_languages,
        own_words=own_words,
        here=here,
    )
    app.wsgi_app = LanguagePaths(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(leave_language)


def leave_language() -> ResponseReturnValue | None:
    """Send whoever asks in another language for what is only in English to where that is."""
    if current_language() == ENGLISH or request.endpoint is None or is_translated():
        return None
    return redirect(address_in(LANGUAGES[ENGLISH]), 308)


def is_translated() -> bool:
    """Whether the page of this request is one that there is in other languages."""
    return request.blueprint in TRANSLATED_BLUEPRINTS


def page_language() -> Language:
    """The language of the page being shown."""
    return LANGUAGES[current_language()]


def site_root() -> str:
    """What every address of the site begins with, whichever the language."""
    return str(request.environ.get(SITE_ROOT, request.script_root))


def here(path: str) -> str:
    """The address of a path of ours in the language of this page."""
    return f"{request.script_root}{path}"


def address_in(language: Language) -> str:
    """The address of this request in a language, with what it asks; never what a form has sent."""
    asked = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    return f"{site_root()}{language.prefix}{quote(request.path)}{asked}"


def language_links() -> tuple[LanguageLink, ...]:
    """This page in every language, itself among them; nothing for a page that there is in one language alone."""
    if request.endpoint is not None and not is_translated():
        return ()
    can_follow = may_be_asked_for()
    site = str(current_app.config.get("LYNCHPIN_SITE_ADDRESS", "")) if can_follow else ""
    hrefs = {each: address_in(each) if can_follow else f"{site_root()}{each.prefix}/" for each in LANGUAGES.values()}
    return tuple(LanguageLink(each, href, f"{site}{href}" if site else "") for each, href in hrefs.items())


def other_languages() -> tuple[LanguageLink, ...]:
    """This page in the languages that it is not in."""
    return tuple(each for each in language_links() if each.language != page_language())


def may_be_asked_for() -> bool:
    """Whether the address of this request can be followed: what a form is sent to may not have a page of its own."""
    if request.endpoint is None:
        return False
    routes = current_app.create_url_adapter(request)
    return request.method in ("GET", "HEAD") or (routes is not None and routes.test(request.path, "GET"))


def own_words() -> Markup:
    """The attributes of an element with words that others wrote: they stay in English on every page."""
    if current_language() == ENGLISH:
        return Markup("")
    is_turned = page_language().direction != LANGUAGES[ENGLISH].direction
    return Markup(' lang="en" dir="auto"') if is_turned else Markup(' lang="en"')
