"""The desk: events that wait together are loaded, decided and written in one transaction."""
