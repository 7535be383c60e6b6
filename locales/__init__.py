"""The words of the bot in every language it speaks, and how they are put together and fitted."""
