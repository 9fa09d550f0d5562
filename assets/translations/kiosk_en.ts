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
        <source>{day}开赛</source>
        <translation>Opens {day}</translation>
    </message>
    <message>
        <source>{day}收官</source>
        <translation>Closed {day}</translation>
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
        <source>{start}至 {end}</source>
        <translation>{start} to {end}</translation>
    </message>
    <message>
        <source>{time} 更新</source>
        <translation>Updated {time}</translation>
    </message>
    <message>
        <source>▲ 红榜</source>
        <translation>▲ Red</translation>
    </message>
    <message>
        <source>▼ 黑榜</source>
        <translation>▼ Black</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>一票否决：{tasks}</source>
        <translation>Veto: {tasks}</translation>
    </message>
    <message>
        <source>与时序持平</source>
        <translation>Exactly on plan</translation>
    </message>
    <message>
        <source>今日收官</source>
        <translation>closes today</translation>
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
        <source>共 {days} 天</source>
        <translation>of {days} days</translation>
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
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>历时 {days} 天</source>
        <translation>Season of {days} days</translation>
    </message>
    <message>
        <source>否决事项整改销号</source>
        <translation>clear the veto</translation>
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
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>并列第一名</source>
        <translation>Joint first place</translation>
    </message>
    <message>
        <source>得分</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>得分升出后 {count} 名</source>
        <translation>rise above the lowest {count}</translation>
    </message>
    <message>
        <source>恢复后自动显示</source>
        <translation>Figures return as soon as they can be read</translation>
    </message>
    <message>
        <source>成效</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>排行榜</source>
        <translation>Standings</translation>
    </message>
    <message>
        <source>提高 {points} 分</source>
        <translation>score {points} more</translation>
    </message>
    <message>
        <source>数据已过期，待更新后公布</source>
        <translation>The data are out of date</translation>
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
        <source>数据源自 {time} 起无应答</source>
        <translation>Source silent since {time}</translation>
    </message>
    <message>
        <source>数据源自 {time} 起无应答，所示为上次数据</source>
        <translation>Source silent since {time}; these are the last figures</translation>
    </message>
    <message>
        <source>整改情况：{how}</source>
        <translation>Status: {how}</translation>
    </message>
    <message>
        <source>整改时限 {when}</source>
        <translation>Rectify by {when}</translation>
    </message>
    <message>
        <source>新</source>
        <translation>new</translation>
    </message>
    <message>
        <source>无</source>
        <translation>–</translation>
    </message>
    <message>
        <source>时序 {share}%</source>
        <translation>Plan {share}%</translation>
    </message>
    <message>
        <source>暂时读不到数据</source>
        <translation>No data for now</translation>
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
        <source>未报</source>
        <translation>No data</translation>
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
        <translation>Red board: nobody</translation>
    </message>
    <message>
        <source>本期黑榜暂不公布</source>
        <translation>Black board withheld</translation>
    </message>
    <message>
        <source>本期黑榜：无</source>
        <translation>Black board: nobody</translation>
    </message>
    <message>
        <source>正在读取数据</source>
        <translation>Reading data</translation>
    </message>
    <message>
        <source>没有单位列入黑榜</source>
        <translation>No unit is on it this round</translation>
    </message>
    <message>
        <source>滞后或逾期</source>
        <translation>Behind</translation>
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
        <source>第 {days} 天</source>
        <translation>Day {days}</translation>
    </message>
    <message>
        <source>第 {number} 期 · {span}</source>
        <translation>Round {number} · {span}</translation>
    </message>
    <message>
        <source>第一名</source>
        <translation>First place</translation>
    </message>
    <message>
        <source>红榜</source>
        <translation>Red board</translation>
    </message>
    <message>
        <source>请稍候</source>
        <translation>One moment, please</translation>
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
        <source>距收官 {days} 天</source>
        <translation>{days} to go</translation>
    </message>
    <message>
        <source>达到时序</source>
        <translation>On plan</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Pace</translation>
    </message>
    <message>
        <source>追回 {points} 个百分点</source>
        <translation>gain {points} points</translation>
    </message>
    <message>
        <source>逾期 1 项 · {days} 天：{task}</source>
        <translation>1 overdue · {days} d: {task}</translation>
    </message>
    <message>
        <source>逾期 {count} 项 · 最长 {days} 天：{task}</source>
        <translation>{count} overdue · up to {days} d: {task}</translation>
    </message>
    <message>
        <source>黑榜</source>
        <translation>Black board</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
</TS>
