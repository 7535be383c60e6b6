"""Typing something into a cell of a book."""

from typing import Any

Book = dict[str, list[list[Any]]]


def put(book: Book, sheet: str, row: int, column: str, value: Any) -> None:
    book[sheet][row - 1][book[sheet][0].index(column)] = value
