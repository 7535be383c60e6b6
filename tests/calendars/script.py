"""`.days` files: a township, what its people do on which day, and who hears what on which day.

The header says who there is, what is written by hand after it is
    2026-11-05 李国强 visits 王福生          (phones, misses)
    2026-11-16 王福生 passes to 何梅          the responsible duty, from that day on
    2026-11-20 李国强 answers need_help      a reminder      2026-11-24 周敏 answers will_go about 王福生
    2026-11-10 李国强 leaves from 2026-11-20 until 2026-12-04 to 何梅
    2026-11-10 王福生 needs 231 by 2026-11-24     2026-11-23 231 solved
    2026-11-20 李国强 blocks                 (returns, joins)
and happens in the evening of its day. Lines that begin with > are what somebody heard; what was different
when the bot was down for a week stands below the dashes.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent
RULE = "-" * 12
_SAID = re.compile(r"(?P<on>\d{4}-\d\d-\d\d) (?P<who>\S+) (?P<verb>[a-z]+)(?P<rest>( \S+)*)")


@dataclass(frozen=True)
class Said:
    """Something that somebody did in the evening of a day, and the words after the verb."""

    on: date
    who: str
    verb: str
    words: tuple[str, ...]

    def after(self, preposition: str) -> str:
        """The word that follows a preposition; empty if it is not there."""
        at = self.words.index(preposition) + 1 if preposition in self.words else len(self.words)
        return self.words[at] if at < len(self.words) else ""

    def day(self, preposition: str) -> date:
        """The day that follows a preposition."""
        return date.fromisoformat(self.after(preposition))

    def __str__(self) -> str:
        return " ".join([self.on.isoformat(), self.who, self.verb, *self.words])


@dataclass(frozen=True)
class Days:
    """One file: its header, what is done, and the text as it stands."""

    name: str
    header: tuple[str, ...]
    said: tuple[Said, ...]
    text: str

    def all(self, name: str) -> list[str]:
        """Every value of that name in the header."""
        split = (line.partition(": ") for line in self.header)
        return [value for key, _, value in split if key == name]

    def span(self, name: str) -> tuple[date, date]:
        """Two days, both included."""
        first, _, last = self.all(name)[0].partition(" to ")
        return date.fromisoformat(first), date.fromisoformat(last)

    @property
    def heard(self) -> list[str]:
        """The lines of what somebody heard."""
        return sorted(one for one in self._body.splitlines() if one.startswith(">"))

    @property
    def heard_after_downtime(self) -> list[str]:
        """The same lines as they were in the third run."""
        changed = self._changed.splitlines()
        left_out = {one[2:] for one in changed if one.startswith("- ")}
        added = [one[2:] for one in changed if one.startswith("+ ")]
        return sorted([*(one for one in self.heard if one not in left_out), *added])

    @property
    def _body(self) -> str:
        return self.text.partition(RULE)[0]

    @property
    def _changed(self) -> str:
        return self.text.partition(RULE)[2]

    @property
    def down(self) -> frozenset[date]:
        """The days on which the bot is down in the third run."""
        first, last = self.span("down")
        return frozenset(first + timedelta(days=step) for step in range((last - first).days + 1))


def calendars() -> list[Path]:
    """Every calendar."""
    return sorted(FOLDER.glob("*.days"))


def read_days(path: Path) -> Days:
    """The file as it is to be played."""
    text = path.read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    by_hand = [one for one in body.partition(RULE)[0].splitlines() if one and not one.startswith(">")]
    return Days(path.stem, tuple(head.splitlines()), tuple(_said(one) for one in by_hand), text)


def _said(line: str) -> Said:
    found = _SAID.fullmatch(line)
    if not found:
        raise ValueError(f"This is not understood: {line}")
    return Said(date.fromisoformat(found["on"]), found["who"], found["verb"], tuple(found["rest"].split()))
