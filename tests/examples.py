"""How many examples Hypothesis makes: a few in `make check`, fifty times as many in `make soak`."""

from hypothesis import settings

IN_CHECK = 40
# No time limits for one example: on a busy machine they tell nothing.
settings.register_profile("check", max_examples=IN_CHECK, deadline=None)
settings.register_profile("soak", max_examples=50 * IN_CHECK, deadline=None)


def choose() -> None:
    """The few; others are asked for by `pytest --hypothesis-profile=soak`."""
    settings.load_profile("check")


def examples(in_check: int) -> int:
    """So many in `make check`, and more in the same proportion elsewhere."""
    return in_check * settings().max_examples // IN_CHECK
