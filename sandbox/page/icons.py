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
    "bars": f"{_FILLED}{_BARS}</svg>",
    "no_bars": f'{_FILLED}<g opacity=".4">{_BARS}</g>{_SLASH}</svg>',
}
