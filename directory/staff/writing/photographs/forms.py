"""The two questions about a photograph: which, and what it shows."""

from wtforms import Field
from wtforms.validators import ValidationError

from directory.catalogue.photographs.rewriting import WrittenPicture, rewrite_picture
from directory.staff.writing.parts import PartForm, Values
from directory.web.fields.choices import AnyOfField, Choice
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm
from directory.web.uploads import UploadField

LONGEST_ALT_TEXT = 250
LONGEST_CREDIT = 100
AGREED = {
    "shown": Choice(
        "shown",
        "Everybody one could recognise in it said yes to being on a public page",
        "For a child, somebody who looks after them said yes",
    ),
    "used": Choice("used", "Whoever took it lets us use it here"),
}
BOTH = "Tick both. If you cannot, use another photograph"


class PictureForm(LynchpinForm[WrittenPicture]):
    file = UploadField(
        "The photograph",
        hint="A file that ends in .jpg, .jpeg, .png or .webp",
        required="Choose a photograph",
        endings="image/jpeg,image/png,image/webp",
    )

    def to_input(self) -> WrittenPicture:
        """The picture, written anew. Raises UnusablePicture for a file that is none."""
        return rewrite_picture(self.file.data.read())


class PhotographForm(PartForm):
    alt_text = LongTextField(
        "What would somebody see in it?",
        hint="It is read out to people who cannot see. Such as: six people round a table, each with a lump of clay."
        " Name nobody.",
        required="Say what somebody would see in it",
        longest=LONGEST_ALT_TEXT,
        rows=2,
    )
    credit = TextField(
        "Who took it? (optional)", hint="Shown below it. Ask them first.", longest=LONGEST_CREDIT, width=20
    )
    agreed = AnyOfField("Who agreed?", tuple(AGREED.values()), required=BOTH)

    def validate_agreed(self, field: Field) -> None:
        """Both are needed."""
        if set(field.data) != set(AGREED):
            raise ValidationError(BOTH)

    def values(self, loaded: object) -> Values:
        """What is said of it."""
        return {"alt_text": " ".join(self.alt_text.data.split()), "credit": self.credit.data or None}
