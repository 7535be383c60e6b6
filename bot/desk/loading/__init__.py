"""What an event needs to know beyond the usual, loaded for the whole batch, one module a noun."""
