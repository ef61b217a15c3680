"""The commands joined, and errors told as one plain line."""

import json
import logging
import signal
import sqlite3
import sys
from typing import NoReturn

import click
import psycopg
from sqlalchemy.exc import SQLAlchemyError

from directory.cli import (
    areas,
    audit,
    cases,
    charities,
    checks,
    databases,
    demo_study,
    dev,
    digest,
    duplicates,
    evaluating,
    exporting,
    feeds,
    importing,
    keys,
    matching,
    meanings,
    messages,
    nudging,
    outcomes,
    places,
    postcodes,
    questionnaires,
    referrals,
    retention,
    seed,
    senders,
    serving,
    sheets,
    users,
)
from directory.cli.failures import database_words, file_words
from directory.config import instance_folder
from directory.errors import LynchpinError
from directory.web.request_log import set_up_logging

# What shells give as the exit code of what a signal ended.
INTERRUPTED, TERMINATED = 130, 143


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="lynchpin")
def lynchpin() -> None:
    """Lynchpin: a community activity directory and referral matching for social prescribing.

    Settings come from LYNCHPIN_… variables; docs/operations/settings.md lists them.
    """
    # What a command prints is its answer; how it came to it is for those who serve pages.
    set_up_logging(as_json=False, least=logging.WARNING)


for command in (
    areas.areas,
    audit.audit,
    charities.charities,
    databases.db,
    demo_study.demo_study,
    dev.dev,
    digest.digest,
    checks.checks,
    cases.cases,
    duplicates.duplicates,
    evaluating.evaluate,
    exporting.export_file,
    feeds.feeds,
    importing.import_file,
    keys.keys,
    matching.match,
    meanings.meanings,
    messages.messages,
    nudging.referrals,
    outcomes.outcomes,
    places.places,
    postcodes.postcodes,
    questionnaires.questionnaires,
    referrals.referrals,
    retention.retention,
    seed.seed,
    senders.senders,
    serving.serve,
    serving.demo,
    sheets.sheets,
    users.users,
):
    lynchpin.add_command(command)


def run() -> NoReturn:
    """Run a command. What a person can put right is one line on standard error, never a traceback.

    The exit code is 0, or 1 where it did not work, 2 where the words were wrong, 130 where Ctrl+C stopped it.
    """
    # Asked to end by the system, a command tidies up as it does after Ctrl+C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        sys.exit(lynchpin(prog_name="lynchpin", standalone_mode=False))
    except click.ClickException as error:
        tell_programs(error.format_message())
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt) as stopped:
        fail("Stopped.", stopped.__cause__ or stopped, INTERRUPTED)
    except LynchpinError as error:
        fail(f"Error: {error}", error)
    except OSError as error:
        fail(f"Error: {file_words(error, instance_folder())}", error)
    except (SQLAlchemyError, sqlite3.Error, psycopg.Error) as error:
        words = database_words(error)
        if words is None:
            raise
        fail(f"Error: {words}", error)


def fail(words: str, error: BaseException, code: int = 1) -> NoReturn:
    """End with one line: what went wrong, and what was noted on the way."""
    told = " ".join([words, *getattr(error, "__notes__", [])])
    tell_programs(told.removeprefix("Error: "))
    click.echo(told, err=True)
    sys.exit(code)


def tell_programs(words: str) -> None:
    """Say what went wrong as JSON too, where the command was asked for it: on standard output, as its last line."""
    if "--json" in sys.argv[1:]:
        click.echo(json.dumps({"error": words}, ensure_ascii=False))
