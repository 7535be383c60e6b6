"""What each state of the leave conversation asks, and what it tells in the end."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.leave.rules import book, is_asked, mates, may_ask_for, since, until
from bot.flows.shared.menu import BACK_OR_CANCEL, mine_choice, more_choice, page_of, two_a_row
from bot.flows.shared.words import LONGEST_HEAD, clipped
from domain.calendar.leave_days import REASONS, ends_offered
from domain.calendar.month import Month
from domain.duties.pages import LeavePage

FIRST_DAYS = 4
DAYS_WITH_A_WORD = ("today", "tomorrow")
OWN_TOLD = 2
WHICH_OFFERED = 7


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
    told = tuple(_stands(one) for one in known)
    rows = _own_rows(moment)
    days = [today + timedelta(days=ahead) for ahead in range(FIRST_DAYS)]
    buttons = [
        choice(DAYS_WITH_A_WORD[at] if at < len(DAYS_WITH_A_WORD) else "day", day=day).to(_day("day", day))
        for at, day in enumerate(days)
    ]
    example = today + timedelta(days=FIRST_DAYS)
    words = say("leave.since_again" if known else "leave.since", example=f"{example.month}-{example.day}")
    return Card((*told, words), (*rows, *two_a_row(buttons), *BACK_OR_CANCEL))


def _stands(page: LeavePage) -> Say:
    leave, span = page.leave, span_words(page.leave.since, page.leave.until)
    if leave.stand_in_id is None:
        return say("leave.stands_alone", span=span)
    word = "agreed" if leave.agreed_at else "declined" if leave.declined_at else "asked"
    said = say(f"leave.stand_in_{word}", name=clipped(page.stand_in, LONGEST_HEAD))
    return say("leave.stands", span=span, stand_in=said)


def _own_rows(moment: Moment) -> Rows:
    """What can be done about one's leaves; where it might be one of several, which one is asked first."""
    own = book(moment).own
    running = [one for one in own if one.leave.since <= moment.facts.today]
    is_back = len(running) == 1
    ends = (choice("returned").to(_about("end", running[0])),) if is_back else ()
    others = own if len(running) > 1 else [one for one in own if one not in running]
    buttons = (*ends, *_one_of("revoke", "end", others), *_one_of("ask", "ask", may_ask_for(moment)))
    return two_a_row(buttons)


def _one_of(label: str, trigger: str, pages: Sequence[LeavePage]) -> tuple[Choice, ...]:
    if len(pages) == 1:
        return (choice(label).to(_about(trigger, pages[0])),)
    return (choice(label).to(f"which-{label}"),) if pages else ()


def _about(trigger: str, page: LeavePage) -> str:
    return f"{trigger}-{to_base36(page.leave.id)}"


def ask_which(moment: Moment) -> Card:
    """One of several leaves: which one ends, or is to have somebody who stands in."""
    asks = moment.answers.get("which") == "ask"
    pages = may_ask_for(moment) if asks else book(moment).own
    trigger = "ask" if asks else "end"
    rows: Rows = tuple(
        (Choice(_about(trigger, one), span_words(one.leave.since, one.leave.until)),)
        for one in pages[:WHICH_OFFERED]
    )
    return Card((say("leave.which_asks" if asks else "leave.which_ends"),), (*rows, *BACK_OR_CANCEL))


def ask_until(moment: Moment) -> Card:
    """The last day, that day included."""
    first = since(moment.answers)
    offered = [
        choice("one_day" if day == first else "until", day=day).to(_day("day", day))
        for day in ends_offered(first)
    ]
    return Card((say("leave.until", day=first),), (*two_a_row(offered), *BACK_OR_CANCEL))


def ask_why(moment: Moment) -> Card:
    """What for; nobody has to say."""
    reasons = [Choice(f"why-{to_base36(at)}", say(f"leave.reason.{one}")) for at, one in enumerate(REASONS)]
    span = span_words(since(moment.answers), until(moment.answers))
    return Card((say("leave.why", span=span),), (*two_a_row(reasons), (choice("skip"),), *BACK_OR_CANCEL))


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
    answers = moment.answers
    name = answers.get("name", "")
    if name:
        asked = say("leave.asked", name=clipped(name, LONGEST_HEAD))
    else:
        asked = say("leave.asked_nobody" if answers.get("is_alone") else "leave.homes_wait")
    span = span_words(since(answers), until(answers))
    undo: Rows = (
        ((choice("undo").to(f"end-{to_base36(answers['leave'])}"),),) if answers.get("is_new") else ()
    )
    return Card((say("leave.taken", span=span, asked=asked),), (*_onwards(moment), *undo))


def _onwards(moment: Moment) -> Rows:
    return ((mine_choice(moment.facts), choice("noted")),)


def tell_ended(moment: Moment) -> Card:
    """Welcome back, or it was not to be."""
    span = span_words(since(moment.answers), until(moment.answers))
    key = "leave.back" if moment.answers.get("was_away") else "leave.revoked"
    return Card((say(key, span=span),), _onwards(moment))


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
    return Card((say("leave.agreed", name=name, day=day),), _onwards(moment))


def tell_declined(moment: Moment) -> Card:
    """That is all right."""
    return Card((say("leave.declined"),), _onwards(moment))


def _day(trigger: str, day: date) -> str:
    return f"{trigger}-{day:%Y%m%d}"
