"""The terminal channel: the same conversations with numbered replies, without any messenger."""
