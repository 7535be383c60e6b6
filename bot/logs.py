"""Logs go to stderr, in plain lines or JSON, and never hold a token or another secret."""

import logging
import re
import sys
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import Processor

HIDDEN = "***"
# Their lines hold addresses with the token, whole updates, or every step of every conversation.
QUIET = ("httpx", "httpcore", "aiohttp", "telegram", "transitions", "alembic", "apscheduler")
# What stands in a Bot API address, and a token by itself; %3A is the colon in an encoded address.
TOKENS = re.compile(r"(?<=bot)\d+(?::|%3A)[\w-]+|(?<!\d)\d{6,}(?::|%3A)[\w-]{30,}", re.IGNORECASE)

Redact = Callable[[str], str]


def redactor(secrets: Iterable[str]) -> Redact:
    """A function that hides these secrets, and whatever has the form of a bot token."""
    longest_first = sorted({one for one in secrets if one}, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def redact(text: str) -> str:
        return TOKENS.sub(HIDDEN, known.sub(HIDDEN, text) if known else text)

    return redact


class RedactingFilter(logging.Filter):
    """Hides secrets in a record's message, arguments, exception and stack, for whoever formats it."""

    def __init__(self, redact: Redact) -> None:
        super().__init__()
        self._redact = redact

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through."""
        if isinstance(record.msg, str):
            record.msg, record.args = self._redact(_message(record)), None
        if record.exc_info:
            record.exc_text = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        record.exc_text = self._redact(record.exc_text) if record.exc_text else None
        record.stack_info = self._redact(record.stack_info) if record.stack_info else None
        return True


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Hides secrets in the finished line too, where structlog has put keys and values together."""

    def __init__(self, redact: Redact, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """The line without secrets."""
        return self._redact(super().format(record))


def configure_logs(
    level: str, *, as_json: bool, secrets: Iterable[str], stream: TextIO | None = None
) -> None:
    """Sets up logging for the process; to be called before anything is logged, once or again."""
    redact = redactor(secrets)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(RedactingFilter(redact))
    handler.setFormatter(_formatter(redact, as_json))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    # What nobody catches would otherwise be printed past the filter.
    sys.excepthook = _log_uncaught


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _formatter(redact: Redact, as_json: bool) -> logging.Formatter:
    finish: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        finish += [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        # Plain tracebacks: the pretty ones show local variables, and with them people's names.
        plain = structlog.dev.plain_traceback
        finish += [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]
    return RedactingFormatter(
        redact, foreign_pre_chain=[*_shared(), _exception_text], processors=finish, use_get_message=True
    )


def _exception_text(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    record: logging.LogRecord = event["_record"]
    if record.exc_text:
        event["exception"] = record.exc_text
    return event


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        # A log line with the wrong number of arguments must not take the program down.
        return f"{record.msg} {record.args!r}"


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("bot").critical("crashed", exc_info=(kind, error, trace))
