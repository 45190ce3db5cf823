<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>SoilGate</name>
    <message>
        <location filename="../../ui/columns.py" line="49"/>
        <source>Columns: {role}</source>
        <translation>Columns: {role}</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="52"/>
        <source>SoilGate has read the headers of {layer} like this. Change what is wrong.</source>
        <translation>SoilGate has read the headers of {layer} like this. Change what is wrong.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="229"/>
        <source>Column</source>
        <translation>Column</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="229"/>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="229"/>
        <source>Values</source>
        <translation>Values</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="135"/>
        <source>– none –</source>
        <translation>– none –</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="98"/>
        <source>* needed for a useful answer</source>
        <translation>* needed for a useful answer</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="106"/>
        <source>Use these</source>
        <translation>Use these</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="68"/>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="46"/>
        <source>SoilGate: land use and contaminated land</source>
        <translation>SoilGate: land use and contaminated land</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>Data</source>
        <translation>Data</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>Which layer plays which role</source>
        <translation>Which layer plays which role</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="110"/>
        <source>Review</source>
        <translation>Review</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>Verdicts and reasons of the parcels</source>
        <translation>Verdicts and reasons of the parcels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="136"/>
        <source>Zones</source>
        <translation>Zones</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>What the control zones owe</source>
        <translation>What the control zones owe</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>Notices</source>
        <translation>Notices</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="90"/>
        <source>Public notices as print layouts</source>
        <translation>Public notices as print layouts</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="52"/>
        <source>&amp;Install libraries</source>
        <translation>&amp;Install libraries</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="53"/>
        <source>Fetch them from the Python package index into the folder named above.</source>
        <translation>Fetch them from the Python package index into the folder named above.</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="56"/>
        <source>From a &amp;folder…</source>
        <translation>From a &amp;folder…</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="57"/>
        <source>Install from a folder with wheels, without a network.</source>
        <translation>Install from a folder with wheels, without a network.</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="60"/>
        <source>Copy a command for the terminal that does the same.</source>
        <translation>Copy a command for the terminal that does the same.</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="107"/>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="82"/>
        <source>The review needs Python libraries that this QGIS does not bring: {names}.</source>
        <translation>The review needs Python libraries that this QGIS does not bring: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="85"/>
        <source>They can be put into a private folder; QGIS itself stays as it is: {folder}</source>
        <translation>They can be put into a private folder; QGIS itself stays as it is: {folder}</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="94"/>
        <source>Folder with wheels</source>
        <translation>Folder with wheels</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="105"/>
        <source>Installing Python libraries</source>
        <translation>Installing Python libraries</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="126"/>
        <source>Not everything could be installed:</source>
        <translation>Not everything could be installed:</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="99"/>
        <source>Land use review (SoilGate)</source>
        <translation>Land use review (SoilGate)</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="108"/>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="276"/>
        <source>{file} could not be opened as a layer.</source>
        <translation>{file} could not be opened as a layer.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="374"/>
        <source>{count} layers recognised; look at the list.</source>
        <translation>{count} layers recognised; look at the list.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="379"/>
        <source>No further layer was recognised.</source>
        <translation>No further layer was recognised.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="438"/>
        <source>{count} parcels reviewed.</source>
        <translation>{count} parcels reviewed.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="441"/>
        <source>Show</source>
        <translation>Show</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="445"/>
        <source>{count} control zones checked.</source>
        <translation>{count} control zones checked.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="502"/>
        <source>soil review</source>
        <translation>soil review</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="503"/>
        <source>Export the review</source>
        <translation>Export the review</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="530"/>
        <source>Export of the review</source>
        <translation>Export of the review</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="605"/>
        <source>Saved: {file}</source>
        <translation>Saved: {file}</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="67"/>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="755"/>
        <source>The notice is a layout of the project now.</source>
        <translation>The notice is a layout of the project now.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="783"/>
        <source>Save the notice</source>
        <translation>Save the notice</translation>
    </message>
    <message>
        <location filename="../../ui/messages.py" line="40"/>
        <source>This should not have happened ({kind}). The details are in the log panel, tab SoilGate.</source>
        <translation>This should not have happened ({kind}). The details are in the log panel, tab SoilGate.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="116"/>
        <source>An overlap thinner than this counts as touching the boundary.</source>
        <translation>An overlap thinner than this counts as touching the boundary.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="118"/>
        <source>Width of a &amp;touch</source>
        <translation>Width of a &amp;touch</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="122"/>
        <source>Local rule packs, one file or name a line</source>
        <translation>Local rule packs, one file or name a line</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="123"/>
        <source>&amp;Rule packs</source>
        <translation>&amp;Rule packs</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="124"/>
        <source>Show areas in &amp;mu</source>
        <translation>Show areas in &amp;mu</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="157"/>
        <source>Public notices</source>
        <translation>Public notices</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="139"/>
        <source>Table of &amp;boundary points</source>
        <translation>Table of &amp;boundary points</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>&amp;Issuer</source>
        <translation>&amp;Issuer</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="104"/>
        <source>&amp;Contact</source>
        <translation>&amp;Contact</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="166"/>
        <source>Python libraries</source>
        <translation>Python libraries</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="170"/>
        <source>Folder with wheels, for machines without a network; empty to download them.</source>
        <translation>Folder with wheels, for machines without a network; empty to download them.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="69"/>
        <source>Which column holds what</source>
        <translation>Which column holds what</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="70"/>
        <source>Columns of {role}</source>
        <translation>Columns of {role}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="84"/>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="85"/>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="86"/>
        <source>Not known</source>
        <translation>Not known</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="90"/>
        <source>The office states: none issued</source>
        <translation>The office states: none issued</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="94"/>
        <source>The competent office has stated that there is none as of the day of the review.</source>
        <translation>The competent office has stated that there is none as of the day of the review.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="154"/>
        <source>change</source>
        <translation>change</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="160"/>
        <source>Does it cover the whole plan?</source>
        <translation>Does it cover the whole plan?</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="210"/>
        <source>Asked for every plan</source>
        <translation>Asked for every plan</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="210"/>
        <source>Asked where it matters</source>
        <translation>Asked where it matters</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="210"/>
        <source>For control zones</source>
        <translation>For control zones</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="210"/>
        <source>Kept by the office</source>
        <translation>Kept by the office</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="282"/>
        <source>Check a land use plan against contaminated land</source>
        <translation>Check a land use plan against contaminated land</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="285"/>
        <source>Load the plan and what is known of the land; SoilGate finds out which layer is which.</source>
        <translation>Load the plan and what is known of the land; SoilGate finds out which layer is which.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="289"/>
        <source>Load an invented district with plan, registry, surveys, samples and control zones.</source>
        <translation>Load an invented district with plan, registry, surveys, samples and control zones.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="291"/>
        <source>Load the parcels of your plan from a file.</source>
        <translation>Load the parcels of your plan from a file.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="293"/>
        <source>Import &amp;boundary TXT…</source>
        <translation>Import &amp;boundary TXT…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="327"/>
        <source>The law and the lists of this day decide.</source>
        <translation>The law and the lists of this day decide.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="330"/>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="331"/>
        <source>Set the day to today (time of China)</source>
        <translation>Set the day to today (time of China)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="338"/>
        <source>Find out from names, columns and geometry which layer plays which role.</source>
        <translation>Find out from names, columns and geometry which layer plays which role.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="344"/>
        <source>Go on to the review</source>
        <translation>Go on to the review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="293"/>
        <source>Load parcels from a coordinate file of the land registry (TXT).</source>
        <translation>Load parcels from a coordinate file of the land registry (TXT).</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="405"/>
        <source>Stated by the office: none as of {day}.</source>
        <translation>Stated by the office: none as of {day}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="408"/>
        <source>Choose the layer with the parcels of the plan.</source>
        <translation>Choose the layer with the parcels of the plan.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="410"/>
        <source>Not given: no parcel can be cleared of it.</source>
        <translation>Not given: no parcel can be cleared of it.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="432"/>
        <source>The layer has lost its source; repair it or choose another.</source>
        <translation>The layer has lost its source; repair it or choose another.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="434"/>
        <source>This kind of geometry cannot play the role.</source>
        <translation>This kind of geometry cannot play the role.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="438"/>
        <source>The layer is empty. Does it mean that there is none?</source>
        <translation>The layer is empty. Does it mean that there is none?</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="441"/>
        <source>Which column is {columns}?</source>
        <translation>Which column is {columns}?</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="444"/>
        <source>Rows: {count}, without boundary: {unplaced}</source>
        <translation>Rows: {count}, without boundary: {unplaced}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="446"/>
        <source>Rows: {count}</source>
        <translation>Rows: {count}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="83"/>
        <source>A notice is about a zone or a plot: choose a layer of these first.</source>
        <translation>A notice is about a zone or a plot: choose a layer of these first.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="103"/>
        <source>What the notice is about</source>
        <translation>What the notice is about</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="105"/>
        <source>The zone or plot; those without boundary are left out</source>
        <translation>The zone or plot; those without boundary are left out</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="127"/>
        <source>such as 2026 No. 12</source>
        <translation>such as 2026 No. 12</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="128"/>
        <source>Number of the document; left out when empty</source>
        <translation>Number of the document; left out when empty</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="130"/>
        <source>Who issues the notice; kept for the next one</source>
        <translation>Who issues the notice; kept for the next one</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="132"/>
        <source>Telephone or counter for questions; kept too</source>
        <translation>Telephone or counter for questions; kept too</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="140"/>
        <source>Coordinates of the corners on further pages; off unless the office wants it</source>
        <translation>Coordinates of the corners on further pages; off unless the office wants it</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="156"/>
        <source>Make a print layout in the project, which you can go on editing.</source>
        <translation>Make a print layout in the project, which you can go on editing.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="165"/>
        <source>Layouts of the project</source>
        <translation>Layouts of the project</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="172"/>
        <source>First page of the layout</source>
        <translation>First page of the layout</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="188"/>
        <source>Open the layout in the designer</source>
        <translation>Open the layout in the designer</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="189"/>
        <source>Save as PD&amp;F…</source>
        <translation>Save as PD&amp;F…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="222"/>
        <source>Listed plot</source>
        <translation>Listed plot</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="104"/>
        <source>{verdict}: {count} parcels. Press to show only these.</source>
        <translation>{verdict}: {count} parcels. Press to show only these.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="111"/>
        <source> ({count} maybe {verdict})</source>
        <translation> ({count} maybe {verdict})</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="190"/>
        <source>All</source>
        <translation>All</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="192"/>
        <source>Review all parcels, or those selected in their layer.</source>
        <translation>Review all parcels, or those selected in their layer.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="219"/>
        <source>Check the parcels against all data of the data page.</source>
        <translation>Check the parcels against all data of the data page.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="226"/>
        <source>Stop the review; the last result stays.</source>
        <translation>Stop the review; the last result stays.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="273"/>
        <source>Search number, use, reason</source>
        <translation>Search number, use, reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="275"/>
        <source>Show rows with these words; several words must all occur.</source>
        <translation>Show rows with these words; several words must all occur.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="276"/>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="281"/>
        <source>Choose a parcel by a click on the map</source>
        <translation>Choose a parcel by a click on the map</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="306"/>
        <source>Reasons of the chosen parcel</source>
        <translation>Reasons of the chosen parcel</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="322"/>
        <source>Cop&amp;y</source>
        <translation>Cop&amp;y</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="323"/>
        <source>Copy the reasons of the chosen parcel, or the chosen rows, to the clipboard.</source>
        <translation>Copy the reasons of the chosen parcel, or the chosen rows, to the clipboard.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="335"/>
        <source>GeoPackage (tables and map)…</source>
        <translation>GeoPackage (tables and map)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="335"/>
        <source>Excel ledger…</source>
        <translation>Excel ledger…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="335"/>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="429"/>
        <source>Reviewed parcels</source>
        <translation>Reviewed parcels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="503"/>
        <source>{verdict}; once what is missing is known it could be: {could}</source>
        <translation>{verdict}; once what is missing is known it could be: {could}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="514"/>
        <source>Parcel</source>
        <translation>Parcel</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Use</source>
        <translation>Use</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="940"/>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="530"/>
        <source>Main reason</source>
        <translation>Main reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="226"/>
        <source>Area (m²)</source>
        <translation>Area (m²)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="534"/>
        <source>Could be</source>
        <translation>Could be</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="190"/>
        <source>Due by</source>
        <translation>Due by</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="536"/>
        <source>Checked in full</source>
        <translation>Checked in full</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="356"/>
        <source>Next step</source>
        <translation>Next step</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="717"/>
        <source>Choose the parcels of the plan first.</source>
        <translation>Choose the parcels of the plan first.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="719"/>
        <source>No review yet. Its verdicts and reasons will stand here.</source>
        <translation>No review yet. Its verdicts and reasons will stand here.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="730"/>
        <source>Nothing is selected in the layer {layer}.</source>
        <translation>Nothing is selected in the layer {layer}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="80"/>
        <source>Check the &amp;zones</source>
        <translation>Check the &amp;zones</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="81"/>
        <source>Find out for each control zone which sign, notice or monitoring is missing or due.</source>
        <translation>Find out for each control zone which sign, notice or monitoring is missing or due.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="88"/>
        <source>Stop the check; the last result stays.</source>
        <translation>Stop the check; the last result stays.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="28"/>
        <source>Control zones</source>
        <translation>Control zones</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="137"/>
        <source>Work list</source>
        <translation>Work list</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="144"/>
        <source>Duties of the chosen zone</source>
        <translation>Duties of the chosen zone</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="163"/>
        <source>Lay out the public notice of the chosen zone</source>
        <translation>Lay out the public notice of the chosen zone</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="234"/>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="235"/>
        <source>Worst</source>
        <translation>Worst</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="241"/>
        <source>Next due</source>
        <translation>Next due</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="242"/>
        <source>Plots</source>
        <translation>Plots</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="244"/>
        <source>Not covered (m²)</source>
        <translation>Not covered (m²)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="258"/>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="258"/>
        <source>Duty</source>
        <translation>Duty</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="258"/>
        <source>Zone or plot</source>
        <translation>Zone or plot</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="258"/>
        <source>Due</source>
        <translation>Due</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="258"/>
        <source>What is to be done</source>
        <translation>What is to be done</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="267"/>
        <source>Work list ({count})</source>
        <translation>Work list ({count})</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="286"/>
        <source>Choose the layers first: {roles}.</source>
        <translation>Choose the layers first: {roles}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="288"/>
        <source>Not checked yet. What each zone owes, and by when, will stand here.</source>
        <translation>Not checked yet. What each zone owes, and by when, will stand here.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="88"/>
        <source>Once what is missing is known, this could be: {verdict}</source>
        <translation>Once what is missing is known, this could be: {verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="353"/>
        <source>Law</source>
        <translation>Law</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="180"/>
        <source>show</source>
        <translation>show</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="182"/>
        <source>Evidence</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="189"/>
        <source> (later than this step)</source>
        <translation> (later than this step)</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="192"/>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="194"/>
        <source>Basis</source>
        <translation>Basis</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="194"/>
        <source>rests on an assumption</source>
        <translation>rests on an assumption</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="220"/>
        <source>limit {limit} mg/kg</source>
        <translation>limit {limit} mg/kg</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="253"/>
        <source>What was not checked ({count})</source>
        <translation>What was not checked ({count})</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="261"/>
        <source>could change the verdict to: {verdict}</source>
        <translation>could change the verdict to: {verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="263"/>
        <source>would not make the verdict graver</source>
        <translation>would not make the verdict graver</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="268"/>
        <source>Assumed</source>
        <translation>Assumed</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="374"/>
        <source>{share} of the parcels were checked in full. Choose a parcel to see its reasons.</source>
        <translation>{share} of the parcels were checked in full. Choose a parcel to see its reasons.</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="623"/>
        <source>Review of the plan</source>
        <translation>Review of the plan</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="644"/>
        <source>Review of the control zones</source>
        <translation>Review of the control zones</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="1479"/>
        <source>Reading the last result</source>
        <translation>Reading the last result</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="17"/>
        <source>Planned parcels</source>
        <translation>Planned parcels</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="18"/>
        <source>Current use</source>
        <translation>Current use</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="19"/>
        <source>Registry</source>
        <translation>Registry</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="20"/>
        <source>Negative list</source>
        <translation>Negative list</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="21"/>
        <source>Soil surveys</source>
        <translation>Soil surveys</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="22"/>
        <source>Samples</source>
        <translation>Samples</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="23"/>
        <source>Assessments</source>
        <translation>Assessments</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="24"/>
        <source>Industrial land</source>
        <translation>Industrial land</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="25"/>
        <source>Ordered surveys</source>
        <translation>Ordered surveys</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="26"/>
        <source>Farmland</source>
        <translation>Farmland</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="27"/>
        <source>Basic farmland</source>
        <translation>Basic farmland</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="29"/>
        <source>Signs</source>
        <translation>Signs</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="30"/>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="31"/>
        <source>Records</source>
        <translation>Records</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="32"/>
        <source>Issued notices</source>
        <translation>Issued notices</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="33"/>
        <source>Statements</source>
        <translation>Statements</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="34"/>
        <source>Settled places</source>
        <translation>Settled places</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="41"/>
        <source>The parcels of the plan: polygons with number and proposed use code.</source>
        <translation>The parcels of the plan: polygons with number and proposed use code.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="42"/>
        <source>Land as it is used today: polygons with a use code.</source>
        <translation>Land as it is used today: polygons with a use code.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="43"/>
        <source>The list of plots under risk control and remediation, with or without boundaries.</source>
        <translation>The list of plots under risk control and remediation, with or without boundaries.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="45"/>
        <source>Plots with the uses that are barred there.</source>
        <translation>Plots with the uses that are barred there.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="46"/>
        <source>Extents of soil surveys with conclusion and review.</source>
        <translation>Extents of soil surveys with conclusion and review.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="47"/>
        <source>Sample results: place, depth, pollutant, value, unit.</source>
        <translation>Sample results: place, depth, pollutant, value, unit.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="48"/>
        <source>Risk assessments with result and review.</source>
        <translation>Risk assessments with result and review.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="49"/>
        <source>Land of enterprises: industry, hazardous waste, key units.</source>
        <translation>Land of enterprises: industry, hazardous waste, key units.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="50"/>
        <source>Places for which a survey was ordered.</source>
        <translation>Places for which a survey was ordered.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="51"/>
        <source>Soil categories of farmland; the official layer only.</source>
        <translation>Soil categories of farmland; the official layer only.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="52"/>
        <source>Permanent basic farmland.</source>
        <translation>Permanent basic farmland.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="53"/>
        <source>Control zones and isolation areas with their documents.</source>
        <translation>Control zones and isolation areas with their documents.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="54"/>
        <source>Signs that were set up at control zones.</source>
        <translation>Signs that were set up at control zones.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="55"/>
        <source>Monitoring points of soil, water and air.</source>
        <translation>Monitoring points of soil, water and air.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="56"/>
        <source>Results of monitoring with point and day.</source>
        <translation>Results of monitoring with point and day.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="57"/>
        <source>Public notices that were issued for zones.</source>
        <translation>Public notices that were issued for zones.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="58"/>
        <source>Statements by offices that settle what is unknown.</source>
        <translation>Statements by offices that settle what is unknown.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="59"/>
        <source>Places that people gave to entries without boundary.</source>
        <translation>Places that people gave to entries without boundary.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="36"/>
        <source>Drawing up the plan</source>
        <translation>Drawing up the plan</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="37"/>
        <source>Change of use</source>
        <translation>Change of use</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="38"/>
        <source>Acquisition or reserve</source>
        <translation>Acquisition or reserve</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="39"/>
        <source>Taking back</source>
        <translation>Taking back</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="40"/>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="41"/>
        <source>Supply (allocation, grant)</source>
        <translation>Supply (allocation, grant)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="42"/>
        <source>Planning permit</source>
        <translation>Planning permit</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="43"/>
        <source>Building permit</source>
        <translation>Building permit</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/i18n.py" line="44"/>
        <source>Start of works</source>
        <translation>Start of works</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="103"/>
        <source>{mu} mu</source>
        <translation>{mu} mu</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="105"/>
        <source>{m2} m²</source>
        <translation>{m2} m²</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="106"/>
        <source>{ha} ha</source>
        <translation>{ha} ha</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/base.py" line="103"/>
        <source>Field maps (YAML)</source>
        <translation>Field maps (YAML)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="44"/>
        <source>Review parcels</source>
        <translation>Review parcels</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="47"/>
        <source>soil,contamination,land use,plan,review,registry,verdict</source>
        <translation>soil,contamination,land use,plan,review,registry,verdict</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="50"/>
        <source>Checks planned land uses against site data and says why.</source>
        <translation>Checks planned land uses against site data and says why.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="53"/>
        <source>Checks every parcel of a plan against the construction land soil pollution registry, negative lists, surveys, samples, industrial land, farmland categories and control zones, and gives a verdict, the reasons with the law in force on the day, the next step and who takes it.</source>
        <translation>Checks every parcel of a plan against the construction land soil pollution registry, negative lists, surveys, samples, industrial land, farmland categories and control zones, and gives a verdict, the reasons with the law in force on the day, the next step and who takes it.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="53"/>
        <source>Only the parcels and the registry are needed. What is not given is named in the result: a parcel is never called clear because a layer was missing.</source>
        <translation>Only the parcels and the registry are needed. What is not given is named in the result: a parcel is never called clear because a layer was missing.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="53"/>
        <source>Coverage: one entry a line, ROLE=parcels where a layer covers the whole plan, or ROLE=FILE with its extent. None issued: ROLE or ROLE=YYYY-MM-DD where the office states that there is none. CRS: ROLE=EPSG:N.</source>
        <translation>Coverage: one entry a line, ROLE=parcels where a layer covers the whole plan, or ROLE=FILE with its extent. None issued: ROLE or ROLE=YYYY-MM-DD where the office states that there is none. CRS: ROLE=EPSG:N.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="53"/>
        <source>The result is a GeoPackage with the reviewed parcels, the findings, the checks that were not done, the evidence and the run record.</source>
        <translation>The result is a GeoPackage with the reviewed parcels, the findings, the checks that were not done, the evidence and the run record.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Registry of contaminated plots</source>
        <translation>Registry of contaminated plots</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Current land use</source>
        <translation>Current land use</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Survey areas</source>
        <translation>Survey areas</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Risk assessments</source>
        <translation>Risk assessments</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Farmland categories</source>
        <translation>Farmland categories</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Permanent basic farmland</source>
        <translation>Permanent basic farmland</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Evidence (statements)</source>
        <translation>Evidence (statements)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="71"/>
        <source>Settled entries without polygon</source>
        <translation>Settled entries without polygon</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="87"/>
        <source>Selected parcels only</source>
        <translation>Selected parcels only</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="89"/>
        <source>Day of the review (YYYY-MM-DD, empty: today)</source>
        <translation>Day of the review (YYYY-MM-DD, empty: today)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="91"/>
        <source>Steps of the procedure</source>
        <translation>Steps of the procedure</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="93"/>
        <source>Coverage (ROLE=parcels or ROLE=FILE, one a line)</source>
        <translation>Coverage (ROLE=parcels or ROLE=FILE, one a line)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="95"/>
        <source>None issued (ROLE or ROLE=DATE, one a line)</source>
        <translation>None issued (ROLE or ROLE=DATE, one a line)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="96"/>
        <source>CRS decided (ROLE=EPSG:N, one a line)</source>
        <translation>CRS decided (ROLE=EPSG:N, one a line)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="97"/>
        <source>Local rule packs (names or files, one a line)</source>
        <translation>Local rule packs (names or files, one a line)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="99"/>
        <source>Field with the planned use code</source>
        <translation>Field with the planned use code</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="100"/>
        <source>Scheme of the planned use codes</source>
        <translation>Scheme of the planned use codes</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="101"/>
        <source>Field with the current use code</source>
        <translation>Field with the current use code</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="102"/>
        <source>Scheme of the current use codes</source>
        <translation>Scheme of the current use codes</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="104"/>
        <source>Tolerance (m)</source>
        <translation>Tolerance (m)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="106"/>
        <source>Radius for neighbours (m)</source>
        <translation>Radius for neighbours (m)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="111"/>
        <source>Result (GeoPackage)</source>
        <translation>Result (GeoPackage)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="113"/>
        <source>Result (JSON)</source>
        <translation>Result (JSON)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="115"/>
        <source>Ledger (Excel)</source>
        <translation>Ledger (Excel)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="117"/>
        <source>Show the result in the project</source>
        <translation>Show the result in the project</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="121"/>
        <source>Number of parcels</source>
        <translation>Number of parcels</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="31"/>
        <source>Check control zones</source>
        <translation>Check control zones</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="34"/>
        <source>soil,contamination,control zone,sign,notice,monitoring</source>
        <translation>soil,contamination,control zone,sign,notice,monitoring</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="37"/>
        <source>Tells which control zones lack sign, notice or monitoring.</source>
        <translation>Tells which control zones lack sign, notice or monitoring.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="40"/>
        <source>For each control zone: is it drawn over its plots, are sign and notice there, are soil, surface water, groundwater and air monitored in time, does pollution spread? For each plot that must have a zone: is there one?</source>
        <translation>For each control zone: is it drawn over its plots, are sign and notice there, are soil, surface water, groundwater and air monitored in time, does pollution spread? For each plot that must have a zone: is there one?</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="40"/>
        <source>The result is a GeoPackage with the zones by what they owe, all duties with state and day, a work list and what was set aside. Intervals act only once the office has adopted them: name the house values to adopt, one a line.</source>
        <translation>The result is a GeoPackage with the zones by what they owe, all duties with state and day, a work list and what was set aside. Intervals act only once the office has adopted them: name the house values to adopt, one a line.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="50"/>
        <source>Monitoring points</source>
        <translation>Monitoring points</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="50"/>
        <source>Monitoring records</source>
        <translation>Monitoring records</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="50"/>
        <source>Roads</source>
        <translation>Roads</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="62"/>
        <source>House values adopted (one a line)</source>
        <translation>House values adopted (one a line)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="71"/>
        <source>Calendar of due days</source>
        <translation>Calendar of due days</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="75"/>
        <source>Control zones by what they owe</source>
        <translation>Control zones by what they owe</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="78"/>
        <source>Number of actions</source>
        <translation>Number of actions</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/control_zones.py" line="95"/>
        <source>Roads must be a layer saved in a file, without filter or edits.</source>
        <translation>Roads must be a layer saved in a file, without filter or edits.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="43"/>
        <source>Public notice</source>
        <translation>Public notice</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="46"/>
        <source>soil,contamination,notice,layout,PDF,control zone</source>
        <translation>soil,contamination,notice,layout,PDF,control zone</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="49"/>
        <source>Writes the public notice of control zones or plots as PDF.</source>
        <translation>Writes the public notice of control zones or plots as PDF.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="52"/>
        <source>The table of corner points is off by default: whether coordinates may be published is the office's call. No administrative boundary is drawn; a map that shows one needs a review number (审图号).</source>
        <translation>The table of corner points is off by default: whether coordinates may be published is the office's call. No administrative boundary is drawn; a map that shows one needs a review number (审图号).</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="67"/>
        <source>Notice of</source>
        <translation>Notice of</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="71"/>
        <source>Zones or plots (ids, one a line; empty: all)</source>
        <translation>Zones or plots (ids, one a line; empty: all)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="73"/>
        <source>Day of the notice (YYYY-MM-DD, empty: today)</source>
        <translation>Day of the notice (YYYY-MM-DD, empty: today)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="75"/>
        <source>Number of the document</source>
        <translation>Number of the document</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="77"/>
        <source>Issued by</source>
        <translation>Issued by</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="81"/>
        <source>Reporting line</source>
        <translation>Reporting line</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="83"/>
        <source>Table of corner points</source>
        <translation>Table of corner points</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="85"/>
        <source>Layers below</source>
        <translation>Layers below</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="95"/>
        <source>Folder for PDF</source>
        <translation>Folder for PDF</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="96"/>
        <source>Number of notices</source>
        <translation>Number of notices</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="113"/>
        <source>Once what is missing is known, {count} could be: {verdict}</source>
        <translation>Once what is missing is known, {count} could be: {verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="423"/>
        <source>covers the plan</source>
        <translation>covers the plan</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="424"/>
        <source>covers its own polygons only</source>
        <translation>covers its own polygons only</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="425"/>
        <source>coverage assumed</source>
        <translation>coverage assumed</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="33"/>
        <source>Decision: {subject}</source>
        <translation>Decision: {subject}</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="35"/>
        <source>The verdict stays {verdict}. Your decision stands beside it, with name, day and reason.</source>
        <translation>The verdict stays {verdict}. Your decision stands beside it, with name, day and reason.</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="50"/>
        <source>&amp;Decision</source>
        <translation>&amp;Decision</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="51"/>
        <source>&amp;Reason</source>
        <translation>&amp;Reason</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="52"/>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="71"/>
        <source>Da&amp;y</source>
        <translation>Da&amp;y</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="78"/>
        <source>Keep</source>
        <translation>Keep</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="80"/>
        <source>Take back</source>
        <translation>Take back</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="561"/>
        <source>Folder for the papers</source>
        <translation>Folder for the papers</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="570"/>
        <source>Writing the papers</source>
        <translation>Writing the papers</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="570"/>
        <source>Nothing is unknown: there is nothing to ask.</source>
        <translation>Nothing is unknown: there is nothing to ask.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="250"/>
        <source>Settle {open} of {count} entries without boundary…</source>
        <translation>Settle {open} of {count} entries without boundary…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="250"/>
        <source>{count} entries without boundary, all settled…</source>
        <translation>{count} entries without boundary, all settled…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="262"/>
        <source>{count} of {total} parcels can be decided.</source>
        <translation>{count} of {total} parcels can be decided.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="265"/>
        <source>{count} of them on assumed coverage.</source>
        <translation>{count} of them on assumed coverage.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="269"/>
        <source>{count} {input}</source>
        <translation>{count} {input}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="271"/>
        <source>{count} lack something: {what}.</source>
        <translation>{count} lack something: {what}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="274"/>
        <source>Giving {input} decides {count} more.</source>
        <translation>Giving {input} decides {count} more.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="314"/>
        <source>Give each entry without boundary a place, or say that it lies outside.</source>
        <translation>Give each entry without boundary a place, or say that it lies outside.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="320"/>
        <source>Forecast of the next review</source>
        <translation>Forecast of the next review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="199"/>
        <source>The steps of the procedure for which you need the answer; the gravest counts.</source>
        <translation>The steps of the procedure for which you need the answer; the gravest counts.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="315"/>
        <source>Keep your decision on the chosen parcels beside the verdict, with name, day and reason.</source>
        <translation>Keep your decision on the chosen parcels beside the verdict, with name, day and reason.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="342"/>
        <source>Report (HTML)…</source>
        <translation>Report (HTML)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="342"/>
        <source>Report with opinions on the chosen parcels (HTML)…</source>
        <translation>Report with opinions on the chosen parcels (HTML)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="342"/>
        <source>Inquiry letters (HTML)…</source>
        <translation>Inquiry letters (HTML)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="478"/>
        <source>Parcels by verdict and reason</source>
        <translation>Parcels by verdict and reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="526"/>
        <source>Before</source>
        <translation>Before</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="528"/>
        <source>Decision</source>
        <translation>Decision</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="589"/>
        <source>{count} changed</source>
        <translation>{count} changed</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="260"/>
        <source>Parcels whose verdict, or what it could be, is another than at the last review.</source>
        <translation>Parcels whose verdict, or what it could be, is another than at the last review.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="819"/>
        <source>Preparing the search</source>
        <translation>Preparing the search</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Parcels</source>
        <translation>Parcels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="939"/>
        <source>Area</source>
        <translation>Area</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="951"/>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="52"/>
        <source>boundary by code</source>
        <translation>boundary by code</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="53"/>
        <source>boundary by name</source>
        <translation>boundary by name</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="53"/>
        <source>point and radius</source>
        <translation>point and radius</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="54"/>
        <source>broken boundary</source>
        <translation>broken boundary</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="55"/>
        <source>in another county</source>
        <translation>in another county</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="55"/>
        <source>being asked</source>
        <translation>being asked</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="56"/>
        <source>no place yet</source>
        <translation>no place yet</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="96"/>
        <source>Back to the data</source>
        <translation>Back to the data</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="136"/>
        <source>Entries without boundary</source>
        <translation>Entries without boundary</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="375"/>
        <source>Click the corners on the map; right click or Enter ends, Esc gives up.</source>
        <translation>Click the corners on the map; right click or Enter ends, Esc gives up.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="150"/>
        <source>Take the polygons that are selected in a layer as the boundary of this entry.</source>
        <translation>Take the polygons that are selected in a layer as the boundary of this entry.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="152"/>
        <source>Click a point on the map; parcels within the radius cannot be told.</source>
        <translation>Click a point on the map; parcels within the radius cannot be told.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="154"/>
        <source>Somebody vouches that the entry lies outside; person, day and document are kept.</source>
        <translation>Somebody vouches that the entry lies outside; person, day and document are kept.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="156"/>
        <source>The office is being asked; until then parcels stay undetermined.</source>
        <translation>The office is being asked; until then parcels stay undetermined.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="158"/>
        <source>Take &amp;back</source>
        <translation>Take &amp;back</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="158"/>
        <source>Forget what was answered here for this entry.</source>
        <translation>Forget what was answered here for this entry.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="185"/>
        <source>Keep this answer</source>
        <translation>Keep this answer</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="187"/>
        <source>Who says so</source>
        <translation>Who says so</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="187"/>
        <source>Day</source>
        <translation>Day</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="187"/>
        <source>Document</source>
        <translation>Document</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="207"/>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="221"/>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="222"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="224"/>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="225"/>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="228"/>
        <source>Pollutants</source>
        <translation>Pollutants</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="223"/>
        <source>List</source>
        <translation>List</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="242"/>
        <source>{count} entries have no boundary, {open} of them no place.</source>
        <translation>{count} entries have no boundary, {open} of them no place.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="308"/>
        <source>Take “{name}” ({role}, {share} alike)</source>
        <translation>Take “{name}” ({role}, {share} alike)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="375"/>
        <source>Set the radius, then click the point on the map.</source>
        <translation>Set the radius, then click the point on the map.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="383"/>
        <source>Select a polygon in a layer first.</source>
        <translation>Select a polygon in a layer first.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="395"/>
        <source>boundary of “{name}” ({role})</source>
        <translation>boundary of “{name}” ({role})</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="359"/>
        <source>Decision of a person</source>
        <translation>Decision of a person</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="301"/>
        <source>{verdict}: {title}. {count} parcels, {area} ({share}).</source>
        <translation>{verdict}: {title}. {count} parcels, {area} ({share}).</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="308"/>
        <source> Basis: {citation}.</source>
        <translation> Basis: {citation}.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="382"/>
        <source>{count} parcels changed since the last review.</source>
        <translation>{count} parcels changed since the last review.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="387"/>
        <source>Changed inputs: {inputs}</source>
        <translation>Changed inputs: {inputs}</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="472"/>
        <source>Looking at the data</source>
        <translation>Looking at the data</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="66"/>
        <source>places of {role}</source>
        <translation>places of {role}</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="68"/>
        <source>readable use codes</source>
        <translation>readable use codes</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="70"/>
        <source>boundaries of parcels</source>
        <translation>boundaries of parcels</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="78"/>
        <source>day of review</source>
        <translation>day of review</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="78"/>
        <source>steps</source>
        <translation>steps</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="79"/>
        <source>tolerance</source>
        <translation>tolerance</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="79"/>
        <source>rules</source>
        <translation>rules</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="692"/>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="61"/>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="68"/>
        <source>Sheet or layer of the file (empty: the only one)</source>
        <translation>Sheet or layer of the file (empty: the only one)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="72"/>
        <source>CRS decided (empty: as the data say)</source>
        <translation>CRS decided (empty: as the data say)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="77"/>
        <source>Who imports</source>
        <translation>Who imports</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="78"/>
        <source>Leave a file out when one of its rows cannot be read</source>
        <translation>Leave a file out when one of its rows cannot be read</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="82"/>
        <source>Into this workspace (GeoPackage or postgresql://...)</source>
        <translation>Into this workspace (GeoPackage or postgresql://...)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="87"/>
        <source>Imported layer</source>
        <translation>Imported layer</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="90"/>
        <source>Import report</source>
        <translation>Import report</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="92"/>
        <source>Import report (JSON)</source>
        <translation>Import report (JSON)</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="122"/>
        <source>Rows</source>
        <translation>Rows</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows read</source>
        <translation>Rows read</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows repaired</source>
        <translation>Rows repaired</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows guessed</source>
        <translation>Rows guessed</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows refused in part</source>
        <translation>Rows refused in part</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows added</source>
        <translation>Rows added</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows updated</source>
        <translation>Rows updated</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="94"/>
        <source>Rows unchanged</source>
        <translation>Rows unchanged</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="103"/>
        <source>Every row ends as read, repaired, guessed or refused; the counts add up and the report says why. What only a person can decide stops the run with the question and the parameter that answers it; nothing of that file is brought in.</source>
        <translation>Every row ends as read, repaired, guessed or refused; the counts add up and the report says why. What only a person can decide stops the run with the question and the parameter that answers it; nothing of that file is brought in.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="103"/>
        <source>Into a workspace an import is one transaction and can be repeated: the same code updates its row and the former state goes into the history.</source>
        <translation>Into a workspace an import is one transaction and can be repeated: the same code updates its row and the former state goes into the history.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="147"/>
        <source>Name a workspace or an output.</source>
        <translation>Name a workspace or an output.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="201"/>
        <source> Parameter: {answers}</source>
        <translation> Parameter: {answers}</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="240"/>
        <source>Import boundary TXT</source>
        <translation>Import boundary TXT</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="243"/>
        <source>soil,boundary,coordinates,TXT,parcels,import</source>
        <translation>soil,boundary,coordinates,TXT,parcels,import</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="246"/>
        <source>Reads plots from boundary coordinate files of every dialect.</source>
        <translation>Reads plots from boundary coordinate files of every dialect.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="249"/>
        <source>Reads boundary coordinate files (TXT, CASS .dat, tables of boundary points in Excel or Word): any encoding, several plots a file, holes, swapped axes, zone in the header, in the easting or nowhere. Areas and counts in the header are checked.</source>
        <translation>Reads boundary coordinate files (TXT, CASS .dat, tables of boundary points in Excel or Word): any encoding, several plots a file, holes, swapped axes, zone in the header, in the easting or nowhere. Areas and counts in the header are checked.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="249"/>
        <source>Decisions, one a line: unit=mu, area=drawn, inside=hole or plot, points=ring, lines=area or skip, unknown=skip, code=update or both.</source>
        <translation>Decisions, one a line: unit=mu, area=drawn, inside=hole or plot, points=ring, lines=area or skip, unknown=skip, code=update or both.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="257"/>
        <source>Boundary files</source>
        <translation>Boundary files</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="259"/>
        <source>What the plots are</source>
        <translation>What the plots are</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="412"/>
        <source>Decisions (QUESTION=ANSWER, one a line)</source>
        <translation>Decisions (QUESTION=ANSWER, one a line)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="292"/>
        <source>Import register</source>
        <translation>Import register</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="295"/>
        <source>soil,register,registry,list,contaminated plots,Excel,Word,import</source>
        <translation>soil,register,registry,list,contaminated plots,Excel,Word,import</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="298"/>
        <source>Reads a published list as it is: Excel, Word, CSV, vector file.</source>
        <translation>Reads a published list as it is: Excel, Word, CSV, vector file.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="301"/>
        <source>Reads a register as it was published (Excel, ODS, Word, CSV, vector file): title rows, headers of two levels, blocks of new, kept and removed entries, merged cells. Entries without polygon stay and are settled later.</source>
        <translation>Reads a register as it was published (Excel, ODS, Word, CSV, vector file): title rows, headers of two levels, blocks of new, kept and removed entries, merged cells. Entries without polygon stay and are settled later.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="301"/>
        <source>Kind, edition (whole list or changes only) and date are read from title, file and columns, unless said here. Changes continue a whole list that is in the workspace; an entry that a new whole list no longer has stays in force and is flagged.</source>
        <translation>Kind, edition (whole list or changes only) and date are read from title, file and columns, unless said here. Changes continue a whole list that is in the workspace; an entry that a new whole list no longer has stays in force and is flagged.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="310"/>
        <source>Lists</source>
        <translation>Lists</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="312"/>
        <source>Kind of list (empty: as the list says)</source>
        <translation>Kind of list (empty: as the list says)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="315"/>
        <source>Edition (empty: as the list says)</source>
        <translation>Edition (empty: as the list says)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="318"/>
        <source>Date of the edition (YYYY-MM-DD)</source>
        <translation>Date of the edition (YYYY-MM-DD)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="319"/>
        <source>Its holder states that it covers the whole plan</source>
        <translation>Its holder states that it covers the whole plan</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="321"/>
        <source>Document of that statement</source>
        <translation>Document of that statement</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="344"/>
        <source>Import samples</source>
        <translation>Import samples</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="347"/>
        <source>soil,samples,laboratory,results,pollutants,Excel,import</source>
        <translation>soil,samples,laboratory,results,pollutants,Excel,import</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="350"/>
        <source>Reads laboratory sheets, a column or a row a pollutant.</source>
        <translation>Reads laboratory sheets, a column or a row a pollutant.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="353"/>
        <source>Reads sheets of a laboratory, wide (a column a pollutant) and long (a row a pollutant): units in headers or cells, non-detects of every form, depth intervals, degrees in every form. Pollutants are known by name, alias and CAS number; unknown ones are listed and kept, never dropped.</source>
        <translation>Reads sheets of a laboratory, wide (a column a pollutant) and long (a row a pollutant): units in headers or cells, non-detects of every form, depth intervals, degrees in every form. Pollutants are known by name, alias and CAS number; unknown ones are listed and kept, never dropped.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="353"/>
        <source>A table of coordinates has no CRS of its own: it is placed by the plan in the workspace, or by the CRS given here.</source>
        <translation>A table of coordinates has no CRS of its own: it is placed by the plan in the workspace, or by the CRS given here.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="364"/>
        <source>Sheets and layers</source>
        <translation>Sheets and layers</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="392"/>
        <source>Import layer</source>
        <translation>Import layer</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="395"/>
        <source>soil,layer,table,role,workspace,import</source>
        <translation>soil,layer,table,role,workspace,import</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="398"/>
        <source>Brings any layer or table into its role.</source>
        <translation>Brings any layer or table into its role.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="401"/>
        <source>Brings a layer or table into a role of the workspace: fields are recognised by name and values, or taken from a field map; outlines that must be repaired are listed with both areas and kept as they are. A layer with edits or a filter is taken as it stands in the window.</source>
        <translation>Brings a layer or table into a role of the workspace: fields are recognised by name and values, or taken from a field map; outlines that must be repaired are listed with both areas and kept as they are. A layer with edits or a filter is taken as it stands in the window.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="408"/>
        <source>Layer or table</source>
        <translation>Layer or table</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="410"/>
        <source>What the data are</source>
        <translation>What the data are</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/importing.py" line="72"/>
        <source>Pasted table</source>
        <translation>Pasted table</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="112"/>
        <source>Choose &amp;files…</source>
        <translation>Choose &amp;files…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="113"/>
        <source>Registers, samples, boundary TXT, vector files; several boundary files at once.</source>
        <translation>Registers, samples, boundary TXT, vector files; several boundary files at once.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="115"/>
        <source>&amp;Paste table</source>
        <translation>&amp;Paste table</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="116"/>
        <source>Take the table or the coordinates that were copied in Excel, Word, WPS or a browser.</source>
        <translation>Take the table or the coordinates that were copied in Excel, Word, WPS or a browser.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="130"/>
        <source>It &amp;is</source>
        <translation>It &amp;is</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="130"/>
        <source>What the data are; proposed from name and headers.</source>
        <translation>What the data are; proposed from name and headers.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="132"/>
        <source>A list of &amp;boundary points</source>
        <translation>A list of &amp;boundary points</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="133"/>
        <source>Every row is a corner of a plot: boundary TXT, CASS .dat, tables of corners.</source>
        <translation>Every row is a corner of a plot: boundary TXT, CASS .dat, tables of corners.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="137"/>
        <source>&amp;Sheet or layer</source>
        <translation>&amp;Sheet or layer</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="137"/>
        <source>Which sheet or layer of the file.</source>
        <translation>Which sheet or layer of the file.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="141"/>
        <source>as the data say</source>
        <translation>as the data say</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="143"/>
        <source>&amp;CRS</source>
        <translation>&amp;CRS</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="143"/>
        <source>The coordinate system that a person decides; it overrides what the file states.</source>
        <translation>The coordinate system that a person decides; it overrides what the file states.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="161"/>
        <source>&amp;Kind of list</source>
        <translation>&amp;Kind of list</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="161"/>
        <source>Only the provincial list carries the ban on sensitive uses.</source>
        <translation>Only the provincial list carries the ban on sensitive uses.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="164"/>
        <source>&amp;Edition</source>
        <translation>&amp;Edition</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="164"/>
        <source>A whole list, or only the changes to one.</source>
        <translation>A whole list, or only the changes to one.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="168"/>
        <source>&amp;Date of the edition</source>
        <translation>&amp;Date of the edition</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="168"/>
        <source>The day of which the list is (year-month-day).</source>
        <translation>The day of which the list is (year-month-day).</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="170"/>
        <source>Covers the &amp;whole plan</source>
        <translation>Covers the &amp;whole plan</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="171"/>
        <source>The holder of the list states that it covers the whole area of the plan.</source>
        <translation>The holder of the list states that it covers the whole area of the plan.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="175"/>
        <source>&amp;Who imports</source>
        <translation>&amp;Who imports</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="175"/>
        <source>Kept with the import in the workspace.</source>
        <translation>Kept with the import in the workspace.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="205"/>
        <source>as the list says</source>
        <translation>as the list says</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="228"/>
        <source>Understood</source>
        <translation>Understood</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="229"/>
        <source>Sure</source>
        <translation>Sure</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="232"/>
        <source>Fields</source>
        <translation>Fields</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="233"/>
        <source>Row</source>
        <translation>Row</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="233"/>
        <source>Result</source>
        <translation>Result</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="233"/>
        <source>Why</source>
        <translation>Why</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="260"/>
        <source>In&amp;to</source>
        <translation>In&amp;to</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="262"/>
        <source>A layer of this project, or the workspace of the office: a GeoPackage or a PostGIS address.</source>
        <translation>A layer of this project, or the workspace of the office: a GeoPackage or a PostGIS address.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="266"/>
        <source>Into</source>
        <translation>Into</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="267"/>
        <source>this project, as a layer</source>
        <translation>this project, as a layer</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="271"/>
        <source>Work&amp;space…</source>
        <translation>Work&amp;space…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="285"/>
        <source>&amp;Report</source>
        <translation>&amp;Report</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="286"/>
        <source>Open the import report: every row and why (HTML)</source>
        <translation>Open the import report: every row and why (HTML)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="288"/>
        <source>I&amp;mport</source>
        <translation>I&amp;mport</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="289"/>
        <source>Bring in what is shown, all of it or nothing</source>
        <translation>Bring in what is shown, all of it or nothing</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="292"/>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="293"/>
        <source>Close without importing</source>
        <translation>Close without importing</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="308"/>
        <source>Files to import</source>
        <translation>Files to import</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="330"/>
        <source>The clipboard holds no text. Copy a table first.</source>
        <translation>The clipboard holds no text. Copy a table first.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="334"/>
        <source>Looking at the file</source>
        <translation>Looking at the file</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="402"/>
        <source>Choose a file, or copy a table and paste it.</source>
        <translation>Choose a file, or copy a table and paste it.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="437"/>
        <source>Trying the import</source>
        <translation>Trying the import</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="475"/>
        <source>Trying the import…</source>
        <translation>Trying the import…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="485"/>
        <source>{count} rows can be brought in.</source>
        <translation>{count} rows can be brought in.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="489"/>
        <source>Something must be decided first.</source>
        <translation>Something must be decided first.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="491"/>
        <source>This cannot be brought in.</source>
        <translation>This cannot be brought in.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="511"/>
        <source>as fits</source>
        <translation>as fits</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="536"/>
        <source>Choose the columns</source>
        <translation>Choose the columns</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="544"/>
        <source>Another…</source>
        <translation>Another…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="570"/>
        <source>{file}: {state}, rows: {rows}</source>
        <translation>{file}: {state}, rows: {rows}</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="574"/>
        <source>; {added} new, {updated} changed, {unchanged} as they are</source>
        <translation>; {added} new, {updated} changed, {unchanged} as they are</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="577"/>
        <source>; {count} no longer listed (stay in force)</source>
        <translation>; {count} no longer listed (stay in force)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="583"/>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="583"/>
        <source>Kind of list</source>
        <translation>Kind of list</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="584"/>
        <source>Edition</source>
        <translation>Edition</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="584"/>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="585"/>
        <source>{what}: {value}</source>
        <translation>{what}: {value}</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="585"/>
        <source>not said</source>
        <translation>not said</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="589"/>
        <source>Fields as the last time ({file}).</source>
        <translation>Fields as the last time ({file}).</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="617"/>
        <source> (free)</source>
        <translation> (free)</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="624"/>
        <source>told</source>
        <translation>told</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="657"/>
        <source>Rows ({count})</source>
        <translation>Rows ({count})</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="704"/>
        <source>read</source>
        <translation>read</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="704"/>
        <source>repaired</source>
        <translation>repaired</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="705"/>
        <source>guessed</source>
        <translation>guessed</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="705"/>
        <source>asked</source>
        <translation>asked</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="706"/>
        <source>refused in part</source>
        <translation>refused in part</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="362"/>
        <source>{role}: {count} rows came in.</source>
        <translation>{role}: {count} rows came in.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="362"/>
        <source>Report</source>
        <translation>Report</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="341"/>
        <source>Bring in registers, samples, boundary TXT, layers or a copied table.</source>
        <translation>Bring in registers, samples, boundary TXT, layers or a copied table.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="34"/>
        <source>{function}: {least} to {most} arguments</source>
        <translation>{function}: {least} to {most} arguments</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>land-use code, of any scheme, or a name</source>
        <translation>land-use code, of any scheme, or a name</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>scheme of the code, where it is known (optional)</source>
        <translation>scheme of the code, where it is known (optional)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>Use classes that a land-use code means, joined by ;, the main one first. NULL where the code is not read.</source>
        <translation>Use classes that a land-use code means, joined by ;, the main one first. NULL where the code is not read.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>number of the parcel</source>
        <translation>number of the parcel</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>Verdict of a parcel in the result that is shown. NULL where there is no result, or no such parcel in it.</source>
        <translation>Verdict of a parcel in the result that is shown. NULL where there is no result, or no such parcel in it.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>The gravest verdict that what is missing could still give. NULL where nothing is missing, or there is no result.</source>
        <translation>The gravest verdict that what is missing could still give. NULL where nothing is missing, or there is no result.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>Reasons of the verdict of a parcel, one a line, in the language of QGIS.</source>
        <translation>Reasons of the verdict of a parcel, one a line, in the language of QGIS.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>stored word, or several joined by ;</source>
        <translation>stored word, or several joined by ;</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="65"/>
        <source>A verdict, use class or step in the language of QGIS.</source>
        <translation>A verdict, use class or step in the language of QGIS.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="111"/>
        <source>Syntax</source>
        <translation>Syntax</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="111"/>
        <source>Arguments</source>
        <translation>Arguments</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/expressions.py" line="111"/>
        <source>Examples</source>
        <translation>Examples</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/locator.py" line="66"/>
        <source>Parcels and contaminated plots (SoilGate)</source>
        <translation>Parcels and contaminated plots (SoilGate)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/locator.py" line="70"/>
        <source>Go to a parcel, listed plot, survey or control zone by its number or name</source>
        <translation>Go to a parcel, listed plot, survey or control zone by its number or name</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/locator.py" line="107"/>
        <source>{role}, without boundary</source>
        <translation>{role}, without boundary</translation>
    </message>
    <message>
        <location filename="../../ui/live.py" line="96"/>
        <source>Preparing the live check</source>
        <translation>Preparing the live check</translation>
    </message>
    <message>
        <location filename="../../ui/live.py" line="337"/>
        <source>new parcel</source>
        <translation>new parcel</translation>
    </message>
    <message>
        <location filename="../../ui/live_words.py" line="25"/>
        <source>{verdict} (maybe {graver})</source>
        <translation>{verdict} (maybe {graver})</translation>
    </message>
    <message>
        <location filename="../../ui/live_words.py" line="48"/>
        <source>{share} of {area}</source>
        <translation>{share} of {area}</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="147"/>
        <source>A parcel has three corners or more.</source>
        <translation>A parcel has three corners or more.</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="149"/>
        <source>The outline crosses itself.</source>
        <translation>The outline crosses itself.</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="149"/>
        <source>Drag a corner, or take the last one back (Backspace).</source>
        <translation>Drag a corner, or take the last one back (Backspace).</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="125"/>
        <source>Preparing the data: {percent} %</source>
        <translation>Preparing the data: {percent} %</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="237"/>
        <source>Click the first corner of the parcel</source>
        <translation>Click the first corner of the parcel</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="239"/>
        <source>Click the next corner</source>
        <translation>Click the next corner</translation>
    </message>
    <message>
        <location filename="../../ui/map_tools/live_check.py" line="239"/>
        <source>Right click or Enter ends, Backspace takes back</source>
        <translation>Right click or Enter ends, Backspace takes back</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Applied on</source>
        <translation>Applied on</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="45"/>
        <source>Use changed on</source>
        <translation>Use changed on</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="46"/>
        <source>Approved on</source>
        <translation>Approved on</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="47"/>
        <source>Allocated or contracted on</source>
        <translation>Allocated or contracted on</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="48"/>
        <source>Works begun on</source>
        <translation>Works begun on</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="100"/>
        <source>&amp;Application</source>
        <translation>&amp;Application</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="104"/>
        <source>Applications that are kept in this project.</source>
        <translation>Applications that are kept in this project.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="110"/>
        <source>Begin another application.</source>
        <translation>Begin another application.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="113"/>
        <source>Forget this application; results that were made stay.</source>
        <translation>Forget this application; results that were made stay.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="359"/>
        <source>Delete application {name} with its parcels, statements and decisions?</source>
        <translation>Delete application {name} with its parcels, statements and decisions?</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="360"/>
        <source>Delete application</source>
        <translation>Delete application</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="130"/>
        <source>From a &amp;file…</source>
        <translation>From a &amp;file…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="130"/>
        <source>Boundary text (TXT), shapefile, GeoPackage, DXF and other vector files.</source>
        <translation>Boundary text (TXT), shapefile, GeoPackage, DXF and other vector files.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="132"/>
        <source>The parcels that are selected in the active layer.</source>
        <translation>The parcels that are selected in the active layer.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="134"/>
        <source>Draw parcels on the map and see their verdict meanwhile.</source>
        <translation>Draw parcels on the map and see their verdict meanwhile.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="155"/>
        <source>No parcels yet: take them from a file or from the selection, or draw them.</source>
        <translation>No parcels yet: take them from a file or from the selection, or draw them.</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="332"/>
        <source>Parcels of the application</source>
        <translation>Parcels of the application</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="168"/>
        <source>Double click or Enter shows a parcel; Delete takes it out.</source>
        <translation>Double click or Enter shows a parcel; Delete takes it out.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="186"/>
        <source>as the parcels say</source>
        <translation>as the parcels say</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="188"/>
        <source>Goes before the codes of the parcels, for all of them.</source>
        <translation>Goes before the codes of the parcels, for all of them.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="190"/>
        <source>Industry of the project that is applied for, where it may pollute soil.</source>
        <translation>Industry of the project that is applied for, where it may pollute soil.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="126"/>
        <source>Proposed &amp;use</source>
        <translation>Proposed &amp;use</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="216"/>
        <source>Days of acts</source>
        <translation>Days of acts</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="226"/>
        <source>What was owed is judged by the law of this day.</source>
        <translation>What was owed is judged by the law of this day.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="239"/>
        <source>Check its parcels against all data of the data page; the result is shown on the review page.</source>
        <translation>Check its parcels against all data of the data page; the result is shown on the review page.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="278"/>
        <source>no boundary</source>
        <translation>no boundary</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="278"/>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="278"/>
        <source>drawn</source>
        <translation>drawn</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="185"/>
        <source>This code is not known.</source>
        <translation>This code is not known.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="317"/>
        <source>Kept in the project, and in the workspace when it is reviewed.</source>
        <translation>Kept in the project, and in the workspace when it is reviewed.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="129"/>
        <source>Code of the proposed use; type a code or a part of its name.</source>
        <translation>Code of the proposed use; type a code or a part of its name.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="130"/>
        <source>Code of the present use; left empty, the layer of present uses tells.</source>
        <translation>Code of the present use; left empty, the layer of present uses tells.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="132"/>
        <source>as the layer tells</source>
        <translation>as the layer tells</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="133"/>
        <source>code or name</source>
        <translation>code or name</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="150"/>
        <source>Verdict of what is drawn</source>
        <translation>Verdict of what is drawn</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="152"/>
        <source>&amp;Also while the plan layer is edited</source>
        <translation>&amp;Also while the plan layer is edited</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="153"/>
        <source>Shows the verdict of each parcel of the plan that is drawn or changed with QGIS&apos;s own tools.</source>
        <translation>Shows the verdict of each parcel of the plan that is drawn or changed with QGIS's own tools.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="159"/>
        <source>Finished parcels are kept in an application, not in your layer; review them there.</source>
        <translation>Finished parcels are kept in an application, not in your layer; review them there.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="163"/>
        <source>Copy the verdict with its reasons.</source>
        <translation>Copy the verdict with its reasons.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="183"/>
        <source>Without a use the verdict stays open.</source>
        <translation>Without a use the verdict stays open.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="228"/>
        <source>Click the corners of a parcel on the map; snapping is that of the project.</source>
        <translation>Click the corners of a parcel on the map; snapping is that of the project.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="228"/>
        <source>The verdict stands beside the cursor, its evidence is hatched.</source>
        <translation>The verdict stands beside the cursor, its evidence is hatched.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="228"/>
        <source>Enter or right click ends and keeps the parcel in the application.</source>
        <translation>Enter or right click ends and keeps the parcel in the application.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="228"/>
        <source>Backspace takes the last corner back, Esc takes all away.</source>
        <translation>Backspace takes the last corner back, Esc takes all away.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="243"/>
        <source>The data changed and are read anew; until then the older ones answer.</source>
        <translation>The data changed and are read anew; until then the older ones answer.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="90"/>
        <source>What is known of the place</source>
        <translation>What is known of the place</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="99"/>
        <source>&amp;Zoom there</source>
        <translation>&amp;Zoom there</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="100"/>
        <source>Show the chosen row on the map (Enter or double click).</source>
        <translation>Show the chosen row on the map (Enter or double click).</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="103"/>
        <source>Copy all that is known of the place.</source>
        <translation>Copy all that is known of the place.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="117"/>
        <source>Click a place on the map.</source>
        <translation>Click a place on the map.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="137"/>
        <source>Known of the place {place}</source>
        <translation>Known of the place {place}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="159"/>
        <source>place not exact</source>
        <translation>place not exact</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="192"/>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="205"/>
        <source>Nothing here in: {roles}.</source>
        <translation>Nothing here in: {roles}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="207"/>
        <source>Not given: {roles}.</source>
        <translation>Not given: {roles}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/query.py" line="209"/>
        <source>{role}: {count} entries without place may lie here.</source>
        <translation>{role}: {count} entries without place may lie here.</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="970"/>
        <source>Review of the application {name}</source>
        <translation>Review of the application {name}</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Draw a parcel on the map and see its verdict beside the cursor</source>
        <translation>Draw a parcel on the map and see its verdict beside the cursor</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Click a place on the map to see all that is known of it</source>
        <translation>Click a place on the map to see all that is known of it</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Review an application: parcels from a file, a selection or drawn</source>
        <translation>Review an application: parcels from a file, a selection or drawn</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="103"/>
        <source>Shown: the review of application {name}.</source>
        <translation>Shown: the review of application {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="105"/>
        <source>Back to the plan</source>
        <translation>Back to the plan</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="253"/>
        <source>The map has no coordinate system; set that of the project.</source>
        <translation>The map has no coordinate system; set that of the project.</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="332"/>
        <source>Boundary texts and vector files</source>
        <translation>Boundary texts and vector files</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="354"/>
        <source>{file}: {count} parcels. {notes}</source>
        <translation>{file}: {count} parcels. {notes}</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="361"/>
        <source>Coordinate system of {file}</source>
        <translation>Coordinate system of {file}</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="374"/>
        <source>Select parcels in a layer first.</source>
        <translation>Select parcels in a layer first.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="316"/>
        <source>All files</source>
        <translation>All files</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="306"/>
        <source>Tables, documents, layers, boundary texts</source>
        <translation>Tables, documents, layers, boundary texts</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="52"/>
        <source>Lays out the public notice of each zone or plot: title, basis, plots, extent with map, bans of its document, duties, start and end, contact, and room for the seal. The layouts stay in the project, where they can be edited.</source>
        <translation>Lays out the public notice of each zone or plot: title, basis, plots, extent with map, bans of its document, duties, start and end, contact, and room for the seal. The layouts stay in the project, where they can be edited.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="52"/>
        <source>A template (.qpt) is filled by the IDs of its items: title, body and map are needed; legend, table, number, signature, map_title, map_facts, scale and scale_bar may be.</source>
        <translation>A template (.qpt) is filled by the IDs of its items: title, body and map are needed; legend, table, number, signature, map_title, map_facts, scale and scale_bar may be.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="87"/>
        <source>Paper</source>
        <translation>Paper</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="89"/>
        <source>Sheet on its side: map left, text right</source>
        <translation>Sheet on its side: map left, text right</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="91"/>
        <source>Layout template (.qpt)</source>
        <translation>Layout template (.qpt)</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="30"/>
        <source>Warn before a day falls due</source>
        <translation>Warn before a day falls due</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="31"/>
        <source>A sign counts up to this distance from the line</source>
        <translation>A sign counts up to this distance from the line</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="32"/>
        <source>A gap thinner than this is none</source>
        <translation>A gap thinner than this is none</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="33"/>
        <source>A sign serves a crossing within</source>
        <translation>A sign serves a crossing within</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="34"/>
        <source>Longest stretch without a sign</source>
        <translation>Longest stretch without a sign</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="35"/>
        <source>A corner hides the next sign from</source>
        <translation>A corner hides the next sign from</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="36"/>
        <source>Soil is monitored every</source>
        <translation>Soil is monitored every</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="37"/>
        <source>Groundwater is monitored every</source>
        <translation>Groundwater is monitored every</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="38"/>
        <source>Surface water is monitored every</source>
        <translation>Surface water is monitored every</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="39"/>
        <source>Air is monitored every</source>
        <translation>Air is monitored every</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="40"/>
        <source>Class of groundwater to compare with</source>
        <translation>Class of groundwater to compare with</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="41"/>
        <source>Control well upstream, outside by</source>
        <translation>Control well upstream, outside by</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="42"/>
        <source>Points downstream and beside, outside by</source>
        <translation>Points downstream and beside, outside by</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="51"/>
        <source>House values for control zones</source>
        <translation>House values for control zones</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="62"/>
        <source>Adopt</source>
        <translation>Adopt</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="62"/>
        <source>Figure</source>
        <translation>Figure</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="62"/>
        <source>Unit</source>
        <translation>Unit</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="79"/>
        <source>Adopt what is ticked</source>
        <translation>Adopt what is ticked</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="102"/>
        <source>days</source>
        <translation>days</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="647"/>
        <source>{count} house values are adopted.</source>
        <translation>{count} house values are adopted.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="647"/>
        <source>Check the zones</source>
        <translation>Check the zones</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="674"/>
        <source>{count} points are proposed, as a layer that you can edit.</source>
        <translation>{count} points are proposed, as a layer that you can edit.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="678"/>
        <source>Without boundary, left out: {zones}.</source>
        <translation>Without boundary, left out: {zones}.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="711"/>
        <source>Export the duties</source>
        <translation>Export the duties</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="711"/>
        <source>control zones</source>
        <translation>control zones</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="714"/>
        <source>Export of the duties</source>
        <translation>Export of the duties</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="760"/>
        <source>Layout of notices</source>
        <translation>Layout of notices</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="756"/>
        <source>{count} notices are layouts of the project now.</source>
        <translation>{count} notices are layouts of the project now.</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="689"/>
        <source>Export of notices</source>
        <translation>Export of notices</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="109"/>
        <source>A4, portrait: text, then map</source>
        <translation>A4, portrait: text, then map</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="109"/>
        <source>A4, landscape: map left, text right</source>
        <translation>A4, landscape: map left, text right</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="109"/>
        <source>A3, portrait: text, then map</source>
        <translation>A3, portrait: text, then map</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="109"/>
        <source>A3, landscape: map left, text right</source>
        <translation>A3, landscape: map left, text right</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="125"/>
        <source>Template of the office (.qpt)</source>
        <translation>Template of the office (.qpt)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="116"/>
        <source>Paper of the notice, or a layout template that is filled</source>
        <translation>Paper of the notice, or a layout template that is filled</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="120"/>
        <source>Layout templates</source>
        <translation>Layout templates</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="121"/>
        <source>Items are found by their IDs: title, body and map are needed; number, signature, legend, table, map_title, map_facts, scale and scale_bar may be there.</source>
        <translation>Items are found by their IDs: title, body and map are needed; number, signature, legend, table, map_title, map_facts, scale and scale_bar may be there.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="134"/>
        <source>Number for reports of the public; kept for the next one</source>
        <translation>Number for reports of the public; kept for the next one</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="138"/>
        <source>Day of the notice; it decides which law is cited</source>
        <translation>Day of the notice; it decides which law is cited</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="190"/>
        <source>Write the chosen layouts as PDF files</source>
        <translation>Write the chosen layouts as PDF files</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="255"/>
        <source>All of them ({count})</source>
        <translation>All of them ({count})</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="94"/>
        <source>Intervals, spacing and distances that the office may adopt; the nation sets none</source>
        <translation>Intervals, spacing and distances that the office may adopt; the nation sets none</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="147"/>
        <source>Propose signs or monitoring points as a layer that you can edit</source>
        <translation>Propose signs or monitoring points as a layer that you can edit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="151"/>
        <source>&amp;Signs for the chosen zone</source>
        <translation>&amp;Signs for the chosen zone</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="151"/>
        <source>&amp;Monitoring points for the chosen zone</source>
        <translation>&amp;Monitoring points for the chosen zone</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="151"/>
        <source>Signs for &amp;all zones</source>
        <translation>Signs for &amp;all zones</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="151"/>
        <source>Monitoring points for all &amp;zones</source>
        <translation>Monitoring points for all &amp;zones</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="156"/>
        <source>Save the work list and all duties, or the due days for a calendar</source>
        <translation>Save the work list and all duties, or the due days for a calendar</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="158"/>
        <source>&amp;Ledger (Excel)…</source>
        <translation>&amp;Ledger (Excel)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="158"/>
        <source>&amp;Calendar of due days (ics)…</source>
        <translation>&amp;Calendar of due days (ics)…</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="668"/>
        <source>Proposals for control zones</source>
        <translation>Proposals for control zones</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="524"/>
        <source>Save the rows shown</source>
        <translation>Save the rows shown</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="524"/>
        <source>reviewed parcels</source>
        <translation>reviewed parcels</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="551"/>
        <source>Kept; the next review uses it.</source>
        <translation>Kept; the next review uses it.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="566"/>
        <source>Review again</source>
        <translation>Review again</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="566"/>
        <source>The chosen parcels are out of date; review them again first.</source>
        <translation>The chosen parcels are out of date; review them again first.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="608"/>
        <source>{count} parcels that are out of date were left out.</source>
        <translation>{count} parcels that are out of date were left out.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="262"/>
        <source>Parcels that changed, or near which data changed, since they were reviewed.</source>
        <translation>Parcels that changed, or near which data changed, since they were reviewed.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="284"/>
        <source>Numbers and areas of the parcels shown, by reason or by use, ready to paste</source>
        <translation>Numbers and areas of the parcels shown, by reason or by use, ready to paste</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="287"/>
        <source>Filter by use class and by rule</source>
        <translation>Filter by use class and by rule</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="289"/>
        <source>Choose the columns of the table</source>
        <translation>Choose the columns of the table</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="318"/>
        <source>Settle…</source>
        <translation>Settle…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="319"/>
        <source>Enter what an office states of what is unknown here; the next review uses it.</source>
        <translation>Enter what an office states of what is unknown here; the next review uses it.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="327"/>
        <source>Save the rows shown, the whole result, or papers.</source>
        <translation>Save the rows shown, the whole result, or papers.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="329"/>
        <source>Rows shown (Excel)…</source>
        <translation>Rows shown (Excel)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="329"/>
        <source>Rows shown (CSV)…</source>
        <translation>Rows shown (CSV)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="370"/>
        <source>All uses</source>
        <translation>All uses</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="370"/>
        <source>Show only parcels of these use classes.</source>
        <translation>Show only parcels of these use classes.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="370"/>
        <source>All reasons</source>
        <translation>All reasons</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="370"/>
        <source>Show only parcels that these rules concern.</source>
        <translation>Show only parcels that these rules concern.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="446"/>
        <source>Copy rows</source>
        <translation>Copy rows</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="460"/>
        <source>By verdict and reason</source>
        <translation>By verdict and reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="461"/>
        <source>By use and verdict</source>
        <translation>By use and verdict</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="462"/>
        <source>What the parcels shown are grouped by.</source>
        <translation>What the parcels shown are grouped by.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="945"/>
        <source>Use class</source>
        <translation>Use class</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="524"/>
        <source>out of date</source>
        <translation>out of date</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="349"/>
        <source>Out of date: the parcel, or data near it, changed since.</source>
        <translation>Out of date: the parcel, or data near it, changed since.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="619"/>
        <source>{count} out of date</source>
        <translation>{count} out of date</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="737"/>
        <source>The data changed since this review: all rows are out of date.</source>
        <translation>The data changed since this review: all rows are out of date.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="739"/>
        <source>{count} parcels are out of date: they, or data near them, changed.</source>
        <translation>{count} parcels are out of date: they, or data near them, changed.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="743"/>
        <source>Review these again</source>
        <translation>Review these again</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="748"/>
        <source>This result is of {day}, for: {steps}.</source>
        <translation>This result is of {day}, for: {steps}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="754"/>
        <source>{count} parcels of the plan are not in this result.</source>
        <translation>{count} parcels of the plan are not in this result.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="1024"/>
        <source>(then) {verdict}</source>
        <translation>(then) {verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="124"/>
        <source>nothing of it lies in the parcel</source>
        <translation>nothing of it lies in the parcel</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="125"/>
        <source>the parcel is not on it</source>
        <translation>the parcel is not on it</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="126"/>
        <source>lies outside the parcel</source>
        <translation>lies outside the parcel</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="127"/>
        <source>an exception was granted</source>
        <translation>an exception was granted</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="132"/>
        <source>use not readable</source>
        <translation>use not readable</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="141"/>
        <source>New since the last review.</source>
        <translation>New since the last review.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="153"/>
        <source>Changed by: {inputs}</source>
        <translation>Changed by: {inputs}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="153"/>
        <source>Changed since, one or more of them: {inputs}</source>
        <translation>Changed since, one or more of them: {inputs}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="156"/>
        <source>new: {what}</source>
        <translation>new: {what}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="156"/>
        <source>gone: {what}</source>
        <translation>gone: {what}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="184"/>
        <source>enter what an office states</source>
        <translation>enter what an office states</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="186"/>
        <source>To settle it</source>
        <translation>To settle it</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="326"/>
        <source>{verdict} {count} ({area})</source>
        <translation>{verdict} {count} ({area})</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="329"/>
        <source>{use}: {count} parcels, {area}. {parts}.</source>
        <translation>{use}: {count} parcels, {area}. {parts}.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="338"/>
        <source>A parcel of several uses counts in each.</source>
        <translation>A parcel of several uses counts in each.</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="42"/>
        <source>What an office states</source>
        <translation>What an office states</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="44"/>
        <source>It counts from the next review on; the parcels are marked as out of date until then.</source>
        <translation>It counts from the next review on; the parcels are marked as out of date until then.</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="57"/>
        <source>{role}{subject}: {what}</source>
        <translation>{role}{subject}: {what}</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="67"/>
        <source>&amp;Statement</source>
        <translation>&amp;Statement</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="69"/>
        <source>&amp;Office</source>
        <translation>&amp;Office</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="70"/>
        <source>Do&amp;cument</source>
        <translation>Do&amp;cument</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="72"/>
        <source>&amp;Entered by</source>
        <translation>&amp;Entered by</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="73"/>
        <source>title and number of the reply</source>
        <translation>title and number of the reply</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="110"/>
        <source>{names} and {count} more</source>
        <translation>{names} and {count} more</translation>
    </message>
    <message>
        <location filename="../../ui/house.py" line="53"/>
        <source>The nation sets none of these figures. The first four act as they stand: they only warn earlier or tell what is plausible. All others act once your office adopts them: tick them.</source>
        <translation>The nation sets none of these figures. The first four act as they stand: they only warn earlier or tell what is plausible. All others act once your office adopts them: tick them.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="109"/>
        <source>A3, board for the site</source>
        <translation>A3, board for the site</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="31"/>
        <source> years</source>
        <translation> years</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="31"/>
        <source> days</source>
        <translation> days</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>&amp;Neighbourhood</source>
        <translation>&amp;Neighbourhood</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>&amp;Homes and schools near a project</source>
        <translation>&amp;Homes and schools near a project</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>&amp;Age of a survey</source>
        <translation>&amp;Age of a survey</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>Age of a &amp;list</source>
        <translation>Age of a &amp;list</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>Circle of an entry &amp;without boundary</source>
        <translation>Circle of an entry &amp;without boundary</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="32"/>
        <source>&amp;Factor on a circle of known area</source>
        <translation>&amp;Factor on a circle of known area</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="95"/>
        <source>Office</source>
        <translation>Office</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="97"/>
        <source>Stands beside answers and decisions made in this window.</source>
        <translation>Stands beside answers and decisions made in this window.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="98"/>
        <source>&amp;Your name</source>
        <translation>&amp;Your name</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="100"/>
        <source>Who issues opinions and notices.</source>
        <translation>Who issues opinions and notices.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="103"/>
        <source>Telephone or counter, printed in notices.</source>
        <translation>Telephone or counter, printed in notices.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="105"/>
        <source>Where files are looked for first.</source>
        <translation>Where files are looked for first.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="106"/>
        <source>&amp;Data folder</source>
        <translation>&amp;Data folder</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="130"/>
        <source>House values</source>
        <translation>House values</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="131"/>
        <source>The nation sets none of these figures. What is set here is the office&apos;s own, goes before the rule packs, and is printed as a house value in every result.</source>
        <translation>The nation sets none of these figures. What is set here is the office's own, goes before the rule packs, and is printed as a house value in every result.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="146"/>
        <source>as the rule packs say: {value}</source>
        <translation>as the rule packs say: {value}</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="146"/>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="159"/>
        <source>H&amp;otline</source>
        <translation>H&amp;otline</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="167"/>
        <source>Folder into which missing libraries are put; empty for a folder in the profile.</source>
        <translation>Folder into which missing libraries are put; empty for a folder in the profile.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="169"/>
        <source>&amp;Private folder</source>
        <translation>&amp;Private folder</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="172"/>
        <source>Folder with whe&amp;els</source>
        <translation>Folder with whe&amp;els</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="1411"/>
        <source>Keeping the result beside the project</source>
        <translation>Keeping the result beside the project</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="24"/>
        <source>SoilGate guide</source>
        <translation>SoilGate guide</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="36"/>
        <source>Co&amp;ntents</source>
        <translation>Co&amp;ntents</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="37"/>
        <source>Go to the beginning of the guide</source>
        <translation>Go to the beginning of the guide</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="39"/>
        <source>&amp;Back</source>
        <translation>&amp;Back</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="40"/>
        <source>Go back to where you were reading</source>
        <translation>Go back to where you were reading</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="42"/>
        <source>Open in the bro&amp;wser</source>
        <translation>Open in the bro&amp;wser</translation>
    </message>
    <message>
        <location filename="../../ui/guide.py" line="43"/>
        <source>Read or print the guide in the web browser</source>
        <translation>Read or print the guide in the web browser</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="85"/>
        <source>What this page is for (F1)</source>
        <translation>What this page is for (F1)</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="86"/>
        <source>Guide to this page</source>
        <translation>Guide to this page</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="166"/>
        <source>State by which paper the chosen plot is not left undeveloped; kept as evidence</source>
        <translation>State by which paper the chosen plot is not left undeveloped; kept as evidence</translation>
    </message>
    <message>
        <location filename="../../ui/plot_statement.py" line="37"/>
        <source>No control zone is owed: {plot}</source>
        <translation>No control zone is owed: {plot}</translation>
    </message>
    <message>
        <location filename="../../ui/plot_statement.py" line="39"/>
        <source>A zone is owed where a plot is left undeveloped or cannot be treated at present. Say by which paper this plot is not; it is kept as evidence and counts from the next check on.</source>
        <translation>A zone is owed where a plot is left undeveloped or cannot be treated at present. Say by which paper this plot is not; it is kept as evidence and counts from the next check on.</translation>
    </message>
    <message>
        <location filename="../../ui/statement.py" line="68"/>
        <source>For parcels</source>
        <translation>For parcels</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="83"/>
        <source>Stated</source>
        <translation>Stated</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="149"/>
        <source>At the last review:</source>
        <translation>At the last review:</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="100"/>
        <source>&amp;Columns</source>
        <translation>&amp;Columns</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="101"/>
        <source>&amp;Values</source>
        <translation>&amp;Values</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="122"/>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="122"/>
        <source>Read as</source>
        <translation>Read as</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="122"/>
        <source>Counts as</source>
        <translation>Counts as</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="125"/>
        <source>Type what the value stands for: a land-use code that is known, or one of our words.</source>
        <translation>Type what the value stands for: a land-use code that is known, or one of our words.</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="130"/>
        <source>Values of the layer and as what they are read</source>
        <translation>Values of the layer and as what they are read</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="143"/>
        <source>All values are understood.</source>
        <translation>All values are understood.</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="143"/>
        <source>No column here has words or codes to be read.</source>
        <translation>No column here has words or codes to be read.</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="172"/>
        <source>not understood</source>
        <translation>not understood</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="192"/>
        <source>“{word}” is no word of this column. Known: {words}.</source>
        <translation>“{word}” is no word of this column. Known: {words}.</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="227"/>
        <source>&amp;Issue</source>
        <translation>&amp;Issue</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="229"/>
        <source>as the file says</source>
        <translation>as the file says</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="233"/>
        <source>The whole list, or changes only. Of another issue its coverage is asked anew.</source>
        <translation>The whole list, or changes only. Of another issue its coverage is asked anew.</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="237"/>
        <source>&amp;of</source>
        <translation>&amp;of</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="240"/>
        <source>Day of the issue, as 2026-09-30; empty: as the file says.</source>
        <translation>Day of the issue, as 2026-09-30; empty: as the file says.</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="143"/>
        <source>Cells not understood: {count}. Type what their value counts as.</source>
        <translation>Cells not understood: {count}. Type what their value counts as.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="262"/>
        <source>The plan, and the lists that come with it</source>
        <translation>The plan, and the lists that come with it</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="262"/>
        <source>Layers and tables</source>
        <translation>Layers and tables</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="191"/>
        <source>Selected</source>
        <translation>Selected</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="52"/>
        <source>drawn here</source>
        <translation>drawn here</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="54"/>
        <source>outside plan</source>
        <translation>outside plan</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="212"/>
        <source>{share} of the parcel</source>
        <translation>{share} of the parcel</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="59"/>
        <source>Cop&amp;y command</source>
        <translation>Cop&amp;y command</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="109"/>
        <source>New</source>
        <translation>New</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="112"/>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="132"/>
        <source>From the selection</source>
        <translation>From the selection</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="134"/>
        <source>Draw</source>
        <translation>Draw</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="202"/>
        <source>Case num&amp;ber</source>
        <translation>Case num&amp;ber</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Applicant</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="127"/>
        <source>Present use</source>
        <translation>Present use</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="202"/>
        <source>Steps</source>
        <translation>Steps</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="202"/>
        <source>Industr&amp;y</source>
        <translation>Industr&amp;y</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="238"/>
        <source>Rev&amp;iew the application</source>
        <translation>Rev&amp;iew the application</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="289"/>
        <source>Open the demo</source>
        <translation>Open the demo</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="291"/>
        <source>St&amp;art from a plan layer…</source>
        <translation>St&amp;art from a plan layer…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="323"/>
        <source>Da&amp;y of review</source>
        <translation>Da&amp;y of review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="337"/>
        <source>Reco&amp;gnise layers</source>
        <translation>Reco&amp;gnise layers</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="340"/>
        <source>Import…</source>
        <translation>Import…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="343"/>
        <source>Rev&amp;iew…</source>
        <translation>Rev&amp;iew…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="256"/>
        <source>Appl&amp;ication: {count} parcels…</source>
        <translation>Appl&amp;ication: {count} parcels…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="121"/>
        <source>&amp;Go to the data</source>
        <translation>&amp;Go to the data</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>About</source>
        <translation>About</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>P&amp;aper</source>
        <translation>P&amp;aper</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>Template</source>
        <translation>Template</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="142"/>
        <source>Hotline</source>
        <translation>Hotline</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="155"/>
        <source>Lay o&amp;ut the notice</source>
        <translation>Lay o&amp;ut the notice</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="188"/>
        <source>P&amp;arcels</source>
        <translation>P&amp;arcels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="194"/>
        <source>Step</source>
        <translation>Step</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="314"/>
        <source>Decide…</source>
        <translation>Decide…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="156"/>
        <source>E&amp;xport</source>
        <translation>E&amp;xport</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="703"/>
        <source>Rev&amp;iew</source>
        <translation>Rev&amp;iew</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="703"/>
        <source>Rev&amp;iew 1 parcel</source>
        <translation>Rev&amp;iew 1 parcel</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="703"/>
        <source>Rev&amp;iew {count} parcels</source>
        <translation>Rev&amp;iew {count} parcels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="148"/>
        <source>Draw boundar&amp;y</source>
        <translation>Draw boundar&amp;y</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="150"/>
        <source>Take select&amp;ion</source>
        <translation>Take select&amp;ion</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="152"/>
        <source>Point &amp;and radius</source>
        <translation>Point &amp;and radius</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="154"/>
        <source>O&amp;utside this plan</source>
        <translation>O&amp;utside this plan</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="156"/>
        <source>To be asked</source>
        <translation>To be asked</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="93"/>
        <source>Ho&amp;use values…</source>
        <translation>Ho&amp;use values…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="147"/>
        <source>Propose</source>
        <translation>Propose</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="162"/>
        <source>Public not&amp;ice…</source>
        <translation>Public not&amp;ice…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="165"/>
        <source>No zone is owed…</source>
        <translation>No zone is owed…</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Live chec&amp;k</source>
        <translation>Live chec&amp;k</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Wha&amp;t is here</source>
        <translation>Wha&amp;t is here</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="60"/>
        <source>Applicatio&amp;ns</source>
        <translation>Applicatio&amp;ns</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="318"/>
        <source> and {count} more (a copy names all)</source>
        <translation> and {count} more (a copy names all)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="663"/>
        <source>kept before plan and applications were told apart: decide anew if it holds</source>
        <translation>kept before plan and applications were told apart: decide anew if it holds</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="665"/>
        <source>the parcel had another outline then</source>
        <translation>the parcel had another outline then</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="76"/>
        <source>Earlier decision: {decision} ({person}, {day}); {end}</source>
        <translation>Earlier decision: {decision} ({person}, {day}); {end}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="102"/>
        <source>ended on {day}</source>
        <translation>ended on {day}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="103"/>
        <source>ended by {person} on {day}</source>
        <translation>ended by {person} on {day}</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="443"/>
        <source>The workspace is up to date.</source>
        <translation>The workspace is up to date.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="579"/>
        <source>Bring it up to date</source>
        <translation>Bring it up to date</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="118"/>
        <source>Stored…</source>
        <translation>Stored…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="314"/>
        <source>Open an application that is kept in the workspace.</source>
        <translation>Open an application that is kept in the workspace.</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="985"/>
        <source>Reading the stored applications</source>
        <translation>Reading the stored applications</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="992"/>
        <source>Reading an application</source>
        <translation>Reading an application</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="1009"/>
        <source>Bringing the workspace up to date</source>
        <translation>Bringing the workspace up to date</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="33"/>
        <source>Stored applications</source>
        <translation>Stored applications</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="35"/>
        <source>&amp;Search</source>
        <translation>&amp;Search</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Case number</source>
        <translation>Case number</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="48"/>
        <source>Kept on</source>
        <translation>Kept on</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="95"/>
        <source>The workspace has no applications yet.</source>
        <translation>The workspace has no applications yet.</translation>
    </message>
    <message>
        <location filename="../../ui/stored.py" line="97"/>
        <source>Kept by an older version, without all of its facts: check parcels, uses, steps and days.</source>
        <translation>Kept by an older version, without all of its facts: check parcels, uses, steps and days.</translation>
    </message>
    <message>
        <location filename="../../ui/plot_statement.py" line="66"/>
        <source>It counts no more; it stays in the history, with your name.</source>
        <translation>It counts no more; it stays in the history, with your name.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="115"/>
        <source>Earlier: {paper}; {end}</source>
        <translation>Earlier: {paper}; {end}</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="485"/>
        <source>{count} row can be brought in.</source>
        <translation>{count} row can be brought in.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="362"/>
        <source>{role}: {count} row came in.</source>
        <translation>{role}: {count} row came in.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="374"/>
        <source>{count} layer recognised; look at the list.</source>
        <translation>{count} layer recognised; look at the list.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="438"/>
        <source>{count} parcel reviewed.</source>
        <translation>{count} parcel reviewed.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="445"/>
        <source>{count} control zone checked.</source>
        <translation>{count} control zone checked.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="608"/>
        <source>{count} parcel that is out of date was left out.</source>
        <translation>{count} parcel that is out of date was left out.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="647"/>
        <source>{count} house value is adopted.</source>
        <translation>{count} house value is adopted.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="674"/>
        <source>{count} point is proposed, as a layer that you can edit.</source>
        <translation>{count} point is proposed, as a layer that you can edit.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/live.py" line="256"/>
        <source>Appl&amp;ication: {count} parcel…</source>
        <translation>Appl&amp;ication: {count} parcel…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="104"/>
        <source>{verdict}: {count} parcel. Press to show only this one.</source>
        <translation>{verdict}: {count} parcel. Press to show only this one.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="739"/>
        <source>{count} parcel is out of date: it, or data near it, changed.</source>
        <translation>{count} parcel is out of date: it, or data near it, changed.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="754"/>
        <source>{count} parcel of the plan is not in this result.</source>
        <translation>{count} parcel of the plan is not in this result.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="301"/>
        <source>{verdict}: {title}. {count} parcel, {area} ({share}).</source>
        <translation>{verdict}: {title}. {count} parcel, {area} ({share}).</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="329"/>
        <source>{use}: {count} parcel, {area}. {parts}.</source>
        <translation>{use}: {count} parcel, {area}. {parts}.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="382"/>
        <source>{count} parcel changed since the last review.</source>
        <translation>{count} parcel changed since the last review.</translation>
    </message>
    <message>
        <location filename="../../ui/tools.py" line="354"/>
        <source>{file}: {count} parcel. {notes}</source>
        <translation>{file}: {count} parcel. {notes}</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="353"/>
        <source>A sheet without coordinates is placed by a table of points: their codes and where they lie.</source>
        <translation>A sheet without coordinates is placed by a table of points: their codes and where they lie.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="368"/>
        <source>Table of points, for a sheet without coordinates</source>
        <translation>Table of points, for a sheet without coordinates</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/import_data.py" line="373"/>
        <source>Sheet or layer of that table (empty: the only one)</source>
        <translation>Sheet or layer of that table (empty: the only one)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/importing.py" line="345"/>
        <source>Choose the table of points…</source>
        <translation>Choose the table of points…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="147"/>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="153"/>
        <source>Codes and coordinates of the sampling points, for a laboratory sheet without any: a file, or the layer of a workspace.</source>
        <translation>Codes and coordinates of the sampling points, for a laboratory sheet without any: a file, or the layer of a workspace.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="155"/>
        <source>Tab&amp;le of points</source>
        <translation>Tab&amp;le of points</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="158"/>
        <source>Choose the file with the points</source>
        <translation>Choose the file with the points</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="316"/>
        <source>Tables and layers</source>
        <translation>Tables and layers</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="318"/>
        <source>Table of points</source>
        <translation>Table of points</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="802"/>
        <source>The window waits while this is printed: {reason}.</source>
        <translation>The window waits while this is printed: {reason}.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="117"/>
        <source>the layer &quot;{what}&quot; is in memory only</source>
        <translation>the layer &quot;{what}&quot; is in memory only</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="118"/>
        <source>the layer &quot;{what}&quot; has edits that are not saved</source>
        <translation>the layer &quot;{what}&quot; has edits that are not saved</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="119"/>
        <source>the function &quot;{what}&quot; is known in this window only</source>
        <translation>the function &quot;{what}&quot; is known in this window only</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="120"/>
        <source>&quot;{what}&quot; cannot be read outside this window</source>
        <translation>&quot;{what}&quot; cannot be read outside this window</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="121"/>
        <source>no second process could be used for it</source>
        <translation>no second process could be used for it</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="179"/>
        <source>Stop it; an export that is stopped leaves no file.</source>
        <translation>Stop it; an export that is stopped leaves no file.</translation>
    </message>
    <message>
        <location filename="../../ui/messages.py" line="80"/>
        <source>Whole text</source>
        <translation>Whole text</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="153"/>
        <source>choose…</source>
        <translation>choose…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="436"/>
        <source>The layer has no coordinate system.</source>
        <translation>The layer has no coordinate system.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="186"/>
        <source>Needs the name of a person and a document.</source>
        <translation>Needs the name of a person and a document.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="367"/>
        <source>The plan has no coordinate system yet: choose it on the data page first.</source>
        <translation>The plan has no coordinate system yet: choose it on the data page first.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="272"/>
        <source>Choose the GeoPackage of a workspace, or name a new one: it keeps data and applications.</source>
        <translation>Choose the GeoPackage of a workspace, or name a new one: it keeps data and applications.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="363"/>
        <source>Choose a workspace, or name a new one</source>
        <translation>Choose a workspace, or name a new one</translation>
    </message>
    <message>
        <location filename="../../ui/pages/application.py" line="314"/>
        <source>No layer of the project lies in a workspace; Import… opens one, or makes one.</source>
        <translation>No layer of the project lies in a workspace; Import… opens one, or makes one.</translation>
    </message>
    <message>
        <location filename="../../ui/importing.py" line="91"/>
        <source>The workspace of the last import; choose another place if this is not meant.</source>
        <translation>The workspace of the last import; choose another place if this is not meant.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="332"/>
        <source>Also for: {role} (same code)</source>
        <translation>Also for: {role} (same code)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="332"/>
        <source>Also for: {role} (same name)</source>
        <translation>Also for: {role} (same name)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="336"/>
        <source>What you answer now is kept for this entry of the other list too.</source>
        <translation>What you answer now is kept for this entry of the other list too.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="418"/>
        <source>alike, but not used: {layers}</source>
        <translation>alike, but not used: {layers}</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="53"/>
        <source>Steps, by number or word: plan, use_change, acquisition, taking_back, transfer, supply, planning_permit, building_permit, works. Several may be given; the gravest verdict counts.</source>
        <translation>Steps, by number or word: plan, use_change, acquisition, taking_back, transfer, supply, planning_permit, building_permit, works. Several may be given; the gravest verdict counts.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="412"/>
        <source>Not given: parcels it may concern do not count as checked in full.</source>
        <translation>Not given: parcels it may concern do not count as checked in full.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="377"/>
        <source>Neither given nor stated not to be there: {roles}.</source>
        <translation>Neither given nor stated not to be there: {roles}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="90"/>
        <source>The office states: there are none</source>
        <translation>The office states: there are none</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="235"/>
        <source>Cancelled; what was there before stays as it was.</source>
        <translation>Cancelled; what was there before stays as it was.</translation>
    </message>
</context>
</TS>
