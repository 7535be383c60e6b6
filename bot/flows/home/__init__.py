"""Where a conversation starts and ends: home, joining, language, feedback."""
