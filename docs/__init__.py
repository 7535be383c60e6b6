"""The documents: most are written by hand, docs/flows.md is written by `python -m docs.flows`."""
