"""Duties: kept results, the facts they come from, leave and answers."""
