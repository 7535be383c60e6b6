"""The phone-like demo page: three phones talking to the bot, and a clock to turn."""
