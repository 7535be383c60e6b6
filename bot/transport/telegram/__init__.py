"""The Telegram channel: its HTTP, its polling and webhook, its messages."""
