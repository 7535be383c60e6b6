"""The peer of the form benchmark: four steps with python-telegram-bot's ConversationHandler, in memory."""

import os

from telegram import ReplyKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

HOUSEHOLD, NOTE, OUTCOME = range(3)
Context = ContextTypes.DEFAULT_TYPE


async def _say(update: Update, words: str, *buttons: str) -> None:
    assert update.message is not None
    await update.message.reply_text(words, reply_markup=ReplyKeyboardMarkup([[one] for one in buttons]))


async def begin(update: Update, _: Context) -> int:
    """First step: which household."""
    await _say(update, "Which household?", "1", "2", "3", "4", "5")
    return HOUSEHOLD


async def pick(update: Update, context: Context) -> int:
    """Second step: the household is kept."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["household"] = update.message.text
    await _say(update, "Send photos or choose", "All fine", "Nobody home")
    return NOTE


async def note(update: Update, context: Context) -> int:
    """Third step: the note is kept."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["note"] = update.message.text
    await _say(update, "Send photos or choose", "All fine", "Nobody home")
    return OUTCOME


async def finish(update: Update, _: Context) -> int:
    """Last step: done."""
    await _say(update, "Saved")
    return ConversationHandler.END


def main() -> None:
    """Poll the Bot API at ZOUFANG_API_URL."""
    api = os.environ["ZOUFANG_API_URL"]
    words = filters.TEXT & ~filters.COMMAND
    form = ConversationHandler(
        entry_points=[CommandHandler("visit", begin)],
        states={
            HOUSEHOLD: [MessageHandler(words, pick)],
            NOTE: [MessageHandler(words, note)],
            OUTCOME: [MessageHandler(words, finish)],
        },
        fallbacks=[],
    )
    builder = Application.builder().token(os.environ["ZOUFANG_TOKEN"])
    application = builder.base_url(f"{api}/bot").connection_pool_size(64).build()
    application.add_handler(form)
    application.run_polling()


if __name__ == "__main__":
    main()
