"""周报: the digest of a week or month for leaders: numbers, lists, a chart and a workbook (T7)."""

from bot.flows.digest import cards as card
from bot.flows.digest import turns as turn
from bot.flows.digest import village_asking as ask
from bot.flows.engine.flow import Enter, Flow, Move, State, Want
from bot.flows.household.rules import may_open
from bot.flows.need.rules import may_open_need
from bot.flows.shared.guards import may_read
from bot.flows.shared.menu import turn_page
from bot.flows.shared.papers import is_not_made, tell_not_made


class WeeklyDigest(Flow):
    """The answers name the digest; its numbers are counted again each time a card is shown."""

    name = "digest"
    wants = frozenset({Want.DIGEST, Want.NEED, Want.PAGE})

    CARD = State(card.tell)
    LATE = State(card.ask_late)
    TWICE = State(card.ask_twice)
    MISSED = State(card.ask_missed)
    HOMES = State(card.ask_homes)
    ASKED = State(card.tell_asked, closes=True)
    VILLAGES = State(card.ask_villages)

    moves = (
        Move(CARD, "digest_late", LATE, do=turn.first_page, when=may_read),
        Move(CARD, "digest_missed", MISSED, do=turn.first_page, when=may_read),
        Move(CARD, "digest_twice", TWICE, do=turn.first_page, when=may_read),
        Move(CARD, "digest_more", VILLAGES, do=turn.first_page, when=may_read),
        Move(CARD, "digest_book", CARD, do=turn.ask_book, when=may_read),
        Move(CARD, "paperwork", CARD, do=turn.tell_too_big, when=turn.is_too_big),
        Move(CARD, "paperwork", CARD, do=tell_not_made, when=is_not_made),
        Move(MISSED, "missed", HOMES, do=turn.open_village, when=turn.is_village),
        Move(MISSED, "ask_villages", ASKED, do=ask.ask_villages, when=ask.may_ask_villages),
        Move(LATE, "open", Enter("need"), do=turn.open_need, when=may_open_need),
        Move((TWICE, HOMES), "pick", Enter("household"), do=turn.open_home, when=may_open),
        Move(LATE, "more", LATE, do=turn_page, when=may_read),
        Move(TWICE, "more", TWICE, do=turn_page, when=may_read),
        Move(MISSED, "more", MISSED, do=turn_page, when=may_read),
        Move(HOMES, "more", HOMES, do=turn_page, when=may_read),
        Move(VILLAGES, "more", VILLAGES, do=turn_page, when=may_read),
        Move((HOMES, ASKED), "back", MISSED, do=turn.first_page),
        Move((LATE, TWICE, MISSED, VILLAGES), "back", CARD, do=turn.first_page),
        Move(CARD, "back", Enter("home")),
        Move((CARD, LATE, TWICE, MISSED, HOMES, ASKED, VILLAGES), "cancel", Enter("home")),
    )
