"""The sheets and columns of the workbook as a table (docs/workbook.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.register.sheets import AREAS, HOUSEHOLDS, MEMBERS, NEED_STEPS, NEEDS, PAIRINGS, PEOPLE, VISITS

DEFINITIONS, GUIDE = "口径说明", "填写说明"

PROBLEMS = "问题"
"""The column, or sheet, in which the clerk reads what must be mended."""
NOT_READ = (DEFINITIONS, GUIDE, PROBLEMS)
"""Sheets that belong to the workbook and are no part of the register."""

CODE_COLUMNS = frozenset({"户编号", "村编码", "证件号码"})
"""Codes and IDs: a numeric cell has lost digits and is refused."""

DAY_COLUMNS = frozenset(
    {"开始时间", "结束时间", "走访日期", "提出日期", "完成时限", "完成日期", "确认期限", "时间"}
)
"""Days: a bare number there is how Excel keeps a day."""

NAME_COLUMNS = frozenset({
    "户主", "姓名", "行政村", "村民小组", "责任人姓名", "联系人姓名", "走访人", "责任人", "提出人", "经办人",
    "户类型", "监测对象类别", "主要致贫原因",
})  # fmt: skip
"""Names of people and places, and kinds of households: kept tidy."""

CHECK_COLUMNS = ("不愁吃", "不愁穿", "义务教育", "基本医疗", "住房安全", "饮水安全")
"""The six checks in ledger order (docs/domain.md)."""

# fmt: off
HOUSEHOLD_COLUMNS = (
    "户编号", "户主", "行政村", "村民小组", "户类型", "监测对象类别", "主要致贫原因",
    "家庭人口数", "人均纯收入", "外出务工", "经度", "纬度", "户联系电话",
)
MEMBER_COLUMNS = (
    "户编号", "姓名", "与户主关系", "证件号码", "出生年",
    "健康状况", "在校生状况", "劳动技能", "务工时间(月)",
)
VISIT_COLUMNS = (
    "走访日期", "走访方式", "走访人", "走访人电话", "身份", "户编号", "户主", "见面人", *CHECK_COLUMNS,
    "家庭变化", "问题与需求", "照片数", "补记", "备注",
)
NEED_COLUMNS = (
    "编号", "户编号", "户主", "类别", "描述", "提出日期", "责任单位", "责任人", "完成时限", "进展",
    "完成日期", "农户确认", "销号", "紧急", "责任人电话", "提出人", "提出人电话", "所在层级", "确认期限",
    "走访日期",
)
NEED_STEP_COLUMNS = (
    "编号", "时间", "动作", "经办人", "经办人电话", "进展", "责任人", "责任人电话", "完成时限",
    "原因", "说明",
)
# fmt: on

AREA_ALIASES = {"村": "行政村", "组": "村民小组"}
PHONE_ALIASES = {"电话": "联系电话", "手机号": "联系电话"}
HEAD_ALIASES = {"户主姓名": "户主"}


_IN_LINES = frozenset(
    {"角色", "单位", "所辖", "村民小组", "户类型", "监测对象类别", "主要致贫原因", "联系人身份", "户联系电话"}
    | {"与户主关系", "健康状况", "在校生状况", "劳动技能", "见面人", "家庭变化", "问题与需求", "备注"}
    | {"描述", "责任单位", "进展", "农户确认", "原因", "说明"}
)
"""Lists and texts of any length: a line break in them is no mistake."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet: `columns` are written and read, `also` only read, `one_of` need one at least."""

    sheet: str
    columns: tuple[str, ...]
    mandatory: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    required: bool = True

    @property
    def single(self) -> frozenset[str]:
        """Columns in which a line break means that there are two values where one belongs."""
        return self.known - _IN_LINES

    @property
    def known(self) -> frozenset[str]:
        """Every column that means something here."""
        return frozenset(self.columns + self.also)


LAYOUTS = (
    Layout(AREAS, ("行政村", "村编码", "村民小组"), ("行政村", "村编码", "村民小组"), aliases=AREA_ALIASES),
    Layout(
        PEOPLE,
        ("姓名", "联系电话", "角色", "单位", "所辖"),
        ("姓名", "联系电话", "角色"),
        aliases=PHONE_ALIASES,
    ),
    Layout(
        HOUSEHOLDS,
        HOUSEHOLD_COLUMNS,
        ("户编号", "户主", "行政村", "村民小组"),
        aliases=AREA_ALIASES | HEAD_ALIASES | dict.fromkeys(("联系电话", *PHONE_ALIASES), "户联系电话"),
    ),
    Layout(
        MEMBERS,
        MEMBER_COLUMNS,
        ("户编号", "姓名"),
        required=False,
    ),
    Layout(
        PAIRINGS,
        ("户编号", "责任人电话", "联系人电话", "联系人身份", "开始时间", "结束时间"),
        ("户编号", "开始时间"),
        one_of=("责任人电话", "联系人电话"),
        also=("户主", "行政村", "村民小组", "责任人姓名", "联系人姓名"),
        aliases=AREA_ALIASES | HEAD_ALIASES,
    ),
    Layout(
        VISITS,
        VISIT_COLUMNS,
        ("走访日期", "走访方式", "身份", "户编号"),
        one_of=("走访人", "走访人电话"),
        aliases=HEAD_ALIASES,
        required=False,
    ),
    Layout(
        NEEDS,
        NEED_COLUMNS,
        ("编号", "户编号", "类别", "提出日期"),
        aliases=HEAD_ALIASES,
        required=False,
    ),
    Layout(
        NEED_STEPS,
        NEED_STEP_COLUMNS,
        ("编号", "时间", "动作", "经办人电话", "进展", "责任人电话", "完成时限"),
        required=False,
    ),
)

BY_SHEET = {layout.sheet: layout for layout in LAYOUTS}
