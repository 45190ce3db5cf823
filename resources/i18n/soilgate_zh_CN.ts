<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>SoilGate</name>
    <message>
        <location filename="../../ui/columns.py" line="49"/>
        <source>Columns: {role}</source>
        <translation>字段对应：{role}</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="52"/>
        <source>SoilGate has read the headers of {layer} like this. Change what is wrong.</source>
        <translation>SoilGate 对“{layer}”字段的识别如下，有误请改正。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="229"/>
        <source>Column</source>
        <translation>内容</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="229"/>
        <source>Header</source>
        <translation>字段</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="229"/>
        <source>Values</source>
        <translation>取值示例</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="135"/>
        <source>– none –</source>
        <translation>– 无 –</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="98"/>
        <source>* needed for a useful answer</source>
        <translation>* 缺少时无法得出有用的结论</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="106"/>
        <source>Use these</source>
        <translation>采用</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="68"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="46"/>
        <source>SoilGate: land use and contaminated land</source>
        <translation>SoilGate 土壤环境准入审查</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>Which layer plays which role</source>
        <translation>各图层的用途</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="110"/>
        <source>Review</source>
        <translation>审查</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>Verdicts and reasons of the parcels</source>
        <translation>各地块的结论和原因</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="136"/>
        <source>Zones</source>
        <translation>管控区域</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>What the control zones owe</source>
        <translation>各管控区域尚欠的义务</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>Notices</source>
        <translation>公告</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>Public notices as print layouts</source>
        <translation>以打印布局编制公告</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="52"/>
        <source>&amp;Install libraries</source>
        <translation>安装所需的库(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="53"/>
        <source>Fetch them from the Python package index into the folder named above.</source>
        <translation>从 Python 软件包索引下载到上述文件夹。</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="56"/>
        <source>From a &amp;folder…</source>
        <translation>从文件夹安装(&amp;F)…</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="57"/>
        <source>Install from a folder with wheels, without a network.</source>
        <translation>从存放 wheel 文件的文件夹安装，无需联网。</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="60"/>
        <source>Copy a command for the terminal that does the same.</source>
        <translation>复制可在终端中运行的同等命令。</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="107"/>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="82"/>
        <source>The review needs Python libraries that this QGIS does not bring: {names}.</source>
        <translation>审查需要以下 Python 库，当前 QGIS 未自带：{names}。</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="85"/>
        <source>They can be put into a private folder; QGIS itself stays as it is: {folder}</source>
        <translation>可安装到专用文件夹，不改动 QGIS 本身：{folder}</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="94"/>
        <source>Folder with wheels</source>
        <translation>wheel 文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="105"/>
        <source>Installing Python libraries</source>
        <translation>正在安装 Python 库</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="126"/>
        <source>Not everything could be installed:</source>
        <translation>未能全部安装：</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="99"/>
        <source>Land use review (SoilGate)</source>
        <translation>土壤环境准入审查（SoilGate）</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="108"/>
        <source>Guide</source>
        <translation>使用指南</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="276"/>
        <source>{file} could not be opened as a layer.</source>
        <translation>“{file}”无法作为图层打开。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="374"/>
        <source>{count} layers recognised; look at the list.</source>
        <translation>已识别 {count} 个图层，请核对列表。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="379"/>
        <source>No further layer was recognised.</source>
        <translation>没有识别出新的图层。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="438"/>
        <source>{count} parcels reviewed.</source>
        <translation>已审查 {count} 个地块。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="441"/>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="445"/>
        <source>{count} control zones checked.</source>
        <translation>已核查 {count} 个管控区域。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="502"/>
        <source>soil review</source>
        <translation>土壤环境准入审查</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="503"/>
        <source>Export the review</source>
        <translation>导出审查结果</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="530"/>
        <source>Export of the review</source>
        <translation>导出审查结果</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="605"/>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="67"/>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="755"/>
        <source>The notice is a layout of the project now.</source>
        <translation>公告已作为打印布局加入工程。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="783"/>
        <source>Save the notice</source>
        <translation>保存公告</translation>
    </message>
    <message>
        <location filename="../../ui/messages.py" line="40"/>
        <source>This should not have happened ({kind}). The details are in the log panel, tab SoilGate.</source>
        <translation>程序出现缺陷（{kind}），详情见日志面板的 SoilGate 标签页。</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="116"/>
        <source>An overlap thinner than this counts as touching the boundary.</source>
        <translation>比此更窄的重叠视为边界接触。</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="118"/>
        <source>Width of a &amp;touch</source>
        <translation>边界接触宽度(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="122"/>
        <source>Local rule packs, one file or name a line</source>
        <translation>本地规则包，每行一个文件或名称</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="123"/>
        <source>&amp;Rule packs</source>
        <translation>规则包(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="124"/>
        <source>Show areas in &amp;mu</source>
        <translation>面积以亩显示(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="157"/>
        <source>Public notices</source>
        <translation>公告</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="139"/>
        <source>Table of &amp;boundary points</source>
        <translation>附界址点成果表(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>&amp;Issuer</source>
        <translation>发布机关(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="104"/>
        <source>&amp;Contact</source>
        <translation>联系方式(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="166"/>
        <source>Python libraries</source>
        <translation>Python 库</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="170"/>
        <source>Folder with wheels, for machines without a network; empty to download them.</source>
        <translation>存放 wheel 文件的文件夹，供不联网的电脑使用；留空则联网下载。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="69"/>
        <source>Which column holds what</source>
        <translation>字段对应</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="70"/>
        <source>Columns of {role}</source>
        <translation>{role}的字段对应</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="84"/>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="85"/>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="86"/>
        <source>Not known</source>
        <translation>不清楚</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="90"/>
        <source>The office states: none issued</source>
        <translation>主管部门声明：未发布</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="94"/>
        <source>The competent office has stated that there is none as of the day of the review.</source>
        <translation>主管部门已声明，截至审查日期未发布或没有。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="154"/>
        <source>change</source>
        <translation>更改</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="160"/>
        <source>Does it cover the whole plan?</source>
        <translation>覆盖本规划范围？</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="210"/>
        <source>Asked for every plan</source>
        <translation>每次审查都需要</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="210"/>
        <source>Asked where it matters</source>
        <translation>按情形需要</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="210"/>
        <source>For control zones</source>
        <translation>用于管控区域</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="210"/>
        <source>Kept by the office</source>
        <translation>本单位留存</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="282"/>
        <source>Check a land use plan against contaminated land</source>
        <translation>核对规划用地与土壤污染地块</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="285"/>
        <source>Load the plan and what is known of the land; SoilGate finds out which layer is which.</source>
        <translation>加载规划和地块资料，SoilGate 自动识别各图层的用途。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="289"/>
        <source>Load an invented district with plan, registry, surveys, samples and control zones.</source>
        <translation>加载虚构的示例区：规划、名录、调查、采样和管控区域。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="291"/>
        <source>Load the parcels of your plan from a file.</source>
        <translation>从文件加载规划地块。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="293"/>
        <source>Import &amp;boundary TXT…</source>
        <translation>导入坐标 TXT(&amp;B)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="327"/>
        <source>The law and the lists of this day decide.</source>
        <translation>以该日有效的法律和名录为准。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="330"/>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="331"/>
        <source>Set the day to today (time of China)</source>
        <translation>设为今天（北京时间）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="338"/>
        <source>Find out from names, columns and geometry which layer plays which role.</source>
        <translation>按名称、字段和几何类型识别各图层的用途。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="344"/>
        <source>Go on to the review</source>
        <translation>转到审查页</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="293"/>
        <source>Load parcels from a coordinate file of the land registry (TXT).</source>
        <translation>从地籍坐标文件（TXT）加载地块。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="405"/>
        <source>Stated by the office: none as of {day}.</source>
        <translation>主管部门声明：截至 {day} 没有。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="408"/>
        <source>Choose the layer with the parcels of the plan.</source>
        <translation>请选择规划地块图层。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="410"/>
        <source>Not given: no parcel can be cleared of it.</source>
        <translation>未提供：不能排除各地块涉及此项。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="432"/>
        <source>The layer has lost its source; repair it or choose another.</source>
        <translation>图层数据源丢失，请修复或另选图层。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="434"/>
        <source>This kind of geometry cannot play the role.</source>
        <translation>几何类型不符，不能用于此项。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="438"/>
        <source>The layer is empty. Does it mean that there is none?</source>
        <translation>图层为空。是否表示确实没有？</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="441"/>
        <source>Which column is {columns}?</source>
        <translation>哪个字段是{columns}？</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="444"/>
        <source>Rows: {count}, without boundary: {unplaced}</source>
        <translation>{count} 条，其中 {unplaced} 条没有边界</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="446"/>
        <source>Rows: {count}</source>
        <translation>{count} 条</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="83"/>
        <source>A notice is about a zone or a plot: choose a layer of these first.</source>
        <translation>公告针对管控区域或地块，请先选择相应图层。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="103"/>
        <source>What the notice is about</source>
        <translation>公告的对象</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="105"/>
        <source>The zone or plot; those without boundary are left out</source>
        <translation>管控区域或地块；没有边界的不列出</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="127"/>
        <source>such as 2026 No. 12</source>
        <translation>如 ×环发〔2026〕12号</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="128"/>
        <source>Number of the document; left out when empty</source>
        <translation>文号；留空则不印</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="130"/>
        <source>Who issues the notice; kept for the next one</source>
        <translation>发布公告的机关；下次沿用</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="132"/>
        <source>Telephone or counter for questions; kept too</source>
        <translation>咨询电话或窗口；下次沿用</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="140"/>
        <source>Coordinates of the corners on further pages; off unless the office wants it</source>
        <translation>拐点坐标另附页；单位未要求时不附</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="156"/>
        <source>Make a print layout in the project, which you can go on editing.</source>
        <translation>在工程中生成打印布局，可继续编辑。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="165"/>
        <source>Layouts of the project</source>
        <translation>工程中的布局</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="172"/>
        <source>First page of the layout</source>
        <translation>布局首页</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="188"/>
        <source>Open the layout in the designer</source>
        <translation>在布局设计器中打开</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="189"/>
        <source>Save as PD&amp;F…</source>
        <translation>保存为 PDF(&amp;F)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="222"/>
        <source>Listed plot</source>
        <translation>名录地块</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="104"/>
        <source>{verdict}: {count} parcels. Press to show only these.</source>
        <translation>{verdict}：{count} 个地块。点按只看这些。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="111"/>
        <source> ({count} maybe {verdict})</source>
        <translation>（{count} 可能{verdict}）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="190"/>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="192"/>
        <source>Review all parcels, or those selected in their layer.</source>
        <translation>审查全部地块，或图层中所选的地块。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="219"/>
        <source>Check the parcels against all data of the data page.</source>
        <translation>用数据页的全部资料核查地块。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="226"/>
        <source>Stop the review; the last result stays.</source>
        <translation>停止审查，保留上次结果。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="273"/>
        <source>Search number, use, reason</source>
        <translation>搜索编号、用途、原因</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="275"/>
        <source>Show rows with these words; several words must all occur.</source>
        <translation>只看含有这些词的行；多个词须同时出现。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="276"/>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="281"/>
        <source>Choose a parcel by a click on the map</source>
        <translation>在地图上点选地块</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="306"/>
        <source>Reasons of the chosen parcel</source>
        <translation>所选地块的原因</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="322"/>
        <source>Cop&amp;y</source>
        <translation>复制(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="323"/>
        <source>Copy the reasons of the chosen parcel, or the chosen rows, to the clipboard.</source>
        <translation>复制所选地块的原因，或所选各行。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="335"/>
        <source>GeoPackage (tables and map)…</source>
        <translation>GeoPackage（表格与地图）…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="335"/>
        <source>Excel ledger…</source>
        <translation>Excel 台账…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="335"/>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="429"/>
        <source>Reviewed parcels</source>
        <translation>已审查地块</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="503"/>
        <source>{verdict}; once what is missing is known it could be: {could}</source>
        <translation>{verdict}；所缺信息核实后可能为：{could}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="514"/>
        <source>Parcel</source>
        <translation>编号</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="940"/>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="530"/>
        <source>Main reason</source>
        <translation>主要原因</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="226"/>
        <source>Area (m²)</source>
        <translation>面积（m²）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="534"/>
        <source>Could be</source>
        <translation>可能为</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="190"/>
        <source>Due by</source>
        <translation>应完成环节</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="536"/>
        <source>Checked in full</source>
        <translation>核查完整</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="356"/>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="717"/>
        <source>Choose the parcels of the plan first.</source>
        <translation>请先选择规划地块图层。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="719"/>
        <source>No review yet. Its verdicts and reasons will stand here.</source>
        <translation>尚未审查。结论和原因将显示在这里。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="730"/>
        <source>Nothing is selected in the layer {layer}.</source>
        <translation>图层“{layer}”中没有选中地块。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="80"/>
        <source>Check the &amp;zones</source>
        <translation>核查管控区域(&amp;Z)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="81"/>
        <source>Find out for each control zone which sign, notice or monitoring is missing or due.</source>
        <translation>核查各管控区域缺少或到期的标识、公告和监测。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="88"/>
        <source>Stop the check; the last result stays.</source>
        <translation>停止核查，保留上次结果。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="28"/>
        <source>Control zones</source>
        <translation>管控区域</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="137"/>
        <source>Work list</source>
        <translation>待办清单</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="144"/>
        <source>Duties of the chosen zone</source>
        <translation>所选管控区域的义务</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="163"/>
        <source>Lay out the public notice of the chosen zone</source>
        <translation>为所选管控区域编制公告</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="234"/>
        <source>Zone</source>
        <translation>编号</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="235"/>
        <source>Worst</source>
        <translation>最差状态</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="241"/>
        <source>Next due</source>
        <translation>最近到期</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="242"/>
        <source>Plots</source>
        <translation>涉及地块</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="244"/>
        <source>Not covered (m²)</source>
        <translation>未覆盖（m²）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="258"/>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="258"/>
        <source>Duty</source>
        <translation>义务</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="258"/>
        <source>Zone or plot</source>
        <translation>区域或地块</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="258"/>
        <source>Due</source>
        <translation>到期日</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="258"/>
        <source>What is to be done</source>
        <translation>待办事项</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="267"/>
        <source>Work list ({count})</source>
        <translation>待办清单（{count}）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="286"/>
        <source>Choose the layers first: {roles}.</source>
        <translation>请先选择图层：{roles}。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="288"/>
        <source>Not checked yet. What each zone owes, and by when, will stand here.</source>
        <translation>尚未核查。各管控区域尚欠的义务和期限将显示在这里。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="88"/>
        <source>Once what is missing is known, this could be: {verdict}</source>
        <translation>所缺信息核实后，结论可能为：{verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="353"/>
        <source>Law</source>
        <translation>依据</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="180"/>
        <source>show</source>
        <translation>定位</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="182"/>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="189"/>
        <source> (later than this step)</source>
        <translation>（晚于本环节）</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="192"/>
        <source>Who</source>
        <translation>责任</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="194"/>
        <source>Basis</source>
        <translation>性质</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="194"/>
        <source>rests on an assumption</source>
        <translation>以假定为前提</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="220"/>
        <source>limit {limit} mg/kg</source>
        <translation>限值 {limit} mg/kg</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="253"/>
        <source>What was not checked ({count})</source>
        <translation>未能核查的内容（{count}）</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="261"/>
        <source>could change the verdict to: {verdict}</source>
        <translation>可能使结论变为：{verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="263"/>
        <source>would not make the verdict graver</source>
        <translation>不会使结论更严</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="268"/>
        <source>Assumed</source>
        <translation>假定</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="374"/>
        <source>{share} of the parcels were checked in full. Choose a parcel to see its reasons.</source>
        <translation>{share} 的地块核查完整。选择地块可查看原因。</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="623"/>
        <source>Review of the plan</source>
        <translation>规划审查</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="644"/>
        <source>Review of the control zones</source>
        <translation>管控区域核查</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="1479"/>
        <source>Reading the last result</source>
        <translation>读取上次结果</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="17"/>
        <source>Planned parcels</source>
        <translation>规划地块</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="18"/>
        <source>Current use</source>
        <translation>现状用地</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="19"/>
        <source>Registry</source>
        <translation>污染地块名录</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="20"/>
        <source>Negative list</source>
        <translation>负面清单</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="21"/>
        <source>Soil surveys</source>
        <translation>调查范围</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="22"/>
        <source>Samples</source>
        <translation>采样数据</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="23"/>
        <source>Assessments</source>
        <translation>风险评估</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="24"/>
        <source>Industrial land</source>
        <translation>行业企业用地</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="25"/>
        <source>Ordered surveys</source>
        <translation>责令调查</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="26"/>
        <source>Farmland</source>
        <translation>农用地类别</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="27"/>
        <source>Basic farmland</source>
        <translation>永久基本农田</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="29"/>
        <source>Signs</source>
        <translation>标识牌</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="30"/>
        <source>Points</source>
        <translation>监测点</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="31"/>
        <source>Records</source>
        <translation>监测记录</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="32"/>
        <source>Issued notices</source>
        <translation>已发公告</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="33"/>
        <source>Statements</source>
        <translation>核实材料</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="34"/>
        <source>Settled places</source>
        <translation>定位</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="41"/>
        <source>The parcels of the plan: polygons with number and proposed use code.</source>
        <translation>规划地块：带编号和规划用地代码的面。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="42"/>
        <source>Land as it is used today: polygons with a use code.</source>
        <translation>现状用地：带用地代码的面。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="43"/>
        <source>The list of plots under risk control and remediation, with or without boundaries.</source>
        <translation>建设用地土壤污染风险管控和修复名录等，有无边界均可。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="45"/>
        <source>Plots with the uses that are barred there.</source>
        <translation>地块及其禁止的用途。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="46"/>
        <source>Extents of soil surveys with conclusion and review.</source>
        <translation>土壤污染状况调查的范围、结论和评审。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="47"/>
        <source>Sample results: place, depth, pollutant, value, unit.</source>
        <translation>采样结果：位置、深度、污染物、数值、单位。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="48"/>
        <source>Risk assessments with result and review.</source>
        <translation>风险评估的结果和评审。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="49"/>
        <source>Land of enterprises: industry, hazardous waste, key units.</source>
        <translation>企业用地：行业、危险废物、重点监管单位。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="50"/>
        <source>Places for which a survey was ordered.</source>
        <translation>被责令开展调查的地块。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="51"/>
        <source>Soil categories of farmland; the official layer only.</source>
        <translation>耕地土壤环境质量类别，仅限官方图层。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="52"/>
        <source>Permanent basic farmland.</source>
        <translation>永久基本农田。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="53"/>
        <source>Control zones and isolation areas with their documents.</source>
        <translation>管控区域、隔离区域及其文件。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="54"/>
        <source>Signs that were set up at control zones.</source>
        <translation>管控区域设置的标识牌。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="55"/>
        <source>Monitoring points of soil, water and air.</source>
        <translation>土壤、水和空气的监测点。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="56"/>
        <source>Results of monitoring with point and day.</source>
        <translation>监测结果，含点位和日期。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="57"/>
        <source>Public notices that were issued for zones.</source>
        <translation>已发布的管控区域公告。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="58"/>
        <source>Statements by offices that settle what is unknown.</source>
        <translation>有关单位对未知事项的书面说明。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="59"/>
        <source>Places that people gave to entries without boundary.</source>
        <translation>人工为无边界条目确定的位置。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="36"/>
        <source>Drawing up the plan</source>
        <translation>规划编制/修改</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="37"/>
        <source>Change of use</source>
        <translation>用途变更</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="38"/>
        <source>Acquisition or reserve</source>
        <translation>征收/收购/储备</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="39"/>
        <source>Taking back</source>
        <translation>收回</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="40"/>
        <source>Transfer</source>
        <translation>转让</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="41"/>
        <source>Supply (allocation, grant)</source>
        <translation>供应（划拨/出让）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="42"/>
        <source>Planning permit</source>
        <translation>规划许可</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="43"/>
        <source>Building permit</source>
        <translation>施工许可</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="44"/>
        <source>Start of works</source>
        <translation>开工</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="103"/>
        <source>{mu} mu</source>
        <translation>{mu} 亩</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="105"/>
        <source>{m2} m²</source>
        <translation>{m2} m²</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="106"/>
        <source>{ha} ha</source>
        <translation>{ha} 公顷</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/base.py" line="103"/>
        <source>Field maps (YAML)</source>
        <translation>字段对应文件（YAML）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="44"/>
        <source>Review parcels</source>
        <translation>审查规划地块</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="47"/>
        <source>soil,contamination,land use,plan,review,registry,verdict</source>
        <translation>土壤,污染,用地,规划,审查,名录,结论</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="50"/>
        <source>Checks planned land uses against site data and says why.</source>
        <translation>将规划用地与场地资料核对，并说明原因。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="53"/>
        <source>Checks every parcel of a plan against the construction land soil pollution registry, negative lists, surveys, samples, industrial land, farmland categories and control zones, and gives a verdict, the reasons with the law in force on the day, the next step and who takes it.</source>
        <translation>将规划的每个地块与建设用地土壤污染名录、负面清单、调查、采样、行业企业用地、农用地类别和管控区域核对，给出结论、当日有效的法律依据、下一步和责任人。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="53"/>
        <source>Only the parcels and the registry are needed. What is not given is named in the result: a parcel is never called clear because a layer was missing.</source>
        <translation>只有规划地块和名录是必需的。未提供的资料会在结果中列明，不会因缺少图层而判为未发现限制。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="53"/>
        <source>Coverage: one entry a line, ROLE=parcels where a layer covers the whole plan, or ROLE=FILE with its extent. None issued: ROLE or ROLE=YYYY-MM-DD where the office states that there is none. CRS: ROLE=EPSG:N.</source>
        <translation>覆盖声明：每行一条，ROLE=parcels 表示覆盖整个规划，ROLE=FILE 给出范围图层。声明未发布或没有：ROLE 或 ROLE=YYYY-MM-DD。坐标系：ROLE=EPSG:N。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="53"/>
        <source>The result is a GeoPackage with the reviewed parcels, the findings, the checks that were not done, the evidence and the run record.</source>
        <translation>结果为 GeoPackage，含审查后的地块、审查发现、未完成的核查、证据和审查记录。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Registry of contaminated plots</source>
        <translation>污染地块名录</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Current land use</source>
        <translation>现状用地</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Survey areas</source>
        <translation>调查范围</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Risk assessments</source>
        <translation>风险评估</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Farmland categories</source>
        <translation>农用地类别</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Permanent basic farmland</source>
        <translation>永久基本农田</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Evidence (statements)</source>
        <translation>核实材料</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Settled entries without polygon</source>
        <translation>无边界条目的定位</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="87"/>
        <source>Selected parcels only</source>
        <translation>仅所选地块</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="89"/>
        <source>Day of the review (YYYY-MM-DD, empty: today)</source>
        <translation>审查日期（YYYY-MM-DD，留空为今天）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="91"/>
        <source>Steps of the procedure</source>
        <translation>办理环节</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="93"/>
        <source>Coverage (ROLE=parcels or ROLE=FILE, one a line)</source>
        <translation>覆盖声明（ROLE=parcels 或 ROLE=FILE，每行一条）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="95"/>
        <source>None issued (ROLE or ROLE=DATE, one a line)</source>
        <translation>声明未发布或没有（ROLE 或 ROLE=日期，每行一条）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="96"/>
        <source>CRS decided (ROLE=EPSG:N, one a line)</source>
        <translation>指定坐标系（ROLE=EPSG:N，每行一条）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="97"/>
        <source>Local rule packs (names or files, one a line)</source>
        <translation>本地规则包（名称或文件，每行一个）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="99"/>
        <source>Field with the planned use code</source>
        <translation>规划用地代码字段</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="100"/>
        <source>Scheme of the planned use codes</source>
        <translation>规划用地分类标准</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="101"/>
        <source>Field with the current use code</source>
        <translation>现状用地代码字段</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="102"/>
        <source>Scheme of the current use codes</source>
        <translation>现状用地分类标准</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="104"/>
        <source>Tolerance (m)</source>
        <translation>重叠容差（米）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="106"/>
        <source>Radius for neighbours (m)</source>
        <translation>邻近半径（米）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="111"/>
        <source>Result (GeoPackage)</source>
        <translation>结果（GeoPackage）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="113"/>
        <source>Result (JSON)</source>
        <translation>结果（JSON）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="115"/>
        <source>Ledger (Excel)</source>
        <translation>台账（Excel）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="117"/>
        <source>Show the result in the project</source>
        <translation>在工程中显示结果</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="121"/>
        <source>Number of parcels</source>
        <translation>地块数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="31"/>
        <source>Check control zones</source>
        <translation>核查管控区域</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="34"/>
        <source>soil,contamination,control zone,sign,notice,monitoring</source>
        <translation>土壤,污染,管控区域,标识牌,公告,监测</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="37"/>
        <source>Tells which control zones lack sign, notice or monitoring.</source>
        <translation>列出管控区域缺少的标识、公告和监测。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="40"/>
        <source>For each control zone: is it drawn over its plots, are sign and notice there, are soil, surface water, groundwater and air monitored in time, does pollution spread? For each plot that must have a zone: is there one?</source>
        <translation>逐个核查管控区域：是否覆盖所涉地块，标识和公告是否到位，土壤、地表水、地下水、空气是否按期监测，污染是否扩散；并核查应划定管控区域的地块是否已划定。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="40"/>
        <source>The result is a GeoPackage with the zones by what they owe, all duties with state and day, a work list and what was set aside. Intervals act only once the office has adopted them: name the house values to adopt, one a line.</source>
        <translation>结果为 GeoPackage，含各区域尚欠的义务、全部义务的状态和日期、待办清单和未采用的记录。监测间隔须经本单位采用才生效：每行写一个要采用的单位设定值。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="50"/>
        <source>Monitoring points</source>
        <translation>监测点</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="50"/>
        <source>Monitoring records</source>
        <translation>监测记录</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="50"/>
        <source>Roads</source>
        <translation>道路</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="62"/>
        <source>House values adopted (one a line)</source>
        <translation>采用的单位设定值（每行一个）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="71"/>
        <source>Calendar of due days</source>
        <translation>到期日历</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="75"/>
        <source>Control zones by what they owe</source>
        <translation>管控区域（按尚欠义务）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="78"/>
        <source>Number of actions</source>
        <translation>待办数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="95"/>
        <source>Roads must be a layer saved in a file, without filter or edits.</source>
        <translation>道路须为已保存到文件的图层，且没有筛选和未保存的编辑。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="43"/>
        <source>Public notice</source>
        <translation>公告</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="46"/>
        <source>soil,contamination,notice,layout,PDF,control zone</source>
        <translation>土壤,污染,公告,布局,PDF,管控区域</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="49"/>
        <source>Writes the public notice of control zones or plots as PDF.</source>
        <translation>编制管控区域或地块的公告并输出 PDF。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="52"/>
        <source>The table of corner points is off by default: whether coordinates may be published is the office's call. No administrative boundary is drawn; a map that shows one needs a review number (审图号).</source>
        <translation>默认不附界址点成果表：坐标能否公开由单位决定。不绘制行政区域界线；绘有界线的地图须取得审图号。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="67"/>
        <source>Notice of</source>
        <translation>公告对象</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="71"/>
        <source>Zones or plots (ids, one a line; empty: all)</source>
        <translation>区域或地块（编号，每行一个；留空为全部）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="73"/>
        <source>Day of the notice (YYYY-MM-DD, empty: today)</source>
        <translation>公告日期（YYYY-MM-DD，留空为今天）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="75"/>
        <source>Number of the document</source>
        <translation>文号</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="77"/>
        <source>Issued by</source>
        <translation>发布机关</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>Contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="81"/>
        <source>Reporting line</source>
        <translation>举报电话</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="83"/>
        <source>Table of corner points</source>
        <translation>界址点成果表</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="85"/>
        <source>Layers below</source>
        <translation>底图图层</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="95"/>
        <source>Folder for PDF</source>
        <translation>PDF 文件夹</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="96"/>
        <source>Number of notices</source>
        <translation>公告数</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="113"/>
        <source>Once what is missing is known, {count} could be: {verdict}</source>
        <translation>所缺信息核实后，其中 {count} 个可能为：{verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="423"/>
        <source>covers the plan</source>
        <translation>已声明覆盖本规划</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="424"/>
        <source>covers its own polygons only</source>
        <translation>仅对所含图斑有效</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="425"/>
        <source>coverage assumed</source>
        <translation>覆盖范围按推定处理</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="33"/>
        <source>Decision: {subject}</source>
        <translation>人工决定：{subject}</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="35"/>
        <source>The verdict stays {verdict}. Your decision stands beside it, with name, day and reason.</source>
        <translation>结论仍为“{verdict}”。人工决定连同姓名、日期和理由并列记录，不替代结论。</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="50"/>
        <source>&amp;Decision</source>
        <translation>决定(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="51"/>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="52"/>
        <source>&amp;Name</source>
        <translation>姓名(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="71"/>
        <source>Da&amp;y</source>
        <translation>日期(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="78"/>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="80"/>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="561"/>
        <source>Folder for the papers</source>
        <translation>选择文书存放文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="570"/>
        <source>Writing the papers</source>
        <translation>正在生成文书</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="570"/>
        <source>Nothing is unknown: there is nothing to ask.</source>
        <translation>没有待协查的事项。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="250"/>
        <source>Settle {open} of {count} entries without boundary…</source>
        <translation>{count} 条没有边界，{open} 条待逐条定位…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="250"/>
        <source>{count} entries without boundary, all settled…</source>
        <translation>{count} 条没有边界，均已处理…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="262"/>
        <source>{count} of {total} parcels can be decided.</source>
        <translation>{total} 个地块中可判定 {count} 个。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="265"/>
        <source>{count} of them on assumed coverage.</source>
        <translation>其中 {count} 个的数据覆盖为推定。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="269"/>
        <source>{count} {input}</source>
        <translation>{input} {count} 个</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="271"/>
        <source>{count} lack something: {what}.</source>
        <translation>另有 {count} 个缺资料：{what}。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="274"/>
        <source>Giving {input} decides {count} more.</source>
        <translation>补充“{input}”可再判定 {count} 个。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="314"/>
        <source>Give each entry without boundary a place, or say that it lies outside.</source>
        <translation>为没有边界的条目逐条定位，或确认不在本规划范围。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="320"/>
        <source>Forecast of the next review</source>
        <translation>本次审查预计</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="199"/>
        <source>The steps of the procedure for which you need the answer; the gravest counts.</source>
        <translation>需要答复的环节，可多选；以最严的结论为准。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="315"/>
        <source>Keep your decision on the chosen parcels beside the verdict, with name, day and reason.</source>
        <translation>对所选地块记录人工决定，附姓名、日期和理由；不改变结论。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="342"/>
        <source>Report (HTML)…</source>
        <translation>审查报告（HTML）…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="342"/>
        <source>Report with opinions on the chosen parcels (HTML)…</source>
        <translation>审查报告及所选地块意见（HTML）…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="342"/>
        <source>Inquiry letters (HTML)…</source>
        <translation>协查函（HTML）…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="478"/>
        <source>Parcels by verdict and reason</source>
        <translation>按结论和原因汇总的地块</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="526"/>
        <source>Before</source>
        <translation>上次结论</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="528"/>
        <source>Decision</source>
        <translation>人工决定</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="589"/>
        <source>{count} changed</source>
        <translation>变化 {count}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="260"/>
        <source>Parcels whose verdict, or what it could be, is another than at the last review.</source>
        <translation>结论或可能结论与上次审查不同的地块。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="819"/>
        <source>Preparing the search</source>
        <translation>正在准备搜索</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Parcels</source>
        <translation>地块数</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="939"/>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="951"/>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="52"/>
        <source>boundary by code</source>
        <translation>按编码取得边界</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="53"/>
        <source>boundary by name</source>
        <translation>按名称取得边界</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="53"/>
        <source>point and radius</source>
        <translation>落点加半径</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="54"/>
        <source>broken boundary</source>
        <translation>边界损坏</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="55"/>
        <source>in another county</source>
        <translation>在其他区县</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="55"/>
        <source>being asked</source>
        <translation>待协查</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="56"/>
        <source>no place yet</source>
        <translation>尚未定位</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="96"/>
        <source>Back to the data</source>
        <translation>返回数据页</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="136"/>
        <source>Entries without boundary</source>
        <translation>没有边界的条目</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="375"/>
        <source>Click the corners on the map; right click or Enter ends, Esc gives up.</source>
        <translation>在地图上依次点击拐点，右键或回车结束，Esc 放弃。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="150"/>
        <source>Take the polygons that are selected in a layer as the boundary of this entry.</source>
        <translation>把图层中已选中的面作为本条目的边界。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="152"/>
        <source>Click a point on the map; parcels within the radius cannot be told.</source>
        <translation>在地图上点一点；半径内的地块不能判定。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="154"/>
        <source>Somebody vouches that the entry lies outside; person, day and document are kept.</source>
        <translation>由专人确认该条目不在本规划范围，记录姓名、日期和文号。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="156"/>
        <source>The office is being asked; until then parcels stay undetermined.</source>
        <translation>已请主管部门协查；答复前相关地块仍为待核实。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="158"/>
        <source>Take &amp;back</source>
        <translation>撤回(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="158"/>
        <source>Forget what was answered here for this entry.</source>
        <translation>撤回在此对本条目所作的回答。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="185"/>
        <source>Keep this answer</source>
        <translation>保存回答</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="187"/>
        <source>Who says so</source>
        <translation>确认人</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="187"/>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="187"/>
        <source>Document</source>
        <translation>文件文号</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="207"/>
        <source>Radius</source>
        <translation>半径</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="221"/>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="222"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="224"/>
        <source>Code</source>
        <translation>编码</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="225"/>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="228"/>
        <source>Pollutants</source>
        <translation>污染物</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="223"/>
        <source>List</source>
        <translation>来源</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="242"/>
        <source>{count} entries have no boundary, {open} of them no place.</source>
        <translation>{count} 条没有边界，其中 {open} 条尚未定位。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="308"/>
        <source>Take “{name}” ({role}, {share} alike)</source>
        <translation>采用“{name}”的边界（{role}，相似 {share}）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="375"/>
        <source>Set the radius, then click the point on the map.</source>
        <translation>先设定半径，再在地图上点击位置。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="383"/>
        <source>Select a polygon in a layer first.</source>
        <translation>请先在图层中选中面。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="395"/>
        <source>boundary of “{name}” ({role})</source>
        <translation>取“{name}”的边界（{role}）</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="359"/>
        <source>Decision of a person</source>
        <translation>人工决定</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="301"/>
        <source>{verdict}: {title}. {count} parcels, {area} ({share}).</source>
        <translation>{verdict}：{title}。共 {count} 个地块，面积 {area}（占 {share}）。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="308"/>
        <source> Basis: {citation}.</source>
        <translation>依据{citation}。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="382"/>
        <source>{count} parcels changed since the last review.</source>
        <translation>与上次审查相比，{count} 个地块有变化。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="387"/>
        <source>Changed inputs: {inputs}</source>
        <translation>有变动的资料：{inputs}</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="472"/>
        <source>Looking at the data</source>
        <translation>正在查看数据</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="66"/>
        <source>places of {role}</source>
        <translation>{role}条目的位置</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="68"/>
        <source>readable use codes</source>
        <translation>可识别的用地代码</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="70"/>
        <source>boundaries of parcels</source>
        <translation>地块边界</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="78"/>
        <source>day of review</source>
        <translation>审查日期</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="78"/>
        <source>steps</source>
        <translation>环节</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="79"/>
        <source>tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="79"/>
        <source>rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="692"/>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="61"/>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="68"/>
        <source>Sheet or layer of the file (empty: the only one)</source>
        <translation>文件中的工作表或图层（只有一个时可不填）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="72"/>
        <source>CRS decided (empty: as the data say)</source>
        <translation>确认的坐标系（不填则按数据本身）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="77"/>
        <source>Who imports</source>
        <translation>导入人</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="78"/>
        <source>Leave a file out when one of its rows cannot be read</source>
        <translation>有一行不能识别就不导入该文件</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="82"/>
        <source>Into this workspace (GeoPackage or postgresql://...)</source>
        <translation>导入到工作库（GeoPackage 或 postgresql://...）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="87"/>
        <source>Imported layer</source>
        <translation>导入的图层</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="90"/>
        <source>Import report</source>
        <translation>导入报告</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="92"/>
        <source>Import report (JSON)</source>
        <translation>导入报告（JSON）</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="122"/>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows read</source>
        <translation>读取行数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows repaired</source>
        <translation>修复行数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows guessed</source>
        <translation>推测行数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows refused in part</source>
        <translation>部分拒绝行数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows added</source>
        <translation>新增行数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows updated</source>
        <translation>更新行数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows unchanged</source>
        <translation>未变行数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="103"/>
        <source>Every row ends as read, repaired, guessed or refused; the counts add up and the report says why. What only a person can decide stops the run with the question and the parameter that answers it; nothing of that file is brought in.</source>
        <translation>每一行都归为读取、修复、推测或拒绝，合计等于总行数，报告写明原因。只能由人决定的事会中止运行，并给出问题和作答的参数；该文件不会有任何内容入库。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="103"/>
        <source>Into a workspace an import is one transaction and can be repeated: the same code updates its row and the former state goes into the history.</source>
        <translation>导入工作库是一个事务，可重复进行：编号相同则更新该行，原状态记入历史。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="147"/>
        <source>Name a workspace or an output.</source>
        <translation>请指定工作库或输出图层。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="201"/>
        <source> Parameter: {answers}</source>
        <translation> 参数：{answers}</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="240"/>
        <source>Import boundary TXT</source>
        <translation>导入界址点坐标</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="243"/>
        <source>soil,boundary,coordinates,TXT,parcels,import</source>
        <translation>土壤,界址点,坐标,TXT,地块,导入</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="246"/>
        <source>Reads plots from boundary coordinate files of every dialect.</source>
        <translation>从各种写法的界址点坐标文件读取地块。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="249"/>
        <source>Reads boundary coordinate files (TXT, CASS .dat, tables of boundary points in Excel or Word): any encoding, several plots a file, holes, swapped axes, zone in the header, in the easting or nowhere. Areas and counts in the header are checked.</source>
        <translation>读取界址点坐标文件（TXT、CASS .dat、Excel 或 Word 中的界址点表）：各种编码、一个文件多个地块、带洞、坐标轴颠倒、带号在文件头、在横坐标前或没有。文件头的面积和点数会核对。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="249"/>
        <source>Decisions, one a line: unit=mu, area=drawn, inside=hole or plot, points=ring, lines=area or skip, unknown=skip, code=update or both.</source>
        <translation>决定，每行一个：unit=mu，area=drawn，inside=hole 或 plot，points=ring，lines=area 或 skip，unknown=skip，code=update 或 both。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="257"/>
        <source>Boundary files</source>
        <translation>界址点坐标文件</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="259"/>
        <source>What the plots are</source>
        <translation>地块的数据种类</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="412"/>
        <source>Decisions (QUESTION=ANSWER, one a line)</source>
        <translation>决定（问题=答案，每行一个）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="292"/>
        <source>Import register</source>
        <translation>导入名录</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="295"/>
        <source>soil,register,registry,list,contaminated plots,Excel,Word,import</source>
        <translation>土壤,名录,清单,污染地块,Excel,Word,导入</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="298"/>
        <source>Reads a published list as it is: Excel, Word, CSV, vector file.</source>
        <translation>按公布的原样读取名录：Excel、Word、CSV、矢量文件。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="301"/>
        <source>Reads a register as it was published (Excel, ODS, Word, CSV, vector file): title rows, headers of two levels, blocks of new, kept and removed entries, merged cells. Entries without polygon stay and are settled later.</source>
        <translation>按公布的原样读取名录（Excel、ODS、Word、CSV、矢量文件）：标题行、两级表头、新增/保留/退出分段、合并单元格。没有边界的条目保留，以后逐条定位。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="301"/>
        <source>Kind, edition (whole list or changes only) and date are read from title, file and columns, unless said here. Changes continue a whole list that is in the workspace; an entry that a new whole list no longer has stays in force and is flagged.</source>
        <translation>名录种类、版次（完整名录或仅变更）和日期从标题、文件名和字段读取，也可在此写明。变更接续工作库中的完整名录；新版完整名录中不再出现的条目仍在册，并作标记。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="310"/>
        <source>Lists</source>
        <translation>名录</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="312"/>
        <source>Kind of list (empty: as the list says)</source>
        <translation>名录种类（不填则按名录本身）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="315"/>
        <source>Edition (empty: as the list says)</source>
        <translation>版次（不填则按名录本身）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="318"/>
        <source>Date of the edition (YYYY-MM-DD)</source>
        <translation>版次日期（YYYY-MM-DD）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="319"/>
        <source>Its holder states that it covers the whole plan</source>
        <translation>持有单位声明覆盖整个规划范围</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="321"/>
        <source>Document of that statement</source>
        <translation>该声明的文号</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="344"/>
        <source>Import samples</source>
        <translation>导入采样数据</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="347"/>
        <source>soil,samples,laboratory,results,pollutants,Excel,import</source>
        <translation>土壤,采样,检测,结果,污染物,Excel,导入</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="350"/>
        <source>Reads laboratory sheets, a column or a row a pollutant.</source>
        <translation>读取检测数据表，一列或一行一种污染物均可。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="353"/>
        <source>Reads sheets of a laboratory, wide (a column a pollutant) and long (a row a pollutant): units in headers or cells, non-detects of every form, depth intervals, degrees in every form. Pollutants are known by name, alias and CAS number; unknown ones are listed and kept, never dropped.</source>
        <translation>读取实验室数据表，宽表（一列一种污染物）和长表（一行一种污染物）均可：单位在表头或单元格、各种未检出写法、深度区间、各种经纬度写法。污染物按名称、别名和 CAS 号识别；不认识的列出并保留，不会丢弃。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="353"/>
        <source>A table of coordinates has no CRS of its own: it is placed by the plan in the workspace, or by the CRS given here.</source>
        <translation>坐标表本身没有坐标系：按工作库中的规划定位，或按此处给出的坐标系。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="364"/>
        <source>Sheets and layers</source>
        <translation>表格和图层</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="392"/>
        <source>Import layer</source>
        <translation>导入图层</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="395"/>
        <source>soil,layer,table,role,workspace,import</source>
        <translation>土壤,图层,表格,数据种类,工作库,导入</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="398"/>
        <source>Brings any layer or table into its role.</source>
        <translation>把任何图层或表格导入为所需数据。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="401"/>
        <source>Brings a layer or table into a role of the workspace: fields are recognised by name and values, or taken from a field map; outlines that must be repaired are listed with both areas and kept as they are. A layer with edits or a filter is taken as it stands in the window.</source>
        <translation>把图层或表格导入为工作库中的一类数据：字段按名称和数值识别，或按字段对应文件；需修复的图形列出修复前后面积，原样保留。正在编辑或带筛选的图层按窗口中的样子导入。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="408"/>
        <source>Layer or table</source>
        <translation>图层或表格</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="410"/>
        <source>What the data are</source>
        <translation>数据种类</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/importing.py" line="72"/>
        <source>Pasted table</source>
        <translation>粘贴的表格</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="112"/>
        <source>Choose &amp;files…</source>
        <translation>选择文件(&amp;F)…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="113"/>
        <source>Registers, samples, boundary TXT, vector files; several boundary files at once.</source>
        <translation>名录、采样数据、界址点 TXT、矢量文件；界址点文件可一次选多个。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="115"/>
        <source>&amp;Paste table</source>
        <translation>粘贴表格(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="116"/>
        <source>Take the table or the coordinates that were copied in Excel, Word, WPS or a browser.</source>
        <translation>取用在 Excel、Word、WPS 或浏览器中复制的表格或坐标。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="130"/>
        <source>It &amp;is</source>
        <translation>数据种类(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="130"/>
        <source>What the data are; proposed from name and headers.</source>
        <translation>这是什么数据；按名称和表头推荐。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="132"/>
        <source>A list of &amp;boundary points</source>
        <translation>是界址点坐标(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="133"/>
        <source>Every row is a corner of a plot: boundary TXT, CASS .dat, tables of corners.</source>
        <translation>每行是地块的一个拐点：界址点 TXT、CASS .dat、界址点表。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="137"/>
        <source>&amp;Sheet or layer</source>
        <translation>工作表或图层(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="137"/>
        <source>Which sheet or layer of the file.</source>
        <translation>用文件中的哪个工作表或图层。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="141"/>
        <source>as the data say</source>
        <translation>按数据本身</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="143"/>
        <source>&amp;CRS</source>
        <translation>坐标系(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="143"/>
        <source>The coordinate system that a person decides; it overrides what the file states.</source>
        <translation>由人确认的坐标系，优先于文件中写明的。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="161"/>
        <source>&amp;Kind of list</source>
        <translation>名录种类(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="161"/>
        <source>Only the provincial list carries the ban on sensitive uses.</source>
        <translation>只有省级名录有禁止敏感用途的效力。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="164"/>
        <source>&amp;Edition</source>
        <translation>版次(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="164"/>
        <source>A whole list, or only the changes to one.</source>
        <translation>完整名录，或仅为变更。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="168"/>
        <source>&amp;Date of the edition</source>
        <translation>版次日期(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="168"/>
        <source>The day of which the list is (year-month-day).</source>
        <translation>名录所截至的日期（年-月-日）。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="170"/>
        <source>Covers the &amp;whole plan</source>
        <translation>覆盖整个规划范围(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="171"/>
        <source>The holder of the list states that it covers the whole area of the plan.</source>
        <translation>名录的持有单位声明其覆盖整个规划范围。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="175"/>
        <source>&amp;Who imports</source>
        <translation>导入人(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="175"/>
        <source>Kept with the import in the workspace.</source>
        <translation>与导入记录一起存入工作库。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="205"/>
        <source>as the list says</source>
        <translation>按名录本身</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="228"/>
        <source>Understood</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="229"/>
        <source>Sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="232"/>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="233"/>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="233"/>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="233"/>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="260"/>
        <source>In&amp;to</source>
        <translation>导入到(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="262"/>
        <source>A layer of this project, or the workspace of the office: a GeoPackage or a PostGIS address.</source>
        <translation>本工程的图层，或单位的工作库：GeoPackage 或 PostGIS 地址。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="266"/>
        <source>Into</source>
        <translation>导入到</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="267"/>
        <source>this project, as a layer</source>
        <translation>本工程，作为图层</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="271"/>
        <source>Work&amp;space…</source>
        <translation>工作库(&amp;L)…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="285"/>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="286"/>
        <source>Open the import report: every row and why (HTML)</source>
        <translation>打开导入报告：逐行写明原因（HTML）</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="288"/>
        <source>I&amp;mport</source>
        <translation>导入(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="289"/>
        <source>Bring in what is shown, all of it or nothing</source>
        <translation>导入所示内容，要么全部，要么不导入</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="292"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="293"/>
        <source>Close without importing</source>
        <translation>关闭，不导入</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="308"/>
        <source>Files to import</source>
        <translation>要导入的文件</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="330"/>
        <source>The clipboard holds no text. Copy a table first.</source>
        <translation>剪贴板里没有文字。请先复制表格。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="334"/>
        <source>Looking at the file</source>
        <translation>查看文件</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="402"/>
        <source>Choose a file, or copy a table and paste it.</source>
        <translation>请选择文件，或复制表格后粘贴。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="437"/>
        <source>Trying the import</source>
        <translation>试导入</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="475"/>
        <source>Trying the import…</source>
        <translation>正在试导入…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="485"/>
        <source>{count} rows can be brought in.</source>
        <translation>可导入 {count} 行。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="489"/>
        <source>Something must be decided first.</source>
        <translation>有问题须先确认。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="491"/>
        <source>This cannot be brought in.</source>
        <translation>不能导入。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="511"/>
        <source>as fits</source>
        <translation>自动</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="536"/>
        <source>Choose the columns</source>
        <translation>选择字段</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="544"/>
        <source>Another…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="570"/>
        <source>{file}: {state}, rows: {rows}</source>
        <translation>{file}：{state}，{rows} 行</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="574"/>
        <source>; {added} new, {updated} changed, {unchanged} as they are</source>
        <translation>；新增 {added}，更新 {updated}，未变 {unchanged}</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="577"/>
        <source>; {count} no longer listed (stay in force)</source>
        <translation>；新版未见 {count}（仍在册）</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="583"/>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="583"/>
        <source>Kind of list</source>
        <translation>名录种类</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="584"/>
        <source>Edition</source>
        <translation>版次</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="584"/>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="585"/>
        <source>{what}: {value}</source>
        <translation>{what}：{value}</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="585"/>
        <source>not said</source>
        <translation>未写明</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="589"/>
        <source>Fields as the last time ({file}).</source>
        <translation>字段对应沿用上次（{file}）。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="617"/>
        <source> (free)</source>
        <translation>（未用）</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="624"/>
        <source>told</source>
        <translation>指定</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="657"/>
        <source>Rows ({count})</source>
        <translation>逐行（{count}）</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="704"/>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="704"/>
        <source>repaired</source>
        <translation>修复</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="705"/>
        <source>guessed</source>
        <translation>推测</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="705"/>
        <source>asked</source>
        <translation>待确认</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="706"/>
        <source>refused in part</source>
        <translation>部分拒绝</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="362"/>
        <source>{role}: {count} rows came in.</source>
        <translation>{role}：已导入 {count} 行。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="362"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="341"/>
        <source>Bring in registers, samples, boundary TXT, layers or a copied table.</source>
        <translation>导入名录、采样数据、界址点 TXT、图层或复制的表格。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="34"/>
        <source>{function}: {least} to {most} arguments</source>
        <translation>{function}：参数应为 {least} 至 {most} 个</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>land-use code, of any scheme, or a name</source>
        <translation>用地代码（任一分类标准）或名称</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>scheme of the code, where it is known (optional)</source>
        <translation>代码所属分类标准，已知时填写（可选）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>Use classes that a land-use code means, joined by ;, the main one first. NULL where the code is not read.</source>
        <translation>用地代码对应的用途类别，以分号连接，主要用途在前；代码未能识别时为 NULL。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>number of the parcel</source>
        <translation>地块编号</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>Verdict of a parcel in the result that is shown. NULL where there is no result, or no such parcel in it.</source>
        <translation>当前所示结果中该地块的结论；没有结果或其中没有该地块时为 NULL。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>The gravest verdict that what is missing could still give. NULL where nothing is missing, or there is no result.</source>
        <translation>补齐缺少的信息后可能得到的最严结论；无所缺或没有结果时为 NULL。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>Reasons of the verdict of a parcel, one a line, in the language of QGIS.</source>
        <translation>该地块结论的理由，每行一条，使用 QGIS 的界面语言。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>stored word, or several joined by ;</source>
        <translation>存储的词，多个以分号连接</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>A verdict, use class or step in the language of QGIS.</source>
        <translation>以 QGIS 界面语言显示结论、用途类别或环节。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="111"/>
        <source>Syntax</source>
        <translation>语法</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="111"/>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="111"/>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/locator.py" line="66"/>
        <source>Parcels and contaminated plots (SoilGate)</source>
        <translation>规划地块与污染地块（SoilGate）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/locator.py" line="70"/>
        <source>Go to a parcel, listed plot, survey or control zone by its number or name</source>
        <translation>按编号或名称定位规划地块、名录地块、调查范围或管控区</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/locator.py" line="107"/>
        <source>{role}, without boundary</source>
        <translation>{role}，没有边界</translation>
    </message>
    <message>
        <location filename="../../ui/live.py" line="96"/>
        <source>Preparing the live check</source>
        <translation>正在准备实时审查</translation>
    </message>
    <message>
        <location filename="../../ui/live.py" line="337"/>
        <source>new parcel</source>
        <translation>新地块</translation>
    </message>
    <message>
        <location filename="../../ui/live_words.py" line="25"/>
        <source>{verdict} (maybe {graver})</source>
        <translation>{verdict}（可能{graver}）</translation>
    </message>
    <message>
        <location filename="../../ui/live_words.py" line="48"/>
        <source>{share} of {area}</source>
        <translation>占 {share}，地块 {area}</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="147"/>
        <source>A parcel has three corners or more.</source>
        <translation>地块至少有三个角点。</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="149"/>
        <source>The outline crosses itself.</source>
        <translation>边界自相交。</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="149"/>
        <source>Drag a corner, or take the last one back (Backspace).</source>
        <translation>拖动角点，或按退格键撤回最后一点。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="125"/>
        <source>Preparing the data: {percent} %</source>
        <translation>正在准备数据：{percent} %</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="237"/>
        <source>Click the first corner of the parcel</source>
        <translation>单击地块的第一个角点</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="239"/>
        <source>Click the next corner</source>
        <translation>单击下一个角点</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="239"/>
        <source>Right click or Enter ends, Backspace takes back</source>
        <translation>右键或回车结束，退格撤回</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Applied on</source>
        <translation>申请日期</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="45"/>
        <source>Use changed on</source>
        <translation>用途变更日期</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="46"/>
        <source>Approved on</source>
        <translation>批准日期</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="47"/>
        <source>Allocated or contracted on</source>
        <translation>划拨或签约日期</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="48"/>
        <source>Works begun on</source>
        <translation>开工日期</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="100"/>
        <source>&amp;Application</source>
        <translation>申请(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="104"/>
        <source>Applications that are kept in this project.</source>
        <translation>保存在本工程中的申请。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="110"/>
        <source>Begin another application.</source>
        <translation>新建一份申请。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="113"/>
        <source>Forget this application; results that were made stay.</source>
        <translation>删除这份申请；已有的审查结果保留。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="359"/>
        <source>Delete application {name} with its parcels, statements and decisions?</source>
        <translation>删除申请“{name}”及其地块、答复和决定？</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="360"/>
        <source>Delete application</source>
        <translation>删除申请</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="130"/>
        <source>From a &amp;file…</source>
        <translation>从文件(&amp;F)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="130"/>
        <source>Boundary text (TXT), shapefile, GeoPackage, DXF and other vector files.</source>
        <translation>界址点坐标 TXT、Shapefile、GeoPackage、DXF 等矢量文件。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="132"/>
        <source>The parcels that are selected in the active layer.</source>
        <translation>当前图层中选中的地块。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="134"/>
        <source>Draw parcels on the map and see their verdict meanwhile.</source>
        <translation>在地图上绘制地块，边画边看结论。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="155"/>
        <source>No parcels yet: take them from a file or from the selection, or draw them.</source>
        <translation>还没有地块：可从文件或所选地块取得，或直接绘制。</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="332"/>
        <source>Parcels of the application</source>
        <translation>申请的地块</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="168"/>
        <source>Double click or Enter shows a parcel; Delete takes it out.</source>
        <translation>双击或回车显示地块；Delete 键移出。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="186"/>
        <source>as the parcels say</source>
        <translation>以地块自身为准</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="188"/>
        <source>Goes before the codes of the parcels, for all of them.</source>
        <translation>优先于各地块自身的代码，对全部地块有效。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="190"/>
        <source>Industry of the project that is applied for, where it may pollute soil.</source>
        <translation>申请项目的行业（可能污染土壤时填写）。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="126"/>
        <source>Proposed &amp;use</source>
        <translation>拟用途(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="216"/>
        <source>Days of acts</source>
        <translation>各环节日期</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="226"/>
        <source>What was owed is judged by the law of this day.</source>
        <translation>应履行的义务按该日有效的法律判断。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="239"/>
        <source>Check its parcels against all data of the data page; the result is shown on the review page.</source>
        <translation>用“数据”页的全部资料审查其地块，结果显示在“审查”页。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="278"/>
        <source>no boundary</source>
        <translation>无边界</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="278"/>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="278"/>
        <source>drawn</source>
        <translation>绘制</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="185"/>
        <source>This code is not known.</source>
        <translation>未能识别该代码。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="317"/>
        <source>Kept in the project, and in the workspace when it is reviewed.</source>
        <translation>保存在工程中；审查时同时写入工作库。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="129"/>
        <source>Code of the proposed use; type a code or a part of its name.</source>
        <translation>拟用途代码；可输入代码或名称的一部分。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="130"/>
        <source>Code of the present use; left empty, the layer of present uses tells.</source>
        <translation>现状用途代码；留空时以现状用地图层为准。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="132"/>
        <source>as the layer tells</source>
        <translation>以图层为准</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="133"/>
        <source>code or name</source>
        <translation>代码或名称</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="150"/>
        <source>Verdict of what is drawn</source>
        <translation>所绘地块的结论</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="152"/>
        <source>&amp;Also while the plan layer is edited</source>
        <translation>编辑规划图层时也显示(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="153"/>
        <source>Shows the verdict of each parcel of the plan that is drawn or changed with QGIS&apos;s own tools.</source>
        <translation>用 QGIS 自带工具新增或修改规划地块时，随时显示其结论。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="159"/>
        <source>Finished parcels are kept in an application, not in your layer; review them there.</source>
        <translation>画完的地块存入申请，不写入您的图层；在申请中审查。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="163"/>
        <source>Copy the verdict with its reasons.</source>
        <translation>复制结论及理由。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="183"/>
        <source>Without a use the verdict stays open.</source>
        <translation>未填拟用途，结论无法确定。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="228"/>
        <source>Click the corners of a parcel on the map; snapping is that of the project.</source>
        <translation>在地图上依次单击地块的角点；捕捉按工程设置。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="228"/>
        <source>The verdict stands beside the cursor, its evidence is hatched.</source>
        <translation>结论显示在光标旁，依据的范围以斜线表示。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="228"/>
        <source>Enter or right click ends and keeps the parcel in the application.</source>
        <translation>回车或右键结束，地块存入申请。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="228"/>
        <source>Backspace takes the last corner back, Esc takes all away.</source>
        <translation>退格撤回最后一点，Esc 全部清除。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="243"/>
        <source>The data changed and are read anew; until then the older ones answer.</source>
        <translation>数据已变动，正在重新读取；此前仍按原数据给出结论。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="90"/>
        <source>What is known of the place</source>
        <translation>该处的已知情况</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="99"/>
        <source>&amp;Zoom there</source>
        <translation>缩放至(&amp;Z)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="100"/>
        <source>Show the chosen row on the map (Enter or double click).</source>
        <translation>在地图上显示所选一行（回车或双击）。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="103"/>
        <source>Copy all that is known of the place.</source>
        <translation>复制该处的全部已知情况。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="117"/>
        <source>Click a place on the map.</source>
        <translation>请在地图上单击一处。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="137"/>
        <source>Known of the place {place}</source>
        <translation>{place} 处的已知情况</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="159"/>
        <source>place not exact</source>
        <translation>位置不精确</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="192"/>
        <source>History</source>
        <translation>经过</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="205"/>
        <source>Nothing here in: {roles}.</source>
        <translation>此处无记录：{roles}。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="207"/>
        <source>Not given: {roles}.</source>
        <translation>未提供：{roles}。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="209"/>
        <source>{role}: {count} entries without place may lie here.</source>
        <translation>{role}：{count} 条没有位置的记录可能在此处。</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="970"/>
        <source>Review of the application {name}</source>
        <translation>审查申请 {name}</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Draw a parcel on the map and see its verdict beside the cursor</source>
        <translation>在地图上绘制地块，光标旁即时显示结论</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Click a place on the map to see all that is known of it</source>
        <translation>单击地图上一处，查看该处的全部已知情况</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Review an application: parcels from a file, a selection or drawn</source>
        <translation>审查一份申请：地块来自文件、所选地块或绘制</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="103"/>
        <source>Shown: the review of application {name}.</source>
        <translation>当前显示：申请 {name} 的结果。</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="105"/>
        <source>Back to the plan</source>
        <translation>回到规划</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="253"/>
        <source>The map has no coordinate system; set that of the project.</source>
        <translation>地图没有坐标系，请先设置工程坐标系。</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="332"/>
        <source>Boundary texts and vector files</source>
        <translation>界址点文本和矢量文件</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="354"/>
        <source>{file}: {count} parcels. {notes}</source>
        <translation>{file}：{count} 个地块。{notes}</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="361"/>
        <source>Coordinate system of {file}</source>
        <translation>{file} 的坐标系</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="374"/>
        <source>Select parcels in a layer first.</source>
        <translation>请先在图层中选择地块。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="316"/>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="306"/>
        <source>Tables, documents, layers, boundary texts</source>
        <translation>表格、文档、图层、界址点文件</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="52"/>
        <source>Lays out the public notice of each zone or plot: title, basis, plots, extent with map, bans of its document, duties, start and end, contact, and room for the seal. The layouts stay in the project, where they can be edited.</source>
        <translation>为每个管控区域或地块排出公告：标题、依据、地块情况、范围与附图、文件规定的禁止事项、管控与监测、起止、联系方式及用印位置。布局保留在工程中，可继续编辑。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="52"/>
        <source>A template (.qpt) is filled by the IDs of its items: title, body and map are needed; legend, table, number, signature, map_title, map_facts, scale and scale_bar may be.</source>
        <translation>布局模板（.qpt）按布局项 ID 填写：title、body、map 为必需；legend、table、number、signature、map_title、map_facts、scale、scale_bar 可选。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="87"/>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="89"/>
        <source>Sheet on its side: map left, text right</source>
        <translation>横排：左图右文</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="91"/>
        <source>Layout template (.qpt)</source>
        <translation>布局模板（.qpt）</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="30"/>
        <source>Warn before a day falls due</source>
        <translation>到期前提示</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="31"/>
        <source>A sign counts up to this distance from the line</source>
        <translation>标识牌距边界线不超过此值才计入</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="32"/>
        <source>A gap thinner than this is none</source>
        <translation>窄于此值的缺口不计</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="33"/>
        <source>A sign serves a crossing within</source>
        <translation>道路穿越处多远内有牌即可</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="34"/>
        <source>Longest stretch without a sign</source>
        <translation>相邻标识牌最大间距</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="35"/>
        <source>A corner hides the next sign from</source>
        <translation>拐角凸出多少视为遮挡</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="36"/>
        <source>Soil is monitored every</source>
        <translation>土壤监测间隔</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="37"/>
        <source>Groundwater is monitored every</source>
        <translation>地下水监测间隔</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="38"/>
        <source>Surface water is monitored every</source>
        <translation>地表水监测间隔</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="39"/>
        <source>Air is monitored every</source>
        <translation>空气监测间隔</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="40"/>
        <source>Class of groundwater to compare with</source>
        <translation>地下水比较类别</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="41"/>
        <source>Control well upstream, outside by</source>
        <translation>上游对照井在界外</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="42"/>
        <source>Points downstream and beside, outside by</source>
        <translation>下游与两侧点位在界外</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="51"/>
        <source>House values for control zones</source>
        <translation>管控区域内部设定值</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="62"/>
        <source>Adopt</source>
        <translation>采用</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="62"/>
        <source>Figure</source>
        <translation>数值</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="62"/>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="79"/>
        <source>Adopt what is ticked</source>
        <translation>采用所勾选的</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="102"/>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="647"/>
        <source>{count} house values are adopted.</source>
        <translation>已采用{count}项内部设定值。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="647"/>
        <source>Check the zones</source>
        <translation>检查管控区域</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="674"/>
        <source>{count} points are proposed, as a layer that you can edit.</source>
        <translation>已建议{count}个点位，作为可编辑图层加入工程。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="678"/>
        <source>Without boundary, left out: {zones}.</source>
        <translation>没有边界、未建议：{zones}。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="711"/>
        <source>Export the duties</source>
        <translation>导出义务清单</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="711"/>
        <source>control zones</source>
        <translation>管控区域</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="714"/>
        <source>Export of the duties</source>
        <translation>导出义务清单</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="760"/>
        <source>Layout of notices</source>
        <translation>公告排版</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="756"/>
        <source>{count} notices are layouts of the project now.</source>
        <translation>已生成{count}份公告布局，保留在工程中。</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="689"/>
        <source>Export of notices</source>
        <translation>导出公告</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="109"/>
        <source>A4, portrait: text, then map</source>
        <translation>A4 竖排：先文后图</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="109"/>
        <source>A4, landscape: map left, text right</source>
        <translation>A4 横排：左图右文</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="109"/>
        <source>A3, portrait: text, then map</source>
        <translation>A3 竖排：先文后图</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="109"/>
        <source>A3, landscape: map left, text right</source>
        <translation>A3 横排：左图右文</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="125"/>
        <source>Template of the office (.qpt)</source>
        <translation>本单位模板（.qpt）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="116"/>
        <source>Paper of the notice, or a layout template that is filled</source>
        <translation>公告的纸张与版式，或填写本单位的布局模板</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="120"/>
        <source>Layout templates</source>
        <translation>布局模板</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="121"/>
        <source>Items are found by their IDs: title, body and map are needed; number, signature, legend, table, map_title, map_facts, scale and scale_bar may be there.</source>
        <translation>按布局项 ID 填写：title、body、map 为必需；number、signature、legend、table、map_title、map_facts、scale、scale_bar 可选。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="134"/>
        <source>Number for reports of the public; kept for the next one</source>
        <translation>公众举报电话，保留供下次使用</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="138"/>
        <source>Day of the notice; it decides which law is cited</source>
        <translation>公告日期，决定引用哪一部法律</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="190"/>
        <source>Write the chosen layouts as PDF files</source>
        <translation>将所选布局导出为 PDF</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="255"/>
        <source>All of them ({count})</source>
        <translation>全部（{count}个）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="94"/>
        <source>Intervals, spacing and distances that the office may adopt; the nation sets none</source>
        <translation>本单位可采用的间隔、间距与距离，国家均未规定</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="147"/>
        <source>Propose signs or monitoring points as a layer that you can edit</source>
        <translation>建议标识牌或监测点，作为可编辑图层</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="151"/>
        <source>&amp;Signs for the chosen zone</source>
        <translation>所选区域的标识牌(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="151"/>
        <source>&amp;Monitoring points for the chosen zone</source>
        <translation>所选区域的监测点(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="151"/>
        <source>Signs for &amp;all zones</source>
        <translation>全部区域的标识牌(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="151"/>
        <source>Monitoring points for all &amp;zones</source>
        <translation>全部区域的监测点(&amp;Z)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="156"/>
        <source>Save the work list and all duties, or the due days for a calendar</source>
        <translation>保存待办清单与全部义务，或导出到期日日历</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="158"/>
        <source>&amp;Ledger (Excel)…</source>
        <translation>台账 Excel(&amp;L)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="158"/>
        <source>&amp;Calendar of due days (ics)…</source>
        <translation>到期日历 ics(&amp;C)…</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="668"/>
        <source>Proposals for control zones</source>
        <translation>管控区域建议</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="524"/>
        <source>Save the rows shown</source>
        <translation>保存所示各行</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="524"/>
        <source>reviewed parcels</source>
        <translation>审查地块</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="551"/>
        <source>Kept; the next review uses it.</source>
        <translation>已保存，下次审查时采用。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="566"/>
        <source>Review again</source>
        <translation>重新审查</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="566"/>
        <source>The chosen parcels are out of date; review them again first.</source>
        <translation>所选地块的结论已过期，请先重新审查。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="608"/>
        <source>{count} parcels that are out of date were left out.</source>
        <translation>有 {count} 个地块结论已过期，未导出。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="262"/>
        <source>Parcels that changed, or near which data changed, since they were reviewed.</source>
        <translation>审查后本身或附近数据有变更的地块。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="284"/>
        <source>Numbers and areas of the parcels shown, by reason or by use, ready to paste</source>
        <translation>所示地块的数量和面积，按原因或按用途汇总，可直接粘贴</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="287"/>
        <source>Filter by use class and by rule</source>
        <translation>按用途和规则筛选</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="289"/>
        <source>Choose the columns of the table</source>
        <translation>选择表格的列</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="318"/>
        <source>Settle…</source>
        <translation>补充材料…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="319"/>
        <source>Enter what an office states of what is unknown here; the next review uses it.</source>
        <translation>录入有关部门对未知事项的答复，下次审查时采用。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="327"/>
        <source>Save the rows shown, the whole result, or papers.</source>
        <translation>保存所示各行、全部结果或文书。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="329"/>
        <source>Rows shown (Excel)…</source>
        <translation>所示各行（Excel）…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="329"/>
        <source>Rows shown (CSV)…</source>
        <translation>所示各行（CSV）…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="370"/>
        <source>All uses</source>
        <translation>全部用途</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="370"/>
        <source>Show only parcels of these use classes.</source>
        <translation>只显示这些用途的地块。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="370"/>
        <source>All reasons</source>
        <translation>全部原因</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="370"/>
        <source>Show only parcels that these rules concern.</source>
        <translation>只显示涉及这些规则的地块。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="446"/>
        <source>Copy rows</source>
        <translation>复制所选行</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="460"/>
        <source>By verdict and reason</source>
        <translation>按结论和原因</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="461"/>
        <source>By use and verdict</source>
        <translation>按用途和结论</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="462"/>
        <source>What the parcels shown are grouped by.</source>
        <translation>所示地块按什么汇总。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="945"/>
        <source>Use class</source>
        <translation>用途类别</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="524"/>
        <source>out of date</source>
        <translation>已过期</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="349"/>
        <source>Out of date: the parcel, or data near it, changed since.</source>
        <translation>已过期：审查后地块或其附近的数据有变更。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="619"/>
        <source>{count} out of date</source>
        <translation>过期 {count}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="737"/>
        <source>The data changed since this review: all rows are out of date.</source>
        <translation>审查后数据有变更，全部结论已过期。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="739"/>
        <source>{count} parcels are out of date: they, or data near them, changed.</source>
        <translation>{count} 个地块的结论已过期：地块或其附近的数据有变更。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="743"/>
        <source>Review these again</source>
        <translation>重新审查</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="748"/>
        <source>This result is of {day}, for: {steps}.</source>
        <translation>当前结果的审查日期为 {day}，环节为：{steps}。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="754"/>
        <source>{count} parcels of the plan are not in this result.</source>
        <translation>规划中有 {count} 个地块不在当前结果内。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="1024"/>
        <source>(then) {verdict}</source>
        <translation>（原）{verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="124"/>
        <source>nothing of it lies in the parcel</source>
        <translation>地块内没有</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="125"/>
        <source>the parcel is not on it</source>
        <translation>地块不在名录内</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="126"/>
        <source>lies outside the parcel</source>
        <translation>位于地块之外</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="127"/>
        <source>an exception was granted</source>
        <translation>已依法批准占用或例外</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="132"/>
        <source>use not readable</source>
        <translation>用途无法识别</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="141"/>
        <source>New since the last review.</source>
        <translation>上次审查后新增。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="153"/>
        <source>Changed by: {inputs}</source>
        <translation>变化来自：{inputs}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="153"/>
        <source>Changed since, one or more of them: {inputs}</source>
        <translation>其间有变动的资料（变化来自其中一项或几项）：{inputs}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="156"/>
        <source>new: {what}</source>
        <translation>新增：{what}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="156"/>
        <source>gone: {what}</source>
        <translation>不再有：{what}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="184"/>
        <source>enter what an office states</source>
        <translation>录入有关部门的答复</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="186"/>
        <source>To settle it</source>
        <translation>核实</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="326"/>
        <source>{verdict} {count} ({area})</source>
        <translation>{verdict} {count} 个（{area}）</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="329"/>
        <source>{use}: {count} parcels, {area}. {parts}.</source>
        <translation>{use}：共 {count} 个地块，面积 {area}。其中{parts}。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="338"/>
        <source>A parcel of several uses counts in each.</source>
        <translation>兼有多种用途的地块分别计入各类用途。</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="42"/>
        <source>What an office states</source>
        <translation>有关部门的答复</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="44"/>
        <source>It counts from the next review on; the parcels are marked as out of date until then.</source>
        <translation>自下次审查起采用，在此之前所涉地块标为过期。</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="57"/>
        <source>{role}{subject}: {what}</source>
        <translation>{role}{subject}：{what}</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="67"/>
        <source>&amp;Statement</source>
        <translation>答复(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="69"/>
        <source>&amp;Office</source>
        <translation>答复单位(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="70"/>
        <source>Do&amp;cument</source>
        <translation>文件(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="72"/>
        <source>&amp;Entered by</source>
        <translation>录入人(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="73"/>
        <source>title and number of the reply</source>
        <translation>复函的标题和文号</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="110"/>
        <source>{names} and {count} more</source>
        <translation>{names}等，另有 {count} 个</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="53"/>
        <source>The nation sets none of these figures. The first four act as they stand: they only warn earlier or tell what is plausible. All others act once your office adopts them: tick them.</source>
        <translation>以下数值国家均未规定。前四项按所列数值起作用，只用于提前提示或判断合理性；其余各项须由本单位勾选采用后才起作用。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="109"/>
        <source>A3, board for the site</source>
        <translation>A3 现场公告牌</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="31"/>
        <source> years</source>
        <translation> 年</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="31"/>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>&amp;Neighbourhood</source>
        <translation>相邻范围(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>&amp;Homes and schools near a project</source>
        <translation>项目周边敏感目标范围(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>&amp;Age of a survey</source>
        <translation>调查报告年限(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>Age of a &amp;list</source>
        <translation>名录版次年限(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>Circle of an entry &amp;without boundary</source>
        <translation>无边界条目搜索半径(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>&amp;Factor on a circle of known area</source>
        <translation>已知面积圆的安全系数(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="95"/>
        <source>Office</source>
        <translation>单位</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="97"/>
        <source>Stands beside answers and decisions made in this window.</source>
        <translation>与在此作出的回答和决定一并记录。</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="98"/>
        <source>&amp;Your name</source>
        <translation>经办人(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="100"/>
        <source>Who issues opinions and notices.</source>
        <translation>出具意见、发布公告的单位。</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="103"/>
        <source>Telephone or counter, printed in notices.</source>
        <translation>印在公告中的联系电话或办公地点。</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="105"/>
        <source>Where files are looked for first.</source>
        <translation>打开文件时首先进入的文件夹。</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="106"/>
        <source>&amp;Data folder</source>
        <translation>资料文件夹(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="130"/>
        <source>House values</source>
        <translation>内部设定值</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="131"/>
        <source>The nation sets none of these figures. What is set here is the office&apos;s own, goes before the rule packs, and is printed as a house value in every result.</source>
        <translation>以下数值国家均未规定。此处所设为本单位内部设定值，优先于规则包，并在每份结果中注明为内部设定值。</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="146"/>
        <source>as the rule packs say: {value}</source>
        <translation>按规则包：{value}</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="146"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="159"/>
        <source>H&amp;otline</source>
        <translation>举报电话(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="167"/>
        <source>Folder into which missing libraries are put; empty for a folder in the profile.</source>
        <translation>缺少的库安装到此文件夹；留空则放在用户配置目录下。</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="169"/>
        <source>&amp;Private folder</source>
        <translation>库文件夹(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="172"/>
        <source>Folder with whe&amp;els</source>
        <translation>离线安装包文件夹(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="1411"/>
        <source>Keeping the result beside the project</source>
        <translation>正在将结果存放到工程旁</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="24"/>
        <source>SoilGate guide</source>
        <translation>SoilGate 使用指南</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="36"/>
        <source>Co&amp;ntents</source>
        <translation>目录(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="37"/>
        <source>Go to the beginning of the guide</source>
        <translation>回到指南开头</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="39"/>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="40"/>
        <source>Go back to where you were reading</source>
        <translation>回到刚才阅读的位置</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="42"/>
        <source>Open in the bro&amp;wser</source>
        <translation>在浏览器中打开(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="43"/>
        <source>Read or print the guide in the web browser</source>
        <translation>在网页浏览器中阅读或打印指南</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="85"/>
        <source>What this page is for (F1)</source>
        <translation>本页说明（F1）</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="86"/>
        <source>Guide to this page</source>
        <translation>本页说明</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="166"/>
        <source>State by which paper the chosen plot is not left undeveloped; kept as evidence</source>
        <translation>写明以何文件认定所选地块无需划定管控区域，作为核实材料保存</translation>
    </message>
    <message>
        <location filename="../../ui/plot_statement.py" line="37"/>
        <source>No control zone is owed: {plot}</source>
        <translation>无需划定管控区域：{plot}</translation>
    </message>
    <message>
        <location filename="../../ui/plot_statement.py" line="39"/>
        <source>A zone is owed where a plot is left undeveloped or cannot be treated at present. Say by which paper this plot is not; it is kept as evidence and counts from the next check on.</source>
        <translation>暂不开发利用或现阶段不具备治理修复条件的地块应当划定管控区域。请写明以何文件认定本地块不属此类；作为核实材料保存，自下次核查起生效。</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="68"/>
        <source>For parcels</source>
        <translation>所涉地块</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="83"/>
        <source>Stated</source>
        <translation>已答复</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="149"/>
        <source>At the last review:</source>
        <translation>上次审查：</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="100"/>
        <source>&amp;Columns</source>
        <translation>字段(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="101"/>
        <source>&amp;Values</source>
        <translation>取值(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="122"/>
        <source>Value</source>
        <translation>取值</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="122"/>
        <source>Read as</source>
        <translation>识别为</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="122"/>
        <source>Counts as</source>
        <translation>改按</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="125"/>
        <source>Type what the value stands for: a land-use code that is known, or one of our words.</source>
        <translation>填写该取值的含义：已知的用地代码，或本表中的词。</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="130"/>
        <source>Values of the layer and as what they are read</source>
        <translation>图层的取值及其识别结果</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="143"/>
        <source>All values are understood.</source>
        <translation>全部取值均已识别。</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="143"/>
        <source>No column here has words or codes to be read.</source>
        <translation>没有需要识别的词或代码。</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="172"/>
        <source>not understood</source>
        <translation>未识别</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="192"/>
        <source>“{word}” is no word of this column. Known: {words}.</source>
        <translation>“{word}”不是该项可用的词。可用：{words}。</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="227"/>
        <source>&amp;Issue</source>
        <translation>版本(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="229"/>
        <source>as the file says</source>
        <translation>以文件为准</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="233"/>
        <source>The whole list, or changes only. Of another issue its coverage is asked anew.</source>
        <translation>完整名录，或仅为增补、移出清单。换用另一版本后，将重新询问是否覆盖本规划。</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="237"/>
        <source>&amp;of</source>
        <translation>日期(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="240"/>
        <source>Day of the issue, as 2026-09-30; empty: as the file says.</source>
        <translation>版本日期，如 2026-09-30；留空则以文件为准。</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="143"/>
        <source>Cells not understood: {count}. Type what their value counts as.</source>
        <translation>未能识别的单元格：{count} 个。请填写其含义。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="262"/>
        <source>The plan, and the lists that come with it</source>
        <translation>规划及随附名录</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="262"/>
        <source>Layers and tables</source>
        <translation>图层和表格</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="191"/>
        <source>Selected</source>
        <translation>仅所选</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="52"/>
        <source>drawn here</source>
        <translation>已画边界</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="54"/>
        <source>outside plan</source>
        <translation>不在本规划范围</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="212"/>
        <source>{share} of the parcel</source>
        <translation>占地块 {share}</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="59"/>
        <source>Cop&amp;y command</source>
        <translation>复制命令(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="109"/>
        <source>New</source>
        <translation>新建(&amp;X)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="112"/>
        <source>Delete</source>
        <translation>删除(&amp;Z)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="132"/>
        <source>From the selection</source>
        <translation>从所选地块(&amp;Q)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="134"/>
        <source>Draw</source>
        <translation>绘制(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="202"/>
        <source>Case num&amp;ber</source>
        <translation>案卷号(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="127"/>
        <source>Present use</source>
        <translation>现状用途</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="202"/>
        <source>Steps</source>
        <translation>环节</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="202"/>
        <source>Industr&amp;y</source>
        <translation>项目行业(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="238"/>
        <source>Rev&amp;iew the application</source>
        <translation>审查这份申请(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="289"/>
        <source>Open the demo</source>
        <translation>打开示例(&amp;X)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="291"/>
        <source>St&amp;art from a plan layer…</source>
        <translation>从规划图层开始(&amp;A)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="323"/>
        <source>Da&amp;y of review</source>
        <translation>审查日期(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="337"/>
        <source>Reco&amp;gnise layers</source>
        <translation>自动识别(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="340"/>
        <source>Import…</source>
        <translation>导入(&amp;U)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="343"/>
        <source>Rev&amp;iew…</source>
        <translation>去审查(&amp;I)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="256"/>
        <source>Appl&amp;ication: {count} parcels…</source>
        <translation>申请：{count} 个地块(&amp;I)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="121"/>
        <source>&amp;Go to the data</source>
        <translation>转到数据页(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>Subject</source>
        <translation>名称(&amp;Q)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>P&amp;aper</source>
        <translation>纸张(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>Hotline</source>
        <translation>举报电话</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="155"/>
        <source>Lay o&amp;ut the notice</source>
        <translation>编制公告(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="188"/>
        <source>P&amp;arcels</source>
        <translation>地块(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="194"/>
        <source>Step</source>
        <translation>环节(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="314"/>
        <source>Decide…</source>
        <translation>决定(&amp;F)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="156"/>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="703"/>
        <source>Rev&amp;iew</source>
        <translation>审查(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="703"/>
        <source>Rev&amp;iew 1 parcel</source>
        <translation>审查 1 个地块(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="703"/>
        <source>Rev&amp;iew {count} parcels</source>
        <translation>审查 {count} 个地块(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="148"/>
        <source>Draw boundar&amp;y</source>
        <translation>画边界(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="150"/>
        <source>Take select&amp;ion</source>
        <translation>取所选图形(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="152"/>
        <source>Point &amp;and radius</source>
        <translation>落点加半径(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="154"/>
        <source>O&amp;utside this plan</source>
        <translation>不在本规划范围(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="156"/>
        <source>To be asked</source>
        <translation>待协查(&amp;X)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="93"/>
        <source>Ho&amp;use values…</source>
        <translation>设定值(&amp;U)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="147"/>
        <source>Propose</source>
        <translation>建议(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="162"/>
        <source>Public not&amp;ice…</source>
        <translation>编制公告(&amp;I)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="165"/>
        <source>No zone is owed…</source>
        <translation>无需划定(&amp;A)…</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Live chec&amp;k</source>
        <translation>实时审查(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Wha&amp;t is here</source>
        <translation>此处情况(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Applicatio&amp;ns</source>
        <translation>申请审查(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="318"/>
        <source> and {count} more (a copy names all)</source>
        <translation>，另有 {count} 个（复制时全部列出）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="663"/>
        <source>kept before plan and applications were told apart: decide anew if it holds</source>
        <translation>在区分规划与申请之前保存，仍适用的请重新决定</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="665"/>
        <source>the parcel had another outline then</source>
        <translation>作出决定时地块边界与现在不同</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="76"/>
        <source>Earlier decision: {decision} ({person}, {day}); {end}</source>
        <translation>此前的决定：{decision}（{person}，{day}）；{end}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="102"/>
        <source>ended on {day}</source>
        <translation>{day} 终止</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="103"/>
        <source>ended by {person} on {day}</source>
        <translation>{person} 于 {day} 终止</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="443"/>
        <source>The workspace is up to date.</source>
        <translation>工作库已升级。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="579"/>
        <source>Bring it up to date</source>
        <translation>升级工作库</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="118"/>
        <source>Stored…</source>
        <translation>已存申请…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="314"/>
        <source>Open an application that is kept in the workspace.</source>
        <translation>打开已存申请：从工作库中重新打开一份申请。</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="985"/>
        <source>Reading the stored applications</source>
        <translation>正在读取已存申请</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="992"/>
        <source>Reading an application</source>
        <translation>正在读取申请</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="1009"/>
        <source>Bringing the workspace up to date</source>
        <translation>正在升级工作库</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="33"/>
        <source>Stored applications</source>
        <translation>已存申请</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="35"/>
        <source>&amp;Search</source>
        <translation>搜索(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Case number</source>
        <translation>案卷号</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Kept on</source>
        <translation>存入日期</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="95"/>
        <source>The workspace has no applications yet.</source>
        <translation>工作库中还没有申请。</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="97"/>
        <source>Kept by an older version, without all of its facts: check parcels, uses, steps and days.</source>
        <translation>由旧版本存入，内容不全：请核对地块、用途、环节和日期。</translation>
    </message>
    <message>
        <location filename="../../ui/plot_statement.py" line="66"/>
        <source>It counts no more; it stays in the history, with your name.</source>
        <translation>不再作数；与您的姓名一起留在历史中。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="115"/>
        <source>Earlier: {paper}; {end}</source>
        <translation>此前：{paper}；{end}</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="485"/>
        <source>{count} row can be brought in.</source>
        <translation>可导入 {count} 行。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="362"/>
        <source>{role}: {count} row came in.</source>
        <translation>{role}：已导入 {count} 行。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="374"/>
        <source>{count} layer recognised; look at the list.</source>
        <translation>已识别 {count} 个图层，请核对列表。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="438"/>
        <source>{count} parcel reviewed.</source>
        <translation>已审查 {count} 个地块。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="445"/>
        <source>{count} control zone checked.</source>
        <translation>已核查 {count} 个管控区域。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="608"/>
        <source>{count} parcel that is out of date was left out.</source>
        <translation>有 {count} 个地块结论已过期，未导出。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="647"/>
        <source>{count} house value is adopted.</source>
        <translation>已采用{count}项内部设定值。</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="674"/>
        <source>{count} point is proposed, as a layer that you can edit.</source>
        <translation>已建议{count}个点位，作为可编辑图层加入工程。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="256"/>
        <source>Appl&amp;ication: {count} parcel…</source>
        <translation>申请：{count} 个地块(&amp;I)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="104"/>
        <source>{verdict}: {count} parcel. Press to show only this one.</source>
        <translation>{verdict}：{count} 个地块。点按只看这些。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="739"/>
        <source>{count} parcel is out of date: it, or data near it, changed.</source>
        <translation>{count} 个地块的结论已过期：地块或其附近的数据有变更。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="754"/>
        <source>{count} parcel of the plan is not in this result.</source>
        <translation>规划中有 {count} 个地块不在当前结果内。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="301"/>
        <source>{verdict}: {title}. {count} parcel, {area} ({share}).</source>
        <translation>{verdict}：{title}。共 {count} 个地块，面积 {area}（占 {share}）。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="329"/>
        <source>{use}: {count} parcel, {area}. {parts}.</source>
        <translation>{use}：共 {count} 个地块，面积 {area}。其中{parts}。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="382"/>
        <source>{count} parcel changed since the last review.</source>
        <translation>与上次审查相比，{count} 个地块有变化。</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="354"/>
        <source>{file}: {count} parcel. {notes}</source>
        <translation>{file}：{count} 个地块。{notes}</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="353"/>
        <source>A sheet without coordinates is placed by a table of points: their codes and where they lie.</source>
        <translation>检测表没有坐标时，用点位表（点位编号和坐标）定位。</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="368"/>
        <source>Table of points, for a sheet without coordinates</source>
        <translation>点位表（检测表没有坐标时用）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="373"/>
        <source>Sheet or layer of that table (empty: the only one)</source>
        <translation>点位表的工作表或图层（空：只有一个时）</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/importing.py" line="345"/>
        <source>Choose the table of points…</source>
        <translation>选择点位表…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="147"/>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="153"/>
        <source>Codes and coordinates of the sampling points, for a laboratory sheet without any: a file, or the layer of a workspace.</source>
        <translation>检测表没有坐标时，采样点的编号和坐标：文件，或工作库中的图层。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="155"/>
        <source>Tab&amp;le of points</source>
        <translation>点位表(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="158"/>
        <source>Choose the file with the points</source>
        <translation>选择点位所在的文件</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="316"/>
        <source>Tables and layers</source>
        <translation>表格和图层</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="318"/>
        <source>Table of points</source>
        <translation>点位表</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="802"/>
        <source>The window waits while this is printed: {reason}.</source>
        <translation>输出期间窗口需要等待：{reason}。</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="117"/>
        <source>the layer &quot;{what}&quot; is in memory only</source>
        <translation>图层“{what}”只在内存中</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="118"/>
        <source>the layer &quot;{what}&quot; has edits that are not saved</source>
        <translation>图层“{what}”有未保存的编辑</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="119"/>
        <source>the function &quot;{what}&quot; is known in this window only</source>
        <translation>函数“{what}”只有本窗口认得</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="120"/>
        <source>&quot;{what}&quot; cannot be read outside this window</source>
        <translation>“{what}”在本窗口之外无法读取</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="121"/>
        <source>no second process could be used for it</source>
        <translation>无法另启进程来输出</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="179"/>
        <source>Stop it; an export that is stopped leaves no file.</source>
        <translation>停止；停止的导出不留下任何文件。</translation>
    </message>
    <message>
        <location filename="../../ui/messages.py" line="80"/>
        <source>Whole text</source>
        <translation>全文</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="153"/>
        <source>choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="436"/>
        <source>The layer has no coordinate system.</source>
        <translation>图层没有坐标系</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="186"/>
        <source>Needs the name of a person and a document.</source>
        <translation>填写确认人和文件文号后可保存。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="367"/>
        <source>The plan has no coordinate system yet: choose it on the data page first.</source>
        <translation>规划图层还没有坐标系：请先在“数据”页选择。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="272"/>
        <source>Choose the GeoPackage of a workspace, or name a new one: it keeps data and applications.</source>
        <translation>选择工作库的 GeoPackage，或输入新文件名新建一个：用来保存资料和申请。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="363"/>
        <source>Choose a workspace, or name a new one</source>
        <translation>选择工作库，或输入新工作库的文件名</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="314"/>
        <source>No layer of the project lies in a workspace; Import… opens one, or makes one.</source>
        <translation>工程中没有工作库的图层：可在“导入…”中打开或新建工作库。</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="91"/>
        <source>The workspace of the last import; choose another place if this is not meant.</source>
        <translation>上次导入到的工作库；如不对，请另选去处。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="332"/>
        <source>Also for: {role} (same code)</source>
        <translation>同时用于：{role}（编码相同）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="332"/>
        <source>Also for: {role} (same name)</source>
        <translation>同时用于：{role}（名称相同）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="336"/>
        <source>What you answer now is kept for this entry of the other list too.</source>
        <translation>现在的答复同时记到另一清单的这一条。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="418"/>
        <source>alike, but not used: {layers}</source>
        <translation>另有同类图层未采用：{layers}</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="53"/>
        <source>Steps, by number or word: plan, use_change, acquisition, taking_back, transfer, supply, planning_permit, building_permit, works. Several may be given; the gravest verdict counts.</source>
        <translation>环节（用序号或英文代号）：plan（规划）、use_change（用途变更）、acquisition（征收收购储备）、taking_back（收回）、transfer（转让）、supply（供应）、planning_permit（规划许可）、building_permit（施工许可）、works（开工）。可给多个，取最严结论。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="412"/>
        <source>Not given: parcels it may concern do not count as checked in full.</source>
        <translation>未提供：可能涉及的地块不算核查完整。</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="377"/>
        <source>Neither given nor stated not to be there: {roles}.</source>
        <translation>既未提供、也未声明没有：{roles}。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="90"/>
        <source>The office states: there are none</source>
        <translation>主管部门声明：没有</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="235"/>
        <source>Cancelled; what was there before stays as it was.</source>
        <translation>已取消；原有结果保持不变。</translation>
    </message>
</context>
</TS>
