"""记走访: the visit conversation as a table (transcript T2)."""

from bot.flows import visit_rules as may
from bot.flows import visit_turns as turn
from bot.flows.flow import Enter, Flow, Move, State
from bot.flows.menu import turn_page
from bot.flows.visit_answers import has_begun
from bot.flows.visit_cards import (
    ask_day,
    ask_household,
    ask_how_it_was,
    ask_month,
    ask_photos,
    ask_words,
    tell_saved,
    tell_undone,
)


class Visit(Flow):
    """Pick a household, send photos if you like, say how it was: saved."""

    name = "visit"

    LIST = State(ask_household, keeps=has_begun)
    SEARCH = State(ask_words, keeps=has_begun)
    OPEN = State(ask_how_it_was, keeps=has_begun)
    MONTH = State(ask_month, keeps=has_begun)
    SAVED = State(tell_saved, closes=True)
    DATE = State(ask_day)
    PHOTOS = State(ask_photos)
    UNDONE = State(tell_undone, closes=True)

    moves = (
        Move(LIST, "pick", OPEN, do=turn.pick_household, when=may.is_on_round),
        Move(LIST, "more", LIST, do=turn_page),
        Move(LIST, "search", SEARCH),
        Move(LIST, "resume", OPEN, do=turn.resume, when=may.is_shelved),
        Move(LIST, "drop", LIST, do=turn.drop),
        Move(LIST, "photo", LIST, do=turn.keep_photo),
        Move((LIST, SEARCH), "location", LIST, do=turn.hint_place),
        Move(LIST, "text", LIST, do=turn.forget_search, when=may.has_no_round),
        Move((LIST, SEARCH), "text", OPEN, do=turn.pick_named, when=may.names_one),
        Move((LIST, SEARCH), "text", LIST, do=turn.search_nothing, when=may.names_none),
        Move((LIST, SEARCH), "text", LIST, do=turn.search),
        Move(LIST, "back", Enter("home")),
        Move(SEARCH, "back", LIST, do=turn.forget_search),
        Move(OPEN, "fine", MONTH, do=turn.keep_mode("fine"), when=may.may_be_last_month),
        Move(OPEN, "fine", SAVED, do=turn.record("fine"), when=may.has_household),
        Move(OPEN, "nobody", SAVED, do=turn.record("nobody"), when=may.has_household),
        Move(OPEN, "phone", MONTH, do=turn.keep_mode("phone"), when=may.may_be_last_month),
        Move(OPEN, "phone", SAVED, do=turn.record("phone"), when=may.has_household),
        Move(OPEN, "photo", OPEN, do=turn.keep_photo),
        Move(OPEN, "text", OPEN, do=turn.keep_note, when=may.has_household),
        Move(OPEN, "location", OPEN, do=turn.location_noted),
        Move(OPEN, "back", LIST),
        Move(MONTH, "before", SAVED, do=turn.record_last_month, when=may.has_household),
        Move(MONTH, "now", SAVED, do=turn.record_this_month, when=may.has_household),
        Move(MONTH, "photo", OPEN, do=turn.keep_photo),
        Move(MONTH, "back", OPEN),
        Move((LIST, SEARCH, OPEN, MONTH), "cancel", Enter("home"), do=turn.leave),
        Move(SAVED, "next", Enter("visit", "open"), do=turn.pick_next, when=may.is_on_round),
        Move(SAVED, "mine", Enter("mine")),
        Move(SAVED, "date", DATE),
        Move(SAVED, "photos", PHOTOS),
        Move(SAVED, "photo", SAVED, do=turn.add_photo, when=may.joins_the_visit),
        Move(SAVED, "text", SAVED, do=turn.too_late_for_words),
        Move(SAVED, "undo", UNDONE, do=turn.undo, when=may.may_undo),
        Move(SAVED, "undo", SAVED, do=turn.too_late_to_undo),
        Move(DATE, "day", SAVED, do=turn.redate, when=may.is_day_open),
        Move(DATE, "text", SAVED, do=turn.redate, when=may.is_day_open),
        Move(DATE, "text", DATE, do=turn.refuse_day),
        Move(DATE, "photo", DATE, do=turn.add_photo_quietly),
        Move(PHOTOS, "photo", PHOTOS, do=turn.add_photo),
        Move(PHOTOS, "enough", SAVED),
        Move((DATE, PHOTOS), "back", SAVED),
        Move((DATE, PHOTOS), "cancel", SAVED),
        Move(UNDONE, "again", Enter("visit", "open"), do=turn.start_again),
        Move(UNDONE, "visit", Enter("visit")),
        Move(UNDONE, "mine", Enter("mine")),
    )
