"""村里的事 / 全镇的事: officials look through open needs by village and category, the late ones first."""

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Do, Enter, Flow, Moment, Move, Outcome, State, Want
from bot.flows.engine.numbers import from_base36, to_base36
from bot.flows.engine.port import Card, Choice, Event, Rows, Say, choice, say
from bot.flows.need import rules as may
from bot.flows.need import turns as turn
from bot.flows.need.words import category_words, short_due_words
from bot.flows.shared.guards import browses_only, may_browse
from bot.flows.shared.menu import BACK_OR_CANCEL, PAGE, more_choice, page_of, turn_page
from domain.conversation import NO_ANSWERS
from domain.needs.lists import NeedCount, NeedLine
from domain.needs.pages import NeedBook
from domain.people.access import Action
from domain.people.people import TOWNSHIP

LONGEST_CODE = 24


def _ask(moment: Moment) -> Card:
    book, answers = moment.facts.need_book, moment.answers
    if book is None or not may.looks_through(moment):
        return Card((say("villages.not_yours"),), BACK_OR_CANCEL)
    if is_inside(moment):
        return _lines(moment, book)
    is_by_category = answers.get("by") == "category" or len(book.villages) < 2
    counts = book.categories if is_by_category else book.villages
    names = [_name(moment.facts, book, one, is_by_category) for one in counts]
    trigger = "category" if is_by_category else "village"
    listed = [
        Choice(f"{trigger}-{one.key}", _count_words(name, one))
        for name, one in zip(names, counts, strict=True)
    ]
    turned = (choice("by_village" if is_by_category else "by_category"),) if len(book.villages) > 1 else ()
    page = answers.get("page", 0)
    shown, pages = page_of(listed, page)
    more = (more_choice(page, pages),) if pages > 1 else ()
    tail = (*more, *turned)
    tells = ((choice("report"),),) if may_report_somewhere(moment) else ()
    rows: Rows = (
        *((one,) for one in shown),
        *((tail,) if tail else ()),
        *tells,
        *BACK_OR_CANCEL,
    )
    return Card((_counts_words(book),), rows)


def may_report_somewhere(moment: Moment) -> bool:
    """The person heads a village: a need of any of its households may be told from that household's page."""
    codes = {role.area_code for role in moment.facts.roles}
    return any(moment.facts.may(Action.REPORT_NEED, village=code) for code in codes if code != TOWNSHIP)


def is_inside(moment: Moment) -> bool:
    """The list shows the needs of one village or category."""
    return may.looks_through(moment) and bool(moment.answers.get("village") or moment.answers.get("category"))


def _counts_words(book: NeedBook) -> Say:
    if not book.open:
        return say("book.none")
    return say("book.open_late", n=book.open, late=book.late) if book.late else say("book.open", n=book.open)


def _name(facts: Facts, book: NeedBook, count: NeedCount, is_category: bool) -> Say:
    if is_category:
        return category_words(facts, count.key)
    return say("need.said", words=book.names.get(count.key, count.key))


def _count_words(name: Say, one: NeedCount) -> Say:
    key = "book.count_late" if one.late else "book.count"
    return say(key, name=name, n=one.open, late=one.late)


def _lines(moment: Moment, book: NeedBook) -> Card:
    answers, facts = moment.answers, moment.facts
    page = answers.get("page", 0)
    village, category = answers.get("village"), answers.get("category")
    counts = book.villages if village else book.categories
    count = next(
        (one for one in counts if one.key == (village or category)),
        NeedCount(village or category or "", 0, 0),
    )
    name = _name(facts, book, count, not village)
    pages = page + 2 if book.has_more else page + 1
    more = (more_choice(page, pages),) if pages > 1 else ()
    rows: Rows = (
        *((_line_choice(facts, one),) for one in book.lines[:PAGE]),
        *((more,) if more else ()),
        *BACK_OR_CANCEL,
    )
    return Card((_count_words(name, count),), rows)


def _line_choice(facts: Facts, one: NeedLine) -> Choice:
    label = say("need.choice", number=one.label, head=one.head, status=short_due_words(facts, one.due_on))
    return Choice(f"open-{to_base36(one.id)}", label)


def _into(key: str) -> Do:
    return lambda moment: Outcome({key: moment.argument[:LONGEST_CODE], "by": key})


def _turned(by: str) -> Do:
    return lambda _moment: Outcome({"by": by})


def _out(moment: Moment) -> Outcome:
    return Outcome({"by": moment.answers.get("by", "village")})


def _to_homes(_moment: Moment) -> Outcome:
    return Outcome(NO_ANSWERS, note=say("need.pick_home"))


def _open(moment: Moment) -> Outcome:
    return moment.with_answers(need=from_base36(moment.argument), by_office=True)


def _open_numbered(moment: Moment) -> Outcome:
    opened = turn.open_numbered(moment)
    return Outcome({**moment.answers, **opened.answers, "by_office": True})


class NeedLists(Flow):
    """Counts first; then the needs of one village or category, page by page."""

    name = "need_book"
    wants = frozenset({Want.NEED_BOOK, Want.NEED})

    LIST = State(_ask)

    moves = (
        Move(LIST, "village", LIST, do=_into("village"), when=may.looks_through),
        Move(LIST, "category", LIST, do=_into("category"), when=may.looks_through),
        Move(LIST, "by_category", LIST, do=_turned("category"), when=may.looks_through),
        Move(LIST, "by_village", LIST, do=_turned("village"), when=may.looks_through),
        Move(LIST, "more", LIST, do=turn_page, when=may.looks_through),
        Move(LIST, "open", Enter("need"), do=_open, when=may.may_open_need),
        Move(LIST, "text", Enter("need"), do=_open_numbered, when=may.names_need),
        Move(LIST, "text", LIST, do=turn.not_found, when=may.names_no_need),
        Move(LIST, "report", Enter("villages"), do=_to_homes, when=may_report_somewhere),
        Move(LIST, "back", LIST, do=_out, when=is_inside),
        Move(LIST, "back", Enter("home")),
        Move(LIST, "cancel", Enter("home")),
    )


def open_need_book(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """The needs of an office; who has none tells of one."""
    looks = may_browse(Moment(NO_ANSWERS, event, facts))
    return Enter("need_book" if looks else "report"), Outcome(NO_ANSWERS)


def tell_need(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """Report a need of one's own households; officials without any browse all needs."""
    is_looking = browses_only(Moment(NO_ANSWERS, event, facts))
    return Enter("need_book" if is_looking else "report"), Outcome(NO_ANSWERS)
