"""A real Chromium, for tests of pages and for journeys. Debian's own is driven; nothing is downloaded.

Where a machine has no Chromium the tests that need one say so and are left out; with CI=true that is a failure.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright
from werkzeug.serving import make_server

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Chromium of itself talks to its makers; and a container has neither a sandbox nor much shared memory.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Of several such lists the last one counts, and so what Playwright leaves out is left out here again. The first
    # three are pages of its own that Chromium opens behind each new window, in a process that takes half a second.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch",
)
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Those that judge colours.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
NARROW, WIDE = 320, 1280
# What is seen after a change of colours or width is what was asked for, once nothing in sight is on its way any more:
# what inherits a colour begins its own way when that of its parent ends; and in what is closed none ends.
PAINTED = """async () => {
  const isOnItsWay = (each) => each instanceof CSSTransition && each.effect.target.checkVisibility();
  do for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
  while (document.getAnimations().some(isOnItsWay));
}"""
# What a machine that does much else may take for one page. Whoever waits for what comes sooner does not wait longer.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)

OpenTab = Callable[..., Page]


def find_chromium() -> str:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found:
        return found
    why = "no Chromium on this machine: apt-get install chromium"
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser itself. Most tests want `open_tab`."""
    program = find_chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield running
        running.close()


def begin_context(chromium: Browser, width: int = WIDE, height: int = 900, javascript: bool = True) -> BrowserContext:
    """What one person has open: nobody knows them yet."""
    context = chromium.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=javascript, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture
def console_errors() -> list[str]:
    """What the console of every tab of this test complained of: errors, refusals of the policy, lost requests."""
    return []


@pytest.fixture
def open_tab(chromium: Browser, console_errors: list[str]) -> Iterator[OpenTab]:
    """`open_tab(width=320, javascript=False)` gives a fresh tab of a person nobody knows.

    `open_tab(context=theirs)` gives one more tab of somebody who goes on after the test.
    """
    begun: list[BrowserContext | Page] = []

    def note(message: ConsoleMessage) -> None:
        # A page that says 422 or 404 is not an error of the page.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            console_errors.append(message.text)

    def note_lost(request: Request) -> None:
        # Going on to the next page gives up what the last one still asked for.
        if request.failure != "net::ERR_ABORTED":
            console_errors.append(f"lost: {request.url}")

    def open_one(
        width: int = WIDE, height: int = 900, javascript: bool = True, context: BrowserContext | None = None
    ) -> Page:
        page = (context or begin_context(chromium, width, height, javascript)).new_page()
        begun.append(page if context else page.context)
        page.on("console", note)
        page.on("pageerror", lambda error: console_errors.append(str(error)))
        page.on("requestfailed", note_lost)
        return page

    yield open_one
    for each in begun:
        each.close()


@pytest.fixture(scope="session")
def axe_violations() -> Callable[..., list[str]]:
    """`axe_violations(page)` lists what axe finds wrong with the page as it stands, one line a rule.

    Where it was just judged in other colours, `rules=COLOUR_RULES` looks only at what those may change.
    """
    script = Axe().axe_script

    def find(page: Page, rules: list[str] | None = None) -> list[str]:
        if page.evaluate("typeof axe === 'undefined'"):
            page.evaluate(script)
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE_RULES}
        options = {"runOnly": only, "resultTypes": ["violations"]}
        found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
        return [f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:200]}" for each in found]

    return find


@pytest.fixture
def sideways_px() -> Callable[[Page], int]:
    """`sideways_px(page)` is how far the page can be scrolled sideways: 0 is right."""

    def measure(page: Page) -> int:
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(page.evaluate(beyond))

    return measure


@pytest.fixture(scope="session")
def serve_app() -> Iterator[Callable[[Flask], str]]:
    """`serve_app(app)` serves an app until the end of the tests and gives its address."""
    servers = []

    def serve(app: Flask) -> str:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.port}"

    yield serve
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()
