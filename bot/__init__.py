"""The bot: conversations, their handlers, how messages travel, and the command line."""
