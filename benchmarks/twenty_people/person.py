"""Somebody before a browser: opens pages, fills in forms, and now and then presses a button twice."""

import random
import re
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from benchmarks.page_load import Balancer
from benchmarks.twenty_people.forms import Form, forms_of
from benchmarks.twenty_people.ledger import Answer, Ledger, Write

LONGEST_WAIT_SECONDS = 60
TWICE_OF = 3
_SUMMARY = re.compile(r"govuk-error-summary.*?</div>\s*</div>", re.S)
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
# Names are of letters alone, and look like nobody else's.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_TAG = re.compile(r"<[^>]+>")


class WentWrong(Exception):
    """Somebody cannot go on with what they were doing: a page was not as it should be."""


class NothingToDo(Exception):
    """Somebody else was quicker: what was to be done is done, or gone."""


@dataclass(frozen=True)
class Page:
    """What a server answered: where to go on from there, if it said so."""

    status: int
    text: str
    location: str

    @property
    def forms(self) -> list[Form]:
        return forms_of(self.text)

    def form_to(self, ending: str) -> Form:
        """The form that is sent to an address with this ending. Raises WentWrong where there is none."""
        found = next((each for each in self.forms if urlsplit(each.action).path.endswith(ending)), None)
        if found is None:
            raise WentWrong(f"no form to {ending} on the page {self.heading!r}")
        return found

    def form_while_it_lasts(self, ending: str) -> Form:
        """The same of something that others may have done by now. Raises NothingToDo where there is none."""
        try:
            return self.form_to(ending)
        except WentWrong:
            raise NothingToDo from None

    @property
    def heading(self) -> str:
        found = _HEADING.search(self.text)
        return plain(found[1]) if found else ""

    @property
    def refusal(self) -> str:
        """The words with which a form came back."""
        found = _SUMMARY.search(self.text)
        return plain(found[0].partition(">")[2]).removeprefix("There is a problem").strip() if found else self.heading


def plain(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup)).split())


class FromAddress(HTTPAdapter):
    """Connections from one of this machine's own addresses."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *words: Any, **named: Any) -> None:
        super().init_poolmanager(*words, **named, source_address=(self._address, 0))


@dataclass
class Person:
    """Somebody who works, with cookies of their own. `chance` decides what comes next, the same each time."""

    name: str
    balancer: Balancer
    ledger: Ledger
    chance: random.Random
    cookies: dict[str, str] = field(default_factory=dict)
    references: Sequence[str] = ()
    colleague: "Person | None" = None
    _own: requests.Session = field(default_factory=requests.Session)
    _second: requests.Session = field(default_factory=requests.Session)

    def mark(self) -> str:
        """Two words that nothing else holds, and that could be a name."""
        letters = uuid.uuid4().hex.translate(_LETTERS)
        return f"{letters[:9].capitalize()} {letters[9:18].capitalize()}"

    def open_while_it_lasts(self, address: str, kind: str) -> Page:
        """The same of something that others may have ended by now. Raises NothingToDo where it is gone."""
        page = self._ask(self._own, "GET", address, kind)
        if page.status == HTTPStatus.NOT_FOUND:
            raise NothingToDo
        return page

    def open(self, address: str, kind: str) -> Page:
        """Look at a page. Raises WentWrong where it is not there."""
        page = self._ask(self._own, "GET", address, kind)
        if page.status != 200:
            raise WentWrong(f"{page.status} for {kind}: {page.heading}")
        return page

    def press(self, form: Form, kind: str) -> Page:
        """Send a form that keeps nothing, such as a search. Raises WentWrong where it comes back."""
        page = self._ask(self._own, "POST", form.action, kind, form)
        if page.status not in (200, 303):
            raise WentWrong(f"{page.status} for {kind}: {page.refusal}")
        return page

    def try_press(self, form: Form, kind: str) -> Page | None:
        """Send a form that keeps nothing, and may be refused by a rule: that is noted, and nothing else happens."""
        page = self._ask(self._own, "POST", form.action, kind, form)
        if page.status == 200:
            return page
        self.ledger.note_refusal(kind, page.refusal)
        return None

    def write(self, form: Form, kind: str, mark: str, about: str, seen: str = "") -> Page:
        """Send a form that keeps something, every so often twice at the same moment, and note what became of it."""
        is_twice = self.chance.randrange(TWICE_OF) == 0
        with ThreadPoolExecutor(2) as clicks:
            sent = [clicks.submit(self._ask, self._own, "POST", form.action, kind, form)]
            if is_twice:
                sent.append(clicks.submit(self._ask, self._second, "POST", form.action, f"{kind}, again", form))
            pages = [each.result() for each in sent]
        taken = next((each for each in pages if each.status == 303), None)
        page = taken or pages[0]
        write = Write(kind, mark, about, taken is not None, seen)
        self.ledger.note_write(write, [each.status for each in pages], "" if taken else page.refusal)
        if taken:
            self.open(taken.location, f"after {kind}")
        return page

    def _ask(self, browser: requests.Session, method: str, address: str, kind: str, form: Form | None = None) -> Page:
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        began = time.perf_counter()
        with self.balancer.server() as port:
            try:
                answer = browser.request(
                    method,
                    f"http://127.0.0.1:{port}{path}",
                    data=list(form.fields) if form else None,
                    cookies=dict(self.cookies),
                    allow_redirects=False,
                    timeout=LONGEST_WAIT_SECONDS,
                )
            except requests.RequestException as error:
                self.ledger.note_problem(f"{kind}: no answer, {type(error).__name__}")
                raise WentWrong(f"no answer to {kind}") from error
        waited = (time.perf_counter() - began) * 1_000
        self.cookies.update(answer.cookies.get_dict())
        browser.cookies.clear()
        self.ledger.note_answer(Answer(kind, waited, answer.status_code))
        if answer.status_code >= 500:
            self.ledger.note_problem(f"{kind}: {answer.status_code}")
        location = answer.headers.get("Location", "")
        if "/sign-in" in location and kind != "sign in":
            self.ledger.note_problem(f"{kind}: signed out")
        return Page(answer.status_code, answer.text, location)

    def sign_in(self, email: str, password: str) -> None:
        """Raises WentWrong where the account does not let them in."""
        page = self.open("/staff/sign-in", "sign in")
        form = next(each for each in page.forms if "password" in each.names)
        answer = self.press(form.filled(email=email, password=password), "sign in")
        if answer.status != 303:
            raise WentWrong(f"{email} cannot sign in: {answer.refusal}")

    def move(self) -> None:
        """Go to another place: what they send from now on comes from an address on the network that nobody has."""
        address = f"127.{self.chance.randrange(1, 255)}.{self.chance.randrange(1, 255)}.{self.chance.randrange(1, 255)}"
        for each in (self._own, self._second):
            each.close()
            each.mount("http://", FromAddress(address))

    def close(self) -> None:
        self._own.close()
        self._second.close()
