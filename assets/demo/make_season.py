"""Make `season.xlsx`: the demonstration season of a county that does not exist.

    python assets/demo/make_season.py

Tasks, areas and units stand in `season_tasks.csv`, the instructions for whoever fills the table
in `season_guide.txt`. The figures are drawn here from a fixed seed, so that the same bytes come
out each time. Requires openpyxl.
"""  # noqa: INP001 - a script among assets, in no package

import csv
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Final, TypeVar
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

HERE: Final = Path(__file__).resolve().parent
TASKS: Final = HERE / "season_tasks.csv"
GUIDE: Final = HERE / "season_guide.txt"
WORKBOOK: Final = HERE / "season.xlsx"

AS_OF: Final = date(2027, 6, 15)
MADE: Final = datetime.combine(AS_OF, time(17, 30))
"""Written into the file as its time of making, so that its bytes do not depend on the clock."""
SEED: Final = 1170
"""Drawn with it, one pair of units is level, and the five on the red board are not."""

DONE, OVERDUE, ON_PLAN = "done", "overdue", "on plan"
SLIGHT, BEHIND, SILENT = "slightly behind", "behind", "not reported"

T = TypeVar("T")


# What happens in the season

LINES: Final = {
    "产业项目线": ("产业项目", "招商引资", "开发区建设", "商贸流通"),
    "乡村振兴线": ("粮食生产", "特色农业", "脱贫成果巩固", "人居环境整治"),
    "城乡建设线": ("城市更新", "交通路网", "水利建设", "生态保护"),
    "民生保障线": ("教育事业", "健康云山", "就业社保", "文化旅游"),
    "改革稳定线": ("营商环境", "财税国资", "安全生产", "平安法治"),
}
LEADERS: Final = {
    "产业项目线": ("陈副县长", "高副县长"),
    "乡村振兴线": ("江副书记", "罗副县长"),
    "城乡建设线": ("沈副县长", "程副主任"),
    "民生保障线": ("何部长", "方副县长"),
    "改革稳定线": ("许书记", "邵副主席"),
}
"""Who leads the first and the last two areas of a battle line: invented, like all names here."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a unit has fared: its tasks that lag, and about where its figures lie."""

    overdue: int
    behind: int
    slight: int
    lead: tuple[int, int]
    """Percentage points by which its tasks on plan are ahead, from and to."""
    marks: int
    """About its quality and results."""
    owner: str


COURSES: Final = {
    "经开区管委会": Course(0, 0, 0, (14, 26), 98, "秦副主任"),
    "教育局": Course(0, 0, 0, (10, 20), 96, "丁副局长"),
    "营商环境局": Course(0, 0, 0, (8, 18), 95, "苏副局长"),
    "机关事务服务中心（公共资源交易服务中心）": Course(0, 0, 0, (7, 15), 93, "金副主任"),
    "卫健局": Course(0, 0, 1, (7, 15), 92, "白副局长"),
    "林草局": Course(0, 0, 1, (4, 12), 90, "葛副局长"),
    "人社局": Course(0, 0, 0, (2, 9), 89, "段副局长"),
    "发改局": Course(0, 0, 1, (2, 8), 89, "孟副局长"),
    "应急管理局": Course(0, 0, 0, (1, 8), 87, "熊副局长"),
    "公安局": Course(0, 0, 1, (1, 8), 88, "雷副局长"),
    "交通运输局": Course(0, 1, 1, (1, 8), 88, "路副局长"),
    "乡村振兴局": Course(0, 0, 1, (1, 7), 87, "田副局长"),
    "农业农村局": Course(0, 1, 2, (0, 7), 87, "柳副局长"),
    "生态环境局": Course(0, 0, 1, (1, 7), 86, "蓝副局长"),
    "水务局": Course(1, 0, 1, (1, 8), 86, "汪副局长"),
    "工信局": Course(1, 0, 0, (1, 8), 86, "钟副局长"),
    "财政局": Course(0, 0, 1, (1, 6), 86, "贾副局长"),
    "民政局": Course(0, 0, 1, (1, 6), 84, "安副局长"),
    "司法局": Course(0, 0, 1, (0, 3), 84, "石副局长"),
    "商务局": Course(0, 0, 2, (0, 4), 80, "尚副局长"),
    "市场监管局": Course(2, 1, 1, (0, 2), 80, "史副局长"),
    "文旅局": Course(2, 2, 1, (0, 3), 79, "游副局长"),
    "自然资源局": Course(3, 1, 0, (0, 3), 78, "庄副局长"),
    "住建局": Course(3, 3, 1, (0, 2), 76, "梁副局长"),
}
DAYS_OVERDUE: Final = (21, 18, 15, 14, 12, 10, 10, 8, 7, 5, 4, 3)

