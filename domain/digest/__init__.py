"""The digest: a week or a month of the township as one value."""
