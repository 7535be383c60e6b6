"""The answers of a visit conversation, read back as the domain's values."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.flows.flow import Moment
from domain.obligations import PastVisit
from domain.round import PairedHousehold, Place, Round
from domain.visits import Mode, Picture


def pictures(answers: Mapping[str, Any]) -> tuple[Picture, ...]:
    """The photos so far, in the order they came."""
    return tuple(Picture(unique, file) for unique, file in answers.get("photos", ()))


def with_picture(answers: Mapping[str, Any], picture: Picture) -> list[list[str]]:
    """The photos so far and this one; a repeated one counts once."""
    have = [[one.unique, one.file] for one in pictures(answers)]
    return (
        have
        if any(unique == picture.unique for unique, _ in have)
        else [*have, [picture.unique, picture.file]]
    )


def place(answers: Mapping[str, Any]) -> Place | None:
    """The location sent, a hint for the order of the list and nothing more (R15)."""
    near = answers.get("near")
    return Place(*near) if near else None


def household(moment: Moment) -> PairedHousehold | None:
    """The household picked, if it is (still) on the round."""
    return moment.facts.round.get(moment.answers.get("household", -1))


def day(moment: Moment) -> date:
    """The day of the visit unless another is chosen: when its first photo or words came, else today (R8)."""
    given = moment.answers.get("day")
    return date.fromisoformat(given) if given else moment.facts.today


def mode(answers: Mapping[str, Any]) -> Mode:
    """How the household was reached."""
    return Mode(answers.get("mode", Mode.HOME))


def visited_on(answers: Mapping[str, Any]) -> date:
    """The day under which the visit is recorded."""
    return date.fromisoformat(answers["visited_on"])


def recorded_at(answers: Mapping[str, Any]) -> datetime:
    """When the visit was recorded."""
    return datetime.fromisoformat(answers["recorded_at"])


def round_with_visit(moment: Moment) -> Round:
    """The round as it stands with the visit of this card counted, loaded with it or not."""
    answers = moment.answers
    visit = PastVisit(answers["visit"], mode(answers), visited_on(answers))
    return moment.facts.round.with_visit(answers["household"], visit)
