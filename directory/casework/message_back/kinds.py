"""The kind of a letter that leads to a message, by which it is known in the outbox."""

MESSAGE_LETTER = "message_back"
