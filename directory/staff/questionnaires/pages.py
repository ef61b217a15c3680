"""What the pages of questionnaires show: what each may be used for, the licences, and the words."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from flask import url_for

from directory.clock import day_of
from directory.outcomes.licences.languages import LANGUAGES
from directory.outcomes.licences.models import QuestionnaireLicence, QuestionnaireWording
from directory.outcomes.licences.queries import ShownWording
from directory.outcomes.packs.registry import PACKS
from directory.outcomes.packs.shape import Pack
from directory.staff.questionnaires.words import WordingPart, mode_words, wording_parts
from directory.web.words import uk_short_date

# So long before a licence ends it is time to ask its owner for another.
SOON_DAYS = 60


@dataclass(frozen=True)
class QuestionnaireLine:
    """A questionnaire in the list of them: whether words of it may be shown."""

    name: str
    href: str
    about: str
    state: str
    colour: str
    note: str


@dataclass(frozen=True)
class LicenceLine:
    """A licence: what it covers, and how it stands."""

    licence_id: uuid.UUID
    number: str
    language: str
    modes: Sequence[str]
    until: str
    state: str
    colour: str
    confirmed: str
    holds: bool


@dataclass(frozen=True)
class QuestionnairePage:
    """One questionnaire: whose it is, the licences of the team, the words shown now, and the versions there were."""

    code: str
    name: str
    about: str
    is_open: bool
    owner: str
    source: str
    missing_rule: str
    notes: Sequence[str]
    licences: Sequence[LicenceLine]
    may_load: bool
    shown: Sequence[WordingPart]
    versions: Sequence[str]


def questionnaire_lines(
    licences: Sequence[QuestionnaireLicence], wordings: Sequence[QuestionnaireWording], today: date
) -> list[QuestionnaireLine]:
    return [
        questionnaire_line(
            pack,
            [each for each in licences if each.instrument == pack.code],
            {each.language for each in wordings if each.instrument == pack.code},
            today,
        )
        for pack in sorted(PACKS.values(), key=attrgetter("name"))
    ]


def questionnaire_line(
    pack: Pack, licences: Sequence[QuestionnaireLicence], languages: set[str], today: date
) -> QuestionnaireLine:
    held = [each for each in licences if each.holds_on(today)]
    state, colour = state_of(pack, held, languages)
    return QuestionnaireLine(
        name=pack.name,
        href=url_for("staff.show_questionnaire", code=pack.code),
        about=pack.about,
        state=state,
        colour=colour,
        note=ending_words(held, licences, today),
    )


def state_of(pack: Pack, held: Sequence[QuestionnaireLicence], languages: set[str]) -> tuple[str, str]:
    """What a questionnaire may be used for, in two or three words, and the colour it is shown in."""
    if languages and (pack.licence.is_open or languages & {each.language for each in held}):
        return "Words shown", "green"
    if pack.licence.is_open:
        return "Open", "green"
    return ("Licensed", "blue") if held else ("Scores only", "grey")


def ending_words(held: Sequence[QuestionnaireLicence], licences: Sequence[QuestionnaireLicence], today: date) -> str:
    """When the first of the licences ends, where that is soon, or that the last one has ended."""
    days = [each.expires_on for each in held if each.expires_on]
    if days and (min(days) - today).days <= SOON_DAYS:
        return f"A licence ends on {uk_short_date(min(days))}"
    return "Its licence has ended" if licences and not held else ""


def questionnaire_page(
    pack: Pack,
    licences: Sequence[QuestionnaireLicence],
    wordings: Sequence[QuestionnaireWording],
    shown: Sequence[ShownWording],
    names: Mapping[uuid.UUID, str],
    today: date,
) -> QuestionnairePage:
    return QuestionnairePage(
        code=pack.code,
        name=pack.name,
        about=pack.about,
        is_open=pack.licence.is_open,
        owner=pack.licence.note,
        source=pack.source,
        missing_rule=pack.missing_rule,
        notes=pack.notes,
        licences=[licence_line(each, names, today) for each in licences],
        may_load=pack.licence.is_open or any(each.holds_on(today) for each in licences),
        shown=wording_parts(pack, shown),
        versions=[version_words(each, names) for each in wordings],
    )


def licence_line(licence: QuestionnaireLicence, names: Mapping[uuid.UUID, str], today: date) -> LicenceLine:
    holds = licence.holds_on(today)
    return LicenceLine(
        licence_id=licence.id,
        number=licence.licence_number,
        language=LANGUAGES[licence.language],
        modes=mode_words(licence.modes),
        until=uk_short_date(licence.expires_on) if licence.expires_on else "No last day",
        state="Holds" if holds else "Ended",
        colour="green" if holds else "grey",
        confirmed=done_words(licence.confirmed_by, names, day_of(licence.confirmed_at)),
        holds=holds,
    )


def done_words(user_id: uuid.UUID | None, names: Mapping[uuid.UUID, str], day: date) -> str:
    who = names.get(user_id, "A colleague") if user_id else "On the server"
    return f"{who}, {uk_short_date(day)}"


def version_words(wording: QuestionnaireWording, names: Mapping[uuid.UUID, str]) -> str:
    loaded = done_words(wording.loaded_by, names, day_of(wording.loaded_at))
    return f"{LANGUAGES[wording.language]}, version {wording.number}. Loaded: {loaded}"
