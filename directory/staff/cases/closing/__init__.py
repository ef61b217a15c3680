"""Closing a case in steps, how it ended, and opening it again."""
