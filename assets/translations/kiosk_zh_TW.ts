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
        <source>{all} 个领域中 {count} 个达到时序</source>
        <translation>{all} 個領域中 {count} 個符合進度</translation>
    </message>
    <message>
        <source>{all} 个领域全部达到时序</source>
        <translation>{all} 個領域全數符合進度</translation>
    </message>
    <message>
        <source>{all} 个领域均未报</source>
        <translation>{all} 個領域均未填報</translation>
    </message>
    <message>
        <source>{all} 个领域均未达到时序</source>
        <translation>{all} 個領域均未符合進度</translation>
    </message>
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
        <source>{count} 个领域达到时序</source>
        <translation>{count} 個領域符合進度</translation>
    </message>
    <message>
        <source>{count} 条提醒，见 kiosk check</source>
        <translation>{count} 則提醒，見 kiosk check</translation>
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
        <source>{date} {weekday}</source>
        <translation>{date} {weekday}</translation>
    </message>
    <message>
        <source>{days} 天：{task}</source>
        <translation>{days} 天：{task}</translation>
    </message>
    <message>
        <source>{day}到期</source>
        <translation>{day}到期</translation>
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
        <source>{day}调度以来</source>
        <translation>{day}督導會議以來</translation>
    </message>
    <message>
        <source>{ends}完成，目标 {target}</source>
        <translation>{ends}完成，目標 {target}</translation>
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
        <source>{name}（{measure}）</source>
        <translation>{name}（{measure}）</translation>
    </message>
    <message>
        <source>{peers}第 {rank} 位</source>
        <translation>{peers}第 {rank} 名</translation>
    </message>
    <message>
        <source>{product}（{measure}）</source>
        <translation>{product}（{measure}）</translation>
    </message>
    <message>
        <source>{start}至 {end}</source>
        <translation>{start}至 {end}</translation>
    </message>
    <message>
        <source>{state}，至 {until}</source>
        <translation>{state}，至 {until}</translation>
    </message>
    <message>
        <source>{tasks} 项重点工作、{units} 个单位</source>
        <translation>{tasks} 項重點工作、{units} 個單位</translation>
    </message>
    <message>
        <source>{task}（{owner}）</source>
        <translation>{task}（{owner}）</translation>
    </message>
    <message>
        <source>{time} 更新</source>
        <translation>{time} 更新</translation>
    </message>
    <message>
        <source>{time} 起数据源无应答</source>
        <translation>資料來源自 {time} 起無回應</translation>
    </message>
    <message>
        <source>{time} 起数据源无应答，所示为上次数据</source>
        <translation>資料來源自 {time} 起無回應，顯示為前次資料</translation>
    </message>
    <message>
        <source>{year} 年</source>
        <translation>{year} 年</translation>
    </message>
    <message>
        <source>{year} 年 {day}</source>
        <translation>{year} 年 {day}</translation>
    </message>
    <message>
        <source>▲ 红榜</source>
        <translation>▲ 紅榜</translation>
    </message>
    <message>
        <source>▼ 滞后</source>
        <translation>▼ 落後</translation>
    </message>
    <message>
        <source>▼ 黑榜</source>
        <translation>▼ 黑榜</translation>
    </message>
    <message>
        <source>◆ 里程碑</source>
        <translation>◆ 里程碑</translation>
    </message>
    <message>
        <source>✓ 完成</source>
        <translation>✓ 完成</translation>
    </message>
    <message>
        <source>、</source>
        <translation>、</translation>
    </message>
    <message>
        <source>一季度</source>
        <translation>第 1 季</translation>
    </message>
    <message>
        <source>一票否决</source>
        <translation>一票否決</translation>
    </message>
    <message>
        <source>一票否决：{tasks}</source>
        <translation>一票否決：{tasks}</translation>
    </message>
    <message>
        <source>三季度</source>
        <translation>第 3 季</translation>
    </message>
    <message>
        <source>上次变化</source>
        <translation>上次變動</translation>
    </message>
    <message>
        <source>上次查看</source>
        <translation>上次檢查</translation>
    </message>
    <message>
        <source>与时序持平</source>
        <translation>進度符合預定</translation>
    </message>
    <message>
        <source>主要经济指标</source>
        <translation>主要經濟指標</translation>
    </message>
    <message>
        <source>二季度</source>
        <translation>第 2 季</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>今天是目标日</source>
        <translation>今天是目標日</translation>
    </message>
    <message>
        <source>今日收官</source>
        <translation>今日結束</translation>
    </message>
    <message>
        <source>倒排工期 · {count} 步</source>
        <translation>逆推時程 · {count} 步</translation>
    </message>
    <message>
        <source>倒排工期在 {day}前排不下：须压缩工期，或调整目标</source>
        <translation>依工期逆推，無法於 {day}前完成：須縮短工期，或調整目標</translation>
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
        <source>全部完成</source>
        <translation>全部完成</translation>
    </message>
    <message>
        <source>全部领域</source>
        <translation>全部領域</translation>
    </message>
    <message>
        <source>共 {count} 步</source>
        <translation>共 {count} 步</translation>
    </message>
    <message>
        <source>共 {days} 天</source>
        <translation>共 {days} 天</translation>
    </message>
    <message>
        <source>关键</source>
        <translation>要徑</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>其他工作</source>
        <translation>其他工作</translation>
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
        <source>到期与逾期</source>
        <translation>到期與逾期</translation>
    </message>
    <message>
        <source>半月调度</source>
        <translation>半月督導會議</translation>
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
        <source>参评 {count} 地中第 {rank} 位</source>
        <translation>{count} 個地區中第 {rank} 名</translation>
    </message>
    <message>
        <source>另有 {count} 项</source>
        <translation>另有 {count} 項</translation>
    </message>
    <message>
        <source>另有 {count} 项未报</source>
        <translation>另有 {count} 項未填報</translation>
    </message>
    <message>
        <source>同比</source>
        <translation>年增率</translation>
    </message>
    <message>
        <source>否决事项整改销号</source>
        <translation>否決事項改善完成</translation>
    </message>
    <message>
        <source>周调度</source>
        <translation>每週督導會議</translation>
    </message>
    <message>
        <source>四季度</source>
        <translation>第 4 季</translation>
    </message>
    <message>
        <source>完成 {done}/{all} 项</source>
        <translation>完成 {done}/{all} 項</translation>
    </message>
    <message>
        <source>完成 {done}/{count} 步</source>
        <translation>完成 {done}/{count} 步</translation>
    </message>
    <message>
        <source>完成 {share}%</source>
        <translation>完成 {share}%</translation>
    </message>
    <message>
        <source>完成率（竖线为时序）</source>
        <translation>完成率（豎線為預定進度）</translation>
    </message>
    <message>
        <source>屏幕开关</source>
        <translation>螢幕開關</translation>
    </message>
    <message>
        <source>已到期 {days} 天</source>
        <translation>已到期 {days} 天</translation>
    </message>
    <message>
        <source>已到闭屏时间</source>
        <translation>已到關閉時間</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>已完成 {count} 步</source>
        <translation>已完成 {count} 步</translation>
    </message>
    <message>
        <source>已投产</source>
        <translation>已投產</translation>
    </message>
    <message>
        <source>已暂停</source>
        <translation>已暫停</translation>
    </message>
    <message>
        <source>已过目标日 {days} 天</source>
        <translation>已過目標日 {days} 天</translation>
    </message>
    <message>
        <source>并列第 {rank} 名共 {count} 个</source>
        <translation>並列第 {rank} 名共 {count} 個</translation>
    </message>
    <message>
        <source>并列第一名</source>
        <translation>並列第一名</translation>
    </message>
    <message>
        <source>开放</source>
        <translation>開放</translation>
    </message>
    <message>
        <source>开着</source>
        <translation>開放中</translation>
    </message>
    <message>
        <source>得分</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>得分脱离后 {count} 名</source>
        <translation>得分脫離後 {count} 名</translation>
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
        <source>战线调度</source>
        <translation>進度督導會議</translation>
    </message>
    <message>
        <source>按目标日完成</source>
        <translation>如期完成</translation>
    </message>
    <message>
        <source>排行榜</source>
        <translation>排行榜</translation>
    </message>
    <message>
        <source>接下来</source>
        <translation>接下來</translation>
    </message>
    <message>
        <source>提高 {points} 分</source>
        <translation>提高 {points} 分</translation>
    </message>
    <message>
        <source>放入照片后自动显示</source>
        <translation>放入照片後自動顯示</translation>
    </message>
    <message>
        <source>数据已过期，待更新后公布</source>
        <translation>資料已逾時效，待更新後公布</translation>
    </message>
    <message>
        <source>数据截至</source>
        <translation>資料截至</translation>
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
        <source>数据来源</source>
        <translation>資料來源</translation>
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
        <source>文件夹恢复后自动显示</source>
        <translation>資料夾恢復後自動顯示</translation>
    </message>
    <message>
        <source>新</source>
        <translation>新</translation>
    </message>
    <message>
        <source>新报问题 {count} 个</source>
        <translation>新通報問題 {count} 件</translation>
    </message>
    <message>
        <source>无</source>
        <translation>無</translation>
    </message>
    <message>
        <source>无机动</source>
        <translation>無餘裕</translation>
    </message>
    <message>
        <source>时序 {share}%</source>
        <translation>預定進度 {share}%</translation>
    </message>
    <message>
        <source>明天</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>暂无照片</source>
        <translation>暫無照片</translation>
    </message>
    <message>
        <source>暂时读不到数据</source>
        <translation>暫時讀不到資料</translation>
    </message>
    <message>
        <source>暂时读不到照片</source>
        <translation>暫時讀不到照片</translation>
    </message>
    <message>
        <source>暂缓上屏</source>
        <translation>暫緩顯示</translation>
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
        <source>最终结果</source>
        <translation>最終結果</translation>
    </message>
    <message>
        <source>最近完成</source>
        <translation>最近完成</translation>
    </message>
    <message>
        <source>最迟 {day}开工</source>
        <translation>最遲 {day}開工</translation>
    </message>
    <message>
        <source>月例会</source>
        <translation>月例會</translation>
    </message>
    <message>
        <source>月调度</source>
        <translation>每月督導會議</translation>
    </message>
    <message>
        <source>期评比</source>
        <translation>期評比</translation>
    </message>
    <message>
        <source>未报</source>
        <translation>未填報</translation>
    </message>
    <message>
        <source>未报 {count}</source>
        <translation>未填報 {count}</translation>
    </message>
    <message>
        <source>未明确牵头单位</source>
        <translation>未註明主辦單位</translation>
    </message>
    <message>
        <source>本期也没有到期工作</source>
        <translation>本期也沒有到期工作</translation>
    </message>
    <message>
        <source>本期到期 {count} 项</source>
        <translation>本期到期 {count} 項</translation>
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
        <source>机动 {days} 天</source>
        <translation>餘裕 {days} 天</translation>
    </message>
    <message>
        <source>来源地址</source>
        <translation>來源位址</translation>
    </message>
    <message>
        <source>正在读取数据</source>
        <translation>資料讀取中</translation>
    </message>
    <message>
        <source>正在进行与下一步</source>
        <translation>進行中與下一步</translation>
    </message>
    <message>
        <source>比目标提前 {days} 个工作日</source>
        <translation>比目標提前 {days} 個工作日</translation>
    </message>
    <message>
        <source>比目标晚 {days} 个工作日</source>
        <translation>比目標晚 {days} 個工作天</translation>
    </message>
    <message>
        <source>没有单位列入红榜</source>
        <translation>沒有單位列入紅榜</translation>
    </message>
    <message>
        <source>没有单位列入黑榜</source>
        <translation>沒有單位列入黑榜</translation>
    </message>
    <message>
        <source>没有新报问题</source>
        <translation>沒有新通報的問題</translation>
    </message>
    <message>
        <source>没有能关屏幕的办法，只显示黑色</source>
        <translation>無法關閉螢幕，僅顯示黑色</translation>
    </message>
    <message>
        <source>没有逾期工作</source>
        <translation>沒有逾期工作</translation>
    </message>
    <message>
        <source>滞后</source>
        <translation>落後</translation>
    </message>
    <message>
        <source>滞后或逾期</source>
        <translation>落後或逾期</translation>
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
        <source>牵头单位</source>
        <translation>主辦單位</translation>
    </message>
    <message>
        <source>画面故障</source>
        <translation>畫面故障</translation>
    </message>
    <message>
        <source>略有滞后</source>
        <translation>略為落後</translation>
    </message>
    <message>
        <source>目标 {day}</source>
        <translation>目標 {day}</translation>
    </message>
    <message>
        <source>程序</source>
        <translation>程式</translation>
    </message>
    <message>
        <source>竖线为时序</source>
        <translation>豎線為預定進度</translation>
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
        <source>第 {rank} 位</source>
        <translation>第 {rank} 名</translation>
    </message>
    <message>
        <source>第一名</source>
        <translation>第一名</translation>
    </message>
    <message>
        <source>粗条：关键线路</source>
        <translation>粗條：要徑</translation>
    </message>
    <message>
        <source>粗条：关键线路，晚一天全局晚一天</source>
        <translation>粗條：要徑，延誤一天則全案延誤一天</translation>
    </message>
    <message>
        <source>红榜</source>
        <translation>紅榜</translation>
    </message>
    <message>
        <source>细条：有机动（工作日），可晚到线尾</source>
        <translation>細條：有餘裕（工作日），可延至線尾</translation>
    </message>
    <message>
        <source>表格</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>请稍候</source>
        <translation>請稍候</translation>
    </message>
    <message>
        <source>调度与例会</source>
        <translation>督導與例會</translation>
    </message>
    <message>
        <source>责任人：{person}</source>
        <translation>負責人：{person}</translation>
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
        <source>距投产还有 {days} 天</source>
        <translation>距投產還有 {days} 天</translation>
    </message>
    <message>
        <source>距收官 {days} 天</source>
        <translation>距結束 {days} 天</translation>
    </message>
    <message>
        <source>距目标还有 {days} 天</source>
        <translation>距目標還有 {days} 天</translation>
    </message>
    <message>
        <source>达到时序</source>
        <translation>符合進度</translation>
    </message>
    <message>
        <source>还有 {days} 天</source>
        <translation>還有 {days} 天</translation>
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
        <source>逾期</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>逾期 1 项 · {days} 天：{task}</source>
        <translation>逾期 1 項 · {days} 天：{task}</translation>
    </message>
    <message>
        <source>逾期 {count}</source>
        <translation>逾期 {count}</translation>
    </message>
    <message>
        <source>逾期 {count} 项</source>
        <translation>逾期 {count} 項</translation>
    </message>
    <message>
        <source>逾期 {count} 项 · {tasks}</source>
        <translation>逾期 {count} 項 · {tasks}</translation>
    </message>
    <message>
        <source>逾期 {count} 项 · 最长 {days} 天：{task}</source>
        <translation>逾期 {count} 項 · 最長 {days} 天：{task}</translation>
    </message>
    <message>
        <source>逾期 {days} 天</source>
        <translation>逾期 {days} 天</translation>
    </message>
    <message>
        <source>逾期 {overdue} 项，到期 {due} 项</source>
        <translation>逾期 {overdue} 項，到期 {due} 項</translation>
    </message>
    <message>
        <source>配置文件</source>
        <translation>設定檔</translation>
    </message>
    <message>
        <source>配置有误</source>
        <translation>設定有誤</translation>
    </message>
    <message>
        <source>里程碑 {reached}/{count}</source>
        <translation>里程碑 {reached}/{count}</translation>
    </message>
    <message>
        <source>重点工作</source>
        <translation>重點工作</translation>
    </message>
    <message>
        <source>需 {needed} 个工作日，开工至目标日仅 {available} 个</source>
        <translation>需要 {needed} 個工作天，開工至目標日僅 {available} 個</translation>
    </message>
    <message>
        <source>预计 {ends}完成，目标 {target}</source>
        <translation>預計 {ends}完成，目標 {target}</translation>
    </message>
    <message>
        <source>预计按期完成</source>
        <translation>預計如期完成</translation>
    </message>
    <message>
        <source>预计提前 {days} 个工作日</source>
        <translation>預計提前 {days} 個工作日</translation>
    </message>
    <message>
        <source>预计晚 {days} 个工作日</source>
        <translation>預計晚 {days} 個工作天</translation>
    </message>
    <message>
        <source>领域</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>领域进展</source>
        <translation>領域進展</translation>
    </message>
    <message>
        <source>黑榜</source>
        <translation>黑榜</translation>
    </message>
    <message>
        <source>，</source>
        <translation>，</translation>
    </message>
    <message>
        <source>；</source>
        <translation>；</translation>
    </message>
</context>
</TS>
