"""What each state of 移交 asks."""

from collections.abc import Sequence
from datetime import timedelta

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.people import giving_rules as may
from bot.flows.people.cards import NOT_YOURS, NOT_YOURS_ANY_MORE, ONWARDS, paged, person_choices
from bot.flows.people.rules import colleague, may_give, staff, starts_on
from bot.flows.shared.menu import BACK_OR_CANCEL, CODE_TAIL, two_a_row
from domain.people.hand_over import earliest_start
from domain.people.names import alike, twice
from domain.people.people import Duty
from domain.people.staff import HeldHousehold

NAMED = 8


def home_choices(homes: Sequence[HeldHousehold], trigger: str) -> list[Choice]:
    """Households on a list; of two with one name in one place the end of the code is told, too."""
    # Somebody may have both duties of a household; that is one household still.
    places = {one.id: (one.head, one.group or one.village) for one in homes}
    shared = twice(places.values())
    return [_home_choice(one, trigger, is_shared=alike(*places[one.id]) in shared) for one in homes]


def _home_choice(one: HeldHousehold, trigger: str, *, is_shared: bool) -> Choice:
    """With the duty; it always contains ` · `."""
    where = one.group or one.village
    if is_shared:
        where = f"{where} {one.code[-CODE_TAIL:]}"
    words = say("people.home", head=one.head, where=where, duty=say(f"duty.{one.pairing.duty}"))
    return Choice(f"{trigger}-{one.pairing.duty[0]}{to_base36(one.id)}", words)


def ask_which(moment: Moment) -> Card:
    """The households on a person's hands, one by one or all of a duty."""
    person, homes = colleague(moment), may.homes_to_give(moment)
    if person is None:
        return NOT_YOURS
    wholes = tuple(
        choice(f"all_{duty}").to(f"all-{duty[0]}")
        for duty in Duty
        if sum(one.pairing.duty is duty for one in homes) > 1
    )
    rows = paged(home_choices(homes, "home"), moment.answers.get("page", 0))
    return Card(
        (say("give.which", name=person.person.name, n=len(homes)),),
        (*rows, *((wholes,) if wholes else ()), *BACK_OR_CANCEL),
    )


def ask_receiver(moment: Moment) -> Card:
    """Who takes them: anybody looked after who is not shut out."""
    if not may_give(moment):
        return NOT_YOURS
    found, listed = moment.answers.get("found"), may.listed_receivers(moment)
    rows = paged(person_choices(listed, moment.facts, "to"), moment.answers.get("page", 0))
    if found and not listed:
        return Card((say("people.not_found", words=found[:20]),), BACK_OR_CANCEL)
    return Card((say("give.to_whom", n=len(moment.answers["homes"])),), (*rows, *BACK_OR_CANCEL))


def ask_day(moment: Moment) -> Card:
    """From when: soon by a button, any other day typed."""
    homes, today = may.chosen_homes(moment), moment.facts.today
    if not homes:
        return Card((say("give.gone"),), BACK_OR_CANCEL)
    earliest = earliest_start(homes, may.entered_from(moment))
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    days = {today: choice("day0"), today + timedelta(days=1): choice("tomorrow")}
    days.setdefault(next_month, choice("day", day=next_month))
    buttons = tuple(one.to(f"day-{day:%Y%m%d}") for day, one in days.items() if day >= earliest)
    rows: Rows = two_a_row(buttons)
    return Card((say("give.from_when", earliest=earliest),), (*rows, *BACK_OR_CANCEL))


def check(moment: Moment) -> Card:
    """Everything once more, or why it cannot be done."""
    giver, receiver = colleague(moment), staff(moment).get(moment.answers["to"])
    if giver is None or receiver is None:
        return NOT_YOURS
    problem, homes = may.why_not(moment), may.chosen_homes(moment)
    if problem:
        earliest = earliest_start(homes, may.entered_from(moment))
        told = say(f"give.{problem}", name=receiver.person.name, earliest=earliest)
        return Card((told,), BACK_OR_CANCEL)
    words = say(
        "give.check",
        heads=_heads(homes),
        giver=giver.person.name,
        receiver=receiver.person.name,
        day=starts_on(moment),
    )
    return Card((words, say("give.credit")), ((choice("hand"),), *BACK_OR_CANCEL))


def _heads(homes: tuple[HeldHousehold, ...]) -> Say:
    heads = tuple(one.head for one in homes)
    if len(heads) <= NAMED:
        return say("news.heads", heads=heads)
    return say("news.heads_of_many", heads=heads[:NAMED], n=len(heads))


def tell_done(moment: Moment) -> Card:
    """What was handed over; both are told, if they can be reached."""
    answers = moment.answers
    giver, receiver = colleague(moment), staff(moment).get(answers["to"])
    if giver is None or receiver is None:
        return NOT_YOURS_ANY_MORE
    names = {"giver": giver.person.name, "receiver": receiver.person.name}
    words = say("give.done", n=answers["n"], day=starts_on(moment), **names)
    untold = () if receiver.person.joined_at else (say("give.not_joined", name=receiver.person.name),)
    return Card((words, *untold), ONWARDS)
