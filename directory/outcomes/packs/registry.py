"""All packs, found by looking into `outcomes.instruments`: a module there is a questionnaire."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from directory.errors import NotFound
from directory.outcomes import instruments
from directory.outcomes.packs.shape import Pack


def found_packs() -> dict[str, Pack]:
    names = sorted(each.name for each in iter_modules(instruments.__path__))
    packs: list[Pack] = [import_module(f"{instruments.__name__}.{name}").PACK for name in names]
    return {pack.code: pack for pack in packs}


PACKS: Final = found_packs()


def get_pack(code: str) -> Pack:
    """A pack by its code. Raises NotFound, naming those there are."""
    pack = PACKS.get(code)
    if pack is None:
        raise NotFound(f"There is no questionnaire {code}. There are {', '.join(PACKS)}.")
    return pack
