"""Pictures drawn from ready strings and bytes; no database, no conversation."""
