"""The page's texts in the display's language, and how it writes times and sizes.

The kiosk's other texts are Qt's to translate; this room knows no Qt, and its texts are read by
whoever looks after the kiosk, not by the hall.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

_COLUMNS: Final = {"zh_TW": 0, "en": 1}
_TAGS: Final = {"zh_CN": "zh-CN", "zh_TW": "zh-TW", "en": "en"}
_MINUTE_S: Final = 60
_HOUR_S: Final = 3_600
_DAY_S: Final = 86_400
_KB: Final = 1024
_WHOLE: Final = 10

SCENES: Final[Mapping[str, tuple[str, str, str]]] = {
    "photos": ("工作照片", "工作照片", "Work photos"),
    "overview": ("总览", "總覽", "Overview"),
    "red": ("红榜", "紅榜", "Red board"),
    "black": ("黑榜", "黑榜", "Black board"),
    "standings": ("排行榜", "排行榜", "Standings"),
    "areas": ("领域进展", "領域進展", "Areas"),
    "tasks": ("逾期和到期", "逾期與到期", "Tasks due"),
    "indicators": ("主要指标", "主要指標", "Indicators"),
    "project": ("项目倒排工期", "專案倒排工期", "Project"),
    "dispatch": ("调度和例会", "調度與例會", "Dispatch"),
    "notice": ("通知", "通知", "Notice"),
}
"""Scenes to their names in Simplified and Traditional Chinese and English."""

TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    # The head
    "{display} · 状态": ("{display} · 狀態", "{display} · status"),
    "一切正常": ("一切正常", "All is well"),
    "已按开放时间关闭": ("已依開放時間關閉", "Closed, as its hours say"),
    "有 1 个问题": ("有 1 個問題", "1 problem"),
    "有 {count} 个问题": ("有 {count} 個問題", "{count} problems"),
    "截至 {time}": ("截至 {time}", "at {time}"),
    # What is wrong
    "画面停住了": ("畫面停住了", "The wall stands still"),
    "面板没有按要求开关": ("面板未依要求開關", "The panel was not switched"),
    "还没有任何数据": ("尚無任何資料", "There are no figures yet"),
    "{since} 起取不到数据": ("{since} 起取不到資料", "The source is away since {since}"),
    "上一次取数失败": ("上一次取得資料失敗", "The last poll failed"),
    "新表格暂不采用": ("新表格暫不採用", "A new table is held back"),
    "{since} 起": ("{since} 起", "since {since}"),
    "第二次取到的也一样才采用，墙上仍是上一份。": (
        "第二次取得的也相同才採用，牆上仍是上一份。",
        "It is taken when a second poll agrees; the last good one hangs meanwhile.",
    ),
    "数据过时": ("資料過時", "The figures are stale"),
    "数据截至 {day}，黑榜停挂。": (
        "資料截至 {day}，黑榜停掛。",
        "They are as of {day}; no black board hangs.",
    ),
    "太久没有取到数据，黑榜停挂。": (
        "太久未取得資料，黑榜停掛。",
        "The source was not heard for too long; no black board hangs.",
    ),
    "配置文件有错": ("設定檔有誤", "The configuration has a mistake"),
    "仍按上一份正确的配置运行。": (
        "仍依上一份正確的設定執行。",
        "The last good one counts meanwhile.",
    ),
    "没有画面可放": ("沒有畫面可放", "No scene has anything to show"),
    # The wall
    "墙上": ("牆上", "On the wall"),
    "墙上此刻的画面": ("牆上此刻的畫面", "What hangs on the wall now"),
    "此刻": ("此刻", "Now"),
    "第 {page} 页，共 {pages} 页": ("第 {page} 頁，共 {pages} 頁", "page {page} of {pages}"),
    "没有画面": ("沒有畫面", "no scene"),
    "已放": ("已放", "Shown for"),
    "下一页": ("下一頁", "Next page"),
    "{span}后": ("{span}後", "in {span}"),
    "应在 {span}前": ("應在 {span}前", "was due {span} ago"),
    "不换": ("不換", "this one stays"),
    "已被人工暂停": ("已由人員暫停", "paused by an operator"),
    "开放时间": ("開放時間", "Hours"),
    "开放": ("開放", "open"),
    "关闭": ("關閉", "closed"),
    "开放，到 {time}": ("開放，至 {time}", "open until {time}"),
    "关闭，到 {time}": ("關閉，至 {time}", "closed until {time}"),
    "面板": ("面板", "Panel"),
    "尚未控制": ("尚未控制", "nobody asked for anything yet"),
    "正在开关": ("正在開關", "being switched"),
    "亮着": ("亮著", "on"),
    "已关": ("已關", "off, as it should be"),
    "亮着但黑屏，没有可用的开关办法": (
        "亮著但黑屏，沒有可用的開關方式",
        "lit and black: nothing here switches it",
    ),
    "开关失败": ("開關失敗", "could not be switched"),
    "{state}（{by}）": ("{state}（{by}）", "{state} ({by})"),
    # The rotation
    "轮播": ("輪播", "Rotation"),
    "1 页": ("1 頁", "1 page"),
    "{pages} 页": ("{pages} 頁", "{pages} pages"),
    "跳过": ("略過", "skipped"),
    "没有内容": ("沒有內容", "empty"),
    "正在放": ("正在播放", "now"),
    "共换画面 {count} 次": ("共換畫面 {count} 次", "{count} pages presented"),
    # The source
    "数据": ("資料", "Figures"),
    "数据截至": ("資料截至", "Data as of"),
    "最近有变化": ("最近有變化", "Last changed"),
    "最近取到": ("最近取得", "Last checked"),
    "未注明": ("未註明", "not said"),
    "还没有": ("尚無", "never"),
    "来源": ("來源", "Source"),
    "内容": ("內容", "Content"),
    "{tasks} 项任务，{units} 个单位": (
        "{tasks} 項任務，{units} 個單位",
        "{tasks} tasks, {units} units",
    ),
    "取数": ("取得", "Polls"),
    "{polls} 次，失败 {failures} 次": (
        "{polls} 次，失敗 {failures} 次",
        "{polls}, of which {failures} failed",
    ),
    "提示": ("提示", "Warnings"),
    "无": ("無", "none"),
    "还有 {count} 条": ("還有 {count} 條", "and {count} more"),
    # The rest
    "配置": ("設定", "Configuration"),
    "文件": ("檔案", "File"),
    "随程序附带的默认配置": ("隨程式附帶的預設設定", "the one that ships with the kiosk"),
    "检查": ("檢查", "Check"),
    "没有错误": ("沒有錯誤", "no mistake"),
    "日志里的问题": ("日誌裡的問題", "Problems in the log"),
    "启动以来没有。": ("啟動以來沒有。", "None since the start."),
    "警告": ("警告", "warning"),
    "错误": ("錯誤", "error"),
    "本机": ("本機", "Machine"),
    "主机": ("主機", "Host"),
    "版本": ("版本", "Version"),
    "绘图": ("繪圖", "Drawn by"),
    "启动": ("啟動", "Started"),
    "已运行": ("已執行", "Up for"),
    "内存": ("記憶體", "Memory"),
    "{pss}（PSS），{rss}（RSS）": ("{pss}（PSS），{rss}（RSS）", "{pss} (PSS), {rss} (RSS)"),
    "磁盘剩余": ("磁碟剩餘", "Disk free"),
    "不详": ("不詳", "unknown"),
    "本页每 {seconds} 秒自动更新，只能看，不能改。": (
        "本頁每 {seconds} 秒自動更新，只能看，不能改。",
        "This page renews itself every {seconds} s. Nothing can be changed here.",
    ),
    "指标": ("指標", "metrics"),
    # Times
    "{span}前": ("{span}前", "{span} ago"),
    "刚刚": ("剛剛", "just now"),
    "今天": ("今天", "today"),
    "昨天": ("昨天", "yesterday"),
    "{days} 天前": ("{days} 天前", "{days} days ago"),
    "{seconds} 秒": ("{seconds} 秒", "{seconds} s"),
    "{minutes} 分钟": ("{minutes} 分鐘", "{minutes} min"),
    "{hours} 小时": ("{hours} 小時", "{hours} h"),
    "{hours} 小时 {minutes} 分钟": ("{hours} 小時 {minutes} 分鐘", "{hours} h {minutes} min"),
    "{days} 天": ("{days} 天", "{days} d"),
    "{days} 天 {hours} 小时": ("{days} 天 {hours} 小時", "{days} d {hours} h"),
}
"""Texts to their translations into Traditional Chinese and English."""


@dataclass(frozen=True, slots=True)
class Words:
    """How the page speaks."""

    language: str
    """One that it does not know is taken for Simplified Chinese."""
    now: datetime
    """Aware, in the zone that times are shown in."""

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return _TAGS.get(self.language, "zh-CN")

    def __call__(self, key: str, **values: object) -> str:
        """A text of the page with its values filled in."""
        column = _COLUMNS.get(self.language)
        text = key if column is None else TEXTS[key][column]
        return text.format(**values)

    def scene(self, name: str) -> str:
        """A scene's name; one that is not known stays as it is."""
        names = SCENES.get(name)
        return names[_COLUMNS.get(self.language, -1) + 1] if names else name

    def clock(self, moment: datetime) -> str:
        """A moment to the minute; the day is left out where it is today's."""
        local = moment.astimezone(self.now.tzinfo)
        return f"{local:%H:%M}" if local.date() == self.now.date() else self.moment(moment)

    def moment(self, moment: datetime) -> str:
        """A moment to the minute."""
        return f"{moment.astimezone(self.now.tzinfo):%Y-%m-%d %H:%M}"

    def second(self, moment: datetime) -> str:
        """A moment to the second."""
        return f"{moment.astimezone(self.now.tzinfo):%Y-%m-%d %H:%M:%S}"

    def ago(self, moment: datetime) -> str:
        """How long ago a moment was; one that is ahead, as after a clock was set, just now."""
        seconds = (self.now - moment).total_seconds()
        return self("{span}前", span=self.span(seconds)) if seconds >= 1 else self("刚刚")

    def days_ago(self, day: date) -> str:
        """How long ago a day was; empty for one that is ahead."""
        days = (self.now.date() - day).days
        if days < 0:
            return ""
        return {0: self("今天"), 1: self("昨天")}.get(days, self("{days} 天前", days=days))

    def span(self, seconds: float) -> str:
        """A length of time in its two largest units, rounded down."""
        whole = max(int(seconds), 0)
        if whole < _MINUTE_S:
            return self("{seconds} 秒", seconds=whole)
        if whole < _HOUR_S:
            return self("{minutes} 分钟", minutes=whole // _MINUTE_S)
        if whole < _DAY_S:
            hours, minutes = whole // _HOUR_S, whole % _HOUR_S // _MINUTE_S
            if hours >= _WHOLE or not minutes:
                return self("{hours} 小时", hours=hours)
            return self("{hours} 小时 {minutes} 分钟", hours=hours, minutes=minutes)
        days, hours = whole // _DAY_S, whole % _DAY_S // _HOUR_S
        if days >= _WHOLE or not hours:
            return self("{days} 天", days=days)
        return self("{days} 天 {hours} 小时", days=days, hours=hours)

    def size(self, count: int | None) -> str:
        """Bytes in the largest unit of which there is one; 1 MB is 1024 KB."""
        if count is None:
            return self("不详")
        value, units = float(count), iter(("KB", "MB", "GB", "TB"))
        unit = "B"
        for larger in units:
            if value < _KB:
                break
            value, unit = value / _KB, larger
        return f"{value:.1f} {unit}" if value < _WHOLE and unit != "B" else f"{value:.0f} {unit}"
