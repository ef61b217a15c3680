"""Somebody opens the map beside the list: with the keyboard, and on a bad day."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OPEN = "Show these on a map"
CROWDED = "[aria-label$='look closer']"
OUTLINE = "**/map/outline.json"
TILE = "https://tiles.example/"
# One grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc330000"
    "000049454e44ae426082"
)


@pytest.fixture
def asked(town, open_tab):
    """`asked(page)` is what a page has asked for of the map so far, and of other sites."""

    def of(page):
        addresses = []
        page.on("request", lambda request: addresses.append(request.url))
        return lambda: [each for each in addresses if is_of_map(each) or not each.startswith(town.address)]

    return of


def is_of_map(address: str) -> bool:
    return any(each in address for each in ("leaflet", "/map", "/search.json"))


def look(page, town, path="/search?place=LS11+5&within=3"):
    page.goto(f"{town.address}{path}", wait_until="networkidle")


def open_map(page, words=OPEN):
    page.get_by_text(words).click()
    expect(page.locator(".lp-map-box[data-is-ready]")).to_be_visible()


def test_all_that_was_found_is_on_the_map_and_this_page_is_told_from_the_rest(town, open_tab, console_errors):
    page = open_tab()
    look(page, town, "/search?place=LS11+5")
    in_all = int(page.locator("#results").get_by_role("status").inner_text().split()[0])
    open_map(page)

    expect(page.locator(".lp-map-note")).to_contain_text("Dark marks are on this page of the list")
    shown = page.locator(".lp-map-marker").evaluate_all("all => all.map(each => Number(each.textContent || 1))")
    assert page.locator(".lp-map-marker--other").count() > 0
    assert sum(shown) > 10
    assert in_all > 10

    crowded = page.locator(CROWDED).first
    crowded.focus()
    before = page.locator(".lp-map-marker").evaluate_all("all => all.map(each => each.ariaLabel).join()")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "before => [...document.querySelectorAll('.lp-map-marker')].map(each => each.ariaLabel).join() !== before",
        arg=before,
    )
    assert console_errors == []


@pytest.mark.parametrize("width", [320, 1280])
def test_map_is_fetched_once_it_is_opened_and_works_by_keyboard(
    town, open_tab, asked, axe_violations, sideways_px, console_errors, width
):
    page = open_tab(width=width)
    fetched = asked(page)
    look(page, town)
    assert fetched() == []

    open_map(page)
    # Before it moves: a mark that lies under the buttons to look closer is pressed by moving the map first.
    assert axe_violations(page) == []
    marker = page.locator(f".lp-map-marker:not(.lp-map-marker--other, {CROWDED})").first
    name = marker.get_attribute("aria-label").split(", ")[0]
    marker.focus()
    page.keyboard.press("Enter")

    inside = page.locator(".leaflet-popup").get_by_role("link", name=name).first
    expect(inside).to_be_focused()
    assert inside.get_attribute("href") == page.locator("#results").get_by_role("link", name=name).first.evaluate(
        "link => link.href"
    )
    expect(page.locator(".lp-map-credit")).to_contain_text("Open Government Licence")
    assert sideways_px(page) == 0
    page.keyboard.press("Escape")
    expect(marker).to_be_focused()
    assert all(each.startswith(town.address) for each in fetched())
    assert console_errors == []


def test_with_a_list_in_the_address_nothing_is_twice_on_a_welsh_map(town, open_tab, axe_violations, console_errors):
    page = open_tab()
    labels = []
    for listed in ("", "&a=00000000-0000-4000-8000-000000000000"):
        look(page, town, f"/cy/search?place=LS11+5&within=3{listed}")
        open_map(page, "Dangos y rhain ar fap")
        expect(page.locator(".lp-map-note")).to_contain_text("ar y dudalen hon")
        labels.append(page.locator(".lp-map-marker").evaluate_all("all => all.map(each => each.ariaLabel)"))

    assert labels[0] == labels[1]
    marker = page.locator(".lp-map-marker--other[lang=en]").first
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lp-map-links li:lang(en) a").first).to_be_focused()
    expect(page.locator(".leaflet-popup-close-button")).to_have_attribute("aria-label", "Cau’r rhestr hon")
    # The map moves to show the whole of what opened, and marks lie under it until it stands still.
    expect(page.locator(".leaflet-pan-anim, .leaflet-zoom-anim")).to_have_count(0)
    assert axe_violations(page) == []
    assert console_errors == []


def test_outline_that_could_not_be_fetched_is_asked_for_again(town, open_tab):
    page = open_tab()
    page.route(OUTLINE, lambda route: route.abort())
    look(page, town)
    open_map(page)
    box, scale = page.locator(".lp-map-box"), page.locator(".leaflet-control-scale-line").first
    box.focus()
    with page.expect_event("requestfailed"):
        while "lp-map-box--far" not in box.get_attribute("class"):
            before = scale.inner_text()
            page.keyboard.press("Minus")
            expect(scale).not_to_have_text(before)
    page.unroute(OUTLINE)

    with page.expect_response(OUTLINE) as answer:
        page.keyboard.press("Minus")

    assert answer.value.ok


def test_map_follows_what_is_narrowed(town, open_tab, console_errors):
    page = open_tab()
    look(page, town)
    open_map(page)

    page.locator("#narrow-cost > summary").click()
    page.get_by_label("Free (").first.check()

    expect(page.get_by_role("list", name="What you chose").get_by_role("link", name="Free")).to_be_visible()
    expect(page.locator(".lp-map-box[data-is-ready] .lp-map-marker").first).to_be_visible()
    assert console_errors == []


@pytest.mark.parametrize("width", [320, 1280])
def test_map_of_one_activity_names_its_place(town, open_tab, asked, axe_violations, sideways_px, console_errors, width):
    page = open_tab(width=width)
    look(page, town, "/search?q=choir&place=LS11+5&ways=venue")
    page.locator("#results [data-points] a").first.click()
    page.wait_for_load_state("networkidle")
    fetched = asked(page)
    assert fetched() == []

    page.get_by_text("Show it on a map").click()
    expect(page.locator(".lp-map-box[data-is-ready]")).to_be_visible()
    page.locator(".lp-map-marker").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".leaflet-popup")).to_contain_text(page.locator("#venues h3").first.inner_text())
    expect(page.locator(".lp-map-credit")).to_contain_text("Open Government Licence")
    assert all(each.startswith(town.address) for each in fetched())
    assert axe_violations(page) == []
    assert sideways_px(page) == 0
    assert console_errors == []


def test_tiles_of_another_site_are_asked_for_only_once_the_map_is_open(
    town, open_tab, asked, monkeypatch, console_errors
):
    monkeypatch.setitem(town.app.config, "LYNCHPIN_MAP_TILES", TILE + "{z}/{x}/{y}.png")
    monkeypatch.setitem(town.app.config, "LYNCHPIN_MAP_CREDIT", "Drawn by Example Maps")
    page = open_tab()
    page.route(f"{TILE}**", lambda route: route.fulfill(body=PNG, content_type="image/png"))
    fetched = asked(page)
    look(page, town)
    assert fetched() == []

    open_map(page)

    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
    expect(page.locator(".lp-map-credit")).to_have_text("Drawn by Example Maps")
    assert any(each.startswith(TILE) for each in fetched())
    assert console_errors == []


def test_map_that_does_not_load_leaves_the_list(town, open_tab):
    page = open_tab()
    page.route("**/leaflet.js**", lambda route: route.abort())
    look(page, town)

    page.get_by_text(OPEN).click()

    expect(page.locator(".lp-map-box")).to_have_text("The map did not load. The list below tells the same.")


def test_without_javascript_the_list_is_all_there_is(town, open_tab):
    page = open_tab(width=320, javascript=False)
    look(page, town)

    page.get_by_text(OPEN).click()

    expect(page.locator(".lp-map-box")).to_contain_text("The map needs JavaScript.")
