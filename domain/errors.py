"""Errors that a person is told about: each message is one plain sentence."""


class OperatorError(Exception):
    """Something only the operator can mend; the message says in one sentence what to do next.

    The sentence is in English, for logs; `params` are what it was made of, so that the command line can say
    it in the operator's language.
    """

    def __init__(self, sentence: str | None = None, **params: object) -> None:
        super().__init__(sentence or self.__doc__)
        self.params = params
