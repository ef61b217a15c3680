"""Terms of 1.0, and what they hang on: what it calls a taxonomy is a term in 3.0, and its vocabulary a taxonomy."""

import re
from typing import Any

from directory.exchange.oruk1.given import Given
from directory.exchange.records.terms import TaxonomyTerm
from directory.exchange.shapes import shape_of
from directory.exchange.values import UUID_TEXT

Raw = dict[str, Any]

CURIE = re.compile(r"([A-Za-z][\w-]*):([^/\s]\S*)")
# The list of service types that the register of the Local Government Association gives addresses to.
ESD_SERVICE_TYPE = "esdservicetype"
ESD_SERVICE_URI = "http://id.esd.org.uk/service/"
LINKS = ("link_taxonomies", "link_taxonomys", "link_taxonomy")
TERMS = ("taxonomys", "taxonomies", "taxonomy")
TERM_FIELDS = shape_of(TaxonomyTerm).names
# No honest tree of terms is deeper.
DEEPEST = 20


class Terms:
    """The terms met in one service. `ancestors` are those that nothing hangs on, kept for their names."""

    def __init__(self) -> None:
        self.ancestors: list[Raw] = []

    def attributes(self, holder: Given, link_type: str | None, *names: str) -> list[Raw]:
        """The terms of a list, each either itself or inside a record that links it, hung on what holds the list."""
        return [self.attribute(each, link_type) for each in holder.take_records("taxonomy", *names)]

    def attribute(self, link: Given, link_type: str | None) -> Raw:
        """A term hung on a record. Of a bare term the id is the term's own, and no id of the link."""
        term = link.take_record("taxonomy", "taxonomy", "taxonomy_term")
        if term is None and (key := link.take("taxonomy_id", "taxonomy_term_id")) is not None:
            return drop_nothing({"id": link.take("id"), "link_type": link_type, "taxonomy_term": {"id": key}})
        if term is None:
            return {"link_type": link_type, "taxonomy_term": self.read(link)}
        attribute = {"id": link.take("id"), "link_type": link_type, "taxonomy_term": self.read(term)}
        return drop_nothing(link.keep_rest(attribute, {"value", "label"}))

    def read(self, term: Given, depth: int = 0) -> Raw:
        """A term of 3.0. An id such as `esdServiceType:297` gives its code and, where none is named, its taxonomy."""
        key = term.take_text("id")
        prefix, code = split_curie(key)
        taxonomy = self.read_vocabulary(term) or ({"name": prefix} if prefix else None)
        if not prefix and taxonomy and key and not UUID_TEXT.fullmatch(key):
            code = key
        read = {"id": key, "code": code, "name": term.take_text("name") or key, "taxonomy": taxonomy}
        if prefix.casefold() == ESD_SERVICE_TYPE and code:
            read["term_uri"] = ESD_SERVICE_URI + code
        elif key and key.startswith(("http://", "https://")):
            read["term_uri"] = key
        read["parent_id"] = self.read_parent(term, taxonomy, depth)
        return term.keep_rest(drop_nothing(read), TERM_FIELDS)

    def read_vocabulary(self, term: Given) -> Raw | None:
        vocabulary = term.take_record("vocabulary", "vocabulary")
        if vocabulary is None:
            return None
        name = vocabulary.take_text("name")
        return vocabulary.keep_rest({"name": name} if name else {}, {"id", "description", "uri", "version"})

    def read_parent(self, term: Given, taxonomy: Raw | None, depth: int) -> str | None:
        """The id of a term's parent, which is kept by itself where it is nested with a name."""
        key, name = term.take("parent_id"), term.take("parent_name")
        parent = term.take("parent") or (drop_nothing({"id": key, "name": name}) if key and name else None)
        if isinstance(parent, dict) and parent.get("name") and parent.get("id") and depth < DEEPEST:
            given = Given(parent, "taxonomy", term.at("parent"), term.notes)
            ancestor = self.read(given, depth + 1)
            if taxonomy:
                ancestor.setdefault("taxonomy", taxonomy)
            self.ancestors.append(ancestor)
        return key or (parent.get("id") if isinstance(parent, dict) else parent)


def word_attribute(word: str, about: str) -> Raw:
    """A word of one of the short lists of 1.0, kept as a term, for 3.0 has no field for it."""
    taxonomy = {"name": f"Open Referral UK 1.0 {about.replace('_', ' ')}"}
    term = {"id": word.casefold(), "code": word.casefold(), "name": word, "taxonomy": taxonomy}
    return {"link_type": about, "taxonomy_term": term}


def split_curie(key: str | None) -> tuple[str, str | None]:
    """The prefix and the code of an id such as `esdServiceType:297`; two nothings for one of another kind."""
    found = CURIE.fullmatch(key) if key else None
    return (found[1], found[2]) if found else ("", None)


def drop_nothing(raw: Raw) -> Raw:
    return {name: value for name, value in raw.items() if value not in (None, "", [], {})}
