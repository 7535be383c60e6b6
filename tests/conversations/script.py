"""`.chat` files: a header, what the person does, and everything the bot showed for it.

What is written by hand:
    > text              typed            > [label]          a button of the live card
    > (photo a) words   with a caption   > (old) [label]    a button of a card that is gone
    > (album a b)       several photos   > (twice) [label]  pressed twice before anything is shown
    > (location 27.3 106.5), (voice), (sticker), (contact), (blocks), (returns)
    @ +2h, @ 2026-12-01 09:10   the time     as 周敏   another phone     = visits, = joined   what stands
    $ suspend 李国强, $ hand_over 王福生 何梅, $ link 李国强, $ upgrade   what the office does
What the bot shows: `+` a card posted anew, `~` the card edited in place, `!` a toast, `*` anything else.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FOLDER = Path(__file__).parent
SAID_BY_HAND = (">", "@", "=", "$", "#", "as ")
"""Lines of these kinds are replayed; every other line is what came of them."""


@dataclass(frozen=True)
class Script:
    """The lines of one file that are replayed, in order; blank lines are kept for the eye."""

    name: str
    header: tuple[str, ...]
    lines: tuple[str, ...]

    def get(self, name: str, default: str = "") -> str:
        """A value of the header."""
        return next((value for key, value in self._pairs() if key == name), default)

    def renamed(self) -> dict[str, str]:
        """Heads of households that bear another name in this conversation."""
        return dict(value.split(" = ", 1) for key, value in self._pairs() if key == "head")

    def _pairs(self) -> list[tuple[str, str]]:
        split = (line.partition(": ") for line in self.header if not line.startswith("#"))
        return [(key, value) for key, _, value in split]

    @property
    def locale(self) -> str:
        """The language of the office."""
        return self.get("locale", "zh_CN")

    @property
    def starts(self) -> datetime:
        """The local time at which it begins."""
        return datetime.fromisoformat(self.get("starts"))


def scripts(locale: str = "*") -> list[Path]:
    """Every transcript of a language."""
    return sorted(FOLDER.glob(f"{locale}/*.chat"))


def read_script(path: Path) -> Script:
    """The file as it is to be replayed."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    by_hand = [line for line in body.splitlines() if not line or line.startswith(SAID_BY_HAND)]
    return Script(f"{path.parent.name}/{path.stem}", tuple(head.splitlines()), tuple(by_hand))
