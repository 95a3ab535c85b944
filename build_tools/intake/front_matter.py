"""What stands over and under a report: title, author, date, where it was printed."""

from __future__ import annotations

import re

_DATE = re.compile(r"[(（]?\s*(?P<date>\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?)\s*[)）]?")
_BODY = re.compile(
    r"(?:中共)?[\u3400-\u9fff（）()·]{2,28}(?:工委|党委|党组|纪委|监委|委员会|办公室|办公厅|组织部|宣传部|课题组|调研组|党校|研究室"
    r"|研究会|研究院|研究所|领导小组|支部|总支|机关党委|集团|公司|大学|学院|局|厅|杂志社|编辑部)"
)
_BYLINE = re.compile(r"(?:作者|文|撰稿|供稿|通讯员|本报记者|记者|执笔)\s*[:：/／| ]\s*\S.{0,60}")
_BYLINE_HEAD = re.compile(r"^(?:作者|文|撰稿|供稿|通讯员|本报记者|记者|执笔)\s*[:：/／| ]\s*")
_NAMES = re.compile(r"[\u3400-\u9fff]{2,4}(?:[ \u3000、]{1,3}[\u3400-\u9fff]{2,4}){0,5}")
_NOTE = re.compile(
    r"(?:来源|原载|刊载于|作者|作者单位|作者简介|供稿|稿源|课题组成员|课题组组长|基金项目|注)\s*[:：].{1,120}"
    r"|[(（【\[](?:本文|作者|原载|来源|课题|执笔|此文|该文|本课题).{2,120}[)）】\]]"
)
_TAIL = re.compile(r"[(（](?:作者|本文|执笔|课题组|作者单位)[^()（）]{2,80}[)）]\s*$")
_SOURCE = re.compile(r"[(（【\[]?(?:来源|原载|刊载于|稿源)\s*[:：]?\s*(?P<source>.{2,80}?)[)）】\]]?")
_SERIES = re.compile(r"系列|丛书|№|第\d+期|专刊|简报|总第")
_MAX_AUTHOR = 40


def is_date(text: str) -> bool:
    """Whether a line is nothing but a date."""
    return _DATE.fullmatch(text.strip()) is not None


def bare_date(text: str) -> str:
    """Return the date of a line that `is_date`, without brackets."""
    match = _DATE.fullmatch(text.strip())
    return match["date"] if match else ""


def is_author(text: str) -> bool:
    """Whether a line names a body or, after 作者 or 记者, persons as author."""
    text = text.strip()
    return len(text) <= _MAX_AUTHOR and bool(_BODY.fullmatch(text) or _BYLINE.fullmatch(text))


def bare_author(text: str) -> str:
    """Return the author without 作者 or 记者 in front."""
    return _BYLINE_HEAD.sub("", text.strip())


def is_name(text: str) -> bool:
    """Whether a line can be nothing but names of persons."""
    return _NAMES.fullmatch(text.strip()) is not None


def is_note(text: str) -> bool:
    """Whether a line says where the report comes from, or who wrote it."""
    return _NOTE.fullmatch(text.strip()) is not None


def tail_note(text: str) -> str:
    """Return the note in brackets behind the last sentence (（作者系…）), "" where there is none."""
    match = _TAIL.search(text)
    return match[0].strip() if match else ""


def source_of(note: str) -> str:
    """Return where a note says that the report was printed; "" where it says something else."""
    match = _SOURCE.fullmatch(note.strip())
    if match:
        return match["source"].strip()
    return note.strip() if _SERIES.search(note) else ""
