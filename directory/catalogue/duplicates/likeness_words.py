"""The words of a name and the ways to reach a group, put so that two writings of one thing become equal."""

import re
import unicodedata
from urllib.parse import urlsplit

from rapidfuzz.distance import OSA

# What a group is in law says nothing about which group it is.
LEGAL = frozenset(
    {"ltd", "limited", "cic", "cio", "scio", "plc", "llp", "clg", "inc", "registered"}
    | {"the", "a", "of", "and", "for", "in", "at", "on", "to", "with", "by", "y", "cymru"}
)
LEGAL_PHRASES = re.compile(
    r"\b(?:community interest company|(?:scottish )?charitable incorporated organi[sz]ation"
    r"|company limited by guarantee|(?:registered charity|charity (?:no|number))\b.*)"
)
SHORT_FORMS = {
    "assn": "association",
    "assoc": "association",
    "assocn": "association",
    "ass": "association",
    "cab": "citizensadvice",
    "centre": "center",
    "ctr": "center",
    "cntr": "center",
    "comm": "community",
    "commty": "community",
    "ch": "church",
    "co": "company",
    "dept": "department",
    "fdn": "foundation",
    "fndn": "foundation",
    "gp": "group",
    "grp": "group",
    "hosp": "hospital",
    "intl": "international",
    "nat": "national",
    "natl": "national",
    "org": "organization",
    "organisation": "organization",
    "orgn": "organization",
    "proj": "project",
    "sch": "school",
    "soc": "society",
    "st": "saint",
    "svc": "service",
    "svcs": "services",
    "tr": "trust",
    "uni": "university",
    "univ": "university",
    "vol": "voluntary",
    "yth": "youth",
}
# Everybody's pages lie on these: the host alone names nobody.
SHARED_HOSTS = re.compile(
    r"(?:^|\.)(?:facebook\.com|fb\.com|instagram\.com|twitter\.com|x\.com|linkedin\.com|youtube\.com|meetup\.com"
    r"|eventbrite\.co\.uk|eventbrite\.com|sites\.google\.com|linktr\.ee|nhs\.uk|gov\.uk|gov\.wales|gov\.scot"
    r"|achurchnearyou\.com|e-voice\.org\.uk|btck\.co\.uk|justgiving\.com)$"
)
PAGE_NAMES = re.compile(r"/(?:index|default|home)?(?:\.[a-z]{3,5})?$")
FEWEST_DIGITS = 9


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell groups apart, in one spelling; all of them where none does."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    plain = LEGAL_PHRASES.sub(" ", plain.replace("&", " and ").replace("'", "").replace("`", ""))
    words = [SHORT_FORMS.get(each, each) for each in re.findall(r"[a-z0-9]+", plain)]
    return tuple(each for each in words if not is_legal(each)) or tuple(words)


def is_legal(word: str) -> bool:
    """Whether a word only says what a group is in law, also with a letter wrong."""
    return word in LEGAL or (6 <= len(word) <= 8 and OSA.distance(word, "limited", score_cutoff=1) <= 1)


def phone_key(number: str) -> str:
    """A telephone number as it is dialled here, without its extension; nothing where it is too short to be one."""
    dialled = re.split(r"(?i)\s*(?:ext|x|option)\b", number, maxsplit=1)[0].replace("(0)", "")
    digits = re.sub(r"[^0-9]", "", dialled)
    digits = re.sub(r"^(?:0044|44)", "0", digits)
    return digits if len(digits) >= FEWEST_DIGITS else ""


def email_key(address: str) -> str:
    found = address.strip().casefold().removeprefix("mailto:")
    return found if "@" in found else ""


def web_key(address: str) -> str:
    """A web address as host and path; nothing where it names only a host that everybody shares."""
    whole = address.strip()
    try:
        parts = urlsplit(whole if "//" in whole else f"https://{whole}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    if "." not in host:
        return ""
    path = PAGE_NAMES.sub("", parts.path.casefold()).rstrip("/")
    query = f"?{parts.query}" if "id=" in parts.query else ""
    return "" if SHARED_HOSTS.search(host) and not path else f"{host}{path}{query}"


def web_host(key: str) -> str:
    """The host of a web key, where it names somebody."""
    host = key.split("/", 1)[0].split("?", 1)[0]
    return "" if SHARED_HOSTS.search(host) else host


def postcode_key(postcode: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", postcode.upper())