NOT_REPORTED: Final = frozenset(
    {"稻渔综合种养示范区2万亩", "县中心敬老院消防设施改造", "公共法律服务中心改造启用"}
)
VETOES: Final = {"限上商贸企业新增10户入库": "统计数据弄虚作假"}
POINTS: Final = {
    "园区闲置厂房盘活利用6处": 1.0,
    "义务教育优质均衡县创建申报": 0.5,
    "高效办成一件事集成服务20项": 1.0,
    "紧密型医共体信息平台建成": 0.5,
    "国土绿化造林1.5万亩": 0.5,
    "雪亮工程视频监控补点600处": 0.5,
    "限上商贸企业新增10户入库": -1.0,
    "旅游景区厕所和停车场改造": -0.5,
    "多规合一村庄规划编制45个": -0.5,
}

LAGS: Final = {
    "工程": (
        ("降雨影响施工", "抢抓晴好天气，增加作业时段"),
        ("施工力量不足", "增加作业班组，倒排工期，逐日调度"),
        ("专项资金拨付未到位", "会同财政部门，6月25日前拨付到位"),
        ("建材供应紧张", "协调供货商分批到货，先到先用"),
        ("设计变更审批未完成", "专班驻场会商，6月底前完成审批"),
        ("首次招标流标，开工偏晚", "优化工序，补齐前期欠账"),
    ),
    "工作": (
        ("前期手续办理缓慢", "联合会商，6月25日前办结手续"),
        ("任务叠加，专业人手不足", "抽调骨干组建专班，集中攻坚"),
        ("部门协同不够紧密", "建立周会商机制，逐项销号"),
        ("配套资金未落实", "会同财政部门，6月底前落实资金"),
        ("基层上报材料不齐全", "分片下沉指导，限时补齐"),
        ("上级审批环节耗时较长", "专人跟踪对接，每周通报进度"),
    ),
}
"""What may be in the way of a task, and what is done about it."""
STATUS: Final = {
    (DONE, "工程"): ("已完工，通过联合验收", "已全部完工，资料归档", "已按期完成，资料移交"),
    (DONE, "工作"): ("已全部完成，转入常态管理", "已完成，台账资料齐全", "已完成，通过县级验收"),
    (ON_PLAN, "工程"): (
        *("按节点施工，累计完成工程量的{}%", "各作业面同步推进，完成总量的{}%"),
        *("现场施工有序，形象进度达到{}%",),
    ),
    (ON_PLAN, "工作"): (
        *("按计划推进，已完成任务量的{}%", "分批次组织实施，累计完成{}%"),
        *("专班推进，阶段任务完成{}%",),
    ),
    (SLIGHT, "工程"): ("施工进度偏慢，完成工程量的{}%",),
    (SLIGHT, "工作"): ("推进略慢，完成任务量的{}%",),
    (BEHIND, "工程"): ("施工受阻，仅完成工程量的{}%",),
    (BEHIND, "工作"): ("工作受阻，仅完成任务量的{}%",),
    (OVERDUE, "工程"): ("已超时限，完成工程量的{}%，正在收尾",),
    (OVERDUE, "工作"): ("已超时限，完成任务量的{}%，剩余部分正在办理",),
}

INDICATORS: Final = (
    ("地区生产总值", 46.8, "亿元", 0.081, 3, 9, "九县（市）"),
    ("规上工业增加值", None, None, 0.126, 2, 9, "九县（市）"),
    ("固定资产投资", 12.7, "亿元", 0.284, 1, 9, "九县（市）"),
    ("社会消费品零售总额", 18.3, "亿元", 0.069, 4, 9, "九县（市）"),
    ("一般公共预算收入", 3.42, "亿元", 0.193, 2, 9, "九县（市）"),
    ("农村居民人均可支配收入", 6218, "元", 0.088, 3, 9, "九县（市）"),
    ("城镇居民人均可支配收入", 9375, "元", 0.057, 5, 9, "九县（市）"),
    ("新签约亿元以上项目", 8, "个", 0.6, 1, 9, "九县（市）"),
)


