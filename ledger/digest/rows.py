"""The rows behind a digest as rows of sheets."""

from datetime import date

from domain.digest.doubts import DoubtKind
from domain.digest.rows import DoubtRow, NeedRow, UnvisitedRow, VisitRow
from domain.needs.needs import NeedStatus
from domain.people.people import Duty
from domain.register.needs import words_both_ways
from ledger.checks.need_words import LEVEL_WORDS, STATUS_WORDS
from ledger.checks.values import DUTIES, MODES
from ledger.digest.words import BookWords
from ledger.sheets.values import ANSWER_WORDS, Value

Cells = tuple[Value, ...]
_DUTY, _MODE = words_both_ways(DUTIES), words_both_ways(MODES)
# fmt: off
UNVISITED = (
    "行政村", "村民小组", "户编号", "户主", "身份", "姓名", "联系电话",
    "上次走访日期", "连续两月没去", "说明", "原因",
)
VISITS = (
    "走访日期", "走访方式", "走访人", "身份", "行政村", "村民小组", "户编号", "户主",
    "算数", "照片数", "补记", "代班", "备注",
)
NEEDS = (
    "编号", "行政村", "户编号", "户主", "类别", "描述", "提出日期", "责任单位", "责任人", "完成时限", "进展",
    "所在层级", "紧急", "超期工作日", "完成日期", "农户确认", "销号", "待拍板", "原因",
)
NEED_WIDTHS = {
    "行政村": 8, "户编号": 13, "户主": 7, "类别": 7, "责任人": 7, "提出日期": 10.5, "完成时限": 10.5,
    "完成日期": 10.5, "紧急": 5, "超期工作日": 6, "销号": 5, "待拍板": 5, "进展": 7, "所在层级": 7,
    "农户确认": 6,
    "原因": 8,
}
"""So that nineteen columns fit A4 in letters that can be read."""
UNVISITED_MARKS = {"连续两月没去": "黄", "说明": "灰"}
NEED_MARKS = {"紧急": "黄", "超期工作日": "红", "待拍板": "黄"}
DOUBTS = ("核实什么", "行政村", "户编号", "户主", "相关人", "关于", "日期")
# fmt: on


def unvisited_cells(one: UnvisitedRow, words: BookWords) -> Cells:
    """A line of 还没走访."""
    where = (one.village, one.group, one.household_code, one.head)
    who = (_DUTY[one.duty], one.person, one.phone)
    since = (_day(one.last_on), ANSWER_WORDS[one.two_months])
    return *where, *who, *since, words.why(one.excuse), words.why(one.reason)


def visit_cells(one: VisitRow) -> Cells:
    """A line of 走访明细."""
    how = (one.visited_on.isoformat(), _MODE[one.mode], one.person, _DUTY[one.duty])
    where = (one.village, one.group, one.household_code, one.head)
    marks = (ANSWER_WORDS[one.meets], one.photos, ANSWER_WORDS[one.late], ANSWER_WORDS[one.stood_in])
    return *how, *where, *marks, one.note


def need_cells(one: NeedRow, words: BookWords) -> Cells:
    """A line of 诉求台账."""
    what = (one.label, one.village, one.household_code, one.head, words.need(one.category), one.words)
    who = (one.reported_on.isoformat(), one.department, one.holder, one.due_on.isoformat())
    stands = (
        STATUS_WORDS[one.status],
        LEVEL_WORDS[one.level],
        ANSWER_WORDS[one.urgent],
        one.working_days_late,
    )
    closed = ANSWER_WORDS[one.status in (NeedStatus.CONFIRMED, NeedStatus.WITHDRAWN)]
    ended = (_day(one.solved_on), ANSWER_WORDS[one.confirmed], closed)
    return *what, *who, *stands, *ended, ANSWER_WORDS[one.waits], words.need(one.reason)


def doubt_cells(one: DoubtRow, words: BookWords) -> Cells:
    """A line of 建议核实."""
    where = (one.village, one.household_code, one.head, one.person)
    about = _DUTY[Duty(one.about)] if one.kind is DoubtKind.UNPAIRED else one.about
    return words.doubts[one.kind], *where, about, _day(one.since)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
