"""How long somebody with an old telephone waits for a first view of a public page, and how much of it jumps.

The browser is four times slower than this machine, and its network is a third-generation one: 1.6 Mbit/s, 150 ms away.
The site runs on the same machine, with the fictional town. Each page is opened anew, with nothing kept.

Run: python -m benchmarks.first_view
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from benchmarks.demo import free_port, wait_for_page
from tests.plugins.browser import QUIET, find_chromium

PAGES = ("/", "/search?q=singing", "/search?place=LS11+5", "/whats-on", "/refer")
WIDTHS = (320, 1280)
TIMES = 5
SLOWER = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
# Numbers of the W3C: https://www.w3.org/TR/largest-contentful-paint/ and https://wicg.github.io/layout-instability/
WATCH = """
window.seen = {painted: 0, shifted: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) seen.painted = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True)
class FirstView:
    """When the largest part of a page was painted, in milliseconds, and how much shifted, as a share of the screen."""

    painted: float
    shifted: float


def main() -> None:
    """Open each page some times at each width and print the median and the worst."""
    with running_town() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        print(f"{'page':<24}{'width':>6}{'painted ms':>12}{'worst':>8}{'shifted':>9}")
        for path in PAGES:
            for width in WIDTHS:
                views = [open_page(browser, f"{address}{path}", width) for _ in range(TIMES)]
                painted = [each.painted for each in views]
                shifted = max(each.shifted for each in views)
                print(f"{path:<24}{width:>6}{statistics.median(painted):>12.0f}{max(painted):>8.0f}{shifted:>9.3f}")


@contextmanager
def running_town() -> Iterator[str]:
    """The address of a site with the fictional town, which is gone after the block."""
    port = free_port()
    start = [sys.executable, "-c", "from directory.cli import main; main()", "demo", "--port", str(port)]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"LYNCHPIN_INSTANCE": folder}
        running = subprocess.Popen(start, env=environment, stdout=sys.stderr, stderr=subprocess.STDOUT)
        try:
            wait_for_page(f"http://127.0.0.1:{port}/", running)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(30)


def open_page(browser: Browser, address: str, width: int) -> FirstView:
    """Open a page as the first of a visit."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    seen = page.evaluate("seen")
    context.close()
    return FirstView(float(seen["painted"]), float(seen["shifted"]))


if __name__ == "__main__":
    main()
