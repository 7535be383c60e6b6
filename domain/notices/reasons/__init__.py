"""The reasons of a notice, found in one sweep: visits, needs, the office, the digest."""
