"""Guards of 改户主 and 搬家: which household, which name, which place, which day."""

from collections.abc import Sequence

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import from_base36
from bot.flows.people.rules import may_change, staff, starts_on
from domain.calendar.days import Named, named_day
from domain.people.access import Action
from domain.people.staff import LONGEST_NAME, HeldHousehold, Village
from domain.writing.characters import compact, tidy_name


def home(moment: Moment) -> HeldHousehold | None:
    """The household whose card is open, if it is still that person's."""
    return staff(moment).home(moment.answers.get("home", -1))


def chosen_home(moment: Moment) -> HeldHousehold | None:
    """The household of the button pressed (after a letter for the duty), if it is one of that person's."""
    return staff(moment).home(from_base36(moment.argument[1:]))


def is_home(moment: Moment) -> bool:
    """The button's household is one of that person's."""
    return chosen_home(moment) is not None


def may_rename(moment: Moment) -> bool:
    """Whether the head may be changed."""
    return may_change(Action.CHANGE_HEAD, moment, home(moment))


def may_move(moment: Moment) -> bool:
    """Whether the household may be moved."""
    return may_change(Action.MOVE_HOUSEHOLD, moment, home(moment))


def head_typed(moment: Moment) -> str:
    """The name in the words, as it is shown; dictation ends it with a full stop."""
    return tidy_name(moment.event.text).rstrip("。.，,、； ")


def is_head(moment: Moment) -> bool:
    """The words may be the name of a head."""
    name = head_typed(moment)
    same = home(moment)
    fits = 0 < len(name) <= LONGEST_NAME and "\n" not in name
    return may_rename(moment) and fits and same is not None and name != same.head


def is_move_open(moment: Moment) -> bool:
    """The household can have moved on that day: not ahead of today, and after its last change."""
    at, day = home(moment), starts_on(moment)
    is_after = at is None or at.was_until is None or day > at.was_until
    return may_move(moment) and is_after and day <= moment.facts.today


def moved_on(moment: Moment) -> Named:
    """What the words typed name as the day of the move."""
    return named_day(moment.event.text, moment.facts.today)


def is_move_day(moment: Moment) -> bool:
    """The words are a day on which a household can have moved."""
    day, at = moved_on(moment).day, home(moment)
    if day is None or at is None or day > moment.facts.today:
        return False
    return at.was_until is None or day > at.was_until


def _named(moment: Moment, names: Sequence[str]) -> int | None:
    """Which of the places the button or the words mean; None if none, or more than one."""
    if moment.argument:
        at = from_base36(moment.argument)
        return at if 0 <= at < len(names) else None
    words = compact(moment.event.text)
    exact = [at for at, name in enumerate(names) if compact(name) == words]
    found = exact or [at for at, name in enumerate(names) if words and words in compact(name)]
    return found[0] if len(found) == 1 else None


def village(moment: Moment) -> Village | None:
    """The village of the button, or the one typed."""
    listed = staff(moment).villages
    at = _named(moment, [one.name for one in listed])
    return None if at is None else listed[at]


def is_village(moment: Moment) -> bool:
    """One village is meant."""
    return may_move(moment) and village(moment) is not None


def places(moment: Moment) -> tuple[tuple[str, str], ...]:
    """Codes and names of the places in the village chosen: its groups, or itself if it has none."""
    code = moment.answers.get("village")
    chosen = next((one for one in staff(moment).villages if one.code == code), None)
    if chosen is None:
        return ()
    return chosen.groups or ((chosen.code, chosen.name),)


def place(moment: Moment) -> tuple[str, str] | None:
    """Code and name of the place of the button, or of the one typed."""
    listed = places(moment)
    at = _named(moment, [name for _, name in listed])
    return None if at is None else listed[at]


def is_place(moment: Moment) -> bool:
    """One place is meant."""
    return may_move(moment) and place(moment) is not None
