"""How long a newcomer waits: `make demo` on a fresh clone, to the first page, and a second start.

Run: python -m benchmarks.demo. It clones this repository into a temporary folder, and installs there.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_SECONDS = 600.0


def main() -> None:
    """Clone, start, start again, and print what each took."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        print(f"make demo, fresh clone to first page: {time_start(clone):.0f} s")
        print(f"make demo, second start: {time_start(clone):.1f} s")


def time_start(clone: Path) -> float:
    """Seconds from `make demo` to the first page that answers."""
    port = free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("LYNCHPIN_", "VIRTUAL_ENV"))
    }
    started = time.perf_counter()
    running = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=clone,
        env=environment,
        stdout=sys.stderr,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        wait_for_page(f"http://127.0.0.1:{port}/", running)
        return time.perf_counter() - started
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(30)


def wait_for_page(address: str, running: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        if running.poll() is not None:
            raise SystemExit(f"make demo ended with {running.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                answer.read()
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the first page never came")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
