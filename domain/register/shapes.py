"""Files and rows that are no part of a ledger: each is known by its look and told by its own sentence."""

import re
from collections.abc import Iterable

BY_NAME = {
    ".xls": "old_xls",
    ".et": "wps_et",
    ".ett": "wps_et",
    ".xlsb": "binary_xlsb",
    ".ods": "open_document",
    ".csv": "plain_text",
    ".tsv": "plain_text",
    ".txt": "plain_text",
    ".htm": "web_page",
    ".html": "web_page",
    ".mht": "web_page",
    ".xml": "xml_table",
    ".doc": "word",
    ".docx": "word",
    ".wps": "word",
    ".pdf": "pdf",
    ".zip": "archive",
    ".rar": "archive",
    ".7z": "archive",
}
"""What a file is by the end of its name."""
_TOTAL = re.compile(
    r"(本页|本村|全村|全镇|本表)?((合计|总计|共计|小计|累计)(数|户数|人数)?|总[户人件]数)([:(\d]|$)|共\d+[户人条件]"
)
_STAMP = "(签字|签名|签章|盖章|公章)"
_SIGNATURE = re.compile(
    r"(填表|制表|填报|编制|审核|复核|审批|校对|经办|签字|签名|盖章|公章|联系|单位|部门|村|镇|乡|负责|责任"
    r"|领导|人|者|日期|时间|电话|[()])+:.*|(备注|附注|说明|注|注意|填表说明)\d?:.*"
    rf"|.{{0,12}}\({_STAMP}\).*|(填表|制表|审核|复核|审批|经办|负责|责任|主管|分管|领导|单位|人)+{_STAMP}"
    r"|[-—─]*以下(空白|无正文)[-—─]*|第\d+页(,?共\d+页)?"
)


def file_shape(name: str) -> str:
    """What a file is that cannot be a workbook by its name; nothing if it may be one."""
    ending = name.casefold().rpartition(".")
    return BY_NAME.get(f".{ending[2]}", "") if ending[1] else ""


def footer(texts: Iterable[str]) -> str:
    """What a row among those of a table is by its first words: a total, a signature, or neither."""
    first = next((text for text in texts if text), "")
    words = "".join(first.split()).replace("：", ":").replace("（", "(").replace("）", ")")
    if _TOTAL.match(words):
        return "total_row"
    return "signature_row" if _SIGNATURE.match(words) else ""
