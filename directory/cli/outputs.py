"""Files that commands write for their operator: there when they are whole, and otherwise not at all."""

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TextIO

import click

from directory.errors import LynchpinError


class CannotWrite(LynchpinError):
    """A file that was asked for cannot be written; the message says why."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written: {why}.")


def check_overwrites_none(option: str, output: Path | None, inputs: Mapping[str, Path | None]) -> None:
    """Refuse to write over a file that the command reads, under whatever name; `inputs` are by what they are."""
    for what, path in inputs.items():
        if output and path and output.exists() and path.exists() and output.samefile(path):
            raise click.UsageError(f"{option} {output} is {what}: it would be written over. Name another file.")


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file of text to write to, as `whole_binary_file` is one of bytes."""
    with whole_binary_file(path) as stream, TextIOWrapper(stream, encoding="utf-8", newline="") as file:
        yield file
        file.flush()


@contextmanager
def whole_binary_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, put in its place when the block ends well; until then an older one stays as it is.

    A pipe or a device is written to directly. Raises CannotWrite; the error of a block that fails is given a note
    that nothing was written.
    """
    goal = Path(os.path.realpath(path))
    if not goal.parent.is_dir():
        raise CannotWrite(path, f"there is no folder {goal.parent}")
    part = goal.with_name(f".lynchpin-{secrets.token_hex(8)}.part")
    try:
        if is_special(goal):
            part = goal
        with part.open("wb") as file:
            yield file
        if part != goal:
            put_in_place(part, goal)
    except BaseException as error:
        if part != goal:
            part.unlink(missing_ok=True)
        # Only writing fails without naming a file, and only these two names are ours.
        if isinstance(error, OSError) and error.filename in (None, str(part), str(goal)):
            raise CannotWrite(path, error.strerror or type(error).__name__) from None
        error.add_note(f"{path} was not written.")
        raise


def is_special(path: Path) -> bool:
    """Whether this is there and is no file: a pipe, or a device such as /dev/stdout."""
    return path.exists() and not path.is_file()


def put_in_place(part: Path, goal: Path) -> None:
    """Give a finished file its name, and who may read the older one may read it."""
    if goal.exists():
        shutil.copymode(goal, part)
    part.replace(goal)
