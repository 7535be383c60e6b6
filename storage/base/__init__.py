"""What every repository is built on: sealing, ids, bulk writes, files."""
