"""How to get in touch with a service of 1.0: contacts, telephone numbers and languages."""

import re
from collections.abc import Iterable

from directory.exchange.oruk1.given import Given
from directory.exchange.oruk1.terms import Raw, drop_nothing
from directory.exchange.records.contacts import Contact, Language, Phone
from directory.exchange.shapes import shape_of

CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?")
CONTACT_FIELDS = shape_of(Contact).names
LANGUAGE_FIELDS = shape_of(Language).names
PHONE_FIELDS = shape_of(Phone).names


def read_contact(contact: Given) -> Raw:
    phones = [read_phone(each) for each in contact.take_records("phone", "phones", "phone")]
    return contact.keep_rest(drop_nothing({"id": contact.take("id"), "phones": phones}), CONTACT_FIELDS)


def read_phone(phone: Given) -> Raw:
    """A telephone number; 1.0 names the languages it is answered in as "en,cy", and the department apart."""
    spoken = split_languages(phone.take_text("language"))
    about = ": ".join(filter(None, (phone.take_text("department"), phone.take_text("description"))))
    read = {"id": phone.take("id"), "languages": spoken, "description": about}
    return phone.keep_rest(drop_nothing(read), PHONE_FIELDS)


def read_languages(languages: Iterable[Given]) -> list[Raw]:
    """The languages of a list, of which an entry may name several; the first of them keeps its id."""
    read: list[Raw] = []
    for each in languages:
        first, *others = split_languages(each.take_text("language")) or [{}]
        kept = each.keep_rest(first | drop_nothing({"id": each.take("id")}), LANGUAGE_FIELDS)
        read += [kept, *others]
    return read


def split_languages(text: str | None) -> list[Raw]:
    """A comma list of languages, each by its code where it is one, or else by its name."""
    names = [part.strip() for part in (text or "").replace(";", ",").split(",")]
    return [{"code": each.lower()} if CODE.fullmatch(each) else {"name": each} for each in names if each]
