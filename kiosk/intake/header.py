"""Finding a table in a sheet by the names of its columns (rules, section 2)."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final

from kiosk.intake.cells import Cell, text_of
from kiosk.intake.grid import Grid
from kiosk.intake.text import compact

SEARCHED_ROWS: Final = 20
"""A header starts within this many rows of a sheet."""

_LONGEST_NAME: Final = 500
"""Characters of a header that are compared, notes in brackets behind the name included."""

_DEEPEST: Final = 4
"""Rows that a header's merged cells may span; the two names that count are its lowest."""

TASK_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("序号", "编号", "任务编号", "id", "no"),
    "area": ("领域", "工作领域", "方面", "类别", "板块", "area"),
    "line": ("战线", "专班", "battle line", "line"),
    "title": (
        *("工作任务", "任务名称", "重点任务", "任务", "项目名称", "工作内容"),
        *("title", "task"),
    ),
    "lead_units": (
        *("牵头单位", "责任单位", "主责单位", "牵头部门", "责任部门"),
        *("lead unit", "lead units", "unit", "units"),
    ),
    "support_units": ("配合单位", "协办单位", "support units"),
    "leader": ("牵头县级领导", "牵头领导", "包保领导", "责任领导", "leader"),
    "owner": ("责任人", "具体责任人", "owner"),
    "start": ("开始时间", "起始时间", "开始日期", "开工时间", "start"),
    "due": (
        *("完成时限", "完成时间", "截止日期", "完成日期", "办结时限"),
        *("due", "deadline"),
    ),
    "weight": ("权重", "分值权重", "weight"),
    "planned": ("时序进度", "计划进度", "序时进度", "planned"),
    "actual": (
        *("完成率", "完成进度", "实际进度", "完成比例", "进度"),
        *("actual", "progress"),
    ),
    "target": ("目标值", "目标", "任务目标", "target"),
    "done": ("完成值", "完成量", "累计完成", "done"),
    "quality": ("质量评分", "质量得分", "质量", "品质", "quality"),
    "results": ("成效评分", "成效得分", "成效", "成绩", "results"),
    "points": ("加减分", "加分", "扣分", "points"),
    "veto": ("一票否决", "veto"),
    "status_text": ("进展情况", "工作进展", "status text"),
    "problem": ("存在问题", "问题", "problem"),
    "next_step": ("下步措施", "下一步措施", "下步打算", "next step"),
    "updated": ("更新时间", "报送时间", "updated"),
}
"""The fields of a task to the names of their columns, the strongest first."""

UNIT_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("单位", "单位名称", "部门", "unit", "name"),
    "score": ("得分", "总分", "综合得分", "总得分", "score"),
    "group": ("组别", "分组", "类别", "group"),
    "title": TASK_NAMES["title"],
}
"""The columns of a table of units; one with a task's title is none."""

ENTRY_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "side": ("榜单", "side"),
    "subject": (
        *("单位", "单位名称", "责任单位", "牵头单位", "部门", "责任部门"),
        *("unit", "subject", "name"),
    ),
    "round": ("期次", "轮次", "round"),
    "reason": ("事由", "理由", "原因", "reason"),
    "rectify_by": ("整改时限", "rectify by"),
    "rectified": ("整改情况", "rectified"),
}
"""The columns of a source's own table of red and black entries."""

INDICATOR_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "indicator": ("指标", "指标名称", "主要指标", "indicator", "name"),
    "value": ("数值", "完成值", "完成数", "完成量", "累计完成", "value"),
    "measure": ("计量单位", "单位", "measure", "unit"),
    "growth": (
        *("增速", "同比增速", "同比增长", "同比", "增长", "增长率", "增幅", "同比增幅"),
        *("growth", "growth rate"),
    ),
    "rank": ("排名", "位次", "排位", "名次", "rank"),
    "peers": ("参评数", "参评个数", "参评单位数", "参排数", "rank of", "peers"),
    "among": ("比较范围", "排名范围", "参评范围", "rank among", "among"),
}
"""The columns of a table of the county's indicators."""

