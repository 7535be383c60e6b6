"""What the rows of every sheet are made of."""

from collections.abc import Iterator

Value = str | int | float | None
Rows = Iterator[tuple[Value, ...]]
ANSWER_WORDS = {True: "是", False: "否", None: ""}
