"""Licences for questionnaires, and invented words under them."""

from directory.outcomes.instruments import swemwbs
from directory.outcomes.licences.inputs import LicenceInput
from directory.outcomes.licences.models import QuestionnaireLicence, QuestionnaireWording
from directory.outcomes.licences.operations import confirm_licence, load_wording
from directory.outcomes.licences.wording_files import read_wording
from directory.outcomes.models import AnswerMode
from directory.outcomes.packs.registry import get_pack
from tests.factories.accounts import new_word

COPYRIGHT = "© A garden that nobody owns, 2001"


def make_licence(db, actor, code=swemwbs.CODE, **more) -> QuestionnaireLicence:
    """The actor's team may ask in English, on paper and over the phone."""
    told = {
        "licence_number": "A-17",
        "language": "en",
        "modes": {AnswerMode.PAPER, AnswerMode.PHONE},
        "expires_on": None,
    }
    wanted = LicenceInput(**{**told, "submission_key": f"licence-{new_word()}", **more})
    licence = confirm_licence(db, actor, actor.scheme_id, get_pack(code), wanted)
    db.flush()
    return licence


def words_file(code=swemwbs.CODE, language="en", first="How green is your garden?", more="") -> str:
    """A file of invented words, with the right number of items."""
    asked = {each.number: f"Invented question {each.number}?" for each in get_pack(code).items} | {1: first}
    items = [f'[[items]]\nnumber = {each.number}\nwords = "{asked[each.number]}"' for each in get_pack(code).items]
    head = [
        f'questionnaire = "{code}"',
        f'language = "{language}"',
        f'copyright = "{COPYRIGHT}"',
        'introduction = "Think of your garden."',
        more,
    ]
    return "\n".join([*head, *items])


def load_words(db, actor, **more) -> QuestionnaireWording:
    kept, _ = load_wording(db, actor, actor.scheme_id, read_wording(words_file(**more).encode()))
    db.flush()
    return kept
