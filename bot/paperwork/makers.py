"""Which paper is made by what."""

from collections.abc import Mapping

from bot.office import Office
from bot.paperwork.room import Maker
from bot.paperwork.workbook import Workbooks
from bot.transport.fetcher import Source
from domain.paperwork import Paper


def makers(office: Office, source: Source) -> Mapping[Paper, Maker]:
    """The makers of one office; `source` is where files come from."""
    workbooks = Workbooks(office, source)
    return {
        Paper.EXPORT: workbooks.export,
        Paper.CHECK: workbooks.check,
        Paper.IMPORT: workbooks.import_checked,
        Paper.PROBLEMS: workbooks.tell_problems,
    }
