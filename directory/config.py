"""Typed settings, read once at the start from `LYNCHPIN_…` variables.

A demonstration writes the secrets it makes for itself to `demo.toml` in its instance folder, so that every command
run on that folder finds them; a real installation sets the variables and has no such file.
"""

import base64
import binascii
import os
import secrets
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from directory.errors import WrongSettings
from directory.identity_settings import IdentitySettings, read_identity_settings

DEMO_FILE = "demo.toml"
# What the GOV.UK component leads to: a page that anybody may have open at any time.
USUAL_EXIT = "https://www.bbc.co.uk/weather"
EVERY_NETWORK = (IPv4Network("0.0.0.0/0"), IPv6Network("::/0"))
NATIONS = ("england", "scotland", "wales", "northern ireland")
ROLES = ("coordinator", "champion", "manager", "commissioner", "editor", "administrator")
# Who sees clients, and who says who does.
CAREFUL_ROLES = ("coordinator", "manager", "administrator")
# In which weeks after a listing was due its group is asked.
REMINDER_WEEKS = (0, 4, 8)
MOST_WEEKS = 104
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


class Mode(StrEnum):
    """What the installation is for. Only production insists on every secret being set by the operator."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


@dataclass(frozen=True)
class Settings:
    """How this installation is set up. `docs/operations/settings.md` describes each variable."""

    instance: Path
    # Either may hold a password.
    database_url: str = field(repr=False)
    key_store_url: str = field(repr=False)
    mode: Mode = Mode.PRODUCTION
    secret_key: str = field(default="", repr=False)
    data_keys: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    allowed_hosts: tuple[str, ...] = ()
    is_behind_https: bool = True
    proxies: int = 0
    idle_minutes: int = 30
    session_hours: int = 12
    dormant_days: int = 90
    keep_years: int = 8
    keep_days: int = 30
    second_step_roles: tuple[str, ...] = ()
    identity: IdentitySettings | None = None
    demo_password: str = field(default="", repr=False)
    postcode_file: Path = Path("postcodes.bin")
    with_semantic: bool = True
    geocoder: str = "offline"
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    site_url: str = ""
    exit_url: str = USUAL_EXIT
    map_tiles: str = ""
    map_credit: str = ""
    contact: str = ""
    security_contact: str = ""
    private_feeds: tuple[IPv4Network | IPv6Network, ...] = ()
    nation: str = "england"
    terms_file: Path | None = None
    upload_megabytes: int = 10
    check_months: int = 6
    reminder_weeks: tuple[int, ...] = REMINDER_WEEKS
    champion_weeks: int = 8
    lapsed_weeks: int = 12
    pages_per_minute: int | None = None
    feeds_per_minute: int | None = None

    @property
    def index_folder(self) -> Path:
        """Where what people search is kept ready. It can be removed: it is made again from the catalogue."""
        return self.instance / "index"

    @property
    def visit_file(self) -> Path:
        """Where workers count together how often public pages are asked for. It can be removed."""
        return self.instance / "visits.bin"

    @property
    def site_address(self) -> str:
        """Where people reach the site, for links in letters: as it is set, or else by its first host name."""
        if self.site_url or not self.allowed_hosts:
            return self.site_url
        return f"{'https' if self.is_behind_https else 'http'}://{self.allowed_hosts[0].removeprefix('.')}"

    @property
    def dormant_after(self) -> timedelta | None:
        """After how long without signing in an account is dormant; those of a demonstration never are."""
        return None if self.mode is Mode.DEMO else timedelta(days=self.dormant_days)

    @property
    def sends_mail(self) -> bool:
        """Whether letters leave at all."""
        return bool(self.smtp_url and self.mail_from)

    def require_secrets(self) -> None:
        """Stop unless everything that protects people is set: called by whatever serves or opens client records.

        Raises WrongSettings naming each missing variable and how to make one.
        """
        missing = []
        if len(self.secret_key) < 32:
            missing.append("LYNCHPIN_SECRET_KEY (at least 32 characters; `lynchpin keys make` prints one)")
        if not self.data_keys:
            missing.append("LYNCHPIN_DATA_KEY (`lynchpin keys make` prints one; keep a copy off this machine)")
        if not self.allowed_hosts:
            missing.append("LYNCHPIN_ALLOWED_HOSTS (for example directory.example.org)")
        if missing:
            raise WrongSettings("Lynchpin will not start until these are set: " + "; ".join(missing) + ".")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises WrongSettings where a value cannot be understood."""
    instance = instance_folder(environ).resolve()
    demo = read_demo_file(instance)
    mode = read_mode(environ.get("LYNCHPIN_MODE") or ("demo" if demo else "production"))
    if mode is Mode.PRODUCTION:
        demo = {}
    hosts = tuple(each.strip() for each in environ.get("LYNCHPIN_ALLOWED_HOSTS", "").split(",") if each.strip())
    return Settings(
        instance=instance,
        mode=mode,
        database_url=read_database_url(environ, "LYNCHPIN_DATABASE_URL") or sqlite_url(instance / "lynchpin.db"),
        key_store_url=read_database_url(environ, "LYNCHPIN_KEY_STORE_URL") or sqlite_url(instance / "keys.db"),
        secret_key=environ.get("LYNCHPIN_SECRET_KEY") or demo.get("secret_key", ""),
        data_keys=read_data_keys(environ.get("LYNCHPIN_DATA_KEY") or demo.get("data_key", "")),
        allowed_hosts=hosts or (LOOPBACK_HOSTS if mode is not Mode.PRODUCTION else ()),
        is_behind_https=read_flag(environ, "LYNCHPIN_HTTPS", default=mode is Mode.PRODUCTION),
        proxies=read_proxies(environ),
        idle_minutes=read_whole_number(environ, "LYNCHPIN_IDLE_MINUTES", 30),
        second_step_roles=read_roles(environ, () if mode is Mode.DEMO else CAREFUL_ROLES),
        session_hours=read_whole_number(environ, "LYNCHPIN_SESSION_HOURS", 12),
        keep_years=read_whole_number(environ, "LYNCHPIN_KEEP_YEARS", 8, most=100),
        keep_days=read_whole_number(environ, "LYNCHPIN_KEEP_DAYS", 30, most=3650),
        dormant_days=read_whole_number(environ, "LYNCHPIN_DORMANT_DAYS", 90, most=3650),
        identity=read_identity_settings(environ),
        demo_password=demo.get("password", ""),
        postcode_file=Path(environ.get("LYNCHPIN_POSTCODE_FILE") or instance / "postcodes.bin"),
        with_semantic=read_flag(environ, "LYNCHPIN_SEMANTIC", default=True),
        geocoder=read_choice(environ, "LYNCHPIN_GEOCODER", ("offline", "nominatim", "postcodes.io")),
        smtp_url=environ.get("LYNCHPIN_SMTP_URL", ""),
        mail_from=environ.get("LYNCHPIN_MAIL_FROM", ""),
        site_url=read_site_url(environ.get("LYNCHPIN_SITE_URL", "")),
        exit_url=read_exit_url(environ.get("LYNCHPIN_EXIT_URL", "")),
        map_tiles=(tiles := read_map_tiles(environ.get("LYNCHPIN_MAP_TILES", ""))),
        map_credit=read_map_credit(environ.get("LYNCHPIN_MAP_CREDIT", ""), tiles),
        contact=read_contact(environ, "LYNCHPIN_CONTACT"),
        security_contact=read_contact(environ, "LYNCHPIN_SECURITY_CONTACT"),
        private_feeds=read_networks(environ, "LYNCHPIN_ALLOW_PRIVATE_FEEDS"),
        nation=read_choice(environ, "LYNCHPIN_NATION", NATIONS),
        terms_file=Path(terms_file) if (terms_file := environ.get("LYNCHPIN_TERMS_FILE", "")) else None,
        upload_megabytes=read_whole_number(environ, "LYNCHPIN_UPLOAD_MB", 10, most=10),
        check_months=read_whole_number(environ, "LYNCHPIN_CHECK_MONTHS", 6, most=36),
        reminder_weeks=read_weeks(environ, "LYNCHPIN_REMINDER_WEEKS", REMINDER_WEEKS),
        champion_weeks=read_whole_number(environ, "LYNCHPIN_CHAMPION_WEEKS", 8, most=MOST_WEEKS),
        lapsed_weeks=read_whole_number(environ, "LYNCHPIN_LAPSED_WEEKS", 12, most=MOST_WEEKS),
        pages_per_minute=read_number_or_no(environ, "LYNCHPIN_PAGES_PER_MINUTE", 600),
        feeds_per_minute=read_number_or_no(environ, "LYNCHPIN_FEEDS_PER_MINUTE", 600),
    )


