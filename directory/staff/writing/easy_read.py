"""What an activity is, in very plain sentences, for people who find reading hard."""

from marshmallow import Schema

from directory.catalogue.inputs import ServiceFactsSchema
from directory.catalogue.models.services import Service
from directory.staff.domains.listing_form import easy_read_field
from directory.staff.writing.parts import WRITE_PART, FormPart, Names, PartForm, Values
from directory.web.activity_card import shortened

FIELDS = ("easy_read",)
LONGEST_SUMMARY = 90
LEDE = "Say what happens there, one thing at a time. When, where, the cost and how to join are put beside it for you."


class EasyReadSchema(ServiceFactsSchema):
    """Loads the sentences."""

    class Meta(Schema.Meta):
        fields = FIELDS


class EasyReadForm(PartForm):
    schema = EasyReadSchema

    easy_read = easy_read_field()


def summary(values: Values, _names: Names) -> str:
    return shortened(" ".join((values["easy_read"] or "").split()), LONGEST_SUMMARY)


EASY_READ = FormPart(Service, "Easy read", WRITE_PART, FIELDS, summary, slug="easy-read", form=EasyReadForm, lede=LEDE)
