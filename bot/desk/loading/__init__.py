"""What an event needs to know, loaded for the whole batch, one module a noun."""
