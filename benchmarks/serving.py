"""Processes that serve the pages as in production, on this machine alone, and what they tell of their work."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.demo import free_port, wait_for_page

START = (sys.executable, "-c", "from directory.cli import main; main()", "serve", "--port")
LONGEST_WAIT_SECONDS = 30
# Where the ticks in user and in system mode stand in what the kernel tells, after the name in brackets: proc(5).
_TICKS = slice(11, 13)


@dataclass(frozen=True)
class Server:
    """A serving process; `log` is where it writes a line for each page."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def processor_seconds(self) -> float:
        """What it has taken of the processor, all its threads together."""
        told = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, told[_TICKS])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory_mb(self) -> float:
        """Its share of memory: what others have mapped too is counted in parts."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) / 1_024 for line in lines if line.startswith("Pss:"))

    def mark(self) -> int:
        """Where its log ends now."""
        return self.log.stat().st_size

    def pages_ms(self, endpoint: str, since: int) -> list[float]:
        """How long each page of a kind took it, as it says itself. Raises AssertionError where one went wrong."""
        with self.log.open("rb") as file:
            file.seek(since)
            told = [msgspec.json.decode(line) for line in file if line.startswith(b"{")]
        pages = [each for each in told if each["event"] == "request" and each["endpoint"] == endpoint]
        assert all(each["status"] == 200 for each in pages)
        return [float(each["milliseconds"]) for each in pages]


@contextmanager
def running_servers(count: int, environment: Mapping[str, str], folder: Path) -> Iterator[Sequence[Server]]:
    """So many servers of one installation, ended after the block."""
    servers: list[Server] = []
    try:
        for _ in range(count):
            servers.append(start_server(environment, folder))
        yield servers
    finally:
        for each in servers:
            each.process.terminate()
        for each in servers:
            each.process.wait(LONGEST_WAIT_SECONDS)


def start_server(environment: Mapping[str, str], folder: Path) -> Server:
    port = free_port()
    log = folder / f"server-{port}.log"
    with log.open("wb") as told:
        process = subprocess.Popen([*START, str(port)], env=dict(environment), stdout=told, stderr=told)
    server = Server(port, process, log)
    try:
        wait_for_page(f"http://127.0.0.1:{port}/about", process)
    except BaseException:
        process.kill()
        raise
    return server
