"""A throw-away PostgreSQL for one run of the tests: Debian's server, or the one LYNCHPIN_TEST_POSTGRESQL names."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def newest_server() -> Path | None:
    """The folder of the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


def run_as_server(*words: object) -> None:
    """Run a program of the server, which refuses to be root."""
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = as_postgres + [str(word) for word in words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


# Nothing in a throw-away database has to outlive the power, and no other server follows it.
QUICK = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0"
    # A question of a test is answered sooner than it is compiled.
    " -c jit=off"
)
MEMORY = Path("/dev/shm")
# More than the servers of a run have ever needed.
ROOM_BYTES = 4_000_000_000


def memory_folder() -> Path | None:
    """Where files are kept in memory, if there is room: on a busy disk a copy of a database takes ten times as long."""
    is_there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    return MEMORY if is_there and shutil.disk_usage(MEMORY).free > ROOM_BYTES else None


@contextmanager
def running_postgresql(programs: Path, options: str = "", parent: Path | None = None) -> Iterator[str]:
    """The address of an empty database on a server of its own, which is gone after the block."""
    folder = Path(tempfile.mkdtemp(prefix="lynchpin-pg-", dir=parent))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    listening = f"-k {folder} -c listen_addresses="
    run_as_server(
        programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N"
    )
    run_as_server(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", f"{listening} {options}", "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        run_as_server(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_url():
    """The address of an empty PostgreSQL database."""
    given = os.environ.get("LYNCHPIN_TEST_POSTGRESQL")
    if given:
        yield given
        return
    programs = newest_server()
    if programs is None:
        from tests.conftest import leave_out

        leave_out("no PostgreSQL server installed: its half of the database tests is left out")
    with running_postgresql(programs, QUICK, memory_folder()) as url:
        yield url