@dataclass(frozen=True, slots=True)
class Project:
    """A project: what it has once, and its steps."""

    name: str
    start: date
    target: date
    gain: tuple[str, float, float, str]
    """What it will produce, how much before and after, and what these count."""
    steps: tuple[tuple[str, int, str, date | None, date | None, bool], ...]
    """Name, working days, the steps it waits for, its actual days, whether it is a milestone."""


PROJECTS: Final = (
    Project(
        "云东冷链产业园肉制品加工项目",
        date(2027, 3, 1),
        date(2027, 9, 30),
        ("日加工能力", 5, 15, "吨"),
        (
            ("立项备案", 5, "", date(2027, 3, 1), date(2027, 3, 5), True),
            ("用地规划许可", 10, "立项备案", date(2027, 3, 8), date(2027, 3, 19), False),
            ("环境影响评价", 15, "立项备案", date(2027, 3, 8), date(2027, 3, 29), False),
            ("施工图设计", 20, "立项备案", date(2027, 3, 8), date(2027, 4, 2), False),
            (
                *("建设规划许可", 8, "用地规划许可、施工图设计"),
                *(date(2027, 4, 6), date(2027, 4, 15), False),
            ),
            (
                *("施工许可", 5, "建设规划许可、环境影响评价"),
                *(date(2027, 4, 16), date(2027, 4, 22), True),
            ),
            ("制冷设备采购", 45, "施工图设计", date(2027, 4, 12), None, False),
            ("基础施工", 25, "施工许可", date(2027, 4, 23), date(2027, 6, 4), True),
            ("一层车间主体", 35, "基础施工", date(2027, 6, 7), None, True),
            ("冷库保温装修", 20, "一层车间主体", None, None, False),
            ("设备安装调试", 25, "一层车间主体、制冷设备采购", None, None, False),
            ("试生产并投产", 15, "冷库保温装修、设备安装调试", None, None, True),
        ),
    ),
    Project(
        "云岭水厂扩建工程",
        date(2027, 4, 6),
        date(2027, 8, 10),
        ("日供水能力", 2, 3.5, "万吨"),
        (
            ("初步设计批复", 8, "", date(2027, 4, 6), date(2027, 4, 15), True),
            ("施工招标", 18, "初步设计批复", date(2027, 4, 16), date(2027, 5, 14), False),
            ("管沟开挖", 15, "施工招标", date(2027, 5, 17), date(2027, 6, 4), False),
            ("滤池设备采购", 30, "施工招标", date(2027, 5, 17), None, False),
            ("管道铺设", 20, "管沟开挖", date(2027, 6, 7), None, False),
            ("滤池设备安装", 15, "滤池设备采购", None, None, True),
            ("通水试验并投用", 10, "管道铺设、滤池设备安装", None, None, True),
        ),
    ),
)
MEETINGS: Final = (
    ("半月调度", date(2027, 6, 15), "调度逾期任务整改和汛前工程收尾"),
    ("半月调度", date(2027, 6, 30), "调度半年任务完成情况"),
    ("月例会", date(2027, 6, 30), "听取半年进展汇报，研究用地和设备到货问题"),
    ("半月调度", date(2027, 7, 15), "调度主汛期施工安排"),
    ("半月调度", date(2027, 7, 30), "调度主体工程进度"),
    ("月例会", date(2027, 7, 30), "听取7月进展汇报，观摩重点项目"),
    ("半月调度", date(2027, 8, 13), "调度设备安装和室外配套"),
    ("半月调度", date(2027, 8, 31), "调度收官任务清单"),
    ("月例会", date(2027, 8, 31), "听取8月进展汇报，研究未完任务"),
    ("半月调度", date(2027, 9, 14), "调度验收和销号"),
    ("半月调度", date(2027, 9, 30), "核验全部任务，确认最终成绩"),
    ("月例会", date(2027, 9, 30), "总结擂台赛，通报最终排名"),
)
PROBLEMS: Final = (
    ("产业项目线", "两处闲置厂房土地权属有争议", "自然资源局", date(2027, 6, 2), "已办结"),
    ("", "冷链产业园制冷设备晚到9天", "经开区管委会", date(2027, 6, 8), "办理中"),
    ("乡村振兴线", "三个标段机耕路砂石料未进场", "农业农村局", date(2027, 6, 9), "办理中"),
    ("城乡建设线", "燃气管线迁改方案未批复", "住建局", date(2027, 6, 4), "办理中"),
    ("", "河道清障剩余1.2公里未交地", "水务局", date(2027, 6, 10), "办理中"),
    ("民生保障线", "医共体平台与市级接口未开通", "卫健局", date(2027, 6, 7), "已办结"),
    ("", "城区小学扩建剩余2户未签约", "教育局", date(2027, 6, 11), "办理中"),
    ("改革稳定线", "加油站雷电防护检测机构未落实", "应急管理局", date(2027, 6, 14), "办理中"),
)
"""Reported since the dispatch of May 31; a blank battle line is that of the row above."""