PROJECT_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "project": ("项目", "项目名称", "重点项目", "project", "name"),
    "start": (
        *("起始日期", "开工日期", "开始日期", "起始时间", "开工时间", "开始时间"),
        *("start", "start date"),
    ),
    "target": (
        *("目标日期", "投产日期", "完成日期", "目标时间", "投产时间", "完成时间", "完成时限"),
        *("target", "target date"),
    ),
    "product": ("产出", "产品", "product"),
    "capacity_before": ("建成前", "before", "before capacity"),
    "capacity_after": ("建成后", "after capacity"),
    "measure": ("计量单位", "measure"),
}
"""The columns of a table of projects that stand once for a project."""

STEP_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "step": ("步骤", "步骤名称", "工序", "工序名称", "环节", "step"),
    "days": ("工期", "工作日", "天数", "days", "duration"),
    "after": (
        *("前置步骤", "前置", "前置工序", "前置环节", "紧前", "紧前工序", "紧前步骤"),
        *("after", "predecessors"),
    ),
    "started": (
        *("实际开始", "实际开工", "实际开始日期", "实际开始时间", "实际开工日期", "实际开工时间"),
        *("started", "actual start"),
    ),
    "finished": (
        *("实际完成", "实际完工", "实际完成日期", "实际完成时间", "实际结束", "实际竣工"),
        *("finished", "actual finish"),
    ),
    "milestone": ("里程碑", "里程碑节点", "关键节点", "milestone"),
}
"""The columns of a table of projects that stand for each step."""

MEETING_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("类型", "会议", "会议类型", "会议名称", "kind", "type"),
    "day": ("日期", "时间", "会议日期", "会议时间", "召开日期", "召开时间", "date"),
    "topic": ("内容", "议题", "会议内容", "会议议题", "主要内容", "主要议题", "topic"),
}
"""The columns of a table of meetings."""

PROBLEM_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "problem": (*TASK_NAMES["problem"], "主要问题", "问题描述", "问题内容", "text"),
    "line": TASK_NAMES["line"],
    "unit": (
        *("单位", "单位名称", "责任单位", "牵头单位", "报告单位", "报送单位", "提出单位"),
        *("部门", "责任部门", "unit"),
    ),
    "raised": (
        *("提出时间", "报告时间", "提出日期", "报告日期", "上报时间", "报送时间"),
        *("日期", "时间", "raised"),
    ),
    "resolved": (
        *("办结情况", "是否解决", "解决情况", "是否办结", "是否销号", "销号情况"),
        *("状态", "resolved"),
    ),
    "title": TASK_NAMES["title"],
}
"""The columns of a table of problems; one with a task's title is none."""

FIELDS: Final = frozenset(
    (
        *(*TASK_NAMES, *UNIT_NAMES, *ENTRY_NAMES, *INDICATOR_NAMES),
        *(*PROJECT_NAMES, *STEP_NAMES, *MEETING_NAMES, *PROBLEM_NAMES),
    )
)
"""What `[source.columns]` may name."""

_BRACKETS: Final = {")": "(", "]": "[", "】": "【", "〕": "〔", "〉": "〈", "》": "《"}
_AT_EITHER_END: Final = "*:;,.%、。☆★※_-"
_TRADITIONAL: Final = str.maketrans(
    "號編務領類塊線戰專項稱點內責單門牽頭縣級導協辦開間時結權計劃畫進實際標質評績減決況題問續報"
    "組別綜總輪紅達營體負應產業數長參較範圍驟環節緊後狀態銷調會議關鍵週個",
    "号编务领类块线战专项称点内责单门牵头县级导协办开间时结权计划划进实际标质评绩减决况题问续报"
    "组别综总轮红达营体负应产业数长参较范围骤环节紧后状态销调会议关键周个",
)
"""Traditional characters that stand in column names, to the Simplified ones listed above."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column whose header was recognised."""

    index: int
    header: str
    """The header as it stands."""
    name: str
    """The header normalised: what the names are compared with."""
    origin: tuple[int, int]
    """The cell that holds the header: of a merged range its first."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table's header stands, and its columns by field, the strongest first."""

    top: int
    bottom: int
    columns: Mapping[str, tuple[Column, ...]]

    def column(self, field: str) -> Column | None:
        """The column that gives a field, or None."""
        found = self.columns.get(field)
        return found[0] if found else None


