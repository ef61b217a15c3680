"""Terms, and what hangs on a record by them."""

from typing import Annotated, ClassVar

from msgspec import field

from directory.exchange.records.fields import Line, Text, Url
from directory.exchange.shapes import From, Record, Ref
from directory.exchange.values import WrongValue, read_description, read_key, read_name


class Taxonomy(Record, kw_only=True):
    table: ClassVar[str] = "taxonomy"

    name: Annotated[str, read_name]
    description: Annotated[str, read_description] = ""
    uri: Url = None
    version: Line = None

    def check(self) -> None:
        self.description = self.description or self.name


class TaxonomyTerm(Record, kw_only=True):
    table: ClassVar[str] = "taxonomy_term"

    name: Annotated[str, read_name]
    description: Annotated[str, read_description] = ""
    code: Line = None
    term: Line = None
    term_uri: Url = None
    language: Line = None
    taxonomy_key: Annotated[str | None, read_key, From(("taxonomy_id",)), Ref("taxonomy", "taxonomy_id")] = None
    taxonomy: Annotated[Taxonomy | None, From(("taxonomy_detail", "taxonomy"))] = None
    parent_key: Annotated[str | None, read_key, From(("parent_id",)), Ref("taxonomy_term", "parent_id")] = None

    def check(self) -> None:
        self.description = self.description or self.name


class Attribute(Record, kw_only=True):
    table: ClassVar[str] = "attribute"

    link_type: Line = None
    value: Text = None
    label: Line = None
    taxonomy_term_key: Annotated[
        str | None, read_key, From(("taxonomy_term_id",)), Ref("taxonomy_term", "taxonomy_term_id")
    ] = None
    taxonomy_term: TaxonomyTerm | None = None

    def check(self) -> None:
        if self.taxonomy_term is None and self.taxonomy_term_key is None:
            raise WrongValue("is missing", "taxonomy_term")


class Owned(Record, kw_only=True):
    """A record that terms can hang on."""

    attributes: list[Attribute] = field(default_factory=list)
