"""`.chat` files: a header, what the person does, and everything the bot showed for it.

What is written by hand:
    > text              typed            > [label]          a button of the live card
    > (photo a) words   with a caption   > (old) [label]    a button of a card that is gone
    > (album a b)       several photos   > (twice) [label]  pressed twice before anything is shown
    > (photo@g c)       a part of the album g, that comes when it comes; (album@g a b) several of them
    > (heic x.heic), (video x.mp4), (document x.pdf)   files that are of no use
    > (video@g x.mp4) words   likewise, in the album g and with a caption
    > (edit 2) words      the last message but one now says this
    > (location 27.3 106.5), (voice), (voice a 12), (sticker), (contact), (blocks), (returns)
    > (developed)         all photos arrive and are compared: a and a2 show the same house
    > (due)               what time alone brings: notices, and conversations that go on by themselves
    $ tick 2026-11-20 09:00   as of then it is found what is owed, and it is told
    $ visit_all 周敏 2026-11-05 王福生   that day all households but the named ones were visited
    @ +2h, @ 2026-12-01 09:10   the time     as 周敏   another phone
    = visits, = needs, = joined   what stands
    $ suspend 李国强, $ hand_over 王福生 何梅, $ link 李国强, $ upgrade   what the office does
    $ join 周敏   that phone has joined     $ close   solved needs whose confirm period is over
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
