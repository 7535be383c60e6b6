"""Errors that a person is told about: each message is one plain sentence."""


class OperatorError(Exception):
    """Something only the operator can mend; the message says in one sentence what to do next."""