# Drawing the figures


@dataclass(frozen=True, slots=True)
class Assignment:
    """One row of `season_tasks.csv`."""

    area: str
    title: str
    lead: str
    support: str
    kind: str
    """`工程` is built, `工作` is done: what its phrases are taken from."""
    season: str
    """`early` is due before the as-of date, `late` far behind it, empty is either."""

    @property
    def unit(self) -> str:
        """The first of the units that lead it."""
        return self.lead.split("、")[0]


@dataclass(frozen=True, slots=True)
class Row:
    """One task's row; the names are those of the columns."""

    number: int
    area: str
    line: str
    title: str
    leader: str
    lead: str
    support: str
    owner: str
    start: date
    due: date
    weight: int
    actual: float | None
    status: str
    quality: int | None
    results: int | None
    points: float | None
    veto: str
    problem: str
    next_step: str
    updated: date


class Draw:
    """A generator that draws the same from the same seed in every version of Python."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - figures, no secrets

    def chance(self, share: float) -> bool:
        """True in about this share of the draws."""
        return self._random.random() < share

    def whole(self, low: int, high: int) -> int:
        """A whole number between two, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def one_of(self, values: Sequence[T]) -> T:
        """One of the values."""
        return values[self.whole(0, len(values) - 1)]

    def order(self, values: Sequence[T]) -> list[T]:
        """The values in an order drawn."""
        return sorted(values, key=lambda _: self._random.random())


def read_assignments() -> tuple[Assignment, ...]:
    """The season's tasks, in the order of the table."""
    with TASKS.open(encoding="utf-8", newline="") as file:
        return tuple(Assignment(**row) for row in csv.DictReader(file))


def make_rows(seed: int = SEED) -> list[Row]:
    """The whole table: every task with figures that fit its unit's course."""
    draw = Draw(seed)
    tasks = read_assignments()
    states = {
        task.title: state
        for unit, course in COURSES.items()
        for task, state in _states(draw, course, [one for one in tasks if one.unit == unit])
    }
    days = iter(DAYS_OVERDUE)
    late = [title for title, state in states.items() if state == OVERDUE]
    overdue = dict(zip(draw.order(late), days, strict=True))
    line_of = {area: line for line, areas in LINES.items() for area in areas}
    return [
        _row(
            draw,
            task,
            states[task.title],
            number=number,
            line=line_of[task.area],
            days_overdue=overdue.get(task.title),
        )
        for number, task in enumerate(tasks, start=1)
    ]


def _states(
    draw: Draw, course: Course, tasks: Sequence[Assignment]
) -> list[tuple[Assignment, str]]:
    """What becomes of a unit's tasks. One that several units lead is never made to lag."""
    open_ = draw.order([task for task in tasks if task.title not in NOT_REPORTED])
    states = [(task, SILENT) for task in tasks if task.title in NOT_REPORTED]

    def take(number: int, state: str, unfit: str) -> None:
        fit = [task for task in open_ if task.lead == task.unit and task.season != unfit]
        for task in fit[:number]:
            open_.remove(task)
            states.append((task, state))

    take(course.overdue, OVERDUE, unfit="late")
    take(course.behind, BEHIND, unfit="early")
    take(course.slight, SLIGHT, unfit="early")
    done = [task for task in open_ if task.season == "early"]
    spare = [task for task in open_ if not task.season and task.title not in VETOES]
    done += spare[: max(round(0.28 * len(tasks)) - len(done), 0)]
    return states + [(task, DONE if task in done else ON_PLAN) for task in open_]