def instance_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of this installation, as it was named."""
    return Path(environ.get("LYNCHPIN_INSTANCE") or "instance")


def make_instance_folder(instance: Path) -> None:
    """Make the folder where there is none: its owner's alone, as keys and records will lie in it."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)


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


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file at an absolute path."""
    return f"sqlite:///{path}"


def read_mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        known = ", ".join(Mode)
        raise WrongSettings(f"LYNCHPIN_MODE is {text!r}; it must be one of {known}.") from None


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


def make_data_key(number: int = 1) -> str:
    """A new master key as `LYNCHPIN_DATA_KEY` wants it, with its number."""
    return f"{number}:" + base64.b64encode(secrets.token_bytes(32)).decode()


def read_demo_file(instance: Path) -> dict[str, str]:
    """The secrets a demonstration made for itself; empty where this is no demonstration."""
    path = instance / DEMO_FILE
    if not path.exists():
        return {}
    try:
        return {name: str(value) for name, value in tomllib.loads(path.read_text("utf-8")).items()}
    except ValueError:
        raise WrongSettings(f"{path} cannot be read. Begin a new demonstration in another folder.") from None


def become_demo(instance: Path) -> None:
    """Turn an instance folder into a demonstration: make its secrets once and keep them readable by the owner alone."""
    path = instance / DEMO_FILE
    if path.exists():
        return
    make_instance_folder(instance)
    lines = [
        "# Made for a demonstration with a fictional town. Never put real people's records in this folder.",
        f'secret_key = "{secrets.token_urlsafe(48)}"',
        f'data_key = "{make_data_key()}"',
        f'password = "{make_demo_password()}"',
    ]
    # A temporary file is the owner's alone. Linking it, unlike renaming, leaves alone what another command made first.
    with tempfile.NamedTemporaryFile("w", dir=instance, encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)


DEMO_WORDS = [
    "amber",
    "birch",
    "canal",
    "daisy",
    "ember",
    "fern",
    "gable",
    "heron",
    "ivory",
    "jetty",
    "kettle",
    "lantern",
    "meadow",
    "north",
    "otter",
    "pebble",
]


def make_demo_password() -> str:
    """Four plain words and a number: easy to type from the terminal, different on every machine."""
    words = [secrets.choice(DEMO_WORDS) for _ in range(4)]
    return "-".join([*words, str(secrets.randbelow(90) + 10)])
