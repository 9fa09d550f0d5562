"""The page: what is wrong first and large, then the picture, then everything else."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final

from kiosk.status.markup import Html, join, plain, raw, tag
from kiosk.status.model import LogLine, Panel, Station, Status
from kiosk.status.troubles import Trouble, Weight, troubles
from kiosk.status.words import Words

REFRESH_S: Final = 20
"""Seconds after which a browser asks for the page and its picture again."""
_LINES: Final = 50
"""Lines of the log, and places of the rotation, that are shown at most."""
_WARNINGS: Final = 10
_WHY: Final = 6
_NAME: Final = 60
"""Characters of the display's name."""
_SPACE: Final = raw(" ")

_STYLE: Final = """
:root{color-scheme:light dark;--ground:#f4f1e8;--card:#fffdf7;--ink:#20242a;--quiet:#565c66;
--line:#d9d3c3;--calm:#1e3f66;--warn:#7a4a00;--warnground:#ffefcc;--warnline:#e0a83c;
--fail:#fff;--failground:#2a2118;--failline:#ffb547}
@media(prefers-color-scheme:dark){:root{--ground:#14171b;--card:#1c2026;--ink:#eceff3;
--quiet:#a4adb9;--line:#343a43;--calm:#b5d3ee;--warn:#ffd591;--warnground:#33270f;
--warnline:#a8751a;--fail:#14171b;--failground:#ffb547;--failline:#ffb547}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);line-height:1.5;
font:1rem/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","PingFang TC","Microsoft YaHei",
"Microsoft JhengHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;overflow-wrap:anywhere}
main{max-width:76rem;margin:0 auto;padding:1.25rem 1rem 2.5rem;display:grid;gap:1rem;
grid-template-columns:minmax(0,1fr)}
header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 1rem;
color:var(--quiet)}
h1{margin:0;font-size:1rem;font-weight:600;color:var(--ink)}
h2{margin:0 0 .75rem;font-size:.95rem;font-weight:600;color:var(--quiet)}
p,ul,ol,dl,dd{margin:0;padding:0}
ul,ol{list-style:none}
time,.n{font-variant-numeric:tabular-nums}
section{background:var(--card);border:1px solid var(--line);border-radius:.75rem;
padding:1rem 1.125rem;min-width:0}
.verdict{font-size:clamp(1.75rem,5vw,2.75rem);line-height:1.15;font-weight:700;margin:.1em 0 .15em;
color:var(--calm)}
.verdict.bad{color:var(--ink)}
.mark{margin-right:.4em}
.troubles{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr))}
.trouble.failure{grid-column:1/-1}
.trouble{border-width:1px 1px 1px .5rem;border-color:var(--warnline);background:var(--warnground)}
.trouble h2{font-size:1.35rem;line-height:1.25;font-weight:700;color:var(--warn);margin:0}
.trouble p{margin-top:.35rem}
.trouble.failure{border-color:var(--failline);background:var(--failground);color:var(--fail)}
.trouble.failure h2{color:inherit}
.trouble ul{display:grid;gap:.15rem;margin-top:.35rem}
.wall{padding:0;overflow:hidden}
.wall .facts{padding:1rem 1.125rem}
.picture{display:block;background:#0d0f12;color:#b4bcc8;text-align:center;min-height:9rem;
font-size:.9rem;line-height:9rem}
.picture img{display:block;margin:0 auto;max-width:100%;max-height:80vh;min-height:9rem;
object-fit:contain}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.35rem 1rem}
dt{color:var(--quiet)}
.times{grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:1rem;padding-bottom:1rem;
margin-bottom:1rem;border-bottom:1px solid var(--line)}
.times dd{font-size:1.35rem;font-weight:600;line-height:1.3}
.times small,small{display:block;font-size:.875rem;font-weight:400;color:var(--quiet)}
.rotation li{display:grid;grid-template-columns:1.25rem minmax(0,1fr) auto;gap:0 .5rem;
padding:.4rem 0;border-top:1px solid var(--line)}
.rotation li:first-child{border-top:0;padding-top:0}
.rotation li>span:last-child{color:var(--quiet)}
.rotation .now{font-weight:700}
.rotation .skipped{color:var(--quiet)}
.rotation small{grid-column:2/4}
.log li,.warnings li{padding:.4rem 0;border-top:1px solid var(--line)}
.warnings{margin-top:.75rem}
.log li:first-child{border-top:0;padding-top:0}
.log b{color:var(--warn);font-weight:600}
footer{color:var(--quiet);font-size:.875rem}
a{color:var(--calm)}
.column{display:contents}
.source{order:1}.settings{order:2}.machine{order:4}.log{order:3}footer{order:5}
@media(min-width:60rem){main{grid-template-columns:minmax(0,1.6fr) minmax(0,1fr)}
.head,.troubles,.log,footer{grid-column:1/-1}
.column{display:grid;gap:1rem;align-content:start}}
@media(max-width:20rem){dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:.5rem}}
"""
STYLE_HASH: Final = b64encode(sha256(_STYLE.encode()).digest()).decode()
"""Of the page's only style sheet, as a content security policy names it."""

ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<rect width="16" height="16" rx="3" fill="#f4f1e8"/>'
    '<rect x="3" y="2" width="4" height="12" fill="#840d11"/>'
    '<rect x="9" y="5" width="4" height="9" fill="#0d0f12"/></svg>'
)
"""Two boards, for the browser's tab."""

