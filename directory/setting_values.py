"""Reading one setting each from what the operator wrote, with errors that name it and say how to put it right."""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from directory.errors import WrongSettings
from directory.sctids import is_concept_id

# What the GOV.UK component leads to: a page that anybody may have open at any time.
USUAL_EXIT = "https://www.bbc.co.uk/weather"
EVERY_NETWORK = (IPv4Network("0.0.0.0/0"), IPv6Network("::/0"))
ROLES = ("coordinator", "champion", "manager", "commissioner", "editor", "administrator")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_WEEKS = 104


def read_database_url(environ: Mapping[str, str], name: str) -> str:
    """The address of a database; empty where none is set. It may hold a password, so that no error repeats it."""
    text = environ.get(name, "").strip()
    if not text:
        return ""
    if not is_database_url(text):
        raise WrongSettings(
            f"{name} cannot be understood. It must look like sqlite:////path/file.db"
            " or postgresql+psycopg://user:password@host/name."
        )
    return text


def is_database_url(text: str) -> bool:
    """Whether this is the address of a SQLite file or of a PostgreSQL database, by the drivers that are installed."""
    try:
        url = make_url(text)
        driver = url.get_driver_name()
    except (SQLAlchemyError, ImportError, ValueError):
        return False
    is_file = driver == "pysqlite" and url.database not in (None, "", ":memory:") and not url.host
    return is_file or driver == "psycopg"


