"""What words mean wherever they are typed (R5): every label of the menus, and a few words beside them."""

from bot.flows.engine.port import Choice, say

_LABELS = (
    ("start", "choice.menu"),
    ("visit", "choice.visit"),
    ("need", "choice.report"),
    ("mine", "choice.mine"),
    ("villages", "choice.mine_township"),
    ("villages", "choice.mine_village"),
    ("need_book", "choice.need_book_all"),
    ("need_book", "choice.need_book"),
    ("leave", "choice.leave"),
    ("revoke", "choice.revoke"),
    ("revoke", "choice.returned"),
    ("undo", "choice.undo"),
    ("digest", "choice.digest"),
    ("feedback", "choice.feedback"),
    ("help", "choice.help"),
    ("cancel", "choice.cancel"),
    ("import", "choice.import"),
    ("export", "choice.export"),
    ("people", "choice.people"),
    ("invite", "choice.invite"),
)
_OF_MENUS = ("visit", "need", "mine", "leave", "digest", "feedback", "lang", "help", "cancel")
_OF_OFFICES = ("import", "export", "people", "invite")
ORDERS = (
    *(Choice(order, say(label)) for order, label in _LABELS),
    *(Choice(order, say(f"command.{order}")) for order in (*_OF_MENUS, *_OF_OFFICES)),
)
"""Labels by the command that they stand for; short words are `words.<command>` in the catalogs."""
