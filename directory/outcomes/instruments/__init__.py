"""The questionnaires, one module each: range, direction, scoring and licence. Licensed wording is not here."""
