"""The bot with no token and no internet: a loopback Bot API server, phones, a clock, a made-up township."""
