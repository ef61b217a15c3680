"""The forms of the pages about spreadsheets."""

from wtforms import HiddenField

from directory.exchange.sheets.opening import open_content
from directory.exchange.sheets.sending import SheetInput
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm
from directory.web.uploads import UploadField, file_name_of

LONGEST_SOURCE = 100
SOURCES = "known-sources"


class SendSheetForm(LynchpinForm[SheetInput]):
    file = UploadField(
        "The spreadsheet",
        hint="Excel (.xlsx), LibreOffice (.ods) or plain text (.csv), with at most 5,000 rows",
        required="Choose a spreadsheet",
        endings=".xlsx,.ods,.csv",
    )
    source_name = TextField(
        "Whose list is it?",
        hint="Such as the name of the group. Use the same name next time, so that nothing is added twice.",
        required="Enter whose list it is",
        longest=LONGEST_SOURCE,
        render_kw={"list": SOURCES, "autocomplete": "off"},
    )

    def to_input(self) -> SheetInput:
        """The file, read. Raises UnreadableFile for one that is no sheet."""
        content = self.file.data.read()
        return SheetInput(
            self.submission_key.data,
            self.source_name.data,
            file_name_of(self.file.data),
            content,
            open_content(content),
        )


class AcceptSheetForm(LynchpinForm[str]):
    """`seen` tells which preview was on the page."""

    seen = HiddenField()

    def to_input(self) -> str:
        return str(self.seen.data)
