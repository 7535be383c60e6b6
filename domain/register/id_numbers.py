"""Identity numbers of 18 digits: their checksum and the year of birth in them (GB 11643-1999)."""

import re

_SHAPE = re.compile(r"\d{17}[\dXx]", re.ASCII)
_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_CHECK_DIGITS = "10X98765432"

LENGTHS = (15, 18, 20, 22)
"""15: before 1999; 18: ID card; 20 and 22: disability card, the ID card with two or four characters more."""


def check_digit(first_17: str) -> str:
    """The 18th character that belongs to 17 digits."""
    products = (int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[sum(products) % 11]


def is_sound(id_number: str) -> bool:
    """Whether the 18 characters, or the first 18 of a disability card, are digits with the right checksum."""
    card = id_number[:18]
    return bool(_SHAPE.fullmatch(card)) and check_digit(card[:17]) == card[17].upper()


def birth_year_in(id_number: str) -> int | None:
    """The year of birth that an ID card or disability card tells."""
    return int(id_number[6:10]) if _SHAPE.fullmatch(id_number[:18]) else None
