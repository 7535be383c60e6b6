"""Wandering: a sample township whose people come and go by chance, in the database and in a chronicle."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from domain.duties.answers import Answer, ReminderAnswered
from domain.people.joining import PersonBlocked, PersonReturned
from domain.people.people import Duty
from domain.policy.policy import Policy
from domain.visits.visits import Mode, VisitRecorded
from sandbox.township import sample_register
from sandbox.township_people import PEOPLE, PHONES
from storage.database import Database
from storage.tables import area, household
from tests.duties.chronicle import DAY, Chronicle, Pair, Went, last_of
from tests.duties.hillside import Hillside, at

LEADER, CLERK = "罗建华", "杨晓芸"
HEADS = ("石明亮", "向东", "邓国栋")
NEVER, LATE, BY_PHONE, NOBODY = 0.22, 0.05, 0.08, 0.06
FOREVER = date(2100, 1, 1)


@dataclass
class Wandering:
    """Days go by; in the evening of each, what was drawn for it happens."""

    town: Hillside
    facts: Chronicle
    chance: Random
    plans: dict[date, list[Went]] = field(default_factory=dict)

    def evening(self, today: date) -> None:
        """What happens on a day, after the bot has run."""
        self.town.today = today
        if today.day == 1:
            self._plan(today)
        for one in self.plans.pop(today, ()):
            self._go(one, today)
        if self.chance.random() < 0.04:
            self._ask_for_help(today)
        if self.chance.random() < 0.02:
            self._leave(today)
        if self.chance.random() < 0.03:
            self._come_and_go(today)
        if today.day == 17 and today.month % 4 == 1:
            self._hand_over(today)

    def _plan(self, first: date) -> None:
        """Most go once a month, some by phone, too late or never."""
        for pair in self.facts.pairs:
            draw = self.chance.random()
            if draw < NEVER or not pair.holds(first):
                continue
            on = first + timedelta(days=self.chance.randrange(last_of(first).day))
            told = last_of(first) + DAY if draw < NEVER + LATE else on
            kind = self.chance.random()
            mode = "phone" if kind < BY_PHONE else "nobody" if kind < BY_PHONE + NOBODY else "home"
            self.plans.setdefault(told, []).append(Went(pair.home, pair.who, pair.duty, mode, on, told))

    def _go(self, one: Went, today: date) -> None:
        self.facts.went.append(one)
        duty, mode = Duty(one.duty), Mode(one.mode)
        late = one.on.month != today.month
        self.town.take(
            VisitRecorded(self.town.new_id(), one.home, one.who, duty, mode, one.on, at(today), late)
        )

    def _someone(self) -> int:
        return self.chance.choice(sorted({one.who for one in self.facts.pairs}))

    def _ask_for_help(self, today: date) -> None:
        who = self._someone()
        if who in self.facts.lost:
            return
        self.facts.helped.append((who, today))
        self.town.take(ReminderAnswered(who, Answer.NEED_HELP, today, at(today), "road"))

    def _leave(self, today: date) -> None:
        who, since = self._someone(), today + DAY
        until = since + timedelta(days=self.chance.randrange(2, 25))
        self.facts.leaves.append((who, since, until))
        self.town.leave(who, since, until)

    def _come_and_go(self, today: date) -> None:
        """Somebody blocks the bot; whoever did so before comes back first."""
        if self.facts.lost:
            (who, _) = self.facts.lost.popitem()
            self.town.take(PersonReturned(who, at(today)))
            return
        heads = list(self.facts.heads.values())
        who = self.chance.choice([self._someone(), self._someone(), self.chance.choice(heads)])
        self.facts.lost[who] = today
        self.town.take(PersonBlocked(who, at(today)))

    def _hand_over(self, today: date) -> None:
        """A household passes on in mid-month."""
        held = [row for row in self.town.pairings() if row["until"] is None and row["duty"] == "responsible"]
        given = self.chance.choice(held)
        others = sorted({row["person_id"] for row in held} - {given["person_id"]})
        self.town.hand_over(given, self.chance.choice(others), today + DAY)
        self.facts.pairs[:] = pairs(self.town)


def pairs(town: Hillside) -> list[Pair]:
    """Who holds which duty, as the register has it."""
    with town.database.read() as unit:
        where = select(household.c.id, household.c.code)
        village = {one: code[:12] for one, code in unit.connection.execute(where)}
    return [
        Pair(
            row["id"],
            row["household_id"],
            village[row["household_id"]],
            row["person_id"],
            str(row["duty"]),
            row["since"],
            row["until"] or FOREVER,
        )
        for row in town.pairings()
    ]


def open_township(database: Database, begins: date, seed: str) -> Wandering:
    """The sample township on the morning of its first day; everybody has joined."""
    usual = Policy()
    policy = usual.model_copy(update={"township": usual.township.model_copy(update={"starts_on": begins})})
    town = Hillside(database, begins, policy).open(sample_register(begins))
    id_of = {one.name: town.person(PHONES[one.name]) for one in PEOPLE}
    with database.read() as unit:
        away = frozenset(unit.connection.scalars(select(household.c.id).where(household.c.away)))
        codes = unit.connection.scalars(select(area.c.code).where(area.c.kind == "village")).all()
    heads = {code: id_of[name] for code, name in zip(sorted(codes), HEADS, strict=True)}
    facts = Chronicle(id_of[CLERK], id_of[LEADER], heads, away, pairs(town))
    return Wandering(town, facts, Random(seed))
