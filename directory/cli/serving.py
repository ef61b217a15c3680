"""`lynchpin serve` and `lynchpin demo`: the web pages."""

import os
import socket

import click
import waitress
from flask import Flask

from directory.accounts.queries import list_users
from directory.app import create_app
from directory.cli.databases import upgrade_all
from directory.cli.opening import FOR_REAL_PEOPLE, build_postcodes_if_needed, check_schema, demo_settings
from directory.cli.seed import load_town_once
from directory.cli.users import describe
from directory.config import DEMO_FILE, Mode, Settings, read_settings
from directory.db import reading
from directory.errors import WrongSettings
from directory.jobs.meanings import MeaningsThread
from directory.matching.current import current_matcher_keeper
from directory.web.request_log import set_up_logging

THREADS = 4


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), envvar="PORT")
@click.option("--threads", default=THREADS, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, threads: int) -> None:
    """Serve the pages. Stop with Ctrl+C."""
    settings = read_settings()
    settings.require_secrets()
    check_is_no_demonstration(settings)
    check_schema(settings)
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
    check_port(port)
    settings = demo_settings()
    upgrade_all()
    build_postcodes_if_needed(settings)
    load_town_once()
    run_server(settings, "127.0.0.1", port, THREADS, tell=True)


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise WrongSettings(f"Port {port} is in use. Choose another: PORT={port + 1} make demo.") from None


def run_server(settings: Settings, host: str, port: int, threads: int, *, tell: bool = False) -> None:
    """Serve until stopped. New texts are put to the language model in the background meanwhile."""
    set_up_logging(as_json=settings.mode is Mode.PRODUCTION)
    app = create_app(settings)
    build_postcodes_if_needed(settings)
    warm_up(app)
    meanings = MeaningsThread(current_matcher_keeper())
    meanings.start()
    if tell:
        tell_who_can_sign_in(settings)
    click.echo(f"Lynchpin is at http://{host}:{port} (Ctrl+C stops it).")
    try:
        waitress.serve(app, host=host, port=port, threads=threads, ident="lynchpin", _quiet=True)
    finally:
        meanings.stop()


def warm_up(app: Flask) -> None:
    """Build the index before the first person asks."""
    with app.app_context(), reading() as db:
        current_matcher_keeper().matcher(db)


def tell_who_can_sign_in(settings: Settings) -> None:
    with reading() as db:
        people = [describe(user) for user in list_users(db)]
    click.echo("\nWho can sign in, at /staff/sign-in:")
    for each in people:
        click.echo(f"  {each['email']:38} {', '.join(each['roles'])}")
    click.echo(f"The password of all of them is  {settings.demo_password}\n")
