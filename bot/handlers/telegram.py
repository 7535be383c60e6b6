"""python-telegram-bot's handlers: each makes an event and awaits the desk."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.desk.desk import Desk
from bot.desk.messages import farewell
from bot.flows.engine.port import Malformed
from bot.handlers.events import membership_event, message_event, own_event, tap_event
from storage.chat.inbox import OUR_OWN, Received

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
MadeEvent = TypeVar("MadeEvent")
Context = ContextTypes.DEFAULT_TYPE
ASKED_FOR = {"message", "edited_message", "callback_query", "my_chat_member"}
"""Updates that tell of something; of any other kind it does not matter what shape it has."""
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP, ChatType.CHANNEL)


def _made(make: Callable[[], MadeEvent]) -> MadeEvent:
    """The event; Malformed where the update lacks what Telegram always sends."""
    try:
        return make()
    except (AttributeError, TypeError, ValueError) as error:
        raise Malformed from error


class Handlers:
    """The handlers, and what became of the updates that they failed on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._failures: dict[int, BaseException] = {}
        self._at_hand: dict[int, Received] = {}

    def application(self, bot: Bot) -> AnyApplication:
        """An application that handles updates it is given, and fetches none by itself."""
        application: AnyApplication = Application.builder().bot(bot).updater(None).build()
        private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGES
        application.add_handlers(
            [
                CallbackQueryHandler(self._tap),
                MessageHandler(private, self._message),
                ChatMemberHandler(self._membership, ChatMemberHandler.MY_CHAT_MEMBER),
                TypeHandler(Update, self._other),
            ]
        )
        application.add_error_handler(self._failed)
        return application

    async def process(self, application: AnyApplication, received: Received) -> None:
        """Handle one update to its end; raises what went wrong."""
        raw = json.loads(received.raw)
        if received.channel == OUR_OWN:
            await self._desk.take(own_event(raw, received.id, received.received_at))
            return
        try:
            update = Update.de_json(raw, application.bot)
        except Exception as error:
            if raw.keys() & ASKED_FOR:
                raise Malformed from error
            await self._desk.pass_by(received.id)
            return
        self._at_hand[update.update_id] = received
        await application.process_update(update)
        del self._at_hand[update.update_id]
        failure = self._failures.pop(update.update_id, None)
        if failure:
            raise failure

    async def _message(self, update: Update, _: Context) -> None:
        message = update.message or update.edited_message
        received = self._at_hand[update.update_id]
        event = _made(lambda: message_event(received.id, message, received.received_at)) if message else None
        await (self._desk.take(event) if event else self._desk.pass_by(received.id))

    async def _tap(self, update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None or (query.message and query.message.chat.type != ChatType.PRIVATE):
            await self._other(update, context)
            return
        received = self._at_hand[update.update_id]
        await self._desk.take(_made(lambda: tap_event(received.id, query, received.received_at)))

    async def _membership(self, update: Update, context: Context) -> None:
        received = self._at_hand[update.update_id]
        event = _made(lambda: membership_event(received.id, update.my_chat_member, received.received_at))
        if event is None or (update.effective_chat and update.effective_chat.type in _GROUPS):
            await self._other(update, context)
            return
        await self._desk.take(event)

    async def _other(self, update: Update, _: Context) -> None:
        """All other updates: leave groups, mark the rest done."""
        chat = update.effective_chat
        membership = update.my_chat_member
        is_gone = membership is not None and membership.new_chat_member.status in ("kicked", "left")
        leaves = chat is not None and chat.type in _GROUPS and not is_gone
        await self._desk.pass_by(
            self._at_hand[update.update_id].id, [farewell(chat.id)] if chat and leaves else []
        )

    async def _failed(self, update: object, context: Context) -> None:
        if isinstance(update, Update) and context.error:
            self._failures[update.update_id] = context.error
