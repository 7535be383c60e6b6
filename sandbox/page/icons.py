"""The page's drawings as inline SVG, so that no icon font has to be fetched."""


def _line(paths: str) -> str:
    return (
        '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round">{paths}</svg>'
    )


LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48">'
    '<rect width="48" height="48" rx="14" fill="#1f5145"/>'
    '<circle cx="35" cy="13" r="4.5" fill="#f2c078"/>'
    '<path d="M9 25 24 12l15 13" fill="none" stroke="#fffaf0" stroke-width="4" stroke-linecap="round" '
    'stroke-linejoin="round"/>'
    '<path d="M14 25.5V35h20v-9.5L24 17z" fill="#fffaf0"/>'
    '<path d="M21.5 35v-7h5v7z" fill="#b4532a"/>'
    '<path d="M7 40c8-5 12-5 17-3s10 1 17-2" fill="none" stroke="#8fc0a4" stroke-width="3" '
    'stroke-linecap="round"/></svg>'
)

_FILLED = '<svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor">'
_SLASH = '<path d="M4 4l16 16" stroke="currentColor" stroke-width="2.5" stroke-linecap="round"/>'
_BARS = "".join(
    f'<rect x="{3 + 5 * nth}" y="{15 - 3.7 * nth}" width="3.5" height="{5 + 3.7 * nth}" rx="1"/>'
    for nth in range(4)
)

ICONS = {
    "logo": LOGO,
    "menu": _line('<path d="M4 7h16M4 12h16M4 17h10"/>'),
    "clip": _line(
        '<path d="m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.5 8.5a2 2 0 0 1-3-3L14 7"/>'
    ),
    "send": _line('<path d="M5 12h13M12 5l7 7-7 7"/>'),
    "close": _line('<path d="m6 6 12 12M18 6 6 18"/>'),
    "photo": _line(
        '<rect x="3" y="5" width="18" height="14" rx="3"/><circle cx="9" cy="10" r="1.5"/>'
        '<path d="m4 17 5-4 4 3 3-2.5 4 3.5"/>'
    ),
    "album": _line(
        '<rect x="3" y="8" width="14" height="12" rx="3"/>'
        '<path d="M8 4h10a3 3 0 0 1 3 3v8M4 18l4-4 3 2.5 5-4"/>'
    ),
    "computer": _line('<rect x="4" y="5" width="16" height="11" rx="2"/><path d="M2 20h20"/>'),
    "pin": _line(
        '<path d="M12 21c5-5.5 7-8.5 7-11.5a7 7 0 0 0-14 0C5 12.5 7 15.5 12 21z"/>'
        '<circle cx="12" cy="9.5" r="2.5"/>'
    ),
    "document": _line('<path d="M7 3h7l4 4v14H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM14 3v5h4"/>'),
    "workbook": _line(
        '<rect x="4" y="4" width="16" height="16" rx="3"/><path d="M4 9.5h16M4 14.5h16M9.5 9.5V20"/>'
    ),
    "download": _line('<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>'),
    "voice": _line('<path d="M5 10v4M9 6v12M13 9v6M17 5v14M21 10v4"/>'),
    "waiting": _line('<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>'),
    "clock": _line('<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>'),
    "turn_clock": _line('<circle cx="10" cy="12" r="7"/><path d="M10 8v4l2.5 1.5M18 8l2.5 4L23 8"/>'),
    "visit": _line('<path d="M3 12 12 4l9 8M6 10v10h12V10"/><path d="m9 15 2.2 2.2L15.5 13"/>'),
    "need": _line('<path d="M12 3 2.5 20h19z"/><path d="M12 9.5v5M12 17.4v.2"/>'),
    "mine": _line('<path d="M8 6h13M8 12h13M8 18h13M3.5 6h.2M3.5 12h.2M3.5 18h.2"/>'),
    "leave": _line(
        '<rect x="4" y="5" width="16" height="15" rx="3"/><path d="M4 10h16M8 3v4M16 3v4M9.5 15h5"/>'
    ),
    "digest": _line('<path d="M4 4v16h16"/><path d="M8.5 16v-5M13 16V7M17.5 16v-7"/>'),
    "feedback": _line('<path d="M4 5h16v11H11l-5 4v-4H4z"/><path d="M8.5 10.5h7"/>'),
    "lang": _line(
        '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>'
    ),
    "help": _line(
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M9.5 9.5a2.5 2.5 0 1 1 3.4 2.4c-.7.3-.9.8-.9 1.6M12 16.8v.2"/>'
    ),
    "cancel": _line('<circle cx="12" cy="12" r="8.5"/><path d="m9 9 6 6M15 9l-6 6"/>'),
    "import": _line('<path d="M12 3v10M8 9.5l4 4 4-4M4 14v6h16v-6"/>'),
    "export": _line('<path d="M12 14V4M8 7.5l4-4 4 4M4 14v6h16v-6"/>'),
    "people": _line(
        '<circle cx="9" cy="8" r="3.5"/>'
        '<path d="M2.5 20c0-4 3-6.5 6.5-6.5s6.5 2.5 6.5 6.5"/>'
        '<path d="M16 5a3.5 3.5 0 0 1 0 6.5M18 14c2.3.9 3.5 3.1 3.5 6"/>'
    ),
    "invite": _line(
        '<circle cx="10" cy="8" r="3.5"/>'
        '<path d="M3.5 20c0-4 3-6.5 6.5-6.5 1.3 0 2.6.4 3.7 1M18.5 14v6M15.5 17h6"/>'
    ),
    "undo": _line('<path d="M8 5 4 9l4 4"/><path d="M4 9h10a5.5 5.5 0 0 1 0 11H8"/>'),
    "bars": f"{_FILLED}{_BARS}</svg>",
    "no_bars": f'{_FILLED}<g opacity=".4">{_BARS}</g>{_SLASH}</svg>',
}
