"""`lynchpin serve` and `lynchpin demo`: the web pages."""

import errno
import gc
import os
import socket
from dataclasses import replace

import click
import waitress
from flask import Flask

from directory.accounts.queries import list_users
from directory.app import create_app
from directory.champions.search_counts import current_search_counter
from directory.cli.databases import upgrade_all
from directory.cli.keys import keep_people_erased
from directory.cli.opening import (
    FOR_REAL_PEOPLE,
    build_postcodes_if_needed,
    check_schema,
    demo_settings,
    open_key_store,
)
from directory.cli.private_files import keep_to_owner
from directory.cli.seed import load_town_once
from directory.cli.users import describe
from directory.config import DEMO_FILE, Mode, Settings, read_settings
from directory.db import reading
from directory.errors import WrongSettings
from directory.jobs.client_tokens import ClientTokensThread
from directory.jobs.domain_areas import DomainAreasThread
from directory.jobs.meanings import MeaningsThread
from directory.jobs.search_counts import SearchCountsThread
from directory.jobs.settling import SettlingThread
from directory.matching.current import current_matcher_keeper
from directory.web.request_log import set_up_logging

THREADS = 4
# How many more objects are there before the newest are looked through for garbage: a page makes some thousands.
MADE_BETWEEN_LOOKS = 20_000
LOOPBACK = "127.0.0.1"


@click.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), envvar="PORT")
@click.option("--threads", default=THREADS, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, threads: int) -> None:
    """Serve the pages. Stop with Ctrl+C."""
    check_port(host, port, "lynchpin serve --port")
    settings = read_settings()
    settings.require_secrets()
    check_is_no_demonstration(settings)
    check_schema(settings)
    keep_to_owner(settings)
    run_server(settings, host, port, threads)


def check_is_no_demonstration(settings: Settings) -> None:
    """Raises WrongSettings where an installation for real people would run with the settings of a demonstration."""
    if settings.mode is not Mode.DEMO or os.environ.get("LYNCHPIN_MODE"):
        return
    named = [name for name in FOR_REAL_PEOPLE if os.environ.get(name)]
    if named:
        raise WrongSettings(
            f"{named[0]} is set, but {settings.instance / DEMO_FILE} makes this a demonstration. "
            "Choose another folder with LYNCHPIN_INSTANCE, or say LYNCHPIN_MODE=production or demo."
        )


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), envvar="PORT")
def demo(port: int) -> None:
    """Show Lynchpin with a fictional town, on this machine only."""
    check_port(LOOPBACK, port, "lynchpin demo --port")
    settings = demo_settings()
    upgrade_all()
    build_postcodes_if_needed(settings)
    load_town_once()
    run_server(replace(settings, site_url=f"http://{LOOPBACK}:{port}"), LOOPBACK, port, THREADS, tell=True)


def check_port(host: str, port: int, cure: str) -> None:
    """Raises WrongSettings where nobody could be served at this address; `cure` is what goes before another port."""
    try:
        [family, kind, protocol, _, address] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError:
        raise WrongSettings(f"Port {port} is kept for the system. Choose another: {cure} 8000.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise WrongSettings(f"Port {port} is in use. Choose another: {cure} {port % 65535 + 1}.") from None
        raise WrongSettings(f"{host} is no address of this machine. Choose another with --host.") from None


def run_server(settings: Settings, host: str, port: int, threads: int, *, tell: bool = False) -> None:
    """Serve until stopped.

    Aside, new texts are put to the language model, what changed much is settled, clients are given what they are
    found by, what people look for is written down as counts, and listings are looked up on the map for champions.
    """
    set_up_logging(as_json=settings.mode is Mode.PRODUCTION)
    open_key_store(settings).close()
    app = create_app(settings)
    keep_people_erased()
    build_postcodes_if_needed(settings)
    warm_up(app)
    set_apart_what_stays()
    keeper = current_matcher_keeper()
    counts = SearchCountsThread(current_search_counter())
    aside = (MeaningsThread(keeper), SettlingThread(keeper), ClientTokensThread(), DomainAreasThread(), counts)
    for each in aside:
        each.start()
    if tell:
        tell_who_can_sign_in(settings)
    click.echo(f"Lynchpin is at http://{host}:{port} (Ctrl+C stops it).")
    try:
        waitress.serve(app, host=host, port=port, threads=threads, ident="lynchpin", _quiet=True)
    finally:
        for each in aside:
            each.stop()
    click.echo("Stopped.", err=True)


def warm_up(app: Flask) -> None:
    """Build the index before the first person asks."""
    with app.app_context(), reading() as db:
        current_matcher_keeper().matcher(db)


def set_apart_what_stays() -> None:
    """Have what was loaded by now never looked through for garbage again, and what comes less often: somebody would
    wait while it is.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN_LOOKS)


def tell_who_can_sign_in(settings: Settings) -> None:
    with reading() as db:
        people = sorted((describe(user) for user in list_users(db)), key=lambda each: str(each["email"]))
    click.echo("\nWho can sign in, at /staff/sign-in:")
    for each in people:
        click.echo(f"  {each['email']:38} {', '.join(each['roles'])}")
    click.echo(f"The password of all of them is  {settings.demo_password}\n")
