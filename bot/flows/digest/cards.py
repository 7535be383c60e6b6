"""What each state of 周报 says: the digest itself, and the lists behind its buttons, a page at a time."""

from collections.abc import Sequence
from typing import TypeVar

from bot.flows.digest.names import village_name
from bot.flows.digest.turns import shown
from bot.flows.digest.village_asking import asked_words, may_ask_villages
from bot.flows.digest.village_words import is_long, village_lines
from bot.flows.digest.words import digest_words, missed_told, twice_told
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, choice, say
from bot.flows.need.words import short_due_words
from bot.flows.shared.menu import BACK_OR_CANCEL, more_choice
from bot.flows.shared.words import month_words
from domain.digest.digest import AreaStanding, Digest
from domain.digest.lists import UnvisitedLine
from domain.digest.pages import PAGE
from domain.digest.village_asking import missed
from domain.needs.lists import NeedLine

T = TypeVar("T")
NOT_YOURS = Card((say("digest.not_yours"),), BACK_OR_CANCEL)


def tell(moment: Moment) -> Card:
    """The digest."""
    book = moment.facts.digest
    if book is None or not book.digests:
        return NOT_YOURS
    digest = book.digests[0]
    return Card(digest_words(moment.facts, digest), (*digest_rows(digest), *BACK_OR_CANCEL))


def digest_rows(digest: Digest, *, tells_missed: bool = True) -> Rows:
    """The way to what is late or was missed twice, if there is any, to the workbook and to more villages."""
    late = digest.whole.needs.late
    left, twice = (missed_told(digest), twice_told(digest)) if tells_missed else (0, 0)
    counted = {"digest_late": late, "digest_missed": left}
    lists = tuple(choice(name, n=n) for name, n in counted.items() if n)
    again = (choice("digest_twice", n=twice),) if twice else ()
    more = (choice("more").to("digest_more"),) if is_long(digest) else ()
    book = () if digest.is_empty else (choice("digest_book"),)
    return tuple(row for row in (lists, again, (*book, *more)) if row)


def ask_late(moment: Moment) -> Card:
    """Late needs, each of which opens."""
    book = moment.facts.digest
    if book is None or book.late is None:
        return NOT_YOURS
    if not book.late.total:
        return Card((say("digest.late_none"),), BACK_OR_CANCEL)
    rows: Rows = tuple((_need_choice(moment.facts, one),) for one in _shown(moment, book.late.needs))
    words = say("digest.late_list", n=book.late.total)
    return Card((words,), (*rows, *_more(moment, book.late.total), *BACK_OR_CANCEL))


def _need_choice(facts: Facts, one: NeedLine) -> Choice:
    label = say("need.choice", number=one.label, head=one.head, status=short_due_words(facts, one.due_on))
    return Choice(f"open-{to_base36(one.id)}", label)


def ask_twice(moment: Moment) -> Card:
    """Households that nobody responsible has visited this month and last, each of which opens."""
    book = moment.facts.digest
    if book is None or book.twice is None:
        return NOT_YOURS
    if not book.twice.total:
        return Card((say("digest.twice_none"),), BACK_OR_CANCEL)
    rows: Rows = tuple((_home_choice(one),) for one in _shown(moment, book.twice.duties))
    words = say("digest.twice_list", n=book.twice.total)
    return Card((words,), (*rows, *_more(moment, book.twice.total), *BACK_OR_CANCEL))


def ask_missed(moment: Moment) -> Card:
    """Villages in which households are left, each of which opens, and whose heads can be asked."""
    book, digest = moment.facts.digest, shown(moment.facts)
    if book is None or digest is None or book.heads is None:
        return NOT_YOURS
    left = missed(digest)
    if not left:
        return Card((say("digest.missed_none"),), BACK_OR_CANCEL)
    place = {one.code: nth for nth, one in enumerate(digest.villages)}
    rows: Rows = tuple((_village_choice(place[one.code], one),) for one in _shown(moment, left))
    month = month_words(digest.issue.month)
    words = say("digest.missed_list", month=month, n=sum(one.responsible.coverage.open for one in left))
    leads = may_ask_villages(moment)
    asks = ((choice("ask_villages"),),) if leads else ()
    return Card(
        (words, *(asked_words(moment) if leads else ())),
        (*rows, *_more(moment, len(left)), *asks, *BACK_OR_CANCEL),
    )


def _village_choice(nth: int, one: AreaStanding) -> Choice:
    label = say("digest.missed_choice", village=village_name(one.name), n=one.responsible.coverage.open)
    return Choice(f"missed-{to_base36(nth)}", label)


def ask_homes(moment: Moment) -> Card:
    """Households of a village that nobody responsible has visited this month, each of which opens."""
    book = moment.facts.digest
    if book is None or book.homes is None:
        return NOT_YOURS
    if not book.homes.total:
        return Card((say("digest.missed_none"),), BACK_OR_CANCEL)
    duties = _shown(moment, book.homes.duties)
    rows: Rows = tuple((_home_choice(one),) for one in duties)
    words = say("digest.homes_list", village=village_name(duties[0].row.village), n=book.homes.total)
    return Card((words,), (*rows, *_more(moment, book.homes.total), *BACK_OR_CANCEL))


def tell_asked(moment: Moment) -> Card:
    """Who has been asked, by whom nobody can be, and the way back."""
    return Card(asked_words(moment), BACK_OR_CANCEL)


def _home_choice(one: UnvisitedLine) -> Choice:
    """Label with the responsible person; others may have visited meanwhile."""
    row = one.row
    where = village_name(row.village) + row.group
    label = say("household", head=row.head, where=where, status=row.person)
    return Choice(f"pick-{to_base36(one.household_id)}", label)


def ask_villages(moment: Moment) -> Card:
    """The villages, fifteen a page, in the order of the ledger."""
    book, at = moment.facts.digest, moment.answers.get("page", 0)
    if book is None or not book.digests:
        return NOT_YOURS
    digest = book.digests[0]
    pages = digest.pages() or ((),)
    shown = pages[at if at < len(pages) else 0]
    title = say("digest.villages_list", month=month_words(digest.issue.month), n=len(digest.villages))
    more: Rows = ((more_choice(at, len(pages)),),) if len(pages) > 1 else ()
    return Card((title, *village_lines(shown)), (*more, *BACK_OR_CANCEL))


def _shown(moment: Moment, listed: Sequence[T]) -> Sequence[T]:
    at = moment.answers.get("page", 0) * PAGE
    return listed[at : at + PAGE] or listed[:PAGE]


def _more(moment: Moment, total: int) -> Rows:
    pages = -(-total // PAGE)
    return ((more_choice(moment.answers.get("page", 0), pages),),) if pages > 1 else ()
