<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>SoilGate</name>
    <message>
        <location filename="../../ui/columns.py" line="37"/>
        <source>Columns: {role}</source>
        <translation>Columns: {role}</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="40"/>
        <source>SoilGate has read the headers of {layer} like this. Change what is wrong.</source>
        <translation>SoilGate has read the headers of {layer} like this. Change what is wrong.</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="52"/>
        <source>Column</source>
        <translation>Column</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="52"/>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="52"/>
        <source>Values</source>
        <translation>Values</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="124"/>
        <source>– none –</source>
        <translation>– none –</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="84"/>
        <source>* needed for a useful answer</source>
        <translation>* needed for a useful answer</translation>
    </message>
    <message>
        <location filename="../../ui/columns.py" line="86"/>
        <source>Use these</source>
        <translation>Use these</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="61"/>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="39"/>
        <source>SoilGate: land use and contaminated land</source>
        <translation>SoilGate: land use and contaminated land</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="65"/>
        <source>Data</source>
        <translation>Data</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="65"/>
        <source>Which layer plays which role</source>
        <translation>Which layer plays which role</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="35"/>
        <source>Review</source>
        <translation>Review</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="65"/>
        <source>Verdicts and reasons of the parcels</source>
        <translation>Verdicts and reasons of the parcels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="124"/>
        <source>Zones</source>
        <translation>Zones</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="65"/>
        <source>What the control zones owe</source>
        <translation>What the control zones owe</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="65"/>
        <source>Notices</source>
        <translation>Notices</translation>
    </message>
    <message>
        <location filename="../../ui/dock.py" line="65"/>
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
        <location filename="../../ui/libraries.py" line="59"/>
        <source>&amp;Copy command</source>
        <translation>&amp;Copy command</translation>
    </message>
    <message>
        <location filename="../../ui/libraries.py" line="60"/>
        <source>Copy a command for the terminal that does the same.</source>
        <translation>Copy a command for the terminal that does the same.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="238"/>
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
        <location filename="../../ui/main.py" line="89"/>
        <source>Land use review (SoilGate)</source>
        <translation>Land use review (SoilGate)</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="98"/>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="194"/>
        <source>Parcels of the plan</source>
        <translation>Parcels of the plan</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="194"/>
        <source>Vector layers</source>
        <translation>Vector layers</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="199"/>
        <source>{file} could not be opened as a layer.</source>
        <translation>{file} could not be opened as a layer.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="210"/>
        <source>Boundary file</source>
        <translation>Boundary file</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="233"/>
        <source>{count} layers recognised; look at the list.</source>
        <translation>{count} layers recognised; look at the list.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="235"/>
        <source>No further layer was recognised.</source>
        <translation>No further layer was recognised.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="267"/>
        <source>{count} parcels reviewed.</source>
        <translation>{count} parcels reviewed.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="268"/>
        <source>Show</source>
        <translation>Show</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="271"/>
        <source>{count} control zones checked.</source>
        <translation>{count} control zones checked.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="324"/>
        <source>soil review</source>
        <translation>soil review</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="325"/>
        <source>Export the review</source>
        <translation>Export the review</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="327"/>
        <source>Export of the review</source>
        <translation>Export of the review</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="368"/>
        <source>Saved: {file}</source>
        <translation>Saved: {file}</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="411"/>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="411"/>
        <source>The notice is a layout of the project now.</source>
        <translation>The notice is a layout of the project now.</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="428"/>
        <source>Save the notice</source>
        <translation>Save the notice</translation>
    </message>
    <message>
        <location filename="../../ui/messages.py" line="35"/>
        <source>This should not have happened ({kind}). The details are in the log panel, tab SoilGate.</source>
        <translation>This should not have happened ({kind}). The details are in the log panel, tab SoilGate.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="42"/>
        <source>An overlap thinner than this counts as touching the boundary.</source>
        <translation>An overlap thinner than this counts as touching the boundary.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="44"/>
        <source>Width of a &amp;touch</source>
        <translation>Width of a &amp;touch</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="47"/>
        <source>Local rule packs, one file or name a line</source>
        <translation>Local rule packs, one file or name a line</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="48"/>
        <source>&amp;Rule packs</source>
        <translation>&amp;Rule packs</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="49"/>
        <source>Show areas in &amp;mu</source>
        <translation>Show areas in &amp;mu</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="53"/>
        <source>Public notices</source>
        <translation>Public notices</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="100"/>
        <source>Table of &amp;boundary points</source>
        <translation>Table of &amp;boundary points</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="103"/>
        <source>&amp;Issuer</source>
        <translation>&amp;Issuer</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="103"/>
        <source>&amp;Contact</source>
        <translation>&amp;Contact</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="62"/>
        <source>&amp;Hotline</source>
        <translation>&amp;Hotline</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="65"/>
        <source>Python libraries</source>
        <translation>Python libraries</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="70"/>
        <source>Folder with wheels, for machines without a network; empty to download them.</source>
        <translation>Folder with wheels, for machines without a network; empty to download them.</translation>
    </message>
    <message>
        <location filename="../../ui/options.py" line="72"/>
        <source>&amp;Folder with wheels</source>
        <translation>&amp;Folder with wheels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="68"/>
        <source>Which column holds what</source>
        <translation>Which column holds what</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="69"/>
        <source>Columns of {role}</source>
        <translation>Columns of {role}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="83"/>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="84"/>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="85"/>
        <source>Not known</source>
        <translation>Not known</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="88"/>
        <source>The office states: none issued</source>
        <translation>The office states: none issued</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="90"/>
        <source>The competent office has stated that there is none as of the day of the review.</source>
        <translation>The competent office has stated that there is none as of the day of the review.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="142"/>
        <source>change</source>
        <translation>change</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="149"/>
        <source>Does it cover the whole plan?</source>
        <translation>Does it cover the whole plan?</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="197"/>
        <source>Asked for every plan</source>
        <translation>Asked for every plan</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="197"/>
        <source>Asked where it matters</source>
        <translation>Asked where it matters</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="197"/>
        <source>For control zones</source>
        <translation>For control zones</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="197"/>
        <source>Kept by the office</source>
        <translation>Kept by the office</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="269"/>
        <source>Check a land use plan against contaminated land</source>
        <translation>Check a land use plan against contaminated land</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="272"/>
        <source>Load the plan and what is known of the land; SoilGate finds out which layer is which.</source>
        <translation>Load the plan and what is known of the land; SoilGate finds out which layer is which.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="276"/>
        <source>Open the &amp;demo</source>
        <translation>Open the &amp;demo</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="276"/>
        <source>Load an invented district with plan, registry, surveys, samples and control zones.</source>
        <translation>Load an invented district with plan, registry, surveys, samples and control zones.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="278"/>
        <source>Start from a &amp;plan layer…</source>
        <translation>Start from a &amp;plan layer…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="278"/>
        <source>Load the parcels of your plan from a file.</source>
        <translation>Load the parcels of your plan from a file.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="280"/>
        <source>Import &amp;boundary TXT…</source>
        <translation>Import &amp;boundary TXT…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="314"/>
        <source>The law and the lists of this day decide.</source>
        <translation>The law and the lists of this day decide.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="317"/>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="318"/>
        <source>Set the day to today (time of China)</source>
        <translation>Set the day to today (time of China)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="324"/>
        <source>&amp;Recognise layers</source>
        <translation>&amp;Recognise layers</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="325"/>
        <source>Find out from names, columns and geometry which layer plays which role.</source>
        <translation>Find out from names, columns and geometry which layer plays which role.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="327"/>
        <source>&amp;Review…</source>
        <translation>&amp;Review…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="328"/>
        <source>Go on to the review</source>
        <translation>Go on to the review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="280"/>
        <source>Load parcels from a coordinate file of the land registry (TXT).</source>
        <translation>Load parcels from a coordinate file of the land registry (TXT).</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="384"/>
        <source>Stated by the office: none as of {day}.</source>
        <translation>Stated by the office: none as of {day}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="387"/>
        <source>Choose the layer with the parcels of the plan.</source>
        <translation>Choose the layer with the parcels of the plan.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="389"/>
        <source>Not given: no parcel can be cleared of it.</source>
        <translation>Not given: no parcel can be cleared of it.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="404"/>
        <source>The layer has lost its source; repair it or choose another.</source>
        <translation>The layer has lost its source; repair it or choose another.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="406"/>
        <source>This kind of geometry cannot play the role.</source>
        <translation>This kind of geometry cannot play the role.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="408"/>
        <source>The layer has no coordinate system; set it in its properties.</source>
        <translation>The layer has no coordinate system; set it in its properties.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="410"/>
        <source>The layer is empty. Does it mean that there is none?</source>
        <translation>The layer is empty. Does it mean that there is none?</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="413"/>
        <source>Which column is {columns}?</source>
        <translation>Which column is {columns}?</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="416"/>
        <source>Rows: {count}, without boundary: {unplaced}</source>
        <translation>Rows: {count}, without boundary: {unplaced}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="418"/>
        <source>Rows: {count}</source>
        <translation>Rows: {count}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="65"/>
        <source>A notice is about a zone or a plot: choose a layer of these first.</source>
        <translation>A notice is about a zone or a plot: choose a layer of these first.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="109"/>
        <source>Go to the &amp;data</source>
        <translation>Go to the &amp;data</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="85"/>
        <source>What the notice is about</source>
        <translation>What the notice is about</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="87"/>
        <source>The zone or plot; those without boundary are left out</source>
        <translation>The zone or plot; those without boundary are left out</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="91"/>
        <source>A4, portrait</source>
        <translation>A4, portrait</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="92"/>
        <source>Paper of the notice; other sizes follow</source>
        <translation>Paper of the notice; other sizes follow</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="94"/>
        <source>such as 2026 No. 12</source>
        <translation>such as 2026 No. 12</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="95"/>
        <source>Number of the document; left out when empty</source>
        <translation>Number of the document; left out when empty</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="97"/>
        <source>Who issues the notice; kept for the next one</source>
        <translation>Who issues the notice; kept for the next one</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="99"/>
        <source>Telephone or counter for questions; kept too</source>
        <translation>Telephone or counter for questions; kept too</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="101"/>
        <source>Coordinates of the corners on further pages; off unless the office wants it</source>
        <translation>Coordinates of the corners on further pages; off unless the office wants it</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="103"/>
        <source>&amp;About</source>
        <translation>&amp;About</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="103"/>
        <source>&amp;Subject</source>
        <translation>&amp;Subject</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="103"/>
        <source>&amp;Paper</source>
        <translation>&amp;Paper</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="103"/>
        <source>N&amp;umber</source>
        <translation>N&amp;umber</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="112"/>
        <source>&amp;Lay out the notice</source>
        <translation>&amp;Lay out the notice</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="113"/>
        <source>Make a print layout in the project, which you can go on editing.</source>
        <translation>Make a print layout in the project, which you can go on editing.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="118"/>
        <source>Layouts of the &amp;project</source>
        <translation>Layouts of the &amp;project</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="122"/>
        <source>Layouts of the project</source>
        <translation>Layouts of the project</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="129"/>
        <source>First page of the layout</source>
        <translation>First page of the layout</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="132"/>
        <source>&amp;Open</source>
        <translation>&amp;Open</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="133"/>
        <source>Open the layout in the designer</source>
        <translation>Open the layout in the designer</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="134"/>
        <source>Save as PD&amp;F…</source>
        <translation>Save as PD&amp;F…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="135"/>
        <source>Write the layout as a PDF file</source>
        <translation>Write the layout as a PDF file</translation>
    </message>
    <message>
        <location filename="../../ui/pages/notices.py" line="162"/>
        <source>Listed plot</source>
        <translation>Listed plot</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="88"/>
        <source>{verdict}: {count} parcels. Press to show only these.</source>
        <translation>{verdict}: {count} parcels. Press to show only these.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="93"/>
        <source> ({count} maybe {verdict})</source>
        <translation> ({count} maybe {verdict})</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="156"/>
        <source>&amp;Parcels</source>
        <translation>&amp;Parcels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="158"/>
        <source>All</source>
        <translation>All</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="159"/>
        <source>Selected only</source>
        <translation>Selected only</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="160"/>
        <source>Review all parcels, or those selected in their layer.</source>
        <translation>Review all parcels, or those selected in their layer.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="162"/>
        <source>&amp;Step</source>
        <translation>&amp;Step</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="187"/>
        <source>Check the parcels against all data of the data page.</source>
        <translation>Check the parcels against all data of the data page.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="81"/>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancel</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="194"/>
        <source>Stop the review; the last result stays.</source>
        <translation>Stop the review; the last result stays.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="235"/>
        <source>Search number, use, reason</source>
        <translation>Search number, use, reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="237"/>
        <source>Show rows with these words; several words must all occur.</source>
        <translation>Show rows with these words; several words must all occur.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="238"/>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="243"/>
        <source>Choose a parcel by a click on the map</source>
        <translation>Choose a parcel by a click on the map</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="266"/>
        <source>Reasons of the chosen parcel</source>
        <translation>Reasons of the chosen parcel</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="277"/>
        <source>Cop&amp;y</source>
        <translation>Cop&amp;y</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="278"/>
        <source>Copy the reasons of the chosen parcel, or the chosen rows, to the clipboard.</source>
        <translation>Copy the reasons of the chosen parcel, or the chosen rows, to the clipboard.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="281"/>
        <source>&amp;Export</source>
        <translation>&amp;Export</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="282"/>
        <source>Save the whole result as a file.</source>
        <translation>Save the whole result as a file.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="284"/>
        <source>GeoPackage (tables and map)…</source>
        <translation>GeoPackage (tables and map)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="284"/>
        <source>Excel ledger…</source>
        <translation>Excel ledger…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="284"/>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="321"/>
        <source>Reviewed parcels</source>
        <translation>Reviewed parcels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="373"/>
        <source>{verdict}; once what is missing is known it could be: {could}</source>
        <translation>{verdict}; once what is missing is known it could be: {could}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="380"/>
        <source>Parcel</source>
        <translation>Parcel</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="384"/>
        <source>Use</source>
        <translation>Use</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="627"/>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="395"/>
        <source>Main reason</source>
        <translation>Main reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="196"/>
        <source>Area (m²)</source>
        <translation>Area (m²)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="399"/>
        <source>Could be</source>
        <translation>Could be</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="108"/>
        <source>Due by</source>
        <translation>Due by</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="401"/>
        <source>Checked in full</source>
        <translation>Checked in full</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="213"/>
        <source>Next step</source>
        <translation>Next step</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="490"/>
        <source>&amp;Review {count} parcels</source>
        <translation>&amp;Review {count} parcels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="490"/>
        <source>&amp;Review</source>
        <translation>&amp;Review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="502"/>
        <source>Choose the parcels of the plan first.</source>
        <translation>Choose the parcels of the plan first.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="504"/>
        <source>No review yet. Its verdicts and reasons will stand here.</source>
        <translation>No review yet. Its verdicts and reasons will stand here.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="507"/>
        <source>Nothing is selected in the layer {layer}.</source>
        <translation>Nothing is selected in the layer {layer}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="510"/>
        <source>The data changed since this review; review again.</source>
        <translation>The data changed since this review; review again.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="74"/>
        <source>Check the &amp;zones</source>
        <translation>Check the &amp;zones</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="75"/>
        <source>Find out for each control zone which sign, notice or monitoring is missing or due.</source>
        <translation>Find out for each control zone which sign, notice or monitoring is missing or due.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="82"/>
        <source>Stop the check; the last result stays.</source>
        <translation>Stop the check; the last result stays.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="27"/>
        <source>Control zones</source>
        <translation>Control zones</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="125"/>
        <source>Work list</source>
        <translation>Work list</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="133"/>
        <source>Duties of the chosen zone</source>
        <translation>Duties of the chosen zone</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="136"/>
        <source>Public &amp;notice…</source>
        <translation>Public &amp;notice…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="137"/>
        <source>Lay out the public notice of the chosen zone</source>
        <translation>Lay out the public notice of the chosen zone</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="190"/>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="191"/>
        <source>Worst</source>
        <translation>Worst</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="197"/>
        <source>Next due</source>
        <translation>Next due</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="198"/>
        <source>Plots</source>
        <translation>Plots</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="200"/>
        <source>Not covered (m²)</source>
        <translation>Not covered (m²)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="214"/>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="214"/>
        <source>Duty</source>
        <translation>Duty</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="214"/>
        <source>Zone or plot</source>
        <translation>Zone or plot</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="214"/>
        <source>Due</source>
        <translation>Due</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="214"/>
        <source>What is to be done</source>
        <translation>What is to be done</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="223"/>
        <source>Work list ({count})</source>
        <translation>Work list ({count})</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="242"/>
        <source>Choose the layers first: {roles}.</source>
        <translation>Choose the layers first: {roles}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/zones.py" line="244"/>
        <source>Not checked yet. What each zone owes, and by when, will stand here.</source>
        <translation>Not checked yet. What each zone owes, and by when, will stand here.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="78"/>
        <source>Once what is missing is known, this could be: {verdict}</source>
        <translation>Once what is missing is known, this could be: {verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="210"/>
        <source>Law</source>
        <translation>Law</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="102"/>
        <source>show</source>
        <translation>show</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="104"/>
        <source>Evidence</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="107"/>
        <source> (later than this step)</source>
        <translation> (later than this step)</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="110"/>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="112"/>
        <source>Basis</source>
        <translation>Basis</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="112"/>
        <source>rests on an assumption</source>
        <translation>rests on an assumption</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="136"/>
        <source>limit {limit} mg/kg</source>
        <translation>limit {limit} mg/kg</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="145"/>
        <source>What was not checked ({count})</source>
        <translation>What was not checked ({count})</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="153"/>
        <source>could change the verdict to: {verdict}</source>
        <translation>could change the verdict to: {verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="155"/>
        <source>would not make the verdict graver</source>
        <translation>would not make the verdict graver</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="160"/>
        <source>Assumed</source>
        <translation>Assumed</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="231"/>
        <source>{share} of the parcels were checked in full. Choose a parcel to see its reasons.</source>
        <translation>{share} of the parcels were checked in full. Choose a parcel to see its reasons.</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="371"/>
        <source>Review of the plan</source>
        <translation>Review of the plan</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="384"/>
        <source>Review of the control zones</source>
        <translation>Review of the control zones</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="620"/>
        <source>Reading the last result</source>
        <translation>Reading the last result</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="16"/>
        <source>Planned parcels</source>
        <translation>Planned parcels</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="17"/>
        <source>Current use</source>
        <translation>Current use</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="18"/>
        <source>Registry</source>
        <translation>Registry</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="19"/>
        <source>Negative list</source>
        <translation>Negative list</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="20"/>
        <source>Soil surveys</source>
        <translation>Soil surveys</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="21"/>
        <source>Samples</source>
        <translation>Samples</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="22"/>
        <source>Assessments</source>
        <translation>Assessments</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="23"/>
        <source>Industrial land</source>
        <translation>Industrial land</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="24"/>
        <source>Ordered surveys</source>
        <translation>Ordered surveys</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="25"/>
        <source>Farmland</source>
        <translation>Farmland</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="26"/>
        <source>Basic farmland</source>
        <translation>Basic farmland</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="28"/>
        <source>Signs</source>
        <translation>Signs</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="29"/>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="30"/>
        <source>Records</source>
        <translation>Records</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="31"/>
        <source>Issued notices</source>
        <translation>Issued notices</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="32"/>
        <source>Statements</source>
        <translation>Statements</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="33"/>
        <source>Settled places</source>
        <translation>Settled places</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="40"/>
        <source>The parcels of the plan: polygons with number and proposed use code.</source>
        <translation>The parcels of the plan: polygons with number and proposed use code.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="41"/>
        <source>Land as it is used today: polygons with a use code.</source>
        <translation>Land as it is used today: polygons with a use code.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="42"/>
        <source>The list of plots under risk control and remediation, with or without boundaries.</source>
        <translation>The list of plots under risk control and remediation, with or without boundaries.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="44"/>
        <source>Plots with the uses that are barred there.</source>
        <translation>Plots with the uses that are barred there.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="45"/>
        <source>Extents of soil surveys with conclusion and review.</source>
        <translation>Extents of soil surveys with conclusion and review.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="46"/>
        <source>Sample results: place, depth, pollutant, value, unit.</source>
        <translation>Sample results: place, depth, pollutant, value, unit.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="47"/>
        <source>Risk assessments with result and review.</source>
        <translation>Risk assessments with result and review.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="48"/>
        <source>Land of enterprises: industry, hazardous waste, key units.</source>
        <translation>Land of enterprises: industry, hazardous waste, key units.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="49"/>
        <source>Places for which a survey was ordered.</source>
        <translation>Places for which a survey was ordered.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="50"/>
        <source>Soil categories of farmland; the official layer only.</source>
        <translation>Soil categories of farmland; the official layer only.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="51"/>
        <source>Permanent basic farmland.</source>
        <translation>Permanent basic farmland.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="52"/>
        <source>Control zones and isolation areas with their documents.</source>
        <translation>Control zones and isolation areas with their documents.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="53"/>
        <source>Signs that were set up at control zones.</source>
        <translation>Signs that were set up at control zones.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="54"/>
        <source>Monitoring points of soil, water and air.</source>
        <translation>Monitoring points of soil, water and air.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="55"/>
        <source>Results of monitoring with point and day.</source>
        <translation>Results of monitoring with point and day.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="56"/>
        <source>Public notices that were issued for zones.</source>
        <translation>Public notices that were issued for zones.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="57"/>
        <source>Statements by offices that settle what is unknown.</source>
        <translation>Statements by offices that settle what is unknown.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="58"/>
        <source>Places that people gave to entries without boundary.</source>
        <translation>Places that people gave to entries without boundary.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="84"/>
        <source>Drawing up the plan</source>
        <translation>Drawing up the plan</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="85"/>
        <source>Change of use</source>
        <translation>Change of use</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="86"/>
        <source>Acquisition or reserve</source>
        <translation>Acquisition or reserve</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="87"/>
        <source>Taking back</source>
        <translation>Taking back</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="88"/>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="89"/>
        <source>Supply (allocation, grant)</source>
        <translation>Supply (allocation, grant)</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="90"/>
        <source>Planning permit</source>
        <translation>Planning permit</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="91"/>
        <source>Building permit</source>
        <translation>Building permit</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="92"/>
        <source>Start of works</source>
        <translation>Start of works</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="106"/>
        <source>{mu} mu</source>
        <translation>{mu} mu</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="108"/>
        <source>{m2} m²</source>
        <translation>{m2} m²</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="109"/>
        <source>{ha} ha</source>
        <translation>{ha} ha</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/base.py" line="102"/>
        <source>Field maps (YAML)</source>
        <translation>Field maps (YAML)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="36"/>
        <source>Review parcels</source>
        <translation>Review parcels</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="39"/>
        <source>soil,contamination,land use,plan,review,registry,verdict</source>
        <translation>soil,contamination,land use,plan,review,registry,verdict</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="42"/>
        <source>Checks planned land uses against site data and says why.</source>
        <translation>Checks planned land uses against site data and says why.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="45"/>
        <source>Checks every parcel of a plan against the construction land soil pollution registry, negative lists, surveys, samples, industrial land, farmland categories and control zones, and gives a verdict, the reasons with the law in force on the day, the next step and who takes it.</source>
        <translation>Checks every parcel of a plan against the construction land soil pollution registry, negative lists, surveys, samples, industrial land, farmland categories and control zones, and gives a verdict, the reasons with the law in force on the day, the next step and who takes it.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="45"/>
        <source>Only the parcels and the registry are needed. What is not given is named in the result: a parcel is never called clear because a layer was missing.</source>
        <translation>Only the parcels and the registry are needed. What is not given is named in the result: a parcel is never called clear because a layer was missing.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="45"/>
        <source>Coverage: one entry a line, ROLE=parcels where a layer covers the whole plan, or ROLE=FILE with its extent. None issued: ROLE or ROLE=YYYY-MM-DD where the office states that there is none. CRS: ROLE=EPSG:N.</source>
        <translation>Coverage: one entry a line, ROLE=parcels where a layer covers the whole plan, or ROLE=FILE with its extent. None issued: ROLE or ROLE=YYYY-MM-DD where the office states that there is none. CRS: ROLE=EPSG:N.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="45"/>
        <source>Steps: plan, use_change, acquisition, taking_back, transfer, supply, planning_permit, building_permit, works. Several may be given; the gravest verdict counts.</source>
        <translation>Steps: plan, use_change, acquisition, taking_back, transfer, supply, planning_permit, building_permit, works. Several may be given; the gravest verdict counts.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="45"/>
        <source>The result is a GeoPackage with the reviewed parcels, the findings, the checks that were not done, the evidence and the run record.</source>
        <translation>The result is a GeoPackage with the reviewed parcels, the findings, the checks that were not done, the evidence and the run record.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="62"/>
        <source>Registry of contaminated plots</source>
        <translation>Registry of contaminated plots</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="62"/>
        <source>Current land use</source>
        <translation>Current land use</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="62"/>
        <source>Survey areas</source>
        <translation>Survey areas</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="62"/>
        <source>Risk assessments</source>
        <translation>Risk assessments</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="62"/>
        <source>Farmland categories</source>
        <translation>Farmland categories</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="62"/>
        <source>Permanent basic farmland</source>
        <translation>Permanent basic farmland</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="62"/>
        <source>Evidence (statements)</source>
        <translation>Evidence (statements)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="62"/>
        <source>Settled entries without polygon</source>
        <translation>Settled entries without polygon</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="78"/>
        <source>Selected parcels only</source>
        <translation>Selected parcels only</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="80"/>
        <source>Day of the review (YYYY-MM-DD, empty: today)</source>
        <translation>Day of the review (YYYY-MM-DD, empty: today)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="82"/>
        <source>Steps of the procedure</source>
        <translation>Steps of the procedure</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="84"/>
        <source>Coverage (ROLE=parcels or ROLE=FILE, one a line)</source>
        <translation>Coverage (ROLE=parcels or ROLE=FILE, one a line)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="86"/>
        <source>None issued (ROLE or ROLE=DATE, one a line)</source>
        <translation>None issued (ROLE or ROLE=DATE, one a line)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="87"/>
        <source>CRS decided (ROLE=EPSG:N, one a line)</source>
        <translation>CRS decided (ROLE=EPSG:N, one a line)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="88"/>
        <source>Local rule packs (names or files, one a line)</source>
        <translation>Local rule packs (names or files, one a line)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="90"/>
        <source>Field with the planned use code</source>
        <translation>Field with the planned use code</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="91"/>
        <source>Scheme of the planned use codes</source>
        <translation>Scheme of the planned use codes</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="92"/>
        <source>Field with the current use code</source>
        <translation>Field with the current use code</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="93"/>
        <source>Scheme of the current use codes</source>
        <translation>Scheme of the current use codes</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="95"/>
        <source>Tolerance (m)</source>
        <translation>Tolerance (m)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="97"/>
        <source>Radius for neighbours (m)</source>
        <translation>Radius for neighbours (m)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="102"/>
        <source>Result (GeoPackage)</source>
        <translation>Result (GeoPackage)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="104"/>
        <source>Result (JSON)</source>
        <translation>Result (JSON)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="106"/>
        <source>Ledger (Excel)</source>
        <translation>Ledger (Excel)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="108"/>
        <source>Show the result in the project</source>
        <translation>Show the result in the project</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/review_parcels.py" line="112"/>
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
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="40"/>
        <source>Public notice</source>
        <translation>Public notice</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="43"/>
        <source>soil,contamination,notice,layout,PDF,control zone</source>
        <translation>soil,contamination,notice,layout,PDF,control zone</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="46"/>
        <source>Writes the public notice of control zones or plots as PDF.</source>
        <translation>Writes the public notice of control zones or plots as PDF.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="49"/>
        <source>Lays out the public notice of each zone or plot: title, basis, plots, extent with map, bans of its document, monitoring, start and end, contact, and room for the seal. The layouts stay in the project, where they can be edited.</source>
        <translation>Lays out the public notice of each zone or plot: title, basis, plots, extent with map, bans of its document, monitoring, start and end, contact, and room for the seal. The layouts stay in the project, where they can be edited.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="49"/>
        <source>Notice of: control_zone or plot.</source>
        <translation>Notice of: control_zone or plot.</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="49"/>
        <source>The table of corner points is off by default: whether coordinates may be published is the office's call. No administrative boundary is drawn; a map that shows one needs a review number (审图号).</source>
        <translation>The table of corner points is off by default: whether coordinates may be published is the office's call. No administrative boundary is drawn; a map that shows one needs a review number (审图号).</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="63"/>
        <source>Notice of</source>
        <translation>Notice of</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="67"/>
        <source>Zones or plots (ids, one a line; empty: all)</source>
        <translation>Zones or plots (ids, one a line; empty: all)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="69"/>
        <source>Day of the notice (YYYY-MM-DD, empty: today)</source>
        <translation>Day of the notice (YYYY-MM-DD, empty: today)</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="71"/>
        <source>Number of the document</source>
        <translation>Number of the document</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="73"/>
        <source>Issued by</source>
        <translation>Issued by</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="75"/>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="77"/>
        <source>Reporting line</source>
        <translation>Reporting line</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="79"/>
        <source>Table of corner points</source>
        <translation>Table of corner points</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="81"/>
        <source>Layers below</source>
        <translation>Layers below</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="83"/>
        <source>Folder for PDF</source>
        <translation>Folder for PDF</translation>
    </message>
    <message>
        <location filename="../../plugin/qgs/algorithms/public_notice.py" line="84"/>
        <source>Number of notices</source>
        <translation>Number of notices</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="95"/>
        <source>Once what is missing is known, {count} could be: {verdict}</source>
        <translation>Once what is missing is known, {count} could be: {verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="395"/>
        <source>covers the plan</source>
        <translation>covers the plan</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="396"/>
        <source>covers its own polygons only</source>
        <translation>covers its own polygons only</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="397"/>
        <source>coverage assumed</source>
        <translation>coverage assumed</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="225"/>
        <source>{file}: {count} questions to settle: {questions}</source>
        <translation>{file}: {count} questions to settle: {questions}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="310"/>
        <source>&amp;Day of review</source>
        <translation>&amp;Day of review</translation>
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
        <location filename="../../ui/decision.py" line="53"/>
        <source>Da&amp;y</source>
        <translation>Da&amp;y</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="56"/>
        <source>Keep</source>
        <translation>Keep</translation>
    </message>
    <message>
        <location filename="../../ui/decision.py" line="58"/>
        <source>Take back</source>
        <translation>Take back</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="339"/>
        <source>Folder for the papers</source>
        <translation>Folder for the papers</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="342"/>
        <source>Writing the papers</source>
        <translation>Writing the papers</translation>
    </message>
    <message>
        <location filename="../../ui/main.py" line="342"/>
        <source>Nothing is unknown: there is nothing to ask.</source>
        <translation>Nothing is unknown: there is nothing to ask.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="237"/>
        <source>Settle {open} of {count} entries without boundary…</source>
        <translation>Settle {open} of {count} entries without boundary…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="237"/>
        <source>{count} entries without boundary, all settled…</source>
        <translation>{count} entries without boundary, all settled…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="249"/>
        <source>{count} of {total} parcels can be decided.</source>
        <translation>{count} of {total} parcels can be decided.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="252"/>
        <source>{count} of them on assumed coverage.</source>
        <translation>{count} of them on assumed coverage.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="256"/>
        <source>{count} {input}</source>
        <translation>{count} {input}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="258"/>
        <source>{count} lack something: {what}.</source>
        <translation>{count} lack something: {what}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="261"/>
        <source>Giving {input} decides {count} more.</source>
        <translation>Giving {input} decides {count} more.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="301"/>
        <source>Give each entry without boundary a place, or say that it lies outside.</source>
        <translation>Give each entry without boundary a place, or say that it lies outside.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data.py" line="307"/>
        <source>Forecast of the next review</source>
        <translation>Forecast of the next review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="167"/>
        <source>The steps of the procedure for which you need the answer; the gravest counts.</source>
        <translation>The steps of the procedure for which you need the answer; the gravest counts.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="249"/>
        <source>Group by verdict and reason, with numbers and areas</source>
        <translation>Group by verdict and reason, with numbers and areas</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="273"/>
        <source>&amp;Decide…</source>
        <translation>&amp;Decide…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="274"/>
        <source>Keep your decision on the chosen parcels beside the verdict, with name, day and reason.</source>
        <translation>Keep your decision on the chosen parcels beside the verdict, with name, day and reason.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="291"/>
        <source>Report (HTML)…</source>
        <translation>Report (HTML)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="291"/>
        <source>Report with opinions on the chosen parcels (HTML)…</source>
        <translation>Report with opinions on the chosen parcels (HTML)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="291"/>
        <source>Inquiry letters (HTML)…</source>
        <translation>Inquiry letters (HTML)…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="348"/>
        <source>Parcels by verdict and reason</source>
        <translation>Parcels by verdict and reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="391"/>
        <source>Before</source>
        <translation>Before</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="393"/>
        <source>Decision</source>
        <translation>Decision</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="426"/>
        <source>{count} changed</source>
        <translation>{count} changed</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="427"/>
        <source>Parcels whose verdict, or what it could be, is another than at the last review.</source>
        <translation>Parcels whose verdict, or what it could be, is another than at the last review.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="555"/>
        <source>Preparing the search</source>
        <translation>Preparing the search</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="627"/>
        <source>Parcels</source>
        <translation>Parcels</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="627"/>
        <source>Area</source>
        <translation>Area</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="627"/>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="47"/>
        <source>boundary drawn</source>
        <translation>boundary drawn</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="47"/>
        <source>boundary by code</source>
        <translation>boundary by code</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="48"/>
        <source>boundary by name</source>
        <translation>boundary by name</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="48"/>
        <source>point and radius</source>
        <translation>point and radius</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="49"/>
        <source>broken boundary</source>
        <translation>broken boundary</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="49"/>
        <source>outside this plan</source>
        <translation>outside this plan</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="50"/>
        <source>in another county</source>
        <translation>in another county</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="50"/>
        <source>being asked</source>
        <translation>being asked</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="51"/>
        <source>no place yet</source>
        <translation>no place yet</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="74"/>
        <source>Back to the data</source>
        <translation>Back to the data</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="108"/>
        <source>Entries without boundary</source>
        <translation>Entries without boundary</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="120"/>
        <source>&amp;Draw boundary</source>
        <translation>&amp;Draw boundary</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="276"/>
        <source>Click the corners on the map; right click or Enter ends, Esc gives up.</source>
        <translation>Click the corners on the map; right click or Enter ends, Esc gives up.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="122"/>
        <source>Take &amp;selection</source>
        <translation>Take &amp;selection</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="122"/>
        <source>Take the polygons that are selected in a layer as the boundary of this entry.</source>
        <translation>Take the polygons that are selected in a layer as the boundary of this entry.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="124"/>
        <source>&amp;Point and radius</source>
        <translation>&amp;Point and radius</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="124"/>
        <source>Click a point on the map; parcels within the radius cannot be told.</source>
        <translation>Click a point on the map; parcels within the radius cannot be told.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="126"/>
        <source>&amp;Outside this plan</source>
        <translation>&amp;Outside this plan</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="126"/>
        <source>Somebody vouches that the entry lies outside; person, day and document are kept.</source>
        <translation>Somebody vouches that the entry lies outside; person, day and document are kept.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="128"/>
        <source>To be as&amp;ked</source>
        <translation>To be as&amp;ked</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="128"/>
        <source>The office is being asked; until then parcels stay undetermined.</source>
        <translation>The office is being asked; until then parcels stay undetermined.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="130"/>
        <source>Take &amp;back</source>
        <translation>Take &amp;back</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="130"/>
        <source>Forget what was answered here for this entry.</source>
        <translation>Forget what was answered here for this entry.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="157"/>
        <source>Keep this answer</source>
        <translation>Keep this answer</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="158"/>
        <source>Who says so</source>
        <translation>Who says so</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="158"/>
        <source>Day</source>
        <translation>Day</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="158"/>
        <source>Document</source>
        <translation>Document</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="178"/>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="192"/>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="193"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="194"/>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="195"/>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="198"/>
        <source>Pollutants</source>
        <translation>Pollutants</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="199"/>
        <source>List</source>
        <translation>List</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="211"/>
        <source>{count} entries have no boundary, {open} of them no place.</source>
        <translation>{count} entries have no boundary, {open} of them no place.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="257"/>
        <source>Take “{name}” ({role}, {share} alike)</source>
        <translation>Take “{name}” ({role}, {share} alike)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="276"/>
        <source>Set the radius, then click the point on the map.</source>
        <translation>Set the radius, then click the point on the map.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="284"/>
        <source>Select a polygon in a layer first.</source>
        <translation>Select a polygon in a layer first.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/settle.py" line="294"/>
        <source>boundary of “{name}” ({role})</source>
        <translation>boundary of “{name}” ({role})</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="70"/>
        <source>At the last review:</source>
        <translation>At the last review:</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="216"/>
        <source>Decision of a person</source>
        <translation>Decision of a person</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="190"/>
        <source>{verdict}: {title}. {count} parcels, {area} ({share}).</source>
        <translation>{verdict}: {title}. {count} parcels, {area} ({share}).</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="195"/>
        <source> Basis: {citation}.</source>
        <translation> Basis: {citation}.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="235"/>
        <source>{count} parcels changed since the last review.</source>
        <translation>{count} parcels changed since the last review.</translation>
    </message>
    <message>
        <location filename="../../ui/reasons.py" line="238"/>
        <source>Changed inputs: {inputs}</source>
        <translation>Changed inputs: {inputs}</translation>
    </message>
    <message>
        <location filename="../../ui/session.py" line="278"/>
        <source>Looking at the data</source>
        <translation>Looking at the data</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="65"/>
        <source>places of {role}</source>
        <translation>places of {role}</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="67"/>
        <source>readable use codes</source>
        <translation>readable use codes</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="69"/>
        <source>boundaries of parcels</source>
        <translation>boundaries of parcels</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="77"/>
        <source>day of review</source>
        <translation>day of review</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="77"/>
        <source>steps</source>
        <translation>steps</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="78"/>
        <source>tolerance</source>
        <translation>tolerance</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="78"/>
        <source>rules</source>
        <translation>rules</translation>
    </message>
</context>
</TS>
