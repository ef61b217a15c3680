"""What every record that names one person says of them: a name for lists, and the day they were born."""

from datetime import date

from directory.security.key_tables import KeyLost, PersonErased
from directory.security.sealing import SealedText


class NamedPerson:
    """A record of one person with the columns `name_sealed` and `born_on_sealed`."""

    name = SealedText("name_sealed")
    born_on_text = SealedText("born_on_sealed")

    @property
    def listed_name(self) -> str:
        """The name for a list of people, or why there is none: no list fails over one person whose key is gone."""
        try:
            return self.name
        except PersonErased:
            return "Erased"
        except KeyLost:
            return "Cannot be read"

    @property
    def born_on(self) -> date | None:
        text_or_none: str | None = self.born_on_text
        return date.fromisoformat(text_or_none) if text_or_none else None

    @born_on.setter
    def born_on(self, day: date | None) -> None:
        self.born_on_text = day.isoformat() if day else None
