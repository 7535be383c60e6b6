"""The names of the sheets of a workbook, as checks, imports and exports have them."""

AREAS, PEOPLE, HOUSEHOLDS, MEMBERS, PAIRINGS = "区划", "人员", "户", "家庭成员", "结对"
VISITS, NEEDS, NEED_STEPS = "走访记录", "诉求台账", "诉求经过"
