"""A group answers the real letter of a nightly run: what it lists is still right, or something has changed."""

import os
import subprocess
import sys
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.app import join_pages, use_parts
from directory.catalogue.models.services import Service
from directory.champions.models import ListingCheck
from directory.config import Settings
from directory.db import open_database, reading, transaction, use_database
from directory.matching.current import MatcherKeeper
from directory.security.keystore import KeyStore, use_key_store
from tests.conftest import DATA_KEY, ROOT
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain
from tests.factories.links import link_in
from tests.factories.verifying import ADDRESS, make_due
from tests.journeys.steps import follow, press
from tests.plugins.mail_server import MailServer

pytestmark = pytest.mark.browser
LISTINGS = ("Walks by the beck", "Tea at two")
COMMAND = "from directory.cli.main import run; run()"


@dataclass(frozen=True)
class KeptDirectory:
    """A directory that is served, with a champion and two listings of one group that are due a check."""

    address: str
    champion: str
    domain: str
    settings: Settings
    mail: MailServer

    def run(self, *words: str) -> None:
        """Run a command as the clock of an operator does, in a process of its own."""
        own = {
            "LYNCHPIN_INSTANCE": str(self.settings.instance),
            "LYNCHPIN_DATABASE_URL": self.settings.database_url,
            "LYNCHPIN_KEY_STORE_URL": self.settings.key_store_url,
            "LYNCHPIN_DATA_KEY": DATA_KEY,
            "LYNCHPIN_SECRET_KEY": self.settings.secret_key,
            "LYNCHPIN_ALLOWED_HOSTS": "127.0.0.1",
            "LYNCHPIN_SITE_URL": self.address,
            "LYNCHPIN_SMTP_URL": self.mail.url,
            "LYNCHPIN_MAIL_FROM": "Our team <team@scheme.example>",
            "LYNCHPIN_SEMANTIC": "no",
        }
        subprocess.run([sys.executable, "-c", COMMAND, *words], cwd=ROOT, env={**os.environ, **own}, check=True)

    def night(self) -> str:
        """A nightly run, and the address in the one letter that the group gets of it."""
        self.run("checks", "run")
        self.run("messages", "send")
        [letter] = self.mail.letters_to(ADDRESS)
        return self.address + link_in(letter, self.address)

    def find(self, name: str) -> Service:
        with reading() as db:
            return db.scalars(select(Service).where(Service.name == name)).one()

    def list_checks(self) -> list[tuple[str, bool]]:
        """What checks found, and whether the group made them."""
        with reading() as db:
            return [(each.result, each.checked_by is None) for each in db.scalars(select(ListingCheck))]


@pytest.fixture
def directory(sqlite_url, settings, tmp_path, key_store, serve_app, mail_server):
    own = replace(settings, instance=tmp_path, database_url=sqlite_url, key_store_url=f"sqlite:///{tmp_path}/keys.db")
    database, store = open_database(own.database_url), KeyStore(own.key_store_url, own.data_keys)
    app = join_pages(own)
    use_database(database)
    use_key_store(store)
    use_parts(own, MatcherKeeper(with_semantic=False))
    with transaction() as db:
        champion, term = make_user(db, Role.CHAMPION), make_term(db)
        domain = make_walking_domain(db, [term], champion)
        for name in LISTINGS:
            make_due(db, name, terms=[term])
        yielded = KeptDirectory(serve_app(app), champion.email, domain.slug, own, mail_server)
    yield yielded
    use_key_store(key_store)
    use_database(None)
    store.close()
    database.close()


@pytest.fixture
def champion(directory, open_tab):
    """The champion, signed in, on the page of their domain."""
    page = open_tab(1280)
    page.goto(f"{directory.address}/staff/sign-in")
    page.get_by_label("Email address").fill(directory.champion)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    return page


def row_of(directory, page, name: str) -> str:
    page.goto(f"{directory.address}/staff/listings/{directory.domain}")
    return page.get_by_role("row").filter(has_text=name).inner_text()


def test_group_confirms_all_it_lists_by_one_press_on_the_page_of_its_letter(directory, open_tab, champion):
    group = open_tab(320, javascript=False)
    changed = directory.find("Tea at two").last_modified
    assert "asked once" not in row_of(directory, champion, "Tea at two").lower()

    group.goto(directory.night())
    assert directory.list_checks() == []
    assert "Asked once" in row_of(directory, champion, "Tea at two")
    press(group, "All of it is still right")

    assert "Everything is marked as checked today" in group.get_by_role("main").inner_text()
    assert directory.list_checks() == [("still right", True)] * 2
    for name in LISTINGS:
        assert "by the group" in row_of(directory, champion, name)
    assert directory.find("Tea at two").last_modified == changed


def test_what_a_group_changes_is_confirmed_once_its_champion_takes_it(directory, open_tab, champion):
    group = open_tab(1280)
    group.goto(directory.night())
    group.get_by_role("link", name="Something has changed about Tea at two").click()
    group.get_by_label("News that comes first (optional)").fill("In the hall this month")
    press(group, "Send what has changed")
    assert directory.find("Tea at two").alert is None
    assert "by the group" not in row_of(directory, champion, "Tea at two")

    champion.goto(f"{directory.address}/staff/suggestions")
    follow(champion, "Tea at two")
    press(champion, "Change the listing")

    assert directory.find("Tea at two").alert == "In the hall this month"
    assert directory.list_checks() == [("changed", True)]
    assert "by the group" in row_of(directory, champion, "Tea at two")
    assert "by the group" not in row_of(directory, champion, "Walks by the beck")
    assert directory.find("Walks by the beck").assured_date != directory.find("Tea at two").assured_date