def _row(
    draw: Draw,
    task: Assignment,
    state: str,
    *,
    number: int,
    line: str,
    days_overdue: int | None,
) -> Row:
    """One task's row."""
    course = COURSES[task.unit]
    start, due = _dates(draw, task, state, days_overdue)
    percent = _percent(draw, course, state, (AS_OF - start) / (due - start))
    lags = state in (OVERDUE, BEHIND, SLIGHT)
    phrases = STATUS.get((state, task.kind), ("",))
    problem, next_step = draw.one_of(LAGS[task.kind]) if lags else ("", "")
    first, second = LEADERS[line]
    return Row(
        number=number,
        area=task.area,
        line=line,
        title=task.title,
        leader=first if LINES[line].index(task.area) < len(LINES[line]) // 2 else second,
        lead=task.lead,
        support=task.support,
        owner=course.owner,
        start=start,
        due=due,
        weight=draw.one_of((1, 1, 2, 2, 3) if task.kind == "工程" else (1, 1, 1, 1, 2)),
        actual=None if percent is None else percent / 100,
        status=draw.one_of(phrases).format(percent),
        quality=_marks(draw, course, state),
        results=_marks(draw, course, state),
        points=POINTS.get(task.title),
        veto=VETOES.get(task.title, ""),
        problem=problem,
        next_step=next_step,
        updated=date(2027, 5, 31) if state == SILENT else AS_OF - timedelta(draw.whole(0, 3)),
    )


def _dates(draw: Draw, task: Assignment, state: str, days_overdue: int | None) -> tuple[date, date]:
    """When the task starts and is due, as offices set it: mostly on round days."""
    early = ((5, 25), (5, 28), (5, 31), (5, 31), (6, 5), (6, 10), (6, 10), (6, 12), (6, 14))
    soon = ((6, 20), (6, 25), (6, 30), (6, 30), (7, 10))
    middle = ((6, 20), (6, 30), (6, 30), (7, 15), (7, 31), (7, 31), (8, 15), (8, 31))
    far = ((8, 31), (9, 10), (9, 15), (9, 20), (9, 30), (9, 30))
    starts: tuple[tuple[int, int], ...] = ((5, 1), (5, 1), (5, 1), (5, 6), (5, 8), (5, 10))
    if days_overdue is not None:
        due = AS_OF - timedelta(days_overdue)
    elif state == DONE:
        due = date(2027, *draw.one_of(early if task.season == "early" else early + soon))
    elif state == SLIGHT and task.season != "late" and draw.chance(0.2):
        due = AS_OF
    elif state in (SLIGHT, BEHIND):
        due = date(2027, *draw.one_of(far if task.season == "late" else middle))
    else:
        due = date(2027, *draw.one_of(far if task.season == "late" else middle + far + far))
        starts += ((5, 15), (5, 17), (5, 20), (6, 1), (6, 7))
    return date(2027, *draw.one_of(starts)), due


def _percent(draw: Draw, course: Course, state: str, planned: float) -> int | None:
    """How much is reported done, in whole per cent."""
    plan = 100 * planned
    if state == SILENT:
        return None
    if state == DONE:
        return 100
    if state == OVERDUE:
        return draw.whole(58, 86)
    if state == BEHIND:
        return max(math.floor(plan) - draw.whole(14, 27), 5)
    if state == SLIGHT:
        return math.floor(plan) - draw.whole(2, 8)
    return min(math.ceil(plan) + draw.whole(*course.lead), 98)


def _marks(draw: Draw, course: Course, state: str) -> int | None:
    """A mark out of 100; none in about a quarter of the draws, and where nothing is reported."""
    marks = course.marks + draw.whole(-5, 5)
    blank = draw.chance(0.25) or state == SILENT
    return None if blank else min(max(marks, 70), 100)


# Writing the workbook

