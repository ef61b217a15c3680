"""Names of languages, by their ISO 639 codes."""

from directory.translation import noted

# Those most spoken in England and Wales (census of 2021), the languages of these islands, and signing.
NAMES = {
    "ar": noted("Arabic"),
    "bfi": noted("British Sign Language"),
    "bn": noted("Bengali"),
    "cs": noted("Czech"),
    "cy": noted("Welsh"),
    "de": noted("German"),
    "el": noted("Greek"),
    "en": noted("English"),
    "es": noted("Spanish"),
    "fa": noted("Farsi"),
    "fr": noted("French"),
    "ga": noted("Irish"),
    "gd": noted("Scottish Gaelic"),
    "gu": noted("Gujarati"),
    "hi": noted("Hindi"),
    "hu": noted("Hungarian"),
    "it": noted("Italian"),
    "ku": noted("Kurdish"),
    "lt": noted("Lithuanian"),
    "lv": noted("Latvian"),
    "ml": noted("Malayalam"),
    "ne": noted("Nepali"),
    "pa": noted("Punjabi"),
    "pl": noted("Polish"),
    "prs": noted("Dari"),
    "ps": noted("Pashto"),
    "pt": noted("Portuguese"),
    "ro": noted("Romanian"),
    "ru": noted("Russian"),
    "sk": noted("Slovak"),
    "so": noted("Somali"),
    "sq": noted("Albanian"),
    "sw": noted("Swahili"),
    "syl": noted("Sylheti"),
    "ta": noted("Tamil"),
    "te": noted("Telugu"),
    "ti": noted("Tigrinya"),
    "tl": noted("Tagalog"),
    "tr": noted("Turkish"),
    "uk": noted("Ukrainian"),
    "ur": noted("Urdu"),
    "vi": noted("Vietnamese"),
    "yue": noted("Cantonese"),
    "zh": noted("Chinese"),
}


def language_name(code: str | None, name: str | None = None) -> str:
    """A language by its name, or by its code where we have no name for it."""
    return name or NAMES.get((code or "").lower(), code or "")


def language_code(name: str) -> str | None:
    """The code of a language by its name; None where we know none."""
    wanted = name.strip().casefold()
    return next((code for code, known in NAMES.items() if known.casefold() == wanted), None)
