"""Numbers in few characters, since the callback data of a button has only 64 bytes."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def to_base36(number: int) -> str:
    """A whole number from 0 on, in base 36."""
    written = ""
    while number:
        number, rest = divmod(number, 36)
        written = _DIGITS[rest] + written
    return written or "0"


def from_base36(written: str) -> int:
    """The number written in base 36; -1 if somebody altered it."""
    try:
        return int(written, 36)
    except ValueError:
        return -1
