"""What each state of the leave conversation asks, and what it tells in the end."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.flows.flow import Moment
from bot.flows.leave_rules import book, is_asked, mates, since, until
from bot.flows.menu import BACK_OR_CANCEL, more_choice, page_of
from bot.flows.need_words import LONGEST_HEAD, clipped
from bot.flows.numbers import to_base36
from bot.flows.port import Card, Choice, Rows, Say, choice, say
from domain.duty_pages import LeavePage
from domain.leave_days import REASONS, ends_offered
from domain.month import Month

FIRST_DAYS = 4
DAYS_WITH_A_WORD = ("today", "tomorrow")
OWN_TOLD = 2
END: Rows = ((choice("mine"), choice("noted")),)


def span_words(first: date, last: date) -> Say:
    """From when to when, the month said once if it is the same."""
    if first == last:
        return say("leave.day", day=first)
    is_near = Month.of(first) == Month.of(last)
    until_day = say("leave.day_of_month", day=str(last.day)) if is_near else last
    return say("leave.span", since=first, until=until_day)


def ask_since(moment: Moment) -> Card:
    """One's leaves that are not over, and the first day of a new one."""
    today, known = moment.facts.today, book(moment).own[:OWN_TOLD]
    told = tuple(_stands(moment, one) for one in known)
    rows: Rows = tuple(_own_row(moment, one) for one in known)
    days = [today + timedelta(days=ahead) for ahead in range(FIRST_DAYS)]
    buttons = [
        choice(DAYS_WITH_A_WORD[at] if at < len(DAYS_WITH_A_WORD) else "day", day=day).to(_day("day", day))
        for at, day in enumerate(days)
    ]
    example = today + timedelta(days=FIRST_DAYS)
    words = say("leave.since_again" if known else "leave.since", example=f"{example.month}-{example.day}")
    return Card((*told, words), (*rows, *_pairs(buttons), *BACK_OR_CANCEL))


def _stands(moment: Moment, page: LeavePage) -> Say:
    leave = page.leave
    if leave.stand_in_id is None:
        said = say("leave.nobody_stands_in")
    else:
        word = "agreed" if leave.agreed_at else "declined" if leave.declined_at else "asked"
        said = say(f"leave.stand_in_{word}", name=clipped(page.stand_in, LONGEST_HEAD))
    return say("leave.stands", span=span_words(leave.since, leave.until), stand_in=said)


def _own_row(moment: Moment, page: LeavePage) -> tuple[Choice, ...]:
    leave, which = page.leave, to_base36(page.leave.id)
    is_running = leave.since <= moment.facts.today
    end = choice("returned").to(f"end-{which}") if is_running else choice("revoke").to(f"end-{which}")
    may_ask = bool(book(moment).mates) and leave.agreed_at is None
    return (end, choice("ask").to(f"ask-{which}")) if may_ask else (end,)


def ask_until(moment: Moment) -> Card:
    """The last day, that day included."""
    first = since(moment.answers)
    offered = [
        choice("one_day" if day == first else "until", day=day).to(_day("day", day))
        for day in ends_offered(first)
    ]
    return Card((say("leave.until", day=first),), (*_pairs(offered), *BACK_OR_CANCEL))


def ask_why(moment: Moment) -> Card:
    """What for; nobody has to say."""
    reasons = [Choice(f"why-{to_base36(at)}", say(f"leave.reason.{one}")) for at, one in enumerate(REASONS)]
    span = span_words(since(moment.answers), until(moment.answers))
    return Card((say("leave.why", span=span),), (*_pairs(reasons), (choice("skip"),), *BACK_OR_CANCEL))


def ask_who(moment: Moment) -> Card:
    """Five people a page; nobody will do as well."""
    at, known = moment.answers.get("page", 0), mates(moment)
    shown, pages = page_of(known, at)
    people = tuple(
        (
            Choice(
                f"mate-{to_base36(one.person_id)}",
                say("leave.mate", name=one.name, roles=tuple(say(f"role.{word}") for word in one.words)),
            ),
        )
        for one in shown
    )
    more = (more_choice(at, pages),) if pages > 1 else ()
    span = span_words(since(moment.answers), until(moment.answers))
    return Card((say("leave.who", span=span),), (*people, (*more, choice("nobody_else")), *BACK_OR_CANCEL))


def tell_taken(moment: Moment) -> Card:
    """What is noted, and who has been asked."""
    name = moment.answers.get("name", "")
    asked = say("leave.asked", name=clipped(name, LONGEST_HEAD)) if name else say("leave.asked_nobody")
    return Card(
        (say("leave.taken", span=span_words(since(moment.answers), until(moment.answers)), asked=asked),), END
    )


def tell_ended(moment: Moment) -> Card:
    """Welcome back, or it was not to be."""
    return Card((say("leave.back" if moment.answers.get("was_away") else "leave.revoked"),), END)


def ask_stand_in(moment: Moment) -> Card:
    """Somebody asks whether this person would stand in."""
    page = book(moment).asked
    if page is None or not is_asked(moment):
        return Card((say("leave.gone"),), ((choice("noted"),),))
    leave = page.leave
    words = say(
        "leave.request",
        name=clipped(page.name, LONGEST_HEAD),
        span=span_words(leave.since, leave.until),
        homes=say("reminder.homes", n=page.households),
    )
    return Card((words,), ((choice("agree"), choice("decline")),))


def tell_agreed(moment: Moment) -> Card:
    """Where the households will be found."""
    page = book(moment).asked
    name = clipped(page.name, LONGEST_HEAD) if page else ""
    day = page.leave.since if page else moment.facts.today
    return Card((say("leave.agreed", name=name, day=day),), END)


def tell_declined(_moment: Moment) -> Card:
    """That is all right."""
    return Card((say("leave.declined"),), END)


def _day(trigger: str, day: date) -> str:
    return f"{trigger}-{day:%Y%m%d}"


def _pairs(choices: Sequence[Choice]) -> Rows:
    return tuple(tuple(choices[at : at + 2]) for at in range(0, len(choices), 2))
