"""Reply markup as Telegram checks it: inline keyboards to the byte, other kinds by shape."""

from typing import Any

from sandbox.telegram.errors import Json, bad_request
from sandbox.telegram.params import Params

DATA_BYTES = 64
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
UNPARSABLE = "can't parse inline keyboard button"
OTHER_KINDS = ("keyboard", "remove_keyboard", "force_reply")
OTHER_ACTIONS = frozenset(
    {"url", "web_app", "login_url", "copy_text", "pay", "callback_game", "switch_inline_query"}
)


def reply_markup(params: Params) -> Json | None:
    """The checked markup of a message to send: an inline keyboard or another kind; None if absent."""
    markup = _decoded(params)
    if markup is None or any(kind in markup for kind in OTHER_KINDS):
        return markup
    return _inline(markup)


def inline_markup(params: Params) -> Json | None:
    """The checked markup of a message to edit, which can only be an inline keyboard, if any."""
    markup = _decoded(params)
    if markup is not None and any(kind in markup for kind in OTHER_KINDS):
        raise bad_request("inline keyboard expected")
    return None if markup is None else _inline(markup)


def _decoded(params: Params) -> Json | None:
    markup = params.decoded("reply_markup")
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    return markup


def _inline(markup: Json) -> Json | None:
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    checked = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in checked):
        raise bad_request("BUTTON_COUNT_INVALID")
    return {"inline_keyboard": checked} if checked else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"{UNPARSABLE}: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request(f'{UNPARSABLE}: Field "text" must be of type String')
    if "callback_data" in button:
        if not 1 <= len(str(button["callback_data"]).encode(errors="surrogatepass")) <= DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif not OTHER_ACTIONS & button.keys():
        raise bad_request(f"{UNPARSABLE}: Text buttons are unallowed in the inline keyboard")
    return button
