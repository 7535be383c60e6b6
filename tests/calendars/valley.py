"""A township in memory: facts as plain lists, and the keys that storage will have to keep."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from domain.duties.answers import Answer, Answered
from domain.duties.leave import Leave, addressee
from domain.duties.obligations import PastVisit
from domain.notices.escalation import DueNeed
from domain.notices.owed import Mark, Owed
from domain.notices.reconciling import reconcile
from domain.notices.sweep import View
from domain.people.people import Duty, Pairing, Rung
from domain.policy.policy import Policy
from domain.visits.visits import Mode
from tests.calendars.look import Look
from tests.calendars.script import Days, Said
from tests.calendars.stage import Heard
from tests.calendars.telling import told

SINCE = date(2025, 1, 1)
MODES = {"visits": Mode.HOME, "phones": Mode.PHONE, "misses": Mode.NOBODY}


@dataclass
class Paired:
    """A row of pairing."""

    id: int
    pairing: Pairing


@dataclass
class Valley:
    """People and households by name; their place in the list is their id."""

    policy: Policy
    starts_on: date
    names: list[str] = field(default_factory=lambda: [""])
    offices: dict[str, str] = field(default_factory=dict)
    heads: list[str] = field(default_factory=lambda: [""])
    away: set[int] = field(default_factory=set)
    joined: dict[int, date | None] = field(default_factory=dict)
    pairings: list[Paired] = field(default_factory=list)
    visits: list[tuple[int, Duty, PastVisit]] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    answers: list[tuple[int, Answered]] = field(default_factory=list)
    about: list[tuple[int, Answered]] = field(default_factory=list)
    needs: dict[int, DueNeed] = field(default_factory=dict)
    sent: list[Owed] = field(default_factory=list)
    marks: dict[Mark, date] = field(default_factory=dict)

    def take(self, said: Said) -> None:
        """Let a fact become true."""
        verbs: dict[str, Callable[[Said], None]] = {
            **dict.fromkeys(MODES, self._visit),
            "passes": self._pass,
            "answers": self._answer,
            "leaves": self._leave,
            "needs": self._need,
            "solved": lambda one: self.needs.__delitem__(int(one.who)),
            "blocks": lambda one: self.joined.__setitem__(self.id(one.who), None),
            "joins": lambda one: self.joined.__setitem__(self.id(one.who), one.on),
            "returns": lambda one: self.joined.__setitem__(self.id(one.who), SINCE),
            "moves": lambda one: self.away.add(self.heads.index(one.who)),
        }
        verbs[said.verb](said)

    def run(self, local_now: datetime) -> Iterable[Heard]:
        """Reconcile, and keep what is owed, which no key may refuse: one run follows another here."""
        now = local_now.replace(tzinfo=self.policy.township.time_zone).astimezone(UTC)
        view = self.view(local_now.date())
        owed = reconcile(view, now, self.policy, self.policy.working_days())
        before = frozenset(self.marks)
        for one in owed:
            assert (one.person_id, one.day) not in {(sent.person_id, sent.day) for sent in self.sent}
            assert one.key not in {sent.key for sent in self.sent}
            assert before.isdisjoint(one.marks)
            self.sent.append(one)
            self.marks |= dict.fromkeys(one.marks, one.day)
        return [Heard(one.day, self.names[one.person_id], told(one, self)) for one in owed]

    def view(self, today: date) -> View:
        """What is known on a day."""
        return Look(self, today).view()

    def id(self, name: str) -> int:
        """A person's id; whoever is named for the first time has joined long ago."""
        if name not in self.names:
            self.names.append(name)
            self.joined[self.id(name)] = SINCE
        return self.names.index(name)

    def _visit(self, said: Said) -> None:
        who, where = self.id(said.who), self.heads.index(said.words[0])
        held = [one.pairing for one in self.pairings if one.pairing.household_id == where]
        mine = [one.duty for one in held if one.person_id == who and one.holds_on(said.on)]
        stood = [one.duty for one in held if addressee(one.person_id, self.leaves, said.on) == who]
        made = PastVisit(len(self.visits), MODES[said.verb], said.on, who)
        self.visits.append((where, (mine or stood)[0], made))

    def _pass(self, said: Said) -> None:
        where = self.heads.index(said.who)
        for one in self.pairings:
            if one.pairing.household_id == where and one.pairing.duty is Duty.RESPONSIBLE:
                one.pairing = replace(one.pairing, until=said.on)
        opened = Pairing(where, self.id(said.after("to")), Duty.RESPONSIBLE, said.on + timedelta(days=1))
        self.pairings.append(Paired(len(self.pairings) + 1, opened))

    def _answer(self, said: Said) -> None:
        answered, about = Answered(Answer(said.words[0]), said.on), said.after("about")
        if not about:
            self.answers.append((self.id(said.who), answered))
        for one in self.pairings:
            is_meant = one.pairing.household_id == (self.heads.index(about) if about else 0)
            if is_meant and one.pairing.person_id != self.id(said.who):
                self.about.append((one.id, answered))

    def _leave(self, said: Said) -> None:
        stand_in = said.after("to")
        agreed_at = datetime.combine(said.on, time(12), UTC) if stand_in else None
        who = self.id(stand_in) if stand_in else None
        self.leaves.append(Leave(self.id(said.who), said.day("from"), said.day("until"), who, agreed_at))

    def _need(self, said: Said) -> None:
        number, where = int(said.words[0]), self.heads.index(said.who)
        holder = next(one.pairing.person_id for one in self.pairings if one.pairing.household_id == where)
        self.needs[number] = DueNeed(number, where, holder, Rung.RESPONSIBLE, said.day("by"))

    def office(self, office: str) -> list[int]:
        """Who holds that office."""
        return [self.id(name) for name, held in self.offices.items() if held == office]


def open_valley(days: Days) -> Valley:
    """The township of a file's header."""
    policy = Policy.model_validate(tomllib.loads("\n".join(days.all("policy"))))
    valley = Valley(policy, days.span("days")[0])
    for line in days.all("office"):
        name, office, *joined = line.split()
        valley.offices[name] = office
        valley.joined[valley.id(name)] = None if joined else SINCE
    for line in days.all("household"):
        (
            head,
            *held,
        ) = line.split()
        valley.heads.append(head)
        for duty, name in zip(Duty, held, strict=False):
            pairing = Pairing(len(valley.heads) - 1, valley.id(name), duty, SINCE)
            valley.pairings.append(Paired(len(valley.pairings) + 1, pairing))
    valley.joined |= {valley.id(name): None for name in days.all("stranger")}
    valley.away |= {valley.heads.index(head) for head in days.all("away")}
    return valley
