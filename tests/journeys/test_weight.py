"""How much somebody with a slow connection has to wait for, counted where it arrives: in the browser."""

import pytest

pytestmark = pytest.mark.browser

MOST_BYTES = 80_000
MOST_REQUESTS = 10


@pytest.fixture
def weigh(town, open_tab):
    """`weigh(path)` opens a page as the first of a visit: how many bytes came over the wire, and what was asked for."""

    def do(path: str) -> tuple[int, list[str]]:
        page = open_tab(width=320)
        asked, received = [], []
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
        wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        page.goto(f"{town.address}{path}", wait_until="networkidle")
        return int(sum(received)), asked

    return do


@pytest.mark.parametrize("path", ["/", "/?place=LS11+5", "/search?place=LS11+5", "/search?q=singing"])
def test_first_page_is_light(weigh, town, path):
    received, asked = weigh(path)

    assert 5_000 < received <= MOST_BYTES
    assert len(asked) <= MOST_REQUESTS
    assert all(each.startswith(town.address) for each in asked)


# Before the script comes, and for whoever waits for the rest of a page, all of it stays where it is.
JUMPS = """
window.jumped = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) jumped += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
SLOW = {"offline": False, "latency": 20, "downloadThroughput": 200_000, "uploadThroughput": 90_000}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/", "/search?q=singing"])
def test_nothing_jumps_while_a_page_comes(town, open_tab, path, width):
    page = open_tab(width=width, height=740)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(JUMPS)

    page.goto(f"{town.address}{path}", wait_until="networkidle")

    assert page.evaluate("jumped") < 0.05
