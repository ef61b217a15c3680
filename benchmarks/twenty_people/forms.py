"""Reading the forms of a page as a browser does that runs no scripts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

Fields = tuple[tuple[str, str], ...]
_TYPED = frozenset({"hidden", "text", "tel", "email", "date", "number", "search", "password"})
_TICKED = frozenset({"radio", "checkbox"})


@dataclass(frozen=True)
class Form:
    """A form of a page: where it is sent, what it holds so far, and what could be chosen, by the name of the field."""

    action: str
    fields: Fields
    choices: Mapping[str, Sequence[str]]
    names: frozenset[str]
    is_sent: bool

    def filled(self, **typed: str | Sequence[str]) -> "Form":
        """The same form with some fields typed or ticked. Raises LookupError for a field that it does not have."""
        unknown = typed.keys() - self.names
        if unknown:
            raise LookupError(f"no {', '.join(sorted(unknown))} in the form to {self.action}")
        kept = [(name, value) for name, value in self.fields if name not in typed]
        more = [(name, one) for name, value in typed.items() for one in ([value] if isinstance(value, str) else value)]
        return replace(self, fields=(*kept, *more))

    def value(self, name: str) -> str:
        """What a field holds; nothing where it holds nothing."""
        return next((value for each, value in self.fields if each == name), "")


@dataclass
class _Form:
    action: str
    is_sent: bool
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def made(self) -> Form:
        return Form(self.action, tuple(self.fields), self.choices, frozenset(self.names), self.is_sent)


class _Reader(HTMLParser):
    """Goes through a page, and gathers its forms and links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[_Form] = []
        self.links: list[str] = []
        self.open: _Form | None = None
        self.picking = self.writing = ""
        self.first_option: str | None = None
        self.has_picked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        if tag == "form":
            self.open = _Form(told.get("action", ""), told.get("method", "get").lower() == "post")
            self.forms.append(self.open)
        if self.open is None:
            return
        name = told.get("name", "")
        if tag == "input" and name:
            self.take_input(self.open, name, told)
        elif tag == "textarea":
            self.writing, self.words = name, ""
            self.open.names.add(name)
        elif tag == "select":
            self.picking, self.has_picked, self.first_option = name, False, None
            self.open.names.add(name)
        elif tag == "option" and self.picking:
            self.take_option(self.open, told)

    def take_input(self, form: _Form, name: str, told: Mapping[str, str]) -> None:
        form.names.add(name)
        kind, value = told.get("type", "text"), told.get("value", "")
        if kind in _TICKED:
            form.choices.setdefault(name, []).append(value)
        if kind in _TYPED or (kind in _TICKED and "checked" in told):
            form.fields.append((name, value))

    def take_option(self, form: _Form, told: Mapping[str, str]) -> None:
        value = told.get("value", "")
        form.choices.setdefault(self.picking, []).append(value)
        self.first_option = value if self.first_option is None else self.first_option
        if "selected" in told:
            form.fields.append((self.picking, value))
            self.has_picked = True

    def handle_data(self, data: str) -> None:
        if self.writing:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        if self.open is None:
            return
        if tag == "textarea" and self.writing:
            # A browser leaves out the first line break.
            self.open.fields.append((self.writing, self.words.removeprefix("\n")))
            self.writing = ""
        elif tag == "select" and self.picking:
            if not self.has_picked and self.first_option is not None:
                self.open.fields.append((self.picking, self.first_option))
            self.picking = ""
        elif tag == "form":
            self.open = None


def forms_of(page: str) -> list[Form]:
    """The forms of a page that change something, in its order."""
    return [each.made() for each in _read(page).forms if each.is_sent]


def links_of(page: str, holding: str) -> Iterator[str]:
    """Where the links of a page lead whose address holds some words."""
    return (each for each in _read(page).links if holding in each)


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader
