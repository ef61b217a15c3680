"""What the page "About them" shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.record.models import RecordedSection
from directory.casework.record.vocabulary import Question, Section, vocabulary
from directory.web.components import Fact
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class EarlierPart:
    """What stood in a section before, and who wrote it down when."""

    when: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class AboutPart:
    """One section: what is known, who wrote it down when, what was known before, and where it is changed.

    `not_asked` names the questions that nobody has asked.
    """

    code: str
    title: str
    facts: Sequence[Fact]
    not_asked: str
    when: str
    earlier: Sequence[EarlierPart]
    change_href: str


@dataclass(frozen=True)
class AboutPage:
    """All that is known of a client beyond how to reach them."""

    name: str
    reference: str
    coordinator: str
    parts: Sequence[AboutPart]


@dataclass(frozen=True)
class SectionPage:
    """Asking the questions of one section."""

    name: str
    reference: str
    code: str
    title: str
    about: str
    meanwhile: Sequence[Fact] = ()


def about_page(actor: Actor, client: Client, versions: Sequence[RecordedSection]) -> AboutPage:
    """The page of what is known of a client. `versions` are all there were, the oldest first."""
    by_section: dict[str, list[RecordedSection]] = {}
    for each in versions:
        by_section.setdefault(each.section, []).append(each)
    parts = [about_part(actor, client, each, by_section.get(each.code, [])) for each in vocabulary().sections]
    return AboutPage(client.name, client.reference, client.coordinator.name, parts)


def about_part(actor: Actor, client: Client, section: Section, versions: Sequence[RecordedSection]) -> AboutPart:
    now = versions[-1] if versions else None
    answers = now.given if now else {}
    may_write = actor.may("casework.write")
    before = [EarlierPart(written_words(each), facts_of(section, each.given)) for each in reversed(versions[:-1])]
    not_asked = [each.label for each in section.questions if each.code not in answers and not each.is_beside]
    return AboutPart(
        code=section.code,
        title=section.title,
        facts=facts_of(section, answers),
        not_asked="; ".join(not_asked),
        when=written_words(now) if now else "",
        earlier=before,
        change_href=url_for("staff.edit_section", reference=client.reference, section=section.code)
        if may_write
        else "",
    )


def written_words(section: RecordedSection) -> str:
    return f"{section.recorder.name}, {uk_short_date(section.recorded_at)}"


def facts_of(section: Section, answers: Mapping[str, str | list[str]]) -> list[Fact]:
    """What was answered, in words, in the order of the questions."""
    return [Fact(each.label, words_of(each, answers[each.code])) for each in section.questions if each.code in answers]


def words_of(question: Question, answer: str | list[str]) -> list[str]:
    if isinstance(answer, list):
        return [question.words_of(each) for each in answer]
    return [question.words_of(answer)] if question.is_chosen else answer.split("\n")
