"""Benchmarks: ratios measured in one run against a peer; nothing here asserts a time."""
