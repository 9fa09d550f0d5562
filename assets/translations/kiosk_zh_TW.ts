<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
<context>
    <name>dates</name>
    <message>
        <source>M 月</source>
        <translation>M 月</translation>
    </message>
    <message>
        <source>M 月 d 日</source>
        <translation>M 月 d 日</translation>
    </message>
</context>
<context>
    <name>wall</name>
    <message>
        <source>{all} 项任务中 {count} 项达到时序</source>
        <translation>{all} 項任務中 {count} 項符合進度</translation>
    </message>
    <message>
        <source>{conditions}即退出</source>
        <translation>{conditions}即解除</translation>
    </message>
    <message>
        <source>{count} 个领域</source>
        <translation>{count} 個領域</translation>
    </message>
    <message>
        <source>{count} 项任务全部达到时序</source>
        <translation>{count} 項任務全數符合進度</translation>
    </message>
    <message>
        <source>{count} 项提前完成</source>
        <translation>{count} 項提前完成</translation>
    </message>
    <message>
        <source>{count} 项重点工作</source>
        <translation>{count} 項重點工作</translation>
    </message>
    <message>
        <source>{day}开赛</source>
        <translation>{day}開賽</translation>
    </message>
    <message>
        <source>{day}收官</source>
        <translation>{day}結束</translation>
    </message>
    <message>
        <source>{month}上半月</source>
        <translation>{month}上半月</translation>
    </message>
    <message>
        <source>{month}下半月</source>
        <translation>{month}下半月</translation>
    </message>
    <message>
        <source>{name} {weight}</source>
        <translation>{name} {weight}</translation>
    </message>
    <message>
        <source>{start}至 {end}</source>
        <translation>{start}至 {end}</translation>
    </message>
    <message>
        <source>{time} 更新</source>
        <translation>{time} 更新</translation>
    </message>
    <message>
        <source>▲ 红榜</source>
        <translation>▲ 紅榜</translation>
    </message>
    <message>
        <source>▼ 黑榜</source>
        <translation>▼ 黑榜</translation>
    </message>
    <message>
        <source>、</source>
        <translation>、</translation>
    </message>
    <message>
        <source>一票否决：{tasks}</source>
        <translation>一票否決：{tasks}</translation>
    </message>
    <message>
        <source>与时序持平</source>
        <translation>進度符合預定</translation>
    </message>
    <message>
        <source>今日收官</source>
        <translation>今日結束</translation>
    </message>
    <message>
        <source>入榜：由督查部门审定公布</source>
        <translation>列榜：由管考單位審定公布</translation>
    </message>
    <message>
        <source>入榜：综合得分 {least} 分以上（{weights}）</source>
        <translation>列榜：總分 {least} 分以上（{weights}）</translation>
    </message>
    <message>
        <source>入榜：综合得分前 {count} 名（{weights}）</source>
        <translation>列榜：總分前 {count} 名（{weights}）</translation>
    </message>
    <message>
        <source>入榜：达到时序、无逾期、无否决，综合得分前 {count} 名（{weights}）</source>
        <translation>列榜：符合進度、無逾期、無否決，總分前 {count} 名（{weights}）</translation>
    </message>
    <message>
        <source>共 {days} 天</source>
        <translation>共 {days} 天</translation>
    </message>
    <message>
        <source>分</source>
        <translation>分</translation>
    </message>
    <message>
        <source>列榜：滞后时序超过 {points} 个百分点或被否决，综合得分后 {count} 名</source>
        <translation>列榜：進度落後逾 {points} 個百分點或遭否決，總分後 {count} 名</translation>
    </message>
    <message>
        <source>列榜：由督查部门审定公布</source>
        <translation>列榜：由管考單位審定公布</translation>
    </message>
    <message>
        <source>列榜：综合得分低于 {most} 分，或被一票否决</source>
        <translation>列榜：總分低於 {most} 分，或遭一票否決</translation>
    </message>
    <message>
        <source>列榜：综合得分后 {count} 名</source>
        <translation>列榜：總分後 {count} 名</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>單位</translation>
    </message>
    <message>
        <source>历时 {days} 天</source>
        <translation>歷時 {days} 天</translation>
    </message>
    <message>
        <source>否决事项整改销号</source>
        <translation>否決事項改善完成</translation>
    </message>
    <message>
        <source>完成 {share}%</source>
        <translation>完成 {share}%</translation>
    </message>
    <message>
        <source>完成率（竖线为时序）</source>
        <translation>完成率（直線為預定進度）</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>并列第一名</source>
        <translation>並列第一名</translation>
    </message>
    <message>
        <source>得分</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>得分升出后 {count} 名</source>
        <translation>得分升出後 {count} 名</translation>
    </message>
    <message>
        <source>恢复后自动显示</source>
        <translation>恢復後自動顯示</translation>
    </message>
    <message>
        <source>成效</source>
        <translation>成效</translation>
    </message>
    <message>
        <source>排行榜</source>
        <translation>排行榜</translation>
    </message>
    <message>
        <source>提高 {points} 分</source>
        <translation>提高 {points} 分</translation>
    </message>
    <message>
        <source>数据已过期，待更新后公布</source>
        <translation>資料已逾時效，待更新後公布</translation>
    </message>
    <message>
        <source>数据截至 {day}</source>
        <translation>資料截至 {day}</translation>
    </message>
    <message>
        <source>数据截至 {day}（已过期）</source>
        <translation>資料截至 {day}（已逾時效）</translation>
    </message>
    <message>
        <source>数据源自 {time} 起无应答</source>
        <translation>資料來源自 {time} 起無回應</translation>
    </message>
    <message>
        <source>数据源自 {time} 起无应答，所示为上次数据</source>
        <translation>資料來源自 {time} 起無回應，顯示為前次資料</translation>
    </message>
    <message>
        <source>整改情况：{how}</source>
        <translation>改善情形：{how}</translation>
    </message>
    <message>
        <source>整改时限 {when}</source>
        <translation>改善期限 {when}</translation>
    </message>
    <message>
        <source>新</source>
        <translation>新</translation>
    </message>
    <message>
        <source>无</source>
        <translation>無</translation>
    </message>
    <message>
        <source>时序 {share}%</source>
        <translation>預定 {share}%</translation>
    </message>
    <message>
        <source>暂时读不到数据</source>
        <translation>暫時讀不到資料</translation>
    </message>
    <message>
        <source>最终排名</source>
        <translation>最終排名</translation>
    </message>
    <message>
        <source>最终排名前三</source>
        <translation>最終排名前三</translation>
    </message>
    <message>
        <source>最终排名前二</source>
        <translation>最終排名前二</translation>
    </message>
    <message>
        <source>最终排名第一</source>
        <translation>最終排名第一</translation>
    </message>
    <message>
        <source>未报</source>
        <translation>未填報</translation>
    </message>
    <message>
        <source>本期前三</source>
        <translation>本期前三</translation>
    </message>
    <message>
        <source>本期前二</source>
        <translation>本期前二</translation>
    </message>
    <message>
        <source>本期第一</source>
        <translation>本期第一</translation>
    </message>
    <message>
        <source>本期红榜：无</source>
        <translation>本期紅榜：無</translation>
    </message>
    <message>
        <source>本期黑榜暂不公布</source>
        <translation>本期黑榜暫不公布</translation>
    </message>
    <message>
        <source>本期黑榜：无</source>
        <translation>本期黑榜：無</translation>
    </message>
    <message>
        <source>正在读取数据</source>
        <translation>資料讀取中</translation>
    </message>
    <message>
        <source>没有单位列入黑榜</source>
        <translation>沒有單位列入黑榜</translation>
    </message>
    <message>
        <source>滞后或逾期</source>
        <translation>進度落後</translation>
    </message>
    <message>
        <source>滞后时序 {points} 个百分点</source>
        <translation>進度落後 {points} 個百分點</translation>
    </message>
    <message>
        <source>演示数据</source>
        <translation>示範資料</translation>
    </message>
    <message>
        <source>第 {days} 天</source>
        <translation>第 {days} 天</translation>
    </message>
    <message>
        <source>第 {number} 期 · {span}</source>
        <translation>第 {number} 期 · {span}</translation>
    </message>
    <message>
        <source>第一名</source>
        <translation>第一名</translation>
    </message>
    <message>
        <source>红榜</source>
        <translation>紅榜</translation>
    </message>
    <message>
        <source>请稍候</source>
        <translation>請稍候</translation>
    </message>
    <message>
        <source>质量</source>
        <translation>品質</translation>
    </message>
    <message>
        <source>超时序 {points} 个百分点</source>
        <translation>進度超前 {points} 個百分點</translation>
    </message>
    <message>
        <source>距开赛 {days} 天</source>
        <translation>距開賽 {days} 天</translation>
    </message>
    <message>
        <source>距收官 {days} 天</source>
        <translation>距結束 {days} 天</translation>
    </message>
    <message>
        <source>达到时序</source>
        <translation>符合進度</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>進度</translation>
    </message>
    <message>
        <source>追回 {points} 个百分点</source>
        <translation>追回 {points} 個百分點</translation>
    </message>
    <message>
        <source>逾期 1 项 · {days} 天：{task}</source>
        <translation>逾期 1 項 · {days} 天：{task}</translation>
    </message>
    <message>
        <source>逾期 {count} 项 · 最长 {days} 天：{task}</source>
        <translation>逾期 {count} 項 · 最長 {days} 天：{task}</translation>
    </message>
    <message>
        <source>黑榜</source>
        <translation>黑榜</translation>
    </message>
    <message>
        <source>，</source>
        <translation>，</translation>
    </message>
</context>
</TS>
