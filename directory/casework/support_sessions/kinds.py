"""The kind of a letter that reminds somebody of a session, by which it is known in the outbox."""

REMINDER = "session_reminder"