FACE: Final = "微软雅黑"
BODY: Final = Font(name=FACE, size=10)
BOLD: Final = Font(name=FACE, size=10, bold=True)
HEADING: Final = Font(name=FACE, size=20, bold=True)
HAIRLINE: Final = Side(style="thin", color="FFA6A6A6")
BORDER: Final = Border(left=HAIRLINE, right=HAIRLINE, top=HAIRLINE, bottom=HAIRLINE)
HEADER_FILL: Final = PatternFill("solid", fgColor="FFDCE6F1")
TOTAL_FILL: Final = PatternFill("solid", fgColor="FFF2F2F2")
CENTER: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT: Final = Alignment(horizontal="left", vertical="center", wrap_text=True)
DATE: Final = "yyyy-m-d"
PERCENT: Final = "0%"
A3: Final = 8
A4: Final = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the main table."""

    field: str
    upper: str
    lower: str
    """The name in the second row of the header; empty where the first reaches down to it."""
    width: float
    alignment: Alignment = CENTER
    number_format: str = "General"


COLUMNS: Final = (
    Column("number", "序号", "", 6),
    Column("area", "工作领域", "", 11),
    Column("line", "战线", "", 12),
    Column("title", "工作任务", "", 34, LEFT),
    Column("leader", "牵头县级领导", "", 12),
    Column("lead", "牵头单位", "", 19),
    Column("support", "配合单位", "", 14),
    Column("owner", "责任人", "", 11),
    Column("start", "开始时间", "", 11.5, number_format=DATE),
    Column("due", "完成时限", "", 11.5, number_format=DATE),
    Column("weight", "权重", "", 6),
    Column("actual", "完成情况", "完成率", 9, number_format=PERCENT),
    Column("status", "完成情况", "进展情况", 34, LEFT),
    Column("quality", "评价", "质量评分", 9),
    Column("results", "评价", "成效评分", 9),
    Column("points", "加减分", "", 8, number_format="+0.0;-0.0;0"),
    Column("veto", "一票否决", "", 13),
    Column("problem", "存在问题", "", 20, LEFT),
    Column("next_step", "下步措施", "", 30, LEFT),
    Column("updated", "更新时间", "", 11.5, number_format=DATE),
)
MERGED_BY_AREA: Final = ("area", "line", "leader")
TITLE_ROW, NOTE_ROW, HEADER_TOP, HEADER_BOTTOM, TOTAL_ROW, FIRST_ROW = range(1, 7)
SHORT_NAME: Final = 14
"""Characters of lead units that fit a row of the usual height."""
SPARE_ROWS: Final = 40
"""Rows below the table in which lists and limits already hold, for tasks to be added."""


def make_workbook(rows: Sequence[Row]) -> Workbook:
    """The whole workbook."""
    book = Workbook()
    book.properties.title = "云山县重点工作擂台赛计划和进度表（演示数据）"
    book.properties.creator = "演示数据"
    book.properties.created = MADE
    _write_tasks(book.active, rows)
    _write_guide(book.create_sheet("填写说明"))
    _write_indicators(book.create_sheet("指标"))
    _write_projects(book.create_sheet("项目"))
    _write_meetings(book.create_sheet("会议"))
    _write_problems(book.create_sheet("问题"))
    return book


def _write_tasks(sheet: Worksheet, rows: Sequence[Row]) -> None:
    sheet.title = "计划和进度表"
    last = len(COLUMNS)
    sheet.merge_cells(start_row=TITLE_ROW, end_row=TITLE_ROW, start_column=1, end_column=last)
    _put(sheet.cell(TITLE_ROW, 1), "云山县2027年重点工作“擂台赛”计划和进度表", HEADING, CENTER)
    sheet.row_dimensions[TITLE_ROW].height = 38
    half = last // 2
    for first, end, text, alignment in (
        (1, 5, "填报单位：云山县督查考核办公室", Alignment(horizontal="left", vertical="center")),
        (6, half, "演示数据", CENTER),
        (half + 1, last, "截至2027年6月15日", Alignment(horizontal="right", vertical="center")),
    ):
        sheet.merge_cells(start_row=NOTE_ROW, end_row=NOTE_ROW, start_column=first, end_column=end)
        _put(sheet.cell(NOTE_ROW, first), text, BOLD if text == "演示数据" else BODY, alignment)
    sheet.row_dimensions[NOTE_ROW].height = 22
    _write_header(sheet)
    for index, row in enumerate(rows, start=FIRST_ROW):
        for at, column in enumerate(COLUMNS, start=1):
            value = getattr(row, column.field)
            cell = _put(
                sheet.cell(index, at), None if value == "" else value, BODY, column.alignment
            )
            cell.number_format = column.number_format
            cell.border = BORDER
        sheet.row_dimensions[index].height = 46 if len(row.lead) > SHORT_NAME else 32
    end = FIRST_ROW + len(rows) - 1
    _merge_areas(sheet, rows)
    _write_total(sheet, end)
    _restrict(sheet, end + SPARE_ROWS)
    sheet.freeze_panes = sheet.cell(row=FIRST_ROW, column=_at("title") + 1)
    sheet.print_title_rows = f"{HEADER_TOP}:{HEADER_BOTTOM}"
    sheet.print_area = f"A1:{get_column_letter(last)}{end}"
    _set_up_page(sheet, A3, "landscape")


def _at(field: str) -> int:
    """The number of a column, from 1."""
    return next(at for at, column in enumerate(COLUMNS, start=1) if column.field == field)


def _write_header(sheet: Worksheet) -> None:
    for at, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
        for row, text in ((HEADER_TOP, column.upper), (HEADER_BOTTOM, column.lower)):
            _put_header(sheet, row, at, text or None)
        if not column.lower:
            sheet.merge_cells(
                start_row=HEADER_TOP, end_row=HEADER_BOTTOM, start_column=at, end_column=at
            )
    at = 1
    for _, group in groupby(COLUMNS, key=lambda column: column.upper):
        width = len(list(group))
        if width > 1:
            sheet.merge_cells(
                start_row=HEADER_TOP, end_row=HEADER_TOP, start_column=at, end_column=at + width - 1
            )
        at += width
    for row in (HEADER_TOP, HEADER_BOTTOM):
        sheet.row_dimensions[row].height = 22


def _merge_areas(sheet: Worksheet, rows: Sequence[Row]) -> None:
    top = FIRST_ROW
    for _, group in groupby(rows, key=lambda row: row.area):
        bottom = top + len(list(group)) - 1
        for field in MERGED_BY_AREA:
            at = _at(field)
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=at, end_column=at)
        top = bottom + 1


def _write_total(sheet: Worksheet, end: int) -> None:
    """The row of totals, first as many offices have it, computed by the office's own program."""
    weight, actual, status, quality, results = (
        get_column_letter(_at(field))
        for field in ("weight", "actual", "status", "quality", "results")
    )

    def cells(letter: str) -> str:
        return f"{letter}{FIRST_ROW}:{letter}{end}"

    totals = {
        weight: f"=SUM({cells(weight)})",
        actual: f"=SUMPRODUCT({cells(weight)},{cells(actual)})"
        f'/SUMIF({cells(actual)},"<>",{cells(weight)})',
        status: f'="已完成"&COUNTIF({cells(actual)},">=1")&"项"',
        quality: f"=ROUND(AVERAGE({cells(quality)}),1)",
        results: f"=ROUND(AVERAGE({cells(results)}),1)",
        get_column_letter(1): "全县",
    }
    for at, column in enumerate(COLUMNS, start=1):
        text = totals.get(get_column_letter(at))
        cell = _put(sheet.cell(TOTAL_ROW, at), text, BOLD, column.alignment)
        cell.border, cell.fill = BORDER, TOTAL_FILL
        if column.number_format == PERCENT:
            cell.number_format = PERCENT
    sheet.merge_cells(
        start_row=TOTAL_ROW, end_row=TOTAL_ROW, start_column=1, end_column=_at("title")
    )
    sheet.row_dimensions[TOTAL_ROW].height = 26


