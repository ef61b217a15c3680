"""Names of languages, by their ISO 639 codes."""

# Those most spoken in England and Wales (census of 2021), the languages of these islands, and signing.
NAMES = {
    "ar": "Arabic", "bfi": "British Sign Language", "bn": "Bengali", "cs": "Czech", "cy": "Welsh", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "fa": "Farsi", "fr": "French", "ga": "Irish",
    "gd": "Scottish Gaelic", "gu": "Gujarati", "hi": "Hindi", "hu": "Hungarian", "it": "Italian", "ku": "Kurdish",
    "lt": "Lithuanian", "lv": "Latvian", "ml": "Malayalam", "ne": "Nepali", "pa": "Punjabi", "pl": "Polish",
    "prs": "Dari", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "so": "Somali", "sq": "Albanian", "sw": "Swahili", "syl": "Sylheti", "ta": "Tamil", "te": "Telugu",
    "ti": "Tigrinya", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "yue": "Cantonese", "zh": "Chinese",
}  # fmt: skip


def language_name(code: str | None, name: str | None = None) -> str:
    """A language by its name, or by its code where we have no name for it."""
    return name or NAMES.get((code or "").lower(), code or "")


def language_code(name: str) -> str | None:
    """The code of a language by its name; None where we know none."""
    wanted = name.strip().casefold()
    return next((code for code, known in NAMES.items() if known.casefold() == wanted), None)
