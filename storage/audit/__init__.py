"""The audit trail: rows are only ever added."""
