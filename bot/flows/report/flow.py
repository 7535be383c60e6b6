"""有事要报: a household's need in three steps (transcript T3)."""

from bot.flows.engine.flow import Enter, Flow, Move, State, Want
from bot.flows.report import rules as may
from bot.flows.report import turns as turn
from bot.flows.report.answers import has_told
from bot.flows.report.cards import (
    ask_edit,
    ask_kind,
    ask_right,
    ask_what,
    ask_whose,
    ask_words,
    tell_reported,
)
from bot.flows.shared.menu import turn_page
from bot.flows.visit import troubles as trouble
from bot.flows.visit.needs import tell_trouble
from bot.flows.visit.rules import names_none, names_one
from bot.flows.visit.turns import forget_search, search, search_nothing


class Report(Flow):
    """Whose it is, what it is about, how it is, and whether that is right."""

    name = "report"
    wants = frozenset({Want.NEED_HOME})

    LIST = State(ask_whose, keeps=has_told)
    SEARCH = State(ask_words, keeps=has_told)
    KIND = State(ask_kind, keeps=has_told)
    WORDS = State(ask_what, keeps=has_told)
    CHECK = State(ask_right, keeps=has_told)
    EDIT = State(ask_edit, keeps=has_told)
    TOLD = State(tell_reported, closes=True)

    moves = (
        Move(LIST, "pick", KIND, do=turn.pick, when=may.may_report_named),
        Move(LIST, "more", LIST, do=turn_page),
        Move(LIST, "search", SEARCH),
        Move(LIST, "resume", CHECK, do=turn.resume, when=may.is_shelved_with_category),
        Move(LIST, "resume", KIND, do=turn.resume, when=may.is_shelved),
        Move(LIST, "drop", LIST, do=turn.drop),
        Move((LIST, SEARCH), "text", CHECK, do=tell_trouble, when=trouble.points_to_category),
        Move((LIST, SEARCH), "text", KIND, do=tell_trouble, when=trouble.tells_trouble),
        Move((LIST, SEARCH), "text", KIND, do=turn.pick_named, when=names_one),
        Move((LIST, SEARCH), "text", LIST, do=search_nothing, when=names_none),
        Move((LIST, SEARCH), "text", LIST, do=search),
        Move((LIST, SEARCH), "voice", LIST, do=turn.keep_voice),
        Move((LIST, SEARCH), "photo", LIST, do=turn.keep_photo, when=may.is_for_this_need),
        Move(SEARCH, "back", LIST, do=forget_search),
        Move(LIST, "back", Enter("home")),
        Move(KIND, "kind", CHECK, do=turn.choose_kind, when=may.is_corrected),
        Move(KIND, "kind", WORDS, do=turn.choose_kind, when=may.is_offered),
        Move(KIND, "back", Enter("visit", "open"), do=turn.back_to_visit, when=may.came_from_visit),
        Move(KIND, "back", Enter("household"), do=turn.back_to_page, when=may.came_from_page),
        Move(KIND, "back", LIST),
        Move(KIND, "text", KIND, do=turn.keep_words),
        Move(KIND, "voice", KIND, do=turn.keep_voice),
        Move(KIND, "photo", KIND, do=turn.keep_photo, when=may.is_for_this_need),
        Move(WORDS, "photo", WORDS, do=turn.keep_photo, when=may.is_for_this_need),
        Move(WORDS, "text", CHECK, do=turn.keep_words),
        Move(WORDS, "voice", CHECK, do=turn.keep_voice),
        Move(WORDS, "skip", CHECK),
        Move(WORDS, "back", KIND),
        Move(CHECK, "send", TOLD, do=turn.send(urgent=False), when=may.may_report),
        Move(CHECK, "urgent", TOLD, do=turn.send(urgent=True), when=may.may_report),
        Move(CHECK, "text", CHECK, do=turn.keep_words),
        Move(CHECK, "voice", CHECK, do=turn.keep_voice),
        Move(CHECK, "photo", CHECK, do=turn.keep_photo, when=may.is_for_this_need),
        Move(CHECK, "edit", EDIT),
        Move(EDIT, "rekind", KIND, do=turn.correct),
        Move(EDIT, "retell", WORDS, do=turn.retell),
        Move(EDIT, "back", CHECK),
        Move((LIST, SEARCH, KIND, WORDS, CHECK, EDIT), "cancel", Enter("home"), do=turn.leave),
        Move(TOLD, "see", Enter("need"), do=turn.see_need),
        Move(TOLD, "photo", TOLD, do=turn.add_photo, when=may.joins_visit),
        Move(
            TOLD,
            "text",
            Enter("visit", "proposed"),
            do=turn.name_joined_photos,
            when=may.tells_of_joined_photos,
        ),
        Move(TOLD, "text", Enter("visit", "open"), do=turn.name_joined_photos, when=may.names_joined_photos),
        Move(TOLD, "see_visit", Enter("visit", "saved"), do=turn.see_visit, when=may.has_visit),
    )