def read_flag(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environ.get(name, "").strip().lower()
    if text in ("", "1", "yes", "true", "on"):
        return default if text == "" else True
    if text in ("0", "no", "false", "off"):
        return False
    raise WrongSettings(f"{name} is {text!r}; it must be yes or no.")


def read_choice(environ: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    """One of some words; the first where nothing is set."""
    text = environ.get(name, "").strip() or choices[0]
    if text not in choices:
        raise WrongSettings(f"{name} is {text!r}; it must be one of {', '.join(choices)}.")
    return text


def read_weekday(environ: Mapping[str, str], name: str) -> int:
    """A day of the week by its English name; Monday, which is 0, where nothing is set."""
    return WEEKDAYS.index(read_choice({name: environ.get(name, "").strip().lower()}, name, WEEKDAYS))


def read_whole_number(environ: Mapping[str, str], name: str, default: int, most: int | None = None) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or int(text) == 0:
        raise WrongSettings(f"{name} is {text!r}; it must be a whole number above nought.")
    if most is not None and int(text) > most:
        raise WrongSettings(f"{name} is {text!r}; it must be {most} at most.")
    return int(text)


def read_number_or_no(environ: Mapping[str, str], name: str, default: int) -> int | None:
    """A whole number; None for `no`."""
    if environ.get(name, "").strip().lower() == "no":
        return None
    return read_whole_number(environ, name, default)


def read_weeks(environ: Mapping[str, str], name: str, default: tuple[int, ...]) -> tuple[int, ...]:
    """Numbers of weeks that rise, with commas between, from nought on; none for `none`."""
    text = environ.get(name, "").strip().lower()
    if not text:
        return default
    if text == "none":
        return ()
    parts = [each.strip() for each in text.split(",")]
    weeks = tuple(int(each) for each in parts if each.isascii() and each.isdecimal() and len(each) < 4)
    if len(weeks) != len(parts) or list(weeks) != sorted(set(weeks)) or weeks[-1] > MOST_WEEKS:
        raise WrongSettings(f"{name} is {text!r}; it must be none, or weeks that rise, such as 0,4,8.")
    return weeks


def read_roles(environ: Mapping[str, str], default: tuple[str, ...]) -> tuple[str, ...]:
    """The roles that must sign in with a second step: words with commas between, or `none`."""
    text = environ.get("LYNCHPIN_SECOND_STEP", "").strip().lower()
    roles = tuple(each.strip() for each in text.split(",") if each.strip()) if text else default
    if roles == ("none",):
        return ()
    unknown = next((each for each in roles if each not in ROLES), None)
    if unknown:
        raise WrongSettings(f"LYNCHPIN_SECOND_STEP names {unknown!r}; it must be none, or of {', '.join(ROLES)}.")
    return roles


def read_proxies(environ: Mapping[str, str]) -> int:
    """How many proxies stand in front, whose word is taken for who asks; none where nothing is set."""
    text = environ.get("LYNCHPIN_PROXIES", "").strip() or "0"
    if text not in ("0", "1", "2", "3"):
        raise WrongSettings(f"LYNCHPIN_PROXIES is {text!r}; it must be a number from 0 to 3.")
    return int(text)


def read_site_url(text: str) -> str:
    """The address of the site, without a slash at its end."""
    address = text.strip().removesuffix("/")
    parts = urlsplit(address)
    if address and (
        parts.scheme not in ("http", "https") or not parts.netloc or address != parts.geturl().split("?")[0]
    ):
        raise WrongSettings("LYNCHPIN_SITE_URL must look like https://directory.example.org.")
    return address


def read_mail_bounces(text: str) -> str:
    """The address for what mail servers report of letters that did not arrive."""
    address = text.strip()
    if address and not re.fullmatch(r"[A-Za-z0-9._-]{1,30}@[A-Za-z0-9.-]{1,253}", address):
        raise WrongSettings("LYNCHPIN_MAIL_BOUNCES must be a plain address, such as bounces@example.org.")
    return address


def read_exit_url(text: str) -> str:
    """The page of another site where who leaves in a hurry lands."""
    address = text.strip() or USUAL_EXIT
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or not (address.isascii() and address.isprintable()):
        raise WrongSettings("LYNCHPIN_EXIT_URL must be the whole https address of a harmless page of another site.")
    return address


def read_map_tiles(text: str) -> str:
    """Where the tiles of the map come from, once somebody has opened it."""
    address = text.strip()
    parts = urlsplit(address)
    is_whole = parts.scheme == "https" and parts.hostname and not set(parts.netloc) & set("{};, '")
    if address and not (is_whole and address.isascii() and all(f"{{{each}}}" in parts.path for each in "zxy")):
        raise WrongSettings("LYNCHPIN_MAP_TILES must look like https://tiles.example.org/{z}/{x}/{y}.png.")
    return address


def read_map_credit(text: str, tiles: str) -> str:
    """Who made what the map shows, as whoever made it asks to be named."""
    if tiles and not text.strip():
        raise WrongSettings("LYNCHPIN_MAP_CREDIT must say who made the map, as the provider of its tiles asks.")
    return text.strip()


def read_contact(environ: Mapping[str, str], name: str) -> str:
    """How others can reach who runs this installation, fit to stand in a header."""
    contact = environ.get(name, "").strip()
    if not (contact.isascii() and contact.isprintable()):
        raise WrongSettings(f"{name} must be an email address or a web address, in plain letters.")
    return contact


def read_networks(environ: Mapping[str, str], name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Networks such as 10.2.0.0/16 with commas between; `yes` means every one, and `no`, as nothing, none."""
    text = environ.get(name, "").strip().lower()
    try:
        return EVERY_NETWORK if read_flag(environ, name, default=False) else ()
    except WrongSettings:
        pass
    try:
        return tuple(ip_network(each.strip()) for each in text.split(","))
    except ValueError:
        raise WrongSettings(f"{name} is {text!r}; it must be yes, no, or networks such as 10.2.0.0/16.") from None


def read_data_keys(text: str) -> dict[int, bytes]:
    """The master keys by number, from `1:BASE64` or, while keys are being changed over, `2:BASE64,1:BASE64`.

    The first one seals; all of them open.
    """
    keys: dict[int, bytes] = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        number, key = read_data_key(part)
        if number in keys:
            raise WrongSettings(f"LYNCHPIN_DATA_KEY has two keys of the number {number}; each needs its own.")
        keys[number] = key
    return keys


def read_data_key(text: str) -> tuple[int, bytes]:
    written, _, encoded = text.rpartition(":")
    try:
        number, key = int(written or "1"), base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        number, key = 0, b""
    if number < 1 or len(key) != 32:
        raise WrongSettings("LYNCHPIN_DATA_KEY must look like 1:BASE64 with 32 bytes; `lynchpin keys make` prints one.")
    return number, key


def read_concept_id(environ: Mapping[str, str], name: str) -> str:
    """A code of SNOMED CT, or nothing. Its check digit is looked at, not what it means."""
    code = environ.get(name, "").strip()
    if code and not is_concept_id(code):
        raise WrongSettings(f"{name} is no code of a SNOMED CT concept: look whether a digit is wrong.")
    return code
