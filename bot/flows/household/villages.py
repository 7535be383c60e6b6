"""全镇 / 全村: officials look through villages and their households, and take a village's book."""

from bot.flows.engine.flow import Enter, Flow, Moment, Move, Outcome, State, Want
from bot.flows.engine.numbers import from_base36, to_base36
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.household import rules as may
from bot.flows.shared.guards import may_browse
from bot.flows.shared.menu import BACK_OR_CANCEL, CODE_TAIL, more_choice, page_of, turn_page
from bot.flows.shared.papers import ask_sheet, is_not_made, tell_not_made
from domain.households.browse import FOUND_AT_MOST, Browse, ListedHousehold, VillageCount
from domain.paperwork import Paper
from domain.people.names import alike, twice

LONGEST_WORDS = 20


def _ask(moment: Moment) -> Card:
    browse, words = moment.facts.browse, moment.answers.get("words", "")
    if browse is None or not may_browse(moment):
        return Card((say("villages.not_yours"),), BACK_OR_CANCEL)
    village = _inside(moment, browse)
    if village is None and not words:
        return _list(moment, (_villages_words(browse),), [_village_choice(one) for one in browse.villages])
    offered = browse.offered(words)
    shared = twice((one.head, _where(one, within=village)) for one in offered)
    choices = [_household_choice(moment, one, _where(one, within=village), shared) for one in offered]
    book = (choice(f"book-{to_base36(village.id)}"),) if village else ()
    if words:
        return _list(moment, _found_words(browse, words, len(offered)), choices, book)
    is_all = len(browse.villages) == 1
    return _list(moment, (_village_words(village, is_all=is_all),) if village else (), choices, book)


def _inside(moment: Moment, browse: Browse) -> VillageCount | None:
    """The village that the answers say; the only one needs no saying."""
    village = browse.village
    is_said = village is not None and moment.answers.get("village") == village.id
    return village if is_said or len(browse.villages) == 1 else None


def _list(
    moment: Moment, says: tuple[Say, ...], choices: list[Choice], book: tuple[Choice, ...] = ()
) -> Card:
    page = moment.answers.get("page", 0)
    shown, pages = page_of(choices, page)
    more = (more_choice(page, pages),) if pages > 1 else ()
    rows: Rows = (*((one,) for one in shown), (*more, choice("search")))
    return Card(says, (*rows, *((book,) if book else ()), *BACK_OR_CANCEL))


def _villages_words(browse: Browse) -> Say:
    households = sum(one.households for one in browse.villages)
    visited = sum(one.visited for one in browse.villages)
    return say("villages.list", n=len(browse.villages), done=visited, households=households)


def _village_words(village: VillageCount, *, is_all: bool) -> Say:
    key = "villages.homes_of_village" if is_all else "villages.homes"
    return say(key, village=village.name, n=village.households, done=village.visited)


def _found_words(browse: Browse, words: str, found: int) -> tuple[Say, ...]:
    told = say("visit.found" if found else "villages.not_found", words=words)
    return (told, say("villages.cut", limit=FOUND_AT_MOST)) if browse.is_cut else (told,)


def _village_choice(one: VillageCount) -> Choice:
    label = say("villages.village", village=one.name, done=one.visited, households=one.households)
    return Choice(f"village-{to_base36(one.id)}", label)


def _where(one: ListedHousehold, *, within: VillageCount | None) -> str:
    return (one.group or one.village) if within else one.village + one.group


def _household_choice(
    moment: Moment, one: ListedHousehold, where: str, shared: frozenset[tuple[str, str]]
) -> Choice:
    days = one.days_since_home(moment.facts.today)
    if one.is_visited:
        status = say("household.visited")
    else:
        status = say("household.never") if days is None else say("household.days", n=days)
    if alike(one.head, where) in shared:
        where = f"{where} {one.code[-CODE_TAIL:]}"
    return Choice(f"pick-{to_base36(one.id)}", say("household", head=one.head, where=where, status=status))


def _ask_words(_moment: Moment) -> Card:
    return Card((say("visit.search"),), BACK_OR_CANCEL)


def _open_village(moment: Moment) -> Outcome:
    return Outcome({"village": from_base36(moment.argument)})


def _open_page(moment: Moment) -> Outcome:
    return moment.with_answers(household=from_base36(moment.argument), by_office=True)


def _search(moment: Moment) -> Outcome:
    return moment.with_answers(words=moment.event.text.strip()[:LONGEST_WORDS], page=0)


def _leave_search(moment: Moment) -> Outcome:
    return moment.with_answers(words="", page=0)


def _ask_book(moment: Moment) -> Outcome:
    village = from_base36(moment.argument)
    return ask_sheet(moment, Paper.VILLAGE_BOOK, "villages.book_coming", village=village)


def _all_villages(_moment: Moment) -> Outcome:
    return Outcome({})


class Villages(Flow):
    """Villages first, where there are several; then the households of one, or what a search found."""

    name = "villages"
    wants = frozenset({Want.BROWSE})

    LIST = State(_ask)
    WORDS = State(_ask_words)

    moves = (
        Move(LIST, "village", LIST, do=_open_village, when=may.may_look_into),
        Move(LIST, "pick", Enter("household"), do=_open_page, when=may.may_open),
        Move(LIST, "more", LIST, do=turn_page, when=may_browse),
        Move(LIST, "search", WORDS, when=may_browse),
        Move((LIST, WORDS), "text", LIST, do=_search, when=may_browse),
        Move(LIST, "book", LIST, do=_ask_book, when=may.may_take_book),
        Move(LIST, "paperwork", LIST, do=tell_not_made, when=is_not_made),
        Move(LIST, "back", LIST, do=_leave_search, when=may.is_searching),
        Move(LIST, "back", LIST, do=_all_villages, when=may.is_inside),
        Move(LIST, "back", Enter("mine"), when=may.has_round),
        Move(LIST, "back", Enter("home")),
        Move(WORDS, "back", LIST),
        Move((LIST, WORDS), "cancel", Enter("home")),
    )