def _restrict(sheet: Worksheet, end: int) -> None:
    """What may be entered: lists to choose from, and limits with a word on what is meant."""
    vetoes = ("安全生产责任事故", "生态环境破坏", "统计数据弄虚作假", "重大信访事项", "违规违纪")
    for fields, allowed, error in (
        (("line",), _list(tuple(LINES)), "请从列表中选择战线。"),
        (("veto",), _list(vetoes), "请从列表中选择事由；没有发生请空着。"),
        (
            ("start", "due", "updated"),
            _between("date", "DATE(2020,1,1)", "DATE(2099,12,31)"),
            "请填日期，如2027-6-30。",
        ),
        (("actual",), _between("decimal", "0", "3"), "请填百分数，如45%；未报请空着。"),
        (("quality", "results"), _between("decimal", "0", "100"), "请填0至100分；未评请空着。"),
        (("points",), _between("decimal", "-20", "20"), "请填-20至20分；没有请空着。"),
    ):
        for field in fields:
            letter = get_column_letter(_at(field))
            allowed.add(f"{letter}{FIRST_ROW}:{letter}{end}")
        allowed.errorTitle, allowed.error = "填写有误", error
        sheet.add_data_validation(allowed)


def _list(values: Sequence[str]) -> DataValidation:
    return DataValidation(
        type="list", formula1=f'"{",".join(values)}"', allow_blank=True, showErrorMessage=True
    )


def _between(type_: str, low: str, high: str) -> DataValidation:
    return DataValidation(
        type=type_,
        operator="between",
        formula1=low,
        formula2=high,
        allow_blank=True,
        showErrorMessage=True,
    )


def _write_guide(sheet: Worksheet) -> None:
    """One column of lines: no row of it can be taken for a header."""
    sheet.column_dimensions["A"].width = 110
    for index, text in enumerate(GUIDE.read_text(encoding="utf-8").splitlines(), start=1):
        title = index == 1
        section = text[1] == "、"
        _put(sheet.cell(index, 1), text, HEADING if title else BOLD if section else BODY, LEFT)
        lines = math.ceil(len(text) / 62)
        sheet.row_dimensions[index].height = 38 if title else 26 if section else 6 + 17 * lines
    sheet.sheet_view.showGridLines = False
    _set_up_page(sheet, A4, "portrait")


