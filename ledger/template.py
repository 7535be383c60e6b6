"""An empty workbook to fill in, with a sheet that explains every column."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from xlsxwriter import Workbook

from domain.register_rules.layout import GUIDE, LAYOUTS, Layout
from ledger.writing import OPTIONS, start_sheet

GUIDE_COLUMNS = ("工作表", "列", "要求", "怎么填", "例子")

# One line a column, for the clerk who fills it in: how, and an invented example.
_EXPLAINED: dict[str, tuple[str, str]] = {
    "行政村": ("村的全名，各表写法要一致", "石板村"),
    "村编码": ("文本，不能重复；先把单元格设为文本再填", "000000100001"),
    "村民小组": ("一行一个组；也可以一村一行，组名用、隔开", "三组"),
    "姓名": ("真实姓名", "李国强"),
    "联系电话": ("每人一个，不能重复；邀请链接和结对都认它", "10000000001"),
    "角色": ("责任人、联系人、村负责人、镇领导、资料员；兼任的用、隔开", "责任人、村负责人"),
    "单位": ("帮扶单位，可不填", "县农业农村局"),
    "所辖": ("村名，几个村用、隔开；全镇或不填都算全镇", "石板村"),
    "户编号": ("文本，不能重复；各表用它对上同一户", "0000001000010001"),
    "户主": ("户主姓名", "王福生"),
    "户类型": ("可不填", "脱贫户"),
    "监测对象类别": ("可不填", "边缘易致贫户"),
    "主要致贫原因": ("可不填", "因病"),
    "家庭人口数": ("整数；与家庭成员表的人数一致", "3"),
    "人均纯收入": ("元/年，只写数字", "11800"),
    "外出务工": ("是或否；填是的户，电话联系也算走访", "否"),
    "经度": ("度，-180 到 180，可不填", "106.512"),
    "纬度": ("度，-90 到 90，可不填", "27.318"),
    "户联系电话": ("可不填", "10000001001"),
    "与户主关系": ("可不填", "之妻"),
    "证件号码": ("文本；先把单元格设为文本再填，可不填", "000000195003070015"),
    "出生年": ("四位年份", "1950"),
    "健康状况": ("可不填", "健康"),
    "在校生状况": ("可不填", "小学"),
    "劳动技能": ("可不填", "普通劳动力"),
    "务工时间(月)": ("0 到 12", "6"),
    "责任人电话": ("人员表里的联系电话；与联系人电话至少填一个", "10000000001"),
    "联系人电话": ("人员表里的联系电话；与责任人电话至少填一个", "10000000009"),
    "联系人身份": ("包组干部、村两委、驻村工作队等", "村两委"),
    "开始时间": ("2026-03-01、2026/3/1、2026年3月1日都行", "2026-03-01"),
    "结束时间": ("还在帮扶的不填；换人时旧的一行填结束，另起一行", ""),
    "走访日期": ("写法同开始时间", "2026-10-21"),
    "走访方式": ("入户、电话、家中无人", "入户"),
    "走访人": ("当时结对的人的姓名；与走访人电话至少填一个", "李国强"),
    "走访人电话": ("重名或换过人时填，最准", "10000000001"),
    "身份": ("责任人或联系人", "责任人"),
    "见面人": ("可不填", "王福生"),
    "不愁吃": ("是、否，没看就不填", "是"),
    "不愁穿": ("是、否，没看就不填", "是"),
    "义务教育": ("是、否，没看就不填", "是"),
    "基本医疗": ("是、否，没看就不填", "是"),
    "住房安全": ("是、否，没看就不填", "否"),
    "饮水安全": ("是、否，没看就不填", "是"),
    "家庭变化": ("可不填", "添了一个孙子"),
    "问题与需求": ("可不填", "屋顶漏雨"),
    "照片数": ("整数，可不填", "2"),
    "补记": ("是或否；过后补记的填是", "否"),
    "备注": ("可不填", ""),
}


def write_template(path: Path | str | IO[bytes]) -> None:
    """Write the empty workbook: one sheet for each that is read, and 填写说明 behind them."""
    with Workbook(path, OPTIONS) as workbook:
        for layout in LAYOUTS:
            start_sheet(workbook, layout.sheet, layout.columns)
        guide = start_sheet(workbook, GUIDE, GUIDE_COLUMNS)
        guide.set_column(1, 2, 16)
        guide.set_column(3, 4, 48)
        lines = (line for layout in LAYOUTS for line in _lines(layout))
        for row, line in enumerate(lines, 1):
            for place, text in enumerate(line):
                guide.write_string(row, place, text)


def _lines(layout: Layout) -> Iterator[tuple[str, ...]]:
    for column in layout.columns:
        demand = "必有这一列" if column in layout.mandatory else "可没有这一列"
        yield layout.sheet, column, demand, *_EXPLAINED[column]
