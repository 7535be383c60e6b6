"""A Telegram Bot API server on loopback, held in memory, with the phones of those who talk to the bot."""
