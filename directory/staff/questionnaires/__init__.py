"""Questionnaires as an administrator keeps them: licences that the team holds, and the words loaded under them."""
