"""Somebody who has only a keyboard: they go from stop to stop, see where they are, and are caught nowhere."""

from playwright.sync_api import Locator, Page

# More stops than any page of ours has. Who passes so many is caught in a ring.
MOST_STOPS = 150
# What has the focus shows it: itself, or, where a box is drawn beside it, that box.
STOP = """() => {
  const at = document.activeElement;
  const drawn = [getComputedStyle(at), getComputedStyle(at.nextElementSibling ?? at, '::before')];
  const hasOutline = (each) => parseFloat(each.outlineWidth) > 0 && each.outlineStyle !== 'none';
  const isMarked = drawn.some((each) => each.boxShadow !== 'none' || hasOutline(each));
  const { top, bottom, height } = at.getBoundingClientRect();
  return {
    name: at.outerHTML.slice(0, 120),
    isSomewhere: at !== document.body,
    isSeen: isMarked && height > 0 && bottom > 0 && top < innerHeight,
  };
}"""


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until something is reached, or the first of several. Every stop on the way is one that can be seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        assert stop["isSomewhere"], f"the end of the page came before {wanted}"
        assert stop["isSeen"], f"nobody sees the focus on {stop['name']}"
        if wanted.evaluate_all("(all) => all.includes(document.activeElement)"):
            return
    raise AssertionError(f"{wanted} cannot be reached with the keyboard")


def use(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go to a link or button, press it, and wait for the page it leads to."""
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press(key)


def write(page: Page, label: str, words: str) -> None:
    """Go to a box and write in it."""
    tab_to(page, page.get_by_role("main").get_by_label(label, exact=True))
    page.keyboard.type(words)


def choose(page: Page, question: str, answer: str) -> None:
    """Go to the answers of a question, and from the one that is chosen, or the first, to the one that is meant."""
    group = page.get_by_role("group", name=question)
    tab_to(page, group.get_by_role("radio"))
    page.keyboard.press("Space")
    while not group.get_by_label(answer, exact=True).is_checked():
        page.keyboard.press("ArrowDown")


def agree(page: Page, words: str) -> None:
    tab_to(page, page.get_by_label(words))
    page.keyboard.press("Space")
