"""Which paper is made by what."""

from collections.abc import Mapping

from bot.office import Office
from bot.paperwork.album import Albums
from bot.paperwork.digest import Digests
from bot.paperwork.invitation import Introduce, Invitations
from bot.paperwork.need_album import NeedAlbums
from bot.paperwork.room import Maker
from bot.paperwork.sheets import Sheets
from bot.paperwork.voice import Voices
from bot.paperwork.workbook import Workbooks
from bot.transport.fetcher import Source
from domain.paperwork import Paper
from pictures.darkroom import Darkroom


def makers(
    office: Office, source: Source, introduce: Introduce | None = None, darkroom: Darkroom | None = None
) -> Mapping[Paper, Maker]:
    """The makers of one office; `source` is where files come from, `introduce` tells the bot's own name.

    Without a `darkroom` of their own the makers of pictures open one whenever they need it.
    """
    workbooks, sheets, digests = Workbooks(office, source), Sheets(office), Digests(office, darkroom)
    return {
        Paper.EXPORT: workbooks.export,
        Paper.CHECK: workbooks.check,
        Paper.IMPORT: workbooks.import_checked,
        Paper.PROBLEMS: workbooks.tell_problems,
        Paper.DISCARD: workbooks.discard,
        Paper.HOUSEHOLD_CARD: sheets.household_card,
        Paper.VILLAGE_BOOK: sheets.village_book,
        Paper.ALBUM: Albums(office, darkroom).make,
        Paper.NEED_ALBUM: NeedAlbums(office, darkroom).make,
        Paper.WALL_CHART: digests.wall_chart,
        Paper.DIGEST_BOOK: digests.digest_book,
        Paper.VOICE: Voices(office).make,
        Paper.INVITE_PICTURE: Invitations(office, introduce).make,
    }