_MARKS: Final = {Weight.FAILURE: "✕", Weight.WARNING: "▲"}
"""What says without a color how much a trouble weighs."""
_PANELS: Final = {
    Panel.UNTOLD: "尚未控制",
    Panel.SWITCHING: "正在开关",
    Panel.ON: "亮着",
    Panel.OFF: "已关",
    Panel.LIT: "亮着但黑屏，没有可用的开关办法",
    Panel.FAILED: "开关失败",
}


def page(status: Status) -> str:
    """The whole page as HTML, in the display's language."""
    words = Words(status.language, status.now)
    wrong = troubles(status, words)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("title", f"{_verdict(status, wrong, words)} · {status.display}"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex"),
        tag("meta", http_equiv="refresh", content=str(REFRESH_S)),
        tag("link", rel="icon", href="/icon.svg", type="image/svg+xml"),
        tag("style", raw(_STYLE)),
    )
    main = tag(
        "main",
        _header(status, wrong, words),
        *([tag("div", *map(_trouble, wrong), class_="troubles")] if wrong else []),
        tag("div", _wall(status, words), _source(status, words), class_="column"),
        tag(
            "div",
            _rotation(status, words),
            _configuration(status, words),
            _machine(status, words),
            class_="column",
        ),
        _log(status, words),
        tag(
            "footer",
            words("本页每 {seconds} 秒自动更新，只能看，不能改。", seconds=REFRESH_S),
            _SPACE,
            tag("a", words("指标"), href="/metrics"),
        ),
    )
    return f"<!doctype html>{tag('html', head, tag('body', main), lang=words.tag).text}"


def _verdict(status: Status, wrong: tuple[Trouble, ...], words: Words) -> str:
    if len(wrong) > 1:
        return words("有 {count} 个问题", count=len(wrong))
    if wrong:
        return words("有 1 个问题")
    return words("一切正常") if status.opening.open else words("已按开放时间关闭")


def _header(status: Status, wrong: tuple[Trouble, ...], words: Words) -> Html:
    calm = "✓" if status.opening.open else "☾"
    mark = _MARKS[wrong[0].weight] if wrong else calm
    return tag(
        "div",
        tag(
            "header",
            tag("h1", words("{display} · 状态", display=plain(status.display, _NAME))),
            tag("span", words("截至 {time}", time=words.second(status.now)), class_="n"),
        ),
        tag(
            "p",
            _mark(mark),
            _verdict(status, wrong, words),
            class_="verdict bad" if wrong else "verdict",
        ),
        class_="head",
    )


def _trouble(trouble: Trouble) -> Html:
    return tag(
        "section",
        tag("h2", _mark(_MARKS[trouble.weight]), trouble.title),
        *([tag("ul", *(tag("li", line) for line in trouble.why[:_WHY]))] if trouble.why else []),
        class_=f"trouble {trouble.weight}",
    )


def _mark(mark: str) -> Html:
    return tag("span", mark, class_="mark", aria_hidden="true")


def _wall(status: Status, words: Words) -> Html:
    wall, opening = status.wall, status.opening
    shows = words.scene(wall.scene) if wall.scene else words("没有画面")
    if wall.scene and wall.pages > 1:
        shows += f" · {words('第 {page} 页，共 {pages} 页', page=wall.page, pages=wall.pages)}"
    facts: list[tuple[str, Html | str]] = [(words("此刻"), tag("strong", shows))]
    if wall.since:
        facts.append((words("已放"), words.span((status.now - wall.since).total_seconds())))
    if opening.open:
        facts.append((words("下一页"), _next(status, words)))
    facts.append((words("开放时间"), _hours(status, words)))
    panel = words(_PANELS[opening.panel])
    if opening.panel_by and opening.panel in {Panel.ON, Panel.OFF}:
        panel = words("{state}（{by}）", state=panel, by=plain(opening.panel_by))
    facts.append((words("面板"), panel))
    if opening.open:
        image = tag("img", src="/frame", alt=words("墙上此刻的画面"))
        picture = tag("a", image, href="/frame", class_="picture")
    else:
        picture = tag("p", words("已按开放时间关闭"), class_="picture")
    return tag(
        "section",
        picture,
        tag("div", tag("h2", words("墙上")), _list(facts), class_="facts"),
        class_="wall",
    )


def _next(status: Status, words: Words) -> str:
    wall = status.wall
    if wall.paused:
        return words("已被人工暂停")
    if wall.next is None:
        return words("不换")
    ahead = (wall.next - status.now).total_seconds()
    if ahead >= 0:
        return words("{span}后", span=words.span(ahead))
    return words("应在 {span}前", span=words.span(-ahead))


