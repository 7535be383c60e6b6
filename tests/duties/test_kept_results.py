"""Kept results are what the one definition makes of the facts, whatever happens in whichever order."""

from datetime import date, timedelta
from random import Random

import pytest

from domain.calendar.month import Month
from domain.duties.leave import LeaveTaken
from domain.visits.visits import Mode, VisitRecorded
from storage.base.repository import Overtaken
from storage.database import Database
from tests.duties.hillside import CODES, HE, LI, ZHOU, Hillside

STEPS = 60


def happens(at: Hillside, chance: Random, made: list[VisitRecorded], taken: list[LeaveTaken]) -> None:
    paired = chance.choice(at.pairings())
    people = [at.person(phone) for phone in (LI, ZHOU, HE)]
    back = at.today - timedelta(days=chance.randrange(40))
    ahead = at.today + timedelta(days=chance.randrange(30))
    match chance.randrange(12):
        case 0 | 1 | 2:
            made.append(at.visit(paired, back, chance.choice(list(Mode))))
        case 3:
            made.append(at.visit(paired, back, by=chance.choice(people)))
        case 4 if made:
            at.redate(chance.choice(made), back)
        case 5 if made:
            at.undo(made.pop(chance.randrange(len(made))))
        case 6 if paired["until"] is None and paired["since"] < back:
            receiver = chance.choice([one for one in people if one != paired["person_id"]])
            at.hand_over(paired, receiver, chance.choice([back, ahead, Month.of(ahead).first]))
        case 7:
            who, stand_in = chance.sample(people, 2)
            until = ahead + timedelta(days=chance.randrange(20))
            taken.append(at.leave(who, back, until, chance.choice([None, stand_in])))
        case 8 if taken and taken[-1].stand_in_id:
            at.agree(taken[-1])
        case 9 if taken:
            at.come_back(taken.pop(), back)
        case 10:
            at.reclass(
                chance.choice(CODES), chance.choice(["监测户", "脱贫户", ""]), away=chance.random() < 0.3
            )
        case 11:
            at.pass_days(chance.randrange(20))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_what_is_kept_is_what_is_true(database: Database, seed: int) -> None:
    at = Hillside(database).open()
    at.keep_up()
    at.pass_days(20)
    chance = Random(seed)
    made: list[VisitRecorded] = []
    taken: list[LeaveTaken] = []
    for _ in range(STEPS):
        try:
            happens(at, chance, made, taken)
        except Overtaken:
            continue
        assert at.differences() == []
    assert at.today > date(2026, 10, 1)
