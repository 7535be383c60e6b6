"""An oracle: the rules of docs/conversations.md on reminders, said once more without any of our own code."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tests.duties.chronicle import DAY, Chronicle, Pair, last_of, working_days

Reason = tuple[str, ...]
Heard = dict[int, set[Reason]]
RUNGS = ("contact", "village")


class Oracle:
    """Asked once for each day on which the bot runs; remembers what it has said."""

    def __init__(self, chronicle: Chronicle, begins: date) -> None:
        self._facts, self._begins = chronicle, begins
        self._reminded: dict[tuple[int, date], list[tuple[str, date]]] = defaultdict(list)
        self._climbed: dict[tuple[int, date], list[tuple[str, date]]] = defaultdict(list)
        self._once: set[tuple[int, date, str]] = set()

    def hear(self, today: date) -> Heard:
        """Who is to hear what on that day; nobody on a day off."""
        heard: Heard = defaultdict(set)
        if not working_days(today, today):
            return heard
        concerned: set[int] = set()
        for who in sorted({one.who for one in self._facts.pairs}):
            name = self._reminder(who, today)
            if name:
                concerned.add(who)
            if name and self._can_hear(who, today):
                heard[who].add(("visits", name))
        # What somebody hears this morning does not count as unanswered before the evening.
        climbs = list(self._climbs(today, concerned))
        for who, words in heard.items():
            self._reminded[who, today.replace(day=1)] += [(name, today) for _, name in words]
        for who, rung, pair, upto in climbs:
            heard[who].add(("escalated", str(pair.id), rung))
            self._climbed[pair.id, today.replace(day=1)] += [(one, today) for one in upto]
        for who, what in self._gaps(today, concerned):
            heard[who].add((what, f"{today.replace(day=1) - DAY:%Y-%m}"))
        for word in self._for_the_clerk(today, concerned):
            heard[self._facts.clerk].add(word)
        for who, edition in self._digests(today):
            heard[who].add(("digest", edition))
        return heard

    def _can_hear(self, who: int, today: date) -> bool:
        return who not in self._facts.lost and not self._facts.on_leave(who, today)

    def _duties(self, who: int, today: date) -> tuple[list[Pair], int]:
        """What is open for somebody today, and how many duties there are in all."""
        mine = [one for one in self._facts.pairs if one.who == who and one.holds(today)]
        done = [one for one in mine if self._facts.met(one, today)]
        left = [
            one
            for one in mine
            if one not in done and one.holds(last_of(today)) and not self._facts.excused(one, today, today)
        ]
        return left, len(done) + len(left)

    def _is_quiet(self, who: int, today: date) -> bool:
        """For three working days after asking for help."""
        holds = (
            (on, working_days(on + DAY, on + 30 * DAY)[2]) for one, on in self._facts.helped if one == who
        )
        return any(on.month == today.month and on < today <= until for on, until in holds)

    def _calling(self, who: int, today: date) -> list[tuple[date, str]]:
        """The month's days up to now on which somebody was to be reminded."""
        left, all_of_them = self._duties(who, today)
        theirs = working_days(today.replace(day=1), last_of(today))
        named = [(theirs[0], "plan"), ([day for day in theirs if day.day <= 15][-1], "mid")]
        named += [(theirs[-n], f"left_{n}") for n in (7, 3, 1)]
        since = min((one.since for one in left), default=date.max)
        return [
            (on, name)
            for on, name in sorted(named)
            if since <= on <= today
            and (name != "mid" or (all_of_them - len(left)) * 2 < all_of_them)
            and (name == "plan" or not self._facts.on_leave(who, on))
        ]

    def _reminder(self, who: int, today: date) -> str:
        if self._is_quiet(who, today) or not self._duties(who, today)[0]:
            return ""
        calling = self._calling(who, today)
        if not calling:
            return ""
        newest_on = max(on for on, _ in calling)
        name = next(name for on, name in calling if on == newest_on)
        told = self._reminded[who, today.replace(day=1)]
        return "" if any(name == one or on >= newest_on for one, on in told) else name

    def _climbs(self, today: date, concerned: set[int]) -> Iterator[tuple[int, str, Pair, list[str]]]:
        holders = {one.who for one in self._facts.pairs}
        for who in sorted(holders):
            if self._is_quiet(who, today) or self._facts.on_leave(who, today):
                continue
            for pair in self._duties(who, today)[0]:
                yield from self._climb(pair, today, concerned)

    def _climb(
        self, pair: Pair, today: date, concerned: set[int]
    ) -> Iterator[tuple[int, str, Pair, list[str]]]:
        reached = self._climbed[pair.id, today.replace(day=1)]
        left = RUNGS[len(reached) :]
        unanswered = self._unanswered(pair, today)
        if reached:
            since = reached[-1][1]
        elif len(unanswered) >= 2:
            since = unanswered[1]
        else:
            return
        if not left or len(working_days(since + DAY, today)) < 2:
            return
        passed: list[str] = []
        lost: list[int] = []
        for rung in left:
            passed.append(rung)
            standing = [one for one in self._standing(pair, rung, today) if one != pair.who]
            hearing = [one for one in standing if self._can_hear(one, today)]
            if hearing:
                concerned.update(lost)
                yield hearing[0], rung, pair, passed
                return
            lost += [one for one in self._standing(pair, rung, today) if one in self._facts.lost]
        concerned.update(lost)

    def _standing(self, pair: Pair, rung: str, today: date) -> list[int]:
        if rung == "village":
            return [self._facts.heads[pair.village]]
        held = [one for one in self._facts.pairs if (one.home, one.duty) == (pair.home, "contact")]
        return [one.who for one in held if one.holds(today)]

    def _unanswered(self, pair: Pair, today: date) -> list[date]:
        who, told = pair.who, self._reminded[pair.who, today.replace(day=1)]
        lost = who in self._facts.lost
        called = self._calling(who, today) if lost else [(on, name) for name, on in told]
        answers = [on for one, on in self._facts.helped if one == who and on.month == today.month]
        answers += [until for one, since, until in self._facts.leaves if one == who and since <= today]
        after = max(answers, default=date.min)
        return sorted(on for on, name in called if name != "plan" and on > after and on >= pair.since)

    def _gaps(self, today: date, concerned: set[int]) -> Iterator[tuple[int, str]]:
        last = today.replace(day=1) - DAY
        if last < self._begins:
            return
        gaps = [
            one
            for one in self._facts.pairs
            if one.holds(last) and not self._facts.met(one, last) and not self._facts.excused(one, last, last)
        ]
        wanted = [(one.who, "rectify") for one in gaps] + [(self._facts.leader, "gap") for _ in gaps[:1]]
        for who, what in sorted(set(wanted)):
            if (who, last, what) in self._once or self._facts.on_leave(who, today):
                continue
            concerned.add(who)
            if self._can_hear(who, today):
                self._once.add((who, last, what))
                yield who, what

    def _for_the_clerk(self, today: date, concerned: set[int]) -> Iterator[Reason]:
        month = today.replace(day=1)
        for who in sorted(concerned & self._facts.lost.keys()):
            if (who, month, "lost") not in self._once:
                self._once.add((who, month, "lost"))
                yield ("unreachable", str(who))
        if today >= date(2026, 12, 1) and (0, month, "calendar") not in self._once:
            self._once.add((0, month, "calendar"))
            yield ("calendar", "2027")

    def _digests(self, today: date) -> Iterator[tuple[int, str]]:
        """The last week from Monday on; the last month while its gaps can be made good; each once."""
        monday, first = today - today.weekday() * DAY, today.replace(day=1)
        told = [("week", monday)] if monday > self._begins else []
        if first > self._begins and len(working_days(first, today)) <= 6:
            told.append(("month", first))
        for who in (self._facts.leader, *self._facts.heads.values()):
            for edition, since in told:
                if self._can_hear(who, today) and (who, since, edition) not in self._once:
                    self._once.add((who, since, edition))
                    yield who, edition
