"""How names are searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names import initials


@pytest.mark.parametrize(
    ("name", "letters"), [("王福生", "wfs"), ("赵桂兰", "zgl"), ("吕娟", "lj"), ("Ann", "ann"), ("", "")]
)
def test_the_first_letters_of_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text(max_size=30))
def test_any_name_has_initials(name: str) -> None:
    assert initials(name) == initials(name).casefold()
