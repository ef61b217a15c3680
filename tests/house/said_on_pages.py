"""What a page says of itself: its own words apart from those of groups, which are marked as theirs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

# What stands within a line of text.
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "em",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    ]
)
EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# What is typed into a box is whoever typed it saying something.
UNREAD = frozenset({"script", "style", "svg", "textarea"})
# Attributes that people see or hear, and what other programs show of a page.
HEARD = frozenset({"alt", "aria-label", "aria-description", "label", "placeholder", "title"})
SHARED = frozenset({"description", "og:title", "og:description", "og:image:alt"})
# Of the attributes of scripts, those that hold words: several, or one that begins as sentences do.
WORDS = re.compile(r"[^\W\d_]{2,}[ ,.!?]+[^\W\d_]|^[^\W\d_a-z][^\W\d_]+$")
FOR_PROGRAMS = re.compile(r"https?:|/|\{|\[|[0-9a-f]{8}-")
# Stands for what somebody else wrote.
OTHERS = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Said:
    """A line of a page, and where it stands: the element, or the attribute. `is_text` where it may be marked."""

    text: str
    where: str
    is_text: bool = True


class Reader(HTMLParser):
    """Reads a page into `said`, in its order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        # Of each open element: its name, and whether others wrote what it holds.
        self.open: list[tuple[str, bool]] = []
        self.line: list[str] = []
        self.said: list[Said] = []

    @property
    def is_others(self) -> bool:
        return any(is_others for _tag, is_others in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        if tag not in INLINE:
            self.end_line()
        is_others = given.get("lang", self.language) != self.language
        if is_others and not self.is_others:
            self.line.append(OTHERS)
        elif not self.is_others:
            self.said += [Said(text, f"{name} of {tag}", is_text=False) for name, text in heard_in(tag, given)]
        if tag not in EMPTY:
            self.open.append((tag, is_others))

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_line()
        while tag in [name for name, _ in self.open] and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.is_others and not any(tag in UNREAD for tag, _ in self.open):
            self.line.append(data)

    def end_line(self) -> None:
        text = " ".join("".join(self.line).split())
        self.line = []
        if text.replace(OTHERS, "").strip():
            tag = next((name for name, _ in reversed(self.open) if name not in INLINE), "")
            self.said.append(Said(text, tag, is_text=tag != "title"))


def heard_in(tag: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What the attributes of an element say, each with its name."""
    is_shared = given.get("name", given.get("property", "")) in SHARED
    is_button = tag == "input" and given.get("type") in ("submit", "button")
    for name, value in given.items():
        is_said = name in HEARD or (name == "content" and is_shared) or (name == "value" and is_button)
        if is_said or (name.startswith("data-") and WORDS.search(value) and not FOR_PROGRAMS.match(value)):
            yield name, value


def said_on(page: str) -> list[Said]:
    """What a page says of itself, in its order."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    reader.end_line()
    return reader.said
