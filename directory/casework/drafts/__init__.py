"""Forms that staff have begun and not sent yet, kept so that a lost connection or sign-in costs no word.

Nothing of them is kept in a browser. Only who began one reads it, and it goes after a week, or when the form is sent.
"""
