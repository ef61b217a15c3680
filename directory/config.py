"""Typed settings, read once at the start from `LYNCHPIN_…` variables.

A demonstration writes the secrets it makes for itself to `demo.toml` in its instance folder, so that every command
run on that folder finds them; a real installation sets the variables and has no such file.
"""

import base64
import os
import secrets
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from directory.errors import WrongSettings
from directory.identity_settings import IdentitySettings, read_identity_settings
from directory.setting_values import (
    MOST_WEEKS,
    USUAL_EXIT,
    read_choice,
    read_concept_id,
    read_contact,
    read_data_keys,
    read_database_url,
    read_exit_url,
    read_flag,
    read_mail_bounces,
    read_map_credit,
    read_map_tiles,
    read_networks,
    read_number_or_no,
    read_proxies,
    read_roles,
    read_site_url,
    read_weekday,
    read_weeks,
    read_whole_number,
)

DEMO_FILE = "demo.toml"
NATIONS = ("england", "scotland", "wales", "northern ireland")
# Who sees clients, and who says who does.
CAREFUL_ROLES = ("coordinator", "manager", "administrator")
# In which weeks after a listing was due its group is asked.
REMINDER_WEEKS = (0, 4, 8)
# Nobody who sits with a client waits for longer than a quarter of a year.
MOST_QUESTION_DAYS = 60
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
    mail_from_people: str = ""
    mail_bounces: str = ""
    site_url: str = ""
    exit_url: str = USUAL_EXIT
    map_tiles: str = ""
    map_credit: str = ""
    contact: str = ""
    security_contact: str = ""
    private_feeds: tuple[IPv4Network | IPv6Network, ...] = ()
    private_webhooks: tuple[IPv4Network | IPv6Network, ...] = ()
    nation: str = "england"
    terms_file: Path | None = None
    upload_megabytes: int = 10
    check_months: int = 6
    question_days: int = 5
    snomed_offered: str = ""
    reminder_weeks: tuple[int, ...] = REMINDER_WEEKS
    champion_weeks: int = 8
    lapsed_weeks: int = 12
    room_days: int = 42
    assurance_required: bool = False
    digest_day: int = 0
    links_a_night: int | None = None
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
        mail_from_people=environ.get("LYNCHPIN_MAIL_FROM_PEOPLE", ""),
        mail_bounces=read_mail_bounces(environ.get("LYNCHPIN_MAIL_BOUNCES", "")),
        site_url=read_site_url(environ.get("LYNCHPIN_SITE_URL", "")),
        exit_url=read_exit_url(environ.get("LYNCHPIN_EXIT_URL", "")),
        map_tiles=(tiles := read_map_tiles(environ.get("LYNCHPIN_MAP_TILES", ""))),
        map_credit=read_map_credit(environ.get("LYNCHPIN_MAP_CREDIT", ""), tiles),
        contact=read_contact(environ, "LYNCHPIN_CONTACT"),
        security_contact=read_contact(environ, "LYNCHPIN_SECURITY_CONTACT"),
        private_feeds=read_networks(environ, "LYNCHPIN_ALLOW_PRIVATE_FEEDS"),
        private_webhooks=read_networks(environ, "LYNCHPIN_ALLOW_PRIVATE_WEBHOOKS"),
        nation=read_choice(environ, "LYNCHPIN_NATION", NATIONS),
        terms_file=Path(terms_file) if (terms_file := environ.get("LYNCHPIN_TERMS_FILE", "")) else None,
        upload_megabytes=read_whole_number(environ, "LYNCHPIN_UPLOAD_MB", 10, most=10),
        check_months=read_whole_number(environ, "LYNCHPIN_CHECK_MONTHS", 6, most=36),
        snomed_offered=read_concept_id(environ, "LYNCHPIN_SNOMED_OFFERED"),
        question_days=read_whole_number(environ, "LYNCHPIN_QUESTION_DAYS", 5, most=MOST_QUESTION_DAYS),
        reminder_weeks=read_weeks(environ, "LYNCHPIN_REMINDER_WEEKS", REMINDER_WEEKS),
        champion_weeks=read_whole_number(environ, "LYNCHPIN_CHAMPION_WEEKS", 8, most=MOST_WEEKS),
        lapsed_weeks=read_whole_number(environ, "LYNCHPIN_LAPSED_WEEKS", 12, most=MOST_WEEKS),
        room_days=read_whole_number(environ, "LYNCHPIN_ROOM_DAYS", 42, most=366),
        assurance_required=read_flag(environ, "LYNCHPIN_ASSURANCE_REQUIRED", default=False),
        digest_day=read_weekday(environ, "LYNCHPIN_DIGEST_DAY"),
        links_a_night=read_number_or_no(environ, "LYNCHPIN_LINKS_A_NIGHT", 0) or None,
        pages_per_minute=read_number_or_no(environ, "LYNCHPIN_PAGES_PER_MINUTE", 600),
        feeds_per_minute=read_number_or_no(environ, "LYNCHPIN_FEEDS_PER_MINUTE", 600),
    )


def instance_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of this installation, as it was named."""
    return Path(environ.get("LYNCHPIN_INSTANCE") or "instance")


def make_instance_folder(instance: Path) -> None:
    """Make the folder where there is none: its owner's alone, as keys and records will lie in it."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file at an absolute path."""
    return f"sqlite:///{path}"


def read_mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        known = ", ".join(Mode)
        raise WrongSettings(f"LYNCHPIN_MODE is {text!r}; it must be one of {known}.") from None


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