def _hours(status: Status, words: Words) -> str:
    opening = status.opening
    if opening.until is None:
        return words("开放") if opening.open else words("关闭")
    until = words.clock(opening.until)
    return (
        words("开放，到 {time}", time=until)
        if opening.open
        else words("关闭，到 {time}", time=until)
    )


def _rotation(status: Status, words: Words) -> Html:
    wall = status.wall
    stations = [
        _station(station, words, now=number == wall.station)
        for number, station in enumerate(wall.rotation[:_LINES])
    ]
    return tag(
        "section",
        tag("h2", words("轮播")),
        tag("ol", *stations, class_="rotation"),
        tag("small", words("共换画面 {count} 次", count=wall.changes)),
    )


def _station(station: Station, words: Words, *, now: bool) -> Html:
    if station.skipped:
        pages = words("跳过")
    elif station.pages is None:
        pages = ""
    elif not station.pages:
        pages = words("没有内容")
    else:
        pages = words("1 页") if station.pages == 1 else words("{pages} 页", pages=station.pages)
    return tag(
        "li",
        tag("span", "▶" if now else "", title=words("正在放") if now else ""),
        tag("span", words.scene(station.scene)),
        tag("span", pages),
        *([tag("small", station.skipped)] if station.skipped else []),
        class_="now" if now else "skipped" if station.skipped else "",
    )


def _source(status: Status, words: Words) -> Html:
    source = status.source
    as_of = source.as_of
    times = (
        (
            words("数据截至"),
            _big(as_of.isoformat(), words.days_ago(as_of)) if as_of else _big(words("未注明"), ""),
        ),
        (words("最近有变化"), _when(source.changed, words)),
        (words("最近取到"), _when(source.checked, words)),
    )
    facts: list[tuple[str, Html | str]] = [
        (words("来源"), source.address or words("不详")),
        (
            words("内容"),
            words("{tasks} 项任务，{units} 个单位", tasks=source.tasks, units=source.units),
        ),
        (
            words("取数"),
            words("{polls} 次，失败 {failures} 次", polls=source.polls, failures=source.failures),
        ),
        (words("提示"), str(source.warnings) if source.warnings else words("无")),
    ]
    shown = source.first_warnings[:_WARNINGS]
    more = source.warnings - len(shown)
    lines = [tag("li", tag("small", line)) for line in shown]
    if shown and more > 0:
        lines.append(tag("li", tag("small", words("还有 {count} 条", count=more))))
    return tag(
        "section",
        tag("h2", words("数据")),
        _list(times, "times"),
        _list(facts),
        *([tag("ul", *lines, class_="warnings")] if lines else []),
        class_="source",
    )


def _configuration(status: Status, words: Words) -> Html:
    configuration = status.configuration
    facts = (
        (words("文件"), configuration.file or words("随程序附带的默认配置")),
        (
            words("检查"),
            words("配置文件有错") if configuration.mistake else words("没有错误"),
        ),
    )
    return tag("section", tag("h2", words("配置")), _list(facts), class_="settings")


def _machine(status: Status, words: Words) -> Html:
    machine = status.machine
    drawn = " · ".join(part for part in (status.platform, status.renderer) if part)
    facts = (
        (words("主机"), status.host or words("不详")),
        (words("版本"), status.version),
        (words("绘图"), drawn or words("不详")),
        (words("启动"), words.moment(status.started)),
        (words("已运行"), words.span(status.uptime_s)),
        (
            words("内存"),
            words(
                "{pss}（PSS），{rss}（RSS）",
                pss=words.size(machine.pss),
                rss=words.size(machine.rss),
            ),
        ),
        (words("磁盘剩余"), words.size(machine.disk_free)),
    )
    return tag("section", tag("h2", words("本机")), _list(facts), class_="machine")


def _log(status: Status, words: Words) -> Html:
    lines = status.log.lines[-_LINES:]
    told = tag("ul", *(_line(line, words) for line in reversed(lines)))
    return tag(
        "section",
        tag("h2", words("日志里的问题")),
        told if lines else tag("p", words("启动以来没有。")),
        class_="log",
    )


def _line(line: LogLine, words: Words) -> Html:
    level = words("警告") if line.level == "WARNING" else words("错误")
    return tag(
        "li",
        tag("small", _time(line.time, words.second(line.time)), _SPACE, tag("b", level)),
        line.text,
    )


def _when(moment: datetime | None, words: Words) -> Html:
    if moment is None:
        return _big(words("还没有"), "")
    return join(_time(moment, words.clock(moment)), tag("small", words.ago(moment)))


def _big(text: str, below: str) -> Html:
    return join(tag("span", text, class_="n"), tag("small", below))


def _time(moment: datetime, text: str) -> Html:
    return tag("time", text, datetime=moment.isoformat(timespec="seconds"))


def _list(facts: Iterable[tuple[str, Html | str]], kind: str = "") -> Html:
    grouped = kind == "times"
    rows: list[Html] = []
    for name, value in facts:
        pair = (tag("dt", name), tag("dd", value))
        # Three times stand side by side, each under its name.
        rows.extend([tag("div", *pair)] if grouped else pair)
    return tag("dl", *rows, class_=kind)
