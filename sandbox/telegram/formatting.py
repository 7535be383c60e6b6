"""Telegram's HTML: text with tags becomes plain text and the entities that cover it, or is refused."""

import html
import re
from dataclasses import dataclass

from sandbox.telegram.errors import ApiError, Json, bad_request

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_TOKEN = re.compile(
    r"(?P<start><)(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)?(?P<rest>[^<>]*)(?P<close>>?)"
    r"|&(?:#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot);"
)
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]*)""")


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    offset: int
    href: str = ""


def utf16_length(text: str) -> int:
    """The length by which Telegram counts offsets and limits."""
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities; raises as Telegram does on anything it would not take."""
    text, length, at = [], 0, 0
    stack: list[_Open] = []
    entities: list[Json] = []
    for token in _TOKEN.finditer(source):
        before = source[at : token.start()]
        text.append(before)
        length += utf16_length(before)
        at = token.end()
        if token["start"] is None:
            meant = html.unescape(token[0])
            text.append(meant)
            length += utf16_length(meant)
        elif token["end"]:
            entities += _closed(stack, token, length)
        else:
            stack.append(_opened(token, length))
    if stack:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return "".join(text) + source[at:], sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def _opened(token: re.Match[str], length: int) -> _Open:
    offset = len(token.string[: token.start()].encode())
    tag = (token["tag"] or "").lower()
    if not token["close"]:
        raise _unparsable(f"Unclosed start tag at byte offset {offset}")
    if tag not in KINDS or (tag == "span" and "tg-spoiler" not in token["rest"]):
        raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {offset}')
    href = _HREF.search(token["rest"])
    return _Open(tag, length, html.unescape(href[1]) if href else "")


def _closed(stack: list[_Open], token: re.Match[str], length: int) -> list[Json]:
    offset = len(token.string[: token.start()].encode())
    if not stack:
        raise _unparsable(f"Unexpected end tag at byte offset {offset}")
    opened, tag = stack.pop(), (token["tag"] or "").lower()
    if tag != opened.tag:
        raise _unparsable(
            f'Unmatched end tag at byte offset {offset}, expected "</{opened.tag}>", found "</{tag}>"'
        )
    entity: Json = {"type": KINDS[tag], "offset": opened.offset, "length": length - opened.offset}
    if tag == "a":
        if not opened.href:
            return []
        entity["url"] = opened.href
    return [entity] if entity["length"] else []


def _unparsable(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")