def _write_indicators(sheet: Worksheet) -> None:
    headers = ("指标", "数值", "单位", "增速", "排名", "参评数", "比较范围")
    formats = {"增速": "0.0%"}
    _write_list(sheet, headers, (28, 12, 10, 12, 10, 10, 18), INDICATORS, formats)


def _write_projects(sheet: Worksheet) -> None:
    headers = (
        *("项目", "起始日期", "目标日期", "步骤", "工期（工作日）", "前置步骤"),
        *("实际开始", "实际完成", "里程碑", "产出", "建成前", "建成后", "计量单位"),
    )
    rows = [
        (
            *((project.name, project.start, project.target) if first else (None, None, None)),
            *(name, days, after or None, began, ended, "是" if milestone else None),
            *(project.gain if first else (None, None, None, None)),
        )
        for project in PROJECTS
        for first, (name, days, after, began, ended, milestone) in (
            (step is project.steps[0], step) for step in project.steps
        )
    ]
    widths = (32, 12, 12, 18, 16, 30, 12, 12, 9, 14, 9, 9, 10)
    formats = dict.fromkeys(("起始日期", "目标日期", "实际开始", "实际完成"), DATE)
    _write_list(sheet, headers, widths, rows, formats)
    milestone = _list(("是",))
    milestone.add(f"I2:I{len(rows) + SPARE_ROWS}")
    sheet.add_data_validation(milestone)


def _write_meetings(sheet: Worksheet) -> None:
    _write_list(sheet, ("类型", "日期", "内容"), (14, 14, 60), MEETINGS, {"日期": DATE})
    kind = _list(("半月调度", "月例会"))
    kind.add(f"A2:A{len(MEETINGS) + SPARE_ROWS}")
    sheet.add_data_validation(kind)


def _write_problems(sheet: Worksheet) -> None:
    headers = ("战线", "问题", "责任单位", "提出时间", "办结情况")
    rows = [(line or None, *others) for line, *others in PROBLEMS]
    _write_list(sheet, headers, (14, 44, 18, 14, 14), rows, {"提出时间": DATE})
    for letter, values in (("A", tuple(LINES)), ("E", ("办理中", "已办结"))):
        allowed = _list(values)
        allowed.add(f"{letter}2:{letter}{len(rows) + SPARE_ROWS}")
        sheet.add_data_validation(allowed)


def _write_list(
    sheet: Worksheet,
    headers: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[object]],
    formats: Mapping[str, str],
) -> None:
    """A sheet with one row of headers and a plain list under it."""
    for at, (header, width) in enumerate(zip(headers, widths, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        _put_header(sheet, 1, at, header)
    sheet.row_dimensions[1].height = 26
    for index, row in enumerate(rows, start=2):
        for at, (header, value) in enumerate(zip(headers, row, strict=True), start=1):
            cell = _put(sheet.cell(index, at), value, BODY, CENTER)
            cell.border = BORDER
            cell.number_format = formats.get(header, "General")
        sheet.row_dimensions[index].height = 24
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _set_up_page(sheet, A4, "landscape")


def _put_header(sheet: Worksheet, row: int, at: int, text: str | None) -> None:
    cell = _put(sheet.cell(row, at), text, BOLD, CENTER)
    cell.border, cell.fill = BORDER, HEADER_FILL


def _put(cell: Cell, value: object, font: Font, alignment: Alignment) -> Cell:
    cell.value, cell.font, cell.alignment = value, font, alignment
    return cell


def _set_up_page(sheet: Worksheet, paper: int, orientation: str) -> None:
    sheet.page_setup.paperSize = paper
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.5
    margins.bottom, margins.footer = 0.6, 0.3
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def workbook_bytes(book: Workbook) -> bytes:
    """The file's bytes, with the clock taken out of them."""
    saved = BytesIO()
    book.save(saved)
    now = escape(book.properties.modified.isoformat(timespec="seconds")).encode()
    made = MADE.isoformat(timespec="seconds").encode()
    result = BytesIO()
    with ZipFile(saved) as source, ZipFile(result, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = content.replace(now, made)
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, content)
    return result.getvalue()


def main() -> None:
    """Write `season.xlsx` beside this file."""
    WORKBOOK.write_bytes(workbook_bytes(make_workbook(make_rows())))


if __name__ == "__main__":
    main()
