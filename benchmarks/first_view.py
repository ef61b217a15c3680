"""How long somebody with an old telephone waits for a first view of a public page, and how much of it jumps.

The browser is four times slower than this machine, and its network a third-generation one, in two ways: 1.6 Mbit/s and
150 ms for each request, and the "Fast 3G" of Chromium's own tools, which is 1.44 Mbit/s and 562 ms. What making a
connection takes is in neither. The site runs on the same machine, with the fictional town. Each page is opened anew,
with nothing kept.

    python -m benchmarks.first_view
    python -m benchmarks.first_view --address http://127.0.0.1:8000     a site that runs already
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks.demo import free_port, wait_for_page
from tests.plugins.browser import QUIET, find_chromium

SEARCH = "/search?q=singing"
PAGES = ("/", SEARCH, "/search?place=LS11+5", "/whats-on", "/refer")
WIDTHS = (320, 360, 1280)
TIMES = 5
SLOWER = 4
# Bytes a second. Those of the tools are https://chromium.googlesource.com/devtools/devtools-frontend, core/sdk.
NETWORKS: Mapping[str, Mapping[str, float]] = {
    "150 ms": {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000},
    "562 ms": {"latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375},
}
MOST_MS, MOST_SHIFTED, MOST_KB, MOST_REQUESTS = 2_000, 0.05, 80, 10
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
    """When the largest part of a page was painted, in milliseconds, and how much shifted, as a share of the screen.

    `kilobytes` and `requests` are all that it took over the wire.
    """

    painted: float
    shifted: float
    kilobytes: float
    requests: int


def main() -> None:
    """Open each page some times at each width; print the median and the worst, and whether they are as promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", help="where a site with activities runs already, on this machine")
    parser.add_argument("--times", type=int, default=TIMES, help="how many times each page is opened")
    chosen = parser.parse_args()
    with nullcontext(chosen.address) if chosen.address else running_town() as address, sync_playwright() as playwright:
        print(f"load {os.getloadavg()[0]:.1f}; when the largest part was painted, in milliseconds")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        good = all([measure(browser, address, name, chosen.times) for name in NETWORKS])
    print("as promised" if good else "worse than promised")


def measure(browser: Browser, address: str, network: str, times: int) -> bool:
    """Print what is seen of each page over a network, and say whether all of it is as promised."""
    print(f"{network + ' a request':<24}{'width':>6}{'median':>9}{'worst':>8}{'shifted':>9}{'kB':>6}{'requests':>10}")
    good = True
    for path in (*PAGES, find_activity(browser, address)):
        for width in WIDTHS:
            views = [open_page(browser, f"{address}{path}", width, NETWORKS[network]) for _ in range(times)]
            good &= tell(views, path, width)
    return good


def tell(views: list[FirstView], path: str, width: int) -> bool:
    """Print what was seen of a page, and say whether it is as promised."""
    painted, most = statistics.median(each.painted for each in views), max(each.painted for each in views)
    shifted, kilobytes = max(each.shifted for each in views), max(each.kilobytes for each in views)
    requests = max(each.requests for each in views)
    shown = f"{path:.23}"
    print(f"{shown:<24}{width:>6}{painted:>9.0f}{most:>8.0f}{shifted:>9.3f}{kilobytes:>6.0f}{requests:>10}", flush=True)
    return painted <= MOST_MS and shifted <= MOST_SHIFTED and kilobytes <= MOST_KB and requests <= MOST_REQUESTS


def find_activity(browser: Browser, address: str) -> str:
    """The page of the first activity of a search."""
    page = browser.new_page()
    page.goto(f"{address}{SEARCH}")
    href = page.locator(".lp-card__title a").first.get_attribute("href")
    page.close()
    assert href, "nothing was found"
    return href


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


def open_page(browser: Browser, address: str, width: int, network: Mapping[str, float]) -> FirstView:
    """Open a page as the first of a visit."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    sizes = watch_wire(context.new_cdp_session(page), network)
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    seen = page.evaluate("seen")
    context.close()
    return FirstView(float(seen["painted"]), float(seen["shifted"]), sum(sizes) / 1_000, len(sizes))


def watch_wire(wire: CDPSession, network: Mapping[str, float]) -> list[float]:
    """Slow a page down. Returns the list to which the size of each answer is added as it ends."""
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", {"offline": False, **network})
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return sizes


if __name__ == "__main__":
    main()
