"""About an organisation: what it is called, what it does, and how everybody reaches it."""

from directory.catalogue.inputs import LONGEST_DESCRIPTION, LONGEST_NAME
from directory.catalogue.models.organizations import Organization
from directory.catalogue.organization_inputs import OrganizationFactsSchema
from directory.staff.domains.listing_form import WEB_ADDRESS
from directory.staff.writing.about import shown, summary, with_clean_description
from directory.staff.writing.parts import WRITE_PART, FormPart, PartForm, Values
from directory.web.fields.text import EmailField, LongTextField, NumberField, TextField

FIELDS = tuple(OrganizationFactsSchema().fields)


class AboutOrganizationForm(PartForm):
    schema = OrganizationFactsSchema

    name = TextField("Name of the organisation", required="Enter the name of the organisation", longest=LONGEST_NAME)
    alternate_name = TextField(
        "Other name (optional)", hint="Such as the short name that people use", longest=LONGEST_NAME
    )
    description = LongTextField(
        "What does it do?",
        hint="Plain words, as you would tell a neighbour. Leave an empty line between paragraphs.",
        longest=LONGEST_DESCRIPTION,
        rows=8,
    )
    website = TextField("Website (optional)", hint="Starts with https://", longest=2_000, render_kw=WEB_ADDRESS)
    email = EmailField("Email address (optional)", render_kw={"type": "email", "spellcheck": "false"})
    legal_status = TextField(
        "What is it in law? (optional)",
        hint="Such as charity, community interest company, or group without a legal form",
        longest=200,
    )
    year_incorporated = NumberField("Year it was founded (optional)", hint="In four figures, like 1987", most=9_999)
    logo = TextField(
        "Web address of its logo (optional)",
        hint="For directories that show pictures. Starts with https://",
        longest=2_000,
        render_kw=WEB_ADDRESS,
    )

    def values(self, loaded: Values) -> Values:
        """The answers, with only harmless marks left in the description."""
        return with_clean_description(super().values(loaded))


ABOUT_ORGANIZATION = FormPart(
    Organization, "About it", WRITE_PART, FIELDS, summary, slug="about", form=AboutOrganizationForm, shown=shown
)