class Vocabulary:
    """The names of one kind of table's columns, with those that the configuration adds."""

    def __init__(
        self, names: Mapping[str, tuple[str, ...]], added: Mapping[str, str] | None = None
    ) -> None:
        self._known: dict[str, tuple[str, int]] = {}
        for field, listed in names.items():
            for strength, name in enumerate((*listed, field)):
                self._known.setdefault(normal_name(name), (field, strength))
        for name, field in (added or {}).items():
            if field in names:
                self._known[normal_name(name)] = field, -1

    def find(self, name: str) -> tuple[str, int] | None:
        """The field that a normalised name stands for, and its place in the list."""
        return self._known.get(name)

    def could_make(self, names: AbstractSet[str], required: Iterable[Sequence[str]]) -> bool:
        """Whether normalised names, wherever they stand, cover one of the sets of fields."""
        fields = {self._known[name][0] for name in names & self._known.keys()}
        return any(fields.issuperset(needed) for needed in required)


def header_name(cell: Cell) -> str:
    """A header cell's text as names are compared (rules, section 2); empty for a number."""
    return normal_name(cell) if isinstance(cell, str) else ""


def header_names(grid: Grid) -> AbstractSet[str]:
    """All normalised names in the rows in which a header can stand."""
    last = SEARCHED_ROWS + _DEEPEST if grid.records is None else 1
    return {header_name(cell) for row in grid.filled[:last] for cell in row}


def normal_name(text: str) -> str:
    """A name in NFKC and Simplified, without white space, case and bracketed suffixes."""
    return _normal_name(text[:_LONGEST_NAME])


@lru_cache(maxsize=2048)
def _normal_name(text: str) -> str:
    name = compact(text).casefold().strip(_AT_EITHER_END)
    while name and name[-1] in _BRACKETS:
        opening = _matching(name)
        if opening is None:
            break
        name = name[:opening].rstrip(_AT_EITHER_END)
    return name.translate(_TRADITIONAL).replace("_", "").replace("-", "")


def _matching(name: str) -> int | None:
    """Where the bracket opens that the last character closes."""
    closing = name[-1]
    opening = _BRACKETS[closing]
    depth = 0
    for place in range(len(name) - 1, -1, -1):
        depth += (name[place] == closing) - (name[place] == opening)
        if depth == 0:
            return place
    return None


def find_header(
    grid: Grid, vocabulary: Vocabulary, required: Iterable[Sequence[str]]
) -> Header | None:
    """Find the first row, or two stacked rows, that name a table's columns.

    Args:
        grid: The sheet; of a list of records only the keys count.
        vocabulary: The names of the columns.
        required: Sets of fields, each of which makes a table.
    """
    return _Search(grid, vocabulary, tuple(required)).run()


