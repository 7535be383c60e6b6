"""What each state of 改户主 and 搬家 asks."""

from collections.abc import Sequence

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, choice, say
from bot.flows.people import homes_rules as may
from bot.flows.people.cards import NOT_YOURS, NOT_YOURS_ANY_MORE, ONWARDS, paged
from bot.flows.people.giving_cards import home_choices
from bot.flows.people.rules import colleague, may_give, staff, starts_on
from bot.flows.shared.menu import BACK_OR_CANCEL, two_a_row

SHOWN = 14
"""Places on one card: seven rows and the way back."""
GONE = Card((say("give.gone"),), BACK_OR_CANCEL)


def ask_home(moment: Moment) -> Card:
    """The households on a person's hands."""
    person = colleague(moment)
    if person is None or not may_give(moment):
        return NOT_YOURS
    rows = paged(home_choices(staff(moment).homes, "home"), moment.answers.get("page", 0))
    words = say("homes.which", name=person.person.name, n=len(staff(moment).homes))
    return Card((words,), (*rows, *BACK_OR_CANCEL))


def ask_what(moment: Moment) -> Card:
    """One household, and what may be changed about it."""
    at = may.home(moment)
    if at is None:
        return GONE
    offered = (("head", may.may_rename(moment)), ("move", may.may_move(moment)))
    shown = tuple(choice(name) for name, is_offered in offered if is_offered)
    deeds: Rows = (shown,) if shown else ()
    words = say("homes.card", head=at.head, place=at.village + at.group, code=at.code)
    return Card((words,), (*deeds, *BACK_OR_CANCEL))


def ask_head(moment: Moment) -> Card:
    """The new head's name."""
    at = may.home(moment)
    return Card((say("homes.ask_head", head=at.head),), BACK_OR_CANCEL) if at else GONE


def check_head(moment: Moment) -> Card:
    """Old and new name, to be looked at."""
    at = may.home(moment)
    if at is None:
        return GONE
    words = say("homes.check_head", old=at.head, new=moment.answers["head"], day=moment.facts.today)
    return Card((words,), ((choice("rename"),), *BACK_OR_CANCEL))


def tell_done(moment: Moment) -> Card:
    """What was changed."""
    if may.home(moment) is None:
        return NOT_YOURS_ANY_MORE
    return Card((say(moment.answers["told"], new=moment.answers["new"]),), ONWARDS)


def ask_village(moment: Moment) -> Card:
    """Where to: every village of the township."""
    at = may.home(moment)
    if at is None or not may.may_move(moment):
        return GONE
    names = [one.name for one in staff(moment).villages]
    return Card((say("homes.ask_village", head=at.head),), (*_places("village", names), *BACK_OR_CANCEL))


def ask_group(moment: Moment) -> Card:
    """Where in the village."""
    names = [name for _, name in may.places(moment)]
    return Card((say("homes.ask_group"),), (*_places("group", names), *BACK_OR_CANCEL))


def _places(trigger: str, names: Sequence[str]) -> Rows:
    """Two places a row; those that do not fit are typed."""
    buttons = [
        Choice(f"{trigger}-{to_base36(at)}", say("homes.place", place=name)) for at, name in enumerate(names)
    ]
    shown = buttons[:SHOWN]
    return two_a_row(shown)


def check_move(moment: Moment) -> Card:
    """From where to where and since when, to be looked at; another day may be typed."""
    at = may.home(moment)
    if at is None:
        return GONE
    old, new = at.village + at.group, moment.answers["place"]
    words = say("homes.check_move", head=at.head, old=old, new=new, day=starts_on(moment))
    return Card((words,), ((choice("resettle"),), *BACK_OR_CANCEL))
