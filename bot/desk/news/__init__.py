"""Who is told of what others did, one module a noun."""