class _Search:
    """One search through one grid."""

    def __init__(
        self, grid: Grid, vocabulary: Vocabulary, required: tuple[Sequence[str], ...]
    ) -> None:
        self._grid = grid
        self._vocabulary = vocabulary
        self._required = required

    def run(self) -> Header | None:
        if self._grid.records is not None:
            return self._accepted(0, 0)
        for top in range(min(SEARCHED_ROWS, len(self._grid.raw))):
            alone = self._accepted(top, top)
            if alone is not None:
                return self._with_rows_below(alone)
            if top + 1 < len(self._grid.raw) and self._adds_to_the_next(top):
                stacked = self._accepted(top, top + 1)
                if stacked is not None:
                    return stacked
        return None

    def _accepted(self, top: int, bottom: int) -> Header | None:
        """The header in these rows, where they name all that is required."""
        header = Header(top, bottom, self._columns(top, bottom))
        if any(all(field in header.columns for field in fields) for fields in self._required):
            return header
        return None

    def _with_rows_below(self, header: Header) -> Header:
        """The header with the second row stacked under it, where there is one.

        That is a row into which its required cells are merged, or one that leaves them blank
        and names columns of its own, not theirs.
        """
        grid, top = self._grid, header.top
        needed = {
            column.index
            for fields in self._required
            for field in fields
            if (column := header.column(field))
        }
        merged = (grid.origins.get((top, index)) for index in needed)
        bottom = max((merge.bottom for merge in merged if merge), default=top)
        if bottom == top and top + 1 < len(grid.raw) and self._stands_under(header, top + 1):
            bottom = top + 1
        bottom = min(bottom, top + _DEEPEST - 1)
        stacked = self._accepted(top, bottom) if bottom > top else None
        return stacked or header

    def _stands_under(self, header: Header, row: int) -> bool:
        """Whether a row holds no task's cells but names of columns."""
        first, *others = (
            column.index for field in self._required[0] if (column := header.column(field))
        )
        known = [
            self._vocabulary.find(header_name(cell)) is not None for cell in self._grid.raw[row]
        ]
        blank = [not text_of(cell) for cell in self._grid.raw[row]]
        width = len(blank)
        return (
            any(known)
            and (first >= width or blank[first])
            and all(other >= width or blank[other] or known[other] for other in others)
        )

    def _adds_to_the_next(self, row: int) -> bool:
        """Whether a row has names that the row under it lacks, and so is no banner over it."""
        here, below = self._grid.filled[row], self._grid.filled[row + 1]
        if len({text_of(cell) for cell in here} - {""}) < 2:  # noqa: PLR2004 - a pair
            return False
        for index, cell in enumerate(here):
            merge = self._grid.origins.get((row, index))
            reaches_down = merge is not None and merge.bottom > row
            under = header_name(below[index]) if index < len(below) else ""
            if self._vocabulary.find(header_name(cell)) and (
                reaches_down or not self._vocabulary.find(under)
            ):
                return True
        return False

    def _columns(self, top: int, bottom: int) -> dict[str, tuple[Column, ...]]:
        """The columns that these rows name, by field, the strongest first."""
        found: dict[str, list[tuple[int, int, Column]]] = {}
        rows = range(bottom, top - 1, -1)
        width = max(len(self._grid.filled[row]) for row in rows)
        reached = {row: self._reached(row, bottom, width) for row in rows}
        for index in range(width):
            # A name under which another text stands says less than one that stands lowest.
            shadowed = 0
            for row in rows:
                at = reached[row][index]
                cell = self._grid.value(row, at)
                name = header_name(cell)
                known = self._vocabulary.find(name)
                if known:
                    field, strength = known
                    merge = self._grid.origins.get((row, at))
                    origin = (merge.top, merge.left) if merge else (row, at)
                    column = Column(index, text_of(cell), name, origin)
                    found.setdefault(field, []).append((shadowed, strength, column))
                    break
                if text_of(cell):
                    shadowed = 1
        return {
            field: tuple(column for *_, column in sorted(named, key=itemgetter(0, 1)))
            for field, named in found.items()
        }

    def _reached(self, row: int, bottom: int, width: int) -> Sequence[int]:
        """For each column the one whose cell in this row reaches over it.

        Text that lost its merged cells keeps their value in the first: over a name, a blank
        belongs to what stands on its left over a name too.
        """
        if row == bottom or self._grid.merges:
            return range(width)
        reached: list[int] = []
        over_name = False
        for index in range(width):
            named = bool(text_of(self._grid.value(bottom, index)))
            if named and over_name and not text_of(self._grid.value(row, index)):
                reached.append(reached[-1])
            else:
                reached.append(index)
            over_name = named
        return reached
