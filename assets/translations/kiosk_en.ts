<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>dates</name>
    <message>
        <source>M 月</source>
        <translation>MMMM</translation>
    </message>
    <message>
        <source>M 月 d 日</source>
        <translation>d MMMM</translation>
    </message>
</context>
<context>
    <name>wall</name>
    <message>
        <source>{all} 个领域中 {count} 个达到时序</source>
        <translation>{count} of {all} areas on plan</translation>
    </message>
    <message>
        <source>{all} 个领域全部达到时序</source>
        <translation>All {all} areas on plan</translation>
    </message>
    <message>
        <source>{all} 个领域均未报</source>
        <translation>No data for any of {all} areas</translation>
    </message>
    <message>
        <source>{all} 个领域均未达到时序</source>
        <translation>None of {all} areas on plan</translation>
    </message>
    <message>
        <source>{all} 项任务中 {count} 项达到时序</source>
        <translation>{count} of {all} tasks on plan</translation>
    </message>
    <message>
        <source>{conditions}即退出</source>
        <translation>To leave: {conditions}</translation>
    </message>
    <message>
        <source>{count} 个领域</source>
        <translation>Areas: {count}</translation>
    </message>
    <message>
        <source>{count} 个领域达到时序</source>
        <translation>Areas on plan: {count}</translation>
    </message>
    <message>
        <source>{count} 条提醒，见 kiosk check</source>
        <translation>{count} warnings, see kiosk check</translation>
    </message>
    <message>
        <source>{count} 项任务全部达到时序</source>
        <translation>all tasks on plan ({count})</translation>
    </message>
    <message>
        <source>{count} 项提前完成</source>
        <translation>{count} done early</translation>
    </message>
    <message>
        <source>{count} 项重点工作</source>
        <translation>Tasks: {count}</translation>
    </message>
    <message>
        <source>{date} {weekday}</source>
        <translation>{weekday}, {date}</translation>
    </message>
    <message>
        <source>{days} 天：{task}</source>
        <translation>{days} d: {task}</translation>
    </message>
    <message>
        <source>{day}到期</source>
        <translation>Due {day}</translation>
    </message>
    <message>
        <source>{day}开赛</source>
        <translation>Begins {day}</translation>
    </message>
    <message>
        <source>{day}收官</source>
        <translation>Ended {day}</translation>
    </message>
    <message>
        <source>{day}调度以来</source>
        <translation>since the review on {day}</translation>
    </message>
    <message>
        <source>{ends}完成，目标 {target}</source>
        <translation>Done {ends}, target {target}</translation>
    </message>
    <message>
        <source>{month}上半月</source>
        <translation>early {month}</translation>
    </message>
    <message>
        <source>{month}下半月</source>
        <translation>late {month}</translation>
    </message>
    <message>
        <source>{name} {weight}</source>
        <translation>{name} {weight}</translation>
    </message>
    <message>
        <source>{name}（{measure}）</source>
        <translation>{name} ({measure})</translation>
    </message>
    <message>
        <source>{peers}第 {rank} 位</source>
        <translation>No. {rank} of {peers}</translation>
    </message>
    <message>
        <source>{product}（{measure}）</source>
        <translation>{product} ({measure})</translation>
    </message>
    <message>
        <source>{start}至 {end}</source>
        <translation>{start} to {end}</translation>
    </message>
    <message>
        <source>{state}，至 {until}</source>
        <translation>{state} until {until}</translation>
    </message>
    <message>
        <source>{tasks} 项重点工作、{units} 个单位</source>
        <translation>{tasks} tasks, {units} units</translation>
    </message>
    <message>
        <source>{task}（{owner}）</source>
        <translation>{task} ({owner})</translation>
    </message>
    <message>
        <source>{time} 更新</source>
        <translation>Updated {time}</translation>
    </message>
    <message>
        <source>{time} 起数据源无应答</source>
        <translation>Source silent since {time}</translation>
    </message>
    <message>
        <source>{time} 起数据源无应答，所示为上次数据</source>
        <translation>Source silent since {time}; showing the last data</translation>
    </message>
    <message>
        <source>{year} 年</source>
        <translation>{year}</translation>
    </message>
    <message>
        <source>{year} 年 {day}</source>
        <translation>{day} {year}</translation>
    </message>
    <message>
        <source>▲ 红榜</source>
        <translation>▲ Red</translation>
    </message>
    <message>
        <source>▼ 滞后</source>
        <translation>▼ Behind</translation>
    </message>
    <message>
        <source>▼ 黑榜</source>
        <translation>▼ Black</translation>
    </message>
    <message>
        <source>◆ 里程碑</source>
        <translation>◆ Milestone</translation>
    </message>
    <message>
        <source>✓ 完成</source>
        <translation>✓ Done</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>一季度</source>
        <translation>Q1</translation>
    </message>
    <message>
        <source>一票否决</source>
        <translation>Veto</translation>
    </message>
    <message>
        <source>一票否决：{tasks}</source>
        <translation>Veto: {tasks}</translation>
    </message>
    <message>
        <source>三季度</source>
        <translation>Q3</translation>
    </message>
    <message>
        <source>上次变化</source>
        <translation>Last changed</translation>
    </message>
    <message>
        <source>上次查看</source>
        <translation>Last checked</translation>
    </message>
    <message>
        <source>与时序持平</source>
        <translation>Exactly on plan</translation>
    </message>
    <message>
        <source>主要经济指标</source>
        <translation>Key figures</translation>
    </message>
    <message>
        <source>二季度</source>
        <translation>Q2</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>今天是目标日</source>
        <translation>Target day today</translation>
    </message>
    <message>
        <source>今日收官</source>
        <translation>ends today</translation>
    </message>
    <message>
        <source>倒排工期 · {count} 步</source>
        <translation>Steps to target: {count}</translation>
    </message>
    <message>
        <source>倒排工期在 {day}前排不下：须压缩工期，或调整目标</source>
        <translation>Does not fit before {day}: shorten the steps or move the target</translation>
    </message>
    <message>
        <source>入榜：由督查部门审定公布</source>
        <translation>Listed by the inspection office</translation>
    </message>
    <message>
        <source>入榜：综合得分 {least} 分以上（{weights}）</source>
        <translation>Rule: score of {least} or more ({weights})</translation>
    </message>
    <message>
        <source>入榜：综合得分前 {count} 名（{weights}）</source>
        <translation>Rule: best {count} by score ({weights})</translation>
    </message>
    <message>
        <source>入榜：达到时序、无逾期、无否决，综合得分前 {count} 名（{weights}）</source>
        <translation>Rule: on plan, none overdue, no veto; best {count} by score ({weights})</translation>
    </message>
    <message>
        <source>全部完成</source>
        <translation>All done</translation>
    </message>
    <message>
        <source>全部领域</source>
        <translation>All areas</translation>
    </message>
    <message>
        <source>共 {count} 步</source>
        <translation>of {count}</translation>
    </message>
    <message>
        <source>共 {days} 天</source>
        <translation>of {days} days</translation>
    </message>
    <message>
        <source>关键</source>
        <translation>Critical</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>其他工作</source>
        <translation>Other tasks</translation>
    </message>
    <message>
        <source>分</source>
        <translation>points</translation>
    </message>
    <message>
        <source>列榜：滞后时序超过 {points} 个百分点或被否决，综合得分后 {count} 名</source>
        <translation>Rule: over {points} points behind plan, or a veto; lowest {count} by score</translation>
    </message>
    <message>
        <source>列榜：由督查部门审定公布</source>
        <translation>Listed by the inspection office</translation>
    </message>
    <message>
        <source>列榜：综合得分低于 {most} 分，或被一票否决</source>
        <translation>Rule: score below {most}, or a veto</translation>
    </message>
    <message>
        <source>列榜：综合得分后 {count} 名</source>
        <translation>Rule: lowest {count} by score</translation>
    </message>
    <message>
        <source>到期与逾期</source>
        <translation>Due and overdue</translation>
    </message>
    <message>
        <source>半月调度</source>
        <translation>Half-month review</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>历时 {days} 天</source>
        <translation>Season of {days} days</translation>
    </message>
    <message>
        <source>参评 {count} 地中第 {rank} 位</source>
        <translation>No. {rank} of {count}</translation>
    </message>
    <message>
        <source>另有 {count} 项</source>
        <translation>{count} more</translation>
    </message>
    <message>
        <source>另有 {count} 项未报</source>
        <translation>no data for {count}</translation>
    </message>
    <message>
        <source>同比</source>
        <translation>YoY</translation>
    </message>
    <message>
        <source>否决事项整改销号</source>
        <translation>clear the veto</translation>
    </message>
    <message>
        <source>周调度</source>
        <translation>Weekly review</translation>
    </message>
    <message>
        <source>四季度</source>
        <translation>Q4</translation>
    </message>
    <message>
        <source>完成 {done}/{all} 项</source>
        <translation>Done: {done}/{all}</translation>
    </message>
    <message>
        <source>完成 {done}/{count} 步</source>
        <translation>{done}/{count} steps done</translation>
    </message>
    <message>
        <source>完成 {share}%</source>
        <translation>Done {share}%</translation>
    </message>
    <message>
        <source>完成率（竖线为时序）</source>
        <translation>Done (line: plan)</translation>
    </message>
    <message>
        <source>屏幕开关</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>已到期 {days} 天</source>
        <translation>Due {days} d ago</translation>
    </message>
    <message>
        <source>已到闭屏时间</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>已完成 {count} 步</source>
        <translation>Steps done {count}</translation>
    </message>
    <message>
        <source>已投产</source>
        <translation>In production</translation>
    </message>
    <message>
        <source>已暂停</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>已过目标日 {days} 天</source>
        <translation>Days past target {days}</translation>
    </message>
    <message>
        <source>并列第 {rank} 名共 {count} 个</source>
        <translation>{count} tied for place {rank}</translation>
    </message>
    <message>
        <source>并列第一名</source>
        <translation>Joint first place</translation>
    </message>
    <message>
        <source>开放</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>开着</source>
        <translation>open</translation>
    </message>
    <message>
        <source>得分</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>得分脱离后 {count} 名</source>
        <translation>rise out of the lowest {count}</translation>
    </message>
    <message>
        <source>恢复后自动显示</source>
        <translation>Shown as soon as the source answers</translation>
    </message>
    <message>
        <source>成效</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>战线调度</source>
        <translation>Progress review</translation>
    </message>
    <message>
        <source>按目标日完成</source>
        <translation>Done on the target day</translation>
    </message>
    <message>
        <source>排行榜</source>
        <translation>Standings</translation>
    </message>
    <message>
        <source>接下来</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>提高 {points} 分</source>
        <translation>score {points} more</translation>
    </message>
    <message>
        <source>放入照片后自动显示</source>
        <translation>Shown as soon as they are added</translation>
    </message>
    <message>
        <source>数据已过期，待更新后公布</source>
        <translation>The data are out of date; shown once they are updated</translation>
    </message>
    <message>
        <source>数据截至</source>
        <translation>Data as of</translation>
    </message>
    <message>
        <source>数据截至 {day}</source>
        <translation>Data as of {day}</translation>
    </message>
    <message>
        <source>数据截至 {day}（已过期）</source>
        <translation>Data as of {day} (out of date)</translation>
    </message>
    <message>
        <source>数据来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>整改情况：{how}</source>
        <translation>Status: {how}</translation>
    </message>
    <message>
        <source>整改时限 {when}</source>
        <translation>Put right by {when}</translation>
    </message>
    <message>
        <source>文件夹恢复后自动显示</source>
        <translation>Shown as soon as the folder can be read</translation>
    </message>
    <message>
        <source>新</source>
        <translation>new</translation>
    </message>
    <message>
        <source>新报问题 {count} 个</source>
        <translation>New problems: {count}</translation>
    </message>
    <message>
        <source>无</source>
        <translation>–</translation>
    </message>
    <message>
        <source>无机动</source>
        <translation>No slack</translation>
    </message>
    <message>
        <source>时序 {share}%</source>
        <translation>Plan {share}%</translation>
    </message>
    <message>
        <source>明天</source>
        <translation>Tomorrow</translation>
    </message>
    <message>
        <source>暂无照片</source>
        <translation>No photos yet</translation>
    </message>
    <message>
        <source>暂时读不到数据</source>
        <translation>Data unavailable</translation>
    </message>
    <message>
        <source>暂时读不到照片</source>
        <translation>Photos unavailable</translation>
    </message>
    <message>
        <source>暂缓上屏</source>
        <translation>Held back</translation>
    </message>
    <message>
        <source>最终排名</source>
        <translation>Final standings</translation>
    </message>
    <message>
        <source>最终排名前三</source>
        <translation>Final top three</translation>
    </message>
    <message>
        <source>最终排名前二</source>
        <translation>Final top two</translation>
    </message>
    <message>
        <source>最终排名第一</source>
        <translation>Final first place</translation>
    </message>
    <message>
        <source>最终结果</source>
        <translation>Final results</translation>
    </message>
    <message>
        <source>最近完成</source>
        <translation>Recently done</translation>
    </message>
    <message>
        <source>最迟 {day}开工</source>
        <translation>Must begin by {day}</translation>
    </message>
    <message>
        <source>月例会</source>
        <translation>Monthly meeting</translation>
    </message>
    <message>
        <source>月调度</source>
        <translation>Monthly review</translation>
    </message>
    <message>
        <source>期评比</source>
        <translation>Rounds</translation>
    </message>
    <message>
        <source>未报</source>
        <translation>No data</translation>
    </message>
    <message>
        <source>未报 {count}</source>
        <translation>{count} no&#xa0;data</translation>
    </message>
    <message>
        <source>未明确牵头单位</source>
        <translation>No lead unit named</translation>
    </message>
    <message>
        <source>本期也没有到期工作</source>
        <translation>and nothing is due this round</translation>
    </message>
    <message>
        <source>本期到期 {count} 项</source>
        <translation>Due this round: {count}</translation>
    </message>
    <message>
        <source>本期前三</source>
        <translation>Top three this round</translation>
    </message>
    <message>
        <source>本期前二</source>
        <translation>Top two this round</translation>
    </message>
    <message>
        <source>本期第一</source>
        <translation>First this round</translation>
    </message>
    <message>
        <source>本期红榜：无</source>
        <translation>Red board: none</translation>
    </message>
    <message>
        <source>本期黑榜暂不公布</source>
        <translation>Black board withheld</translation>
    </message>
    <message>
        <source>本期黑榜：无</source>
        <translation>Black board: none</translation>
    </message>
    <message>
        <source>机动 {days} 天</source>
        <translation>Slack {days} d</translation>
    </message>
    <message>
        <source>来源地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>正在读取数据</source>
        <translation>Reading data</translation>
    </message>
    <message>
        <source>正在进行与下一步</source>
        <translation>Under way and next</translation>
    </message>
    <message>
        <source>比目标提前 {days} 个工作日</source>
        <translation>Working days early: {days}</translation>
    </message>
    <message>
        <source>比目标晚 {days} 个工作日</source>
        <translation>Working days late: {days}</translation>
    </message>
    <message>
        <source>没有单位列入红榜</source>
        <translation>No unit is on it this round</translation>
    </message>
    <message>
        <source>没有单位列入黑榜</source>
        <translation>No unit is on it this round</translation>
    </message>
    <message>
        <source>没有新报问题</source>
        <translation>No new problems</translation>
    </message>
    <message>
        <source>没有能关屏幕的办法，只显示黑色</source>
        <translation>nothing switches the panel: black, and lit</translation>
    </message>
    <message>
        <source>没有逾期工作</source>
        <translation>Nothing is overdue</translation>
    </message>
    <message>
        <source>滞后</source>
        <translation>Behind</translation>
    </message>
    <message>
        <source>滞后或逾期</source>
        <translation>Behind, overdue</translation>
    </message>
    <message>
        <source>滞后时序 {points} 个百分点</source>
        <translation>{points} points behind plan</translation>
    </message>
    <message>
        <source>演示数据</source>
        <translation>Demo data</translation>
    </message>
    <message>
        <source>牵头单位</source>
        <translation>Lead units</translation>
    </message>
    <message>
        <source>画面故障</source>
        <translation>Wall</translation>
    </message>
    <message>
        <source>略有滞后</source>
        <translation>Just behind</translation>
    </message>
    <message>
        <source>目标 {day}</source>
        <translation>Target {day}</translation>
    </message>
    <message>
        <source>程序</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>竖线为时序</source>
        <translation>line: plan</translation>
    </message>
    <message>
        <source>第 {days} 天</source>
        <translation>Day {days}</translation>
    </message>
    <message>
        <source>第 {number} 期 · {span}</source>
        <translation>Round {number} · {span}</translation>
    </message>
    <message>
        <source>第 {rank} 位</source>
        <translation>No. {rank}</translation>
    </message>
    <message>
        <source>第一名</source>
        <translation>First place</translation>
    </message>
    <message>
        <source>粗条：关键线路</source>
        <translation>Thick: critical path</translation>
    </message>
    <message>
        <source>粗条：关键线路，晚一天全局晚一天</source>
        <translation>Thick: critical, a day lost delays the end</translation>
    </message>
    <message>
        <source>红榜</source>
        <translation>Red board</translation>
    </message>
    <message>
        <source>细条：有机动（工作日），可晚到线尾</source>
        <translation>Thin: slack in working days, to the line&apos;s end</translation>
    </message>
    <message>
        <source>表格</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>请稍候</source>
        <translation>One moment, please</translation>
    </message>
    <message>
        <source>调度与例会</source>
        <translation>Review meetings</translation>
    </message>
    <message>
        <source>责任人：{person}</source>
        <translation>In charge: {person}</translation>
    </message>
    <message>
        <source>质量</source>
        <translation>Quality</translation>
    </message>
    <message>
        <source>超时序 {points} 个百分点</source>
        <translation>{points} points ahead of plan</translation>
    </message>
    <message>
        <source>距开赛 {days} 天</source>
        <translation>Days to go {days}</translation>
    </message>
    <message>
        <source>距投产还有 {days} 天</source>
        <translation>Days to launch {days}</translation>
    </message>
    <message>
        <source>距收官 {days} 天</source>
        <translation>{days} to go</translation>
    </message>
    <message>
        <source>距目标还有 {days} 天</source>
        <translation>Days to target {days}</translation>
    </message>
    <message>
        <source>达到时序</source>
        <translation>On plan</translation>
    </message>
    <message>
        <source>还有 {days} 天</source>
        <translation>Days to go {days}</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>追回 {points} 个百分点</source>
        <translation>gain {points} points</translation>
    </message>
    <message>
        <source>逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>逾期 1 项 · {days} 天：{task}</source>
        <translation>1 overdue · {days} d: {task}</translation>
    </message>
    <message>
        <source>逾期 {count}</source>
        <translation>{count} overdue</translation>
    </message>
    <message>
        <source>逾期 {count} 项</source>
        <translation>Overdue: {count}</translation>
    </message>
    <message>
        <source>逾期 {count} 项 · {tasks}</source>
        <translation>{count} overdue · {tasks}</translation>
    </message>
    <message>
        <source>逾期 {count} 项 · 最长 {days} 天：{task}</source>
        <translation>{count} overdue · up to {days} d: {task}</translation>
    </message>
    <message>
        <source>逾期 {days} 天</source>
        <translation>Overdue {days} d</translation>
    </message>
    <message>
        <source>逾期 {overdue} 项，到期 {due} 项</source>
        <translation>{overdue} overdue, {due} due</translation>
    </message>
    <message>
        <source>配置文件</source>
        <translation>Configuration</translation>
    </message>
    <message>
        <source>配置有误</source>
        <translation>Config error</translation>
    </message>
    <message>
        <source>里程碑 {reached}/{count}</source>
        <translation>{reached}/{count} milestones</translation>
    </message>
    <message>
        <source>重点工作</source>
        <translation>Priority tasks</translation>
    </message>
    <message>
        <source>需 {needed} 个工作日，开工至目标日仅 {available} 个</source>
        <translation>Working days needed: {needed}; available: {available}</translation>
    </message>
    <message>
        <source>预计 {ends}完成，目标 {target}</source>
        <translation>Expected {ends}, target {target}</translation>
    </message>
    <message>
        <source>预计按期完成</source>
        <translation>Expected on time</translation>
    </message>
    <message>
        <source>预计提前 {days} 个工作日</source>
        <translation>Expected working days early: {days}</translation>
    </message>
    <message>
        <source>预计晚 {days} 个工作日</source>
        <translation>Expected working days late: {days}</translation>
    </message>
    <message>
        <source>领域</source>
        <translation>Areas</translation>
    </message>
    <message>
        <source>领域进展</source>
        <translation>Areas</translation>
    </message>
    <message>
        <source>黑榜</source>
        <translation>Black board</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
</context>
</TS>
