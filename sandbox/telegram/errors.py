"""What the Bot API answers when it refuses: a code, a description and perhaps a time to wait."""

from typing import Any

Json = dict[str, Any]
"""A Bot API object as it travels; never changed in place once it has been handed out."""


class ApiError(Exception):
    """A call was refused."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> Json:
        """The answer as Telegram sends it."""
        refused: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            refused["parameters"] = {"retry_after": self.retry_after}
        return refused


def bad_request(why: str) -> ApiError:
    """The call itself was wrong."""
    return ApiError(400, f"Bad Request: {why}")


def forbidden(why: str) -> ApiError:
    """The bot may not do this in that chat."""
    return ApiError(403, f"Forbidden: {why}")


def conflict(why: str) -> ApiError:
    """Two ways of getting updates are in each other's way."""
    return ApiError(409, f"Conflict: {why}")


def too_many_requests(seconds: int) -> ApiError:
    """The bot sends too fast and has to wait that many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)
