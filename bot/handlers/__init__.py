"""The Telegram handlers: an update becomes an event, a turn becomes messages; no opinions."""
