"""The file that brings the words of a questionnaire: TOML, with each item by its number.

    questionnaire = "swemwbs"
    language = "en"
    copyright = "© …"
    introduction = "…"
    answers = ["…", "…", "…", "…", "…"]

    [[items]]
    number = 1
    words = "…"

`answers` are those of every item from the lowest number to the highest, or the words of the two ends of a scale; an
item with others has `answers` of its own.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, NoReturn

from directory.errors import WrongInput
from directory.outcomes.licences.languages import LANGUAGES
from directory.outcomes.packs.registry import PACKS
from directory.outcomes.packs.shape import Item, Pack

LARGEST: Final = 100_000
LONGEST: Final = 2_000
TOP: Final = frozenset({"questionnaire", "language", "copyright", "introduction", "answers", "items"})
OF_ITEM: Final = frozenset({"number", "words", "answers"})


@dataclass(frozen=True)
class ItemWording:
    """One question as people are asked it. `answers` go from the lowest number to the highest, or are its two ends."""

    number: int
    words: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """All words of a questionnaire in one language."""

    questionnaire: str
    language: str
    copyright: str
    introduction: str
    items: tuple[ItemWording, ...]

    def as_text(self) -> str:
        """As it is kept. The same words give the same text."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def kept_wording(content: str) -> Wording:
    """A wording from the text that it is kept as."""
    told = json.loads(content)
    items = tuple(ItemWording(each["number"], each["words"], tuple(each["answers"])) for each in told.pop("items"))
    return Wording(items=items, **told)


def read_wording(content: bytes) -> Wording:
    """The words that a file brings. Raises WrongInput, with one sentence that says what to put right."""
    told = parsed(content)
    check_names(told, TOP, "The file")
    pack = PACKS.get(text_of(told, "questionnaire", "The file"))
    if pack is None:
        refuse(f"“questionnaire” has to be one of {', '.join(PACKS)}")
    language = text_of(told, "language", "The file")
    if language not in LANGUAGES:
        refuse(f"“language” has to be the code of one of ours: {', '.join(LANGUAGES)}")
    introduction = text_of(told, "introduction", "The file") if "introduction" in told or not pack.items else ""
    return Wording(
        pack.code,
        language,
        text_of(told, "copyright", "The file"),
        introduction,
        items_of(pack, told.get("items", []), told.get("answers", [])),
    )


def parsed(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        refuse("A file of words has at most 100,000 bytes")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        refuse("The file is not plain text in UTF-8")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        refuse(f"The file is not TOML: {str(error)[:200]}")


def items_of(pack: Pack, told: Any, answers: Any) -> tuple[ItemWording, ...]:
    """The items of a pack in their order, each with words."""
    if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
        refuse("Each item begins with a line [[items]]")
    by_number = {each.get("number"): each for each in told if type(each.get("number")) is int}
    wanted = [each.number for each in pack.items]
    if len(by_number) != len(told) or sorted(by_number) != wanted:
        there = f"1 to {len(wanted)}" if wanted else "none"
        refuse(f"The items of {pack.name} have the numbers {there}, each once")
    return tuple(item_wording(each, by_number[each.number], answers) for each in pack.items)


def item_wording(item: Item, told: Mapping[str, Any], answers: Any) -> ItemWording:
    where = f"Item {item.number}"
    check_names(told, OF_ITEM, where)
    own = told.get("answers", answers)
    if not isinstance(own, list) or not all(isinstance(each, str) for each in own):
        refuse(f"{where}: “answers” is a list of words in quotation marks")
    possible = item.highest - item.lowest + 1
    if len(own) not in {0, 2, possible}:
        refuse(f"{where} has {possible} answers, {item.lowest} to {item.highest}: give all of them, or the two ends")
    return ItemWording(item.number, text_of(told, "words", where), tuple(tidy(each, where) for each in own))


def text_of(told: Mapping[str, Any], name: str, where: str) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not found.strip():
        refuse(f"{where} needs “{name}”, with words in quotation marks")
    return tidy(found, where)


def tidy(text: str, where: str) -> str:
    found = "\n".join(" ".join(each.split()) for each in text.strip().splitlines())
    if not found or len(found) > LONGEST or not found.replace("\n", "").isprintable():
        refuse(f"{where}: each text has words that can be printed, at most {LONGEST:,} characters")
    return found


def check_names(told: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    strange = sorted(set(told) - known)
    if strange:
        refuse(f"{where} has “{strange[0][:60]}”, which is none of {', '.join(sorted(known))}")


def refuse(why: str) -> NoReturn:
    raise WrongInput(f"{why}.", {"file": why})
