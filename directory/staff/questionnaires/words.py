"""The words of a questionnaire as pages show them, with their copyright line and what they may be used for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.outcomes.licences.languages import LANGUAGES
from directory.outcomes.licences.queries import ShownWording
from directory.outcomes.licences.wording_files import Wording
from directory.outcomes.models import AnswerMode
from directory.outcomes.packs.shape import Item, Pack

MODE_WORDS = {
    AnswerMode.PAPER: "On paper",
    AnswerMode.SCREEN: "On a screen",
    AnswerMode.PHONE: "Read out over the phone",
    AnswerMode.IN_PERSON: "Read out in person",
}


@dataclass(frozen=True)
class AskedItem:
    """A question as people are asked it, with each answer beside its number."""

    number: int
    words: str
    answers: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class WordingPart:
    """Words with their copyright line, in one language. `how` is what they may be used for, in a sentence."""

    heading: str
    how: str
    introduction: Sequence[str]
    items: Sequence[AskedItem]
    copyright: str


def wording_parts(pack: Pack, shown: Sequence[ShownWording]) -> list[WordingPart]:
    """The words that may be shown, a part for each language."""
    return [wording_part(pack, each.wording, how_words(pack, each.modes)) for each in shown]


def how_words(pack: Pack, modes: frozenset[AnswerMode]) -> str:
    if pack.licence.is_open:
        return "They may be used in every way."
    return f"Your licence covers: {', '.join(mode_words(modes)).lower()}. Otherwise write down the score alone."


def wording_part(pack: Pack, wording: Wording, how: str) -> WordingPart:
    return WordingPart(
        heading=f"In {LANGUAGES[wording.language]}",
        how=how,
        introduction=wording.introduction.splitlines(),
        items=[
            AskedItem(asked.number, asked.words, numbered_answers(item, asked.answers))
            for item, asked in zip(pack.items, wording.items, strict=True)
        ],
        copyright=wording.copyright,
    )


def numbered_answers(item: Item, answers: Sequence[str]) -> list[tuple[int, str]]:
    """Each answer with its number; the two ends of a longer scale with theirs."""
    if len(answers) == item.highest - item.lowest + 1:
        return list(enumerate(answers, item.lowest))
    return list(zip((item.lowest, item.highest), answers, strict=True)) if answers else []


def mode_words(modes: Iterable[AnswerMode]) -> list[str]:
    """Modes as the form has them, in its order."""
    return [words for mode, words in MODE_WORDS.items() if mode in modes]
