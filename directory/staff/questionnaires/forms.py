"""Forms about questionnaires: a licence that the team holds, and a file with words."""

from directory.outcomes.licences.inputs import LONGEST_NUMBER, LicenceInput, LicenceSchema
from directory.outcomes.licences.languages import LANGUAGES
from directory.outcomes.licences.wording_files import Wording, read_wording
from directory.staff.questionnaires.words import MODE_WORDS
from directory.web.fields.choices import AnyOfField, Choice, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm
from directory.web.uploads import UploadField


class LicenceForm(LynchpinForm[LicenceInput]):
    schema = LicenceSchema
    licence_number = TextField(
        "Number of the licence",
        required="Enter the number of the licence",
        hint="Or of the registration, as its owner wrote it to you",
        width=20,
        longest=LONGEST_NUMBER,
        render_kw={"autocomplete": "off"},
    )
    language = PickField(
        "For which language?", tuple(LANGUAGES.items()), required="Choose the language", empty="Choose a language"
    )
    modes = AnyOfField(
        "How may people be asked?",
        [(mode.value, words) for mode, words in MODE_WORDS.items()],
        required="Choose at least one",
        hint="What it does not cover stays as it is: there the score alone is written down",
    )
    expires_on = DayField(
        "Last day of the licence (optional)", hint="Leave it empty where it has none. For example, 27 3 2026"
    )
    confirmed = AnyOfField(
        "Confirm it",
        [Choice("yes", "Our team holds this licence, and I have read what it allows")],
        required="Confirm that your team holds this licence",
    )


class WordingForm(LynchpinForm[Wording]):
    """Loads into the words of the file. Raises WrongInput for one that cannot be used."""

    file = UploadField(
        "The file",
        required="Choose a file",
        hint="Plain text (.toml), with each question by its number",
        endings=".toml",
    )

    def to_input(self) -> Wording:
        return read_wording(self.file.data.read())
