"""Numbers for those who may not see them: enough to recognise, too little to use."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.people.people import STAR, mask


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13912345678", "139****5678"),
        ("000000195102020014", "000***********0014"),
        ("0851123456", "085*****56"),
        ("12345678", "123***78"),
        ("1234567", "*****67"),
        ("1234", "**34"),
        ("123", "***"),
        ("", ""),
    ],
)
def test_the_first_three_and_the_last_two_to_four_are_left(number: str, masked: str) -> None:
    assert mask(number) == masked


@given(some.text("0123456789X", min_size=1, max_size=30))
def test_at_least_a_third_of_a_number_is_hidden_and_its_length_stays(number: str) -> None:
    masked = mask(number)
    assert len(masked) == len(number)
    assert masked.count(STAR) * 3 >= len(number)
    assert masked != number
    assert all(shown in (STAR, digit) for shown, digit in zip(masked, number, strict=True))
