<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk" sourcelanguage="en">
  <context>
    <name>AccessibleKZ</name>
    <message>
      <source>&amp;Address of the Overpass server:</source>
      <translation>Overpass &amp;серверінің мекенжайы:</translation>
    </message>
    <message>
      <source>&amp;Build a street network…</source>
      <translation>Көше &amp;желісін құру…</translation>
    </message>
    <message>
      <source>&amp;Check a survey…</source>
      <translation>Тексеруді &amp;сынау…</translation>
    </message>
    <message>
      <source>&amp;Colours of the lights:</source>
      <translation>Белгілер &amp;түсі:</translation>
    </message>
    <message>
      <source>&amp;Export…</source>
      <translation>&amp;Экспорт…</translation>
    </message>
    <message>
      <source>&amp;Folder for street networks:</source>
      <translation>&amp;Көше желілерінің қалтасы:</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>&amp;Анықтама</translation>
    </message>
    <message>
      <source>&amp;High contrast</source>
      <translation>&amp;Жоғары контраст</translation>
    </message>
    <message>
      <source>&amp;Load the sample city</source>
      <translation>&amp;Үлгі қаланы жүктеу</translation>
    </message>
    <message>
      <source>&amp;Norm for measured values:</source>
      <translation>Өлшенген мәндердің &amp;нормасы:</translation>
    </message>
    <message>
      <source>&amp;Print a city map…</source>
      <translation>&amp;Қала картасын басып шығару…</translation>
    </message>
    <message>
      <source>&amp;Score a survey…</source>
      <translation>Тексеруді &amp;бағалау…</translation>
    </message>
    <message>
      <source>&amp;Slopes:</source>
      <translation>&amp;Еңістер:</translation>
    </message>
    <message>
      <source>A PDF made here has no tags for screen readers: they need the Python package pikepdf (extra 'pdf'), which is not installed.</source>
      <translation>Мұнда жасалған PDF-те экраннан оқу бағдарламаларына арналған тегтер жоқ: оларға орнатылмаған pikepdf Python бумасы керек («pdf» қосымшасы).</translation>
    </message>
    <message>
      <source>A row could not be written.</source>
      <translation>Жол жазылмады.</translation>
    </message>
    <message>
      <source>A survey counts as &amp;old after so many years:</source>
      <translation>Тексеру &amp;қанша жылдан кейін ескіреді:</translation>
    </message>
    <message>
      <source>A survey counts as old after so many years; empty = as set</source>
      <translation>Тексеру қанша жылдан кейін ескіреді; бос = баптаудағыдай</translation>
    </message>
    <message>
      <source>A survey that is not scored yet is scored first.</source>
      <translation>Әлі бағаланбаған тексеру алдымен бағаланады.</translation>
    </message>
    <message>
      <source>A11yJSON (accessibility apps)</source>
      <translation>A11yJSON (қолжетімділік қосымшалары)</translation>
    </message>
    <message>
      <source>Accessible K&amp;Z</source>
      <translation>Accessible K&amp;Z</translation>
    </message>
    <message>
      <source>Accessible KZ</source>
      <translation>Accessible KZ</translation>
    </message>
    <message>
      <source>Accessible KZ: surveys and step-free routes</source>
      <translation>Accessible KZ: тексерулер және баспалдақсыз маршруттар</translation>
    </message>
    <message>
      <source>Adding requests for the national registry (one a line)</source>
      <translation>Ұлттық тізілімге қосу өтінімдері (әр жолда біреу)</translation>
    </message>
    <message>
      <source>Allow &amp;downloads of streets</source>
      <translation>Көшелерді жүктеуге &amp;рұқсат беру</translation>
    </message>
    <message>
      <source>An old green is shown as green, unconfirmed.</source>
      <translation>Ескі жасыл «жасыл, расталмаған» болып көрсетіледі.</translation>
    </message>
    <message>
      <source>Areas, such as districts</source>
      <translation>Аумақтар, мысалы аудандар</translation>
    </message>
    <message>
      <source>As in the national registry (green, orange, red)</source>
      <translation>Ұлттық тізілімдегідей (жасыл, сарғыш, қызыл)</translation>
    </message>
    <message>
      <source>Black and white, for print</source>
      <translation>Ақ-қара, басып шығаруға</translation>
    </message>
    <message>
      <source>Black on white with thick frames, in the plugin's windows.</source>
      <translation>Модуль терезелерінде ақ бетте қара, қалың жиек.</translation>
    </message>
    <message>
      <source>Build a street network</source>
      <translation>Көше желісін құру</translation>
    </message>
    <message>
      <source>Check a survey</source>
      <translation>Тексеруді сынау</translation>
    </message>
    <message>
      <source>Choose a folder</source>
      <translation>Қалта таңдау</translation>
    </message>
    <message>
      <source>Choose the field that tells the areas apart.</source>
      <translation>Аумақтарды ажырататын өрісті таңдаңыз.</translation>
    </message>
    <message>
      <source>City map</source>
      <translation>Қала картасы</translation>
    </message>
    <message>
      <source>Clear print (12 pt and more)</source>
      <translation>Анық баспа (12 пт және одан ірі)</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Түстер</translation>
    </message>
    <message>
      <source>Count lights by district, and what is not known</source>
      <translation>Аудандар бойынша белгілерді және белгісізді санау</translation>
    </message>
    <message>
      <source>Districts</source>
      <translation>Аудандар</translation>
    </message>
    <message>
      <source>Edition of the norm, such as sp-rk-2019; empty = as set, or by building date</source>
      <translation>Норма редакциясы, мысалы sp-rk-2019; бос = баптаудағыдай не ғимарат күні бойынша</translation>
    </message>
    <message>
      <source>Elevation model, for slopes that are not tagged</source>
      <translation>Көрсетілмеген еңістерге арналған биіктік моделі</translation>
    </message>
    <message>
      <source>Errors</source>
      <translation>Қателер</translation>
    </message>
    <message>
      <source>Export places</source>
      <translation>Орындарды экспорттау</translation>
    </message>
    <message>
      <source>Facilities read</source>
      <translation>Оқылған нысандар</translation>
    </message>
    <message>
      <source>Field that tells areas apart</source>
      <translation>Аумақтарды ажырататын өріс</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Файл</translation>
    </message>
    <message>
      <source>Files and the toolbox keep metres, centimetres and per cent.</source>
      <translation>Файлдар мен құралдар тақтасында метр, сантиметр және пайыз қалады.</translation>
    </message>
    <message>
      <source>Find a step-free &amp;route…</source>
      <translation>Баспалдақсыз &amp;маршрут табу…</translation>
    </message>
    <message>
      <source>Find a step-free route</source>
      <translation>Баспалдақсыз маршрут табу</translation>
    </message>
    <message>
      <source>Find a way that a wheelchair, a pushchair or a cane can take, or why there is none</source>
      <translation>Кресло-арба, балалар арбасы немесе ақ таяқпен жүруге болатын жолды, әйтпесе оның неге жоқ екенін табу</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>Ескертулер</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Пішім</translation>
    </message>
    <message>
      <source>From</source>
      <translation>Қайдан</translation>
    </message>
    <message>
      <source>From OpenStreetMap; the server learns the map extent that is asked for, no more.</source>
      <translation>OpenStreetMap-тан; сервер сұралған карта шегін ғана біледі.</translation>
    </message>
    <message>
      <source>GeoJSON with answers and scores</source>
      <translation>Жауаптары мен бағалары бар GeoJSON</translation>
    </message>
    <message>
      <source>Give each place its traffic light for six groups of people</source>
      <translation>Әр орынға алты топ үшін бағдаршам белгісін беру</translation>
    </message>
    <message>
      <source>HTML (*.html)</source>
      <translation>HTML (*.html)</translation>
    </message>
    <message>
      <source>Hand places over as A11yJSON, registry requests or GeoJSON</source>
      <translation>Орындарды A11yJSON, тізілім өтінімдері немесе GeoJSON түрінде беру</translation>
    </message>
    <message>
      <source>Heights</source>
      <translation>Биіктіктер</translation>
    </message>
    <message>
      <source>Highest kerb, centimetres</source>
      <translation>Ең биік жиектас, сантиметр</translation>
    </message>
    <message>
      <source>Instructions</source>
      <translation>Нұсқаулар</translation>
    </message>
    <message>
      <source>Instructions as a page</source>
      <translation>Нұсқаулар бет түрінде</translation>
    </message>
    <message>
      <source>JSON (*.json);;JSON lines (*.jsonl);;GeoJSON (*.geojson)</source>
      <translation>JSON (*.json);;JSON жолдары (*.jsonl);;GeoJSON (*.geojson)</translation>
    </message>
    <message>
      <source>Judge measured values by a norm, too</source>
      <translation>Өлшенген мәндерді норма бойынша да бағалау</translation>
    </message>
    <message>
      <source>Judging</source>
      <translation>Бағалау</translation>
    </message>
    <message>
      <source>Known share by length: {known}</source>
      <translation>Ұзындық бойынша белгілі үлес: {known}</translation>
    </message>
    <message>
      <source>L&amp;engths:</source>
      <translation>Ұ&amp;зындықтар:</translation>
    </message>
    <message>
      <source>Lan&amp;guage:</source>
      <translation>Т&amp;іл:</translation>
    </message>
    <message>
      <source>Language of the results</source>
      <translation>Нәтижелердің тілі</translation>
    </message>
    <message>
      <source>Large print (16 pt and more; A2 and larger)</source>
      <translation>Ірі баспа (16 пт және одан ірі; A2-ден бастап)</translation>
    </message>
    <message>
      <source>Largest distance from the points to a street, metres</source>
      <translation>Нүктелерден көшеге дейінгі ең үлкен қашықтық, метр</translation>
    </message>
    <message>
      <source>Length in kilometres</source>
      <translation>Ұзындығы, километр</translation>
    </message>
    <message>
      <source>Li&amp;ghts for:</source>
      <translation>Белгілер кі&amp;мге:</translation>
    </message>
    <message>
      <source>List what is wrong or unclear in a survey, row by row</source>
      <translation>Тексерудегі қате немесе түсініксіз жайларды жол-жолымен тізу</translation>
    </message>
    <message>
      <source>Load an invented town: streets, districts and scored places to try it all on</source>
      <translation>Бәрін сынап көру үшін көшелері, аудандары және бағаланған орындары бар ойдан шығарылған қаланы жүктеу</translation>
    </message>
    <message>
      <source>Lying sheet</source>
      <translation>Көлденең парақ</translation>
    </message>
    <message>
      <source>Make a page with map, legend and list of places, ready to print</source>
      <translation>Картасы, шартты белгілері және орындар тізімі бар бетті басуға дайындау</translation>
    </message>
    <message>
      <source>Metres</source>
      <translation>Метр</translation>
    </message>
    <message>
      <source>Name of the place</source>
      <translation>Елді мекен атауы</translation>
    </message>
    <message>
      <source>Narrowest way, centimetres</source>
      <translation>Ең тар жол, сантиметр</translation>
    </message>
    <message>
      <source>No installed typeface has all Kazakh letters: install {family}.</source>
      <translation>Орнатылған қаріптердің ешқайсысында қазақ әріптері толық емес: {family} орнатыңыз.</translation>
    </message>
    <message>
      <source>No route: fewest barriers</source>
      <translation>Маршрут жоқ: кедергісі ең аз жол</translation>
    </message>
    <message>
      <source>No row answers a checklist, so that there is nothing to score: the table needs a column 'form' (small, middle or full) and columns of answers such as entrance1_30.</source>
      <translation>Бірде-бір жол сұрақнамаға жауап бермейді, сондықтан бағалайтын ештеңе жоқ: кестеге 'form' бағаны (small, middle не full) және entrance1_30 сияқты жауап бағандары керек.</translation>
    </message>
    <message>
      <source>Nodes</source>
      <translation>Түйіндер</translation>
    </message>
    <message>
      <source>Normal print (9 pt and more)</source>
      <translation>Қалыпты баспа (9 пт және одан ірі)</translation>
    </message>
    <message>
      <source>On foot, without limits</source>
      <translation>Жаяу, шектеусіз</translation>
    </message>
    <message>
      <source>One row a facility: a layer, or a CSV, XLSX, GeoPackage, GeoJSON or Shapefile.</source>
      <translation>Бір жол - бір нысан: қабат немесе CSV, XLSX, GeoPackage, GeoJSON не Shapefile файлы.</translation>
    </message>
    <message>
      <source>Open the help page in your web browser; it needs no internet</source>
      <translation>Анықтама бетін шолғышта ашу; интернет қажет емес</translation>
    </message>
    <message>
      <source>OpenStreetMap (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)</source>
      <translation>OpenStreetMap (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)</translation>
    </message>
    <message>
      <source>OpenStreetMap file</source>
      <translation>OpenStreetMap файлы</translation>
    </message>
    <message>
      <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png)</source>
      <translation>PDF (*.pdf);;SVG (*.svg);;PNG (*.png)</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Беттер</translation>
    </message>
    <message>
      <source>Part of the sample city could not be loaded; the log says why.</source>
      <translation>Үлгі қаланың бір бөлігі жүктелмеді; себебі журналда.</translation>
    </message>
    <message>
      <source>Pieces of streets</source>
      <translation>Көше бөліктері</translation>
    </message>
    <message>
      <source>Pieces of the route</source>
      <translation>Маршрут бөліктері</translation>
    </message>
    <message>
      <source>Places in the index</source>
      <translation>Көрсеткіштегі орындар</translation>
    </message>
    <message>
      <source>Places written</source>
      <translation>Жазылған орындар</translation>
    </message>
    <message>
      <source>Places: {group}</source>
      <translation>Орындар: {group}</translation>
    </message>
    <message>
      <source>Print a city map</source>
      <translation>Қала картасын басып шығару</translation>
    </message>
    <message>
      <source>Project with the layout, to change it by hand</source>
      <translation>Макеті бар жоба, қолмен өзгерту үшін</translation>
    </message>
    <message>
      <source>Publisher and licence</source>
      <translation>Шығарушы және лицензия</translation>
    </message>
    <message>
      <source>Pushchair</source>
      <translation>Балалар арбасы</translation>
    </message>
    <message>
      <source>QGIS project (*.qgz)</source>
      <translation>QGIS жобасы (*.qgz)</translation>
    </message>
    <message>
      <source>Read streets, kerbs, steps and slopes from an OpenStreetMap file</source>
      <translation>OpenStreetMap файлынан көшелерді, жиектастарды, баспалдақтар мен еңістерді оқу</translation>
    </message>
    <message>
      <source>Reading and colours</source>
      <translation>Оқу және түстер</translation>
    </message>
    <message>
      <source>Reading with GDAL. With the Python package osmium, files are read faster and node numbers of OpenStreetMap are kept: python3 -m pip install osmium</source>
      <translation>GDAL арқылы оқылуда. Python-ның osmium пакетімен файлдар тезірек оқылады және OpenStreetMap түйіндерінің нөмірлері сақталады: python3 -m pip install osmium</translation>
    </message>
    <message>
      <source>Results</source>
      <translation>Нәтижелер</translation>
    </message>
    <message>
      <source>Results come in the new language at once, menus when QGIS is started again.</source>
      <translation>Нәтижелер бірден жаңа тілде шығады, мәзірлер QGIS қайта іске қосылғанда ауысады.</translation>
    </message>
    <message>
      <source>Route</source>
      <translation>Маршрут</translation>
    </message>
    <message>
      <source>Route, confirmed</source>
      <translation>Маршрут, расталған</translation>
    </message>
    <message>
      <source>Route, unverified</source>
      <translation>Маршрут, тексерілмеген</translation>
    </message>
    <message>
      <source>Safe without colour vision (blue, orange, vermilion)</source>
      <translation>Түс ажыратпайтындарға қауіпсіз (көк, сарғыш, қызғылт)</translation>
    </message>
    <message>
      <source>Sample city (invented)</source>
      <translation>Үлгі қала (ойдан шығарылған)</translation>
    </message>
    <message>
      <source>Score a survey</source>
      <translation>Тексеруді бағалау</translation>
    </message>
    <message>
      <source>Scored places</source>
      <translation>Бағаланған орындар</translation>
    </message>
    <message>
      <source>Scored places, or a survey</source>
      <translation>Бағаланған орындар немесе тексеру</translation>
    </message>
    <message>
      <source>Seconds</source>
      <translation>Секунд</translation>
    </message>
    <message>
      <source>Shapes always differ as well, whatever the colours.</source>
      <translation>Түсі қандай болса да, пішіндері әрқашан бөлек.</translation>
    </message>
    <message>
      <source>Sheet</source>
      <translation>Парақ</translation>
    </message>
    <message>
      <source>Show the lights for</source>
      <translation>Белгілер кім үшін көрсетіледі</translation>
    </message>
    <message>
      <source>Size of te&amp;xt and symbols:</source>
      <translation>Мәтін &amp;мен таңбалар өлшемі:</translation>
    </message>
    <message>
      <source>Size of the texts</source>
      <translation>Мәтін өлшемі</translation>
    </message>
    <message>
      <source>Statistics</source>
      <translation>Статистика</translation>
    </message>
    <message>
      <source>Statistics by &amp;area…</source>
      <translation>Аумақ бойынша с&amp;татистика…</translation>
    </message>
    <message>
      <source>Statistics by area</source>
      <translation>Аумақ бойынша статистика</translation>
    </message>
    <message>
      <source>Steepest way down, per cent</source>
      <translation>Төмен қарай ең тік еңіс, пайыз</translation>
    </message>
    <message>
      <source>Steepest way up, per cent</source>
      <translation>Жоғары қарай ең тік еңіс, пайыз</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>Баспалдақтар</translation>
    </message>
    <message>
      <source>Stopped on request.</source>
      <translation>Сұрау бойынша тоқтатылды.</translation>
    </message>
    <message>
      <source>Street network</source>
      <translation>Көше желісі</translation>
    </message>
    <message>
      <source>Street network (*.aknet)</source>
      <translation>Көше желісі (*.aknet)</translation>
    </message>
    <message>
      <source>Street network (*.aknet);;All files (*)</source>
      <translation>Көше желісі (*.aknet);;Барлық файлдар (*)</translation>
    </message>
    <message>
      <source>Streets</source>
      <translation>Көшелер</translation>
    </message>
    <message>
      <source>Streets and routes</source>
      <translation>Көшелер мен маршруттар</translation>
    </message>
    <message>
      <source>Survey (layer or file)</source>
      <translation>Тексеру (қабат немесе файл)</translation>
    </message>
    <message>
      <source>Survey as it came</source>
      <translation>Келген күйіндегі тексеру</translation>
    </message>
    <message>
      <source>Surveys and scores</source>
      <translation>Тексерулер мен бағалар</translation>
    </message>
    <message>
      <source>The Processing provider Accessible KZ is switched off: switch it on first.</source>
      <translation>Accessible KZ өңдеу құралдары өшірулі: алдымен қосыңыз.</translation>
    </message>
    <message>
      <source>The file that 'Build a street network' wrote.</source>
      <translation>«Көше желісін құру» жазған файл.</translation>
    </message>
    <message>
      <source>The first value must be a feature, such as @feature or $currentfeature.</source>
      <translation>Бірінші мән нысан болуы керек, мысалы @feature немесе $currentfeature.</translation>
    </message>
    <message>
      <source>The layer is not scored yet: scoring it first.</source>
      <translation>Қабат әлі бағаланбаған: алдымен бағаланады.</translation>
    </message>
    <message>
      <source>The layer of districts has no areas: the map has none.</source>
      <translation>Аудандар қабатында полигон жоқ: картада аудандар болмайды.</translation>
    </message>
    <message>
      <source>The map is made without streets: '{layer}' lacks the fields {fields}. Use the pieces of streets that 'Build a street network' writes.</source>
      <translation>Карта көшелерсіз жасалды: «{layer}» қабатында {fields} өрістері жоқ. «Көше желісін құру» жазған көше бөліктерін алыңыз.</translation>
    </message>
    <message>
      <source>The sample city is loaded. It is invented: no place in it exists.</source>
      <translation>Үлгі қала жүктелді. Ол ойдан шығарылған: ондағы бірде-бір орын жоқ.</translation>
    </message>
    <message>
      <source>The survey could not be scored; see above.</source>
      <translation>Тексеру бағаланбады; жоғарыны қараңыз.</translation>
    </message>
    <message>
      <source>Title (default: made from the name of the place)</source>
      <translation>Тақырып (әдепкіде елді мекен атауынан жасалады)</translation>
    </message>
    <message>
      <source>To</source>
      <translation>Қайда</translation>
    </message>
    <message>
      <source>Units in the plugin's windows</source>
      <translation>Модуль терезелеріндегі өлшем бірліктері</translation>
    </message>
    <message>
      <source>Walking frame or crutches</source>
      <translation>Жүру рамасы немесе балдақ</translation>
    </message>
    <message>
      <source>Warnings</source>
      <translation>Ескертпелер</translation>
    </message>
    <message>
      <source>What blocks the way</source>
      <translation>Жолды не бөгейді</translation>
    </message>
    <message>
      <source>What is not known</source>
      <translation>Белгісіз нәрсе</translation>
    </message>
    <message>
      <source>Wheelchair, by hand</source>
      <translation>Кресло-арба, қолмен</translation>
    </message>
    <message>
      <source>Wheelchair, powered</source>
      <translation>Кресло-арба, электрлі</translation>
    </message>
    <message>
      <source>White cane</source>
      <translation>Ақ таяқ</translation>
    </message>
    <message>
      <source>Who is on the way</source>
      <translation>Жолға кім шығады</translation>
    </message>
    <message>
      <source>Whom to ask or call</source>
      <translation>Кімнен сұрауға немесе кімге қоңырау шалуға болады</translation>
    </message>
    <message>
      <source>Whose lights maps, legends, tables and charts show</source>
      <translation>Карталар, шартты белгілер, кестелер мен диаграммалар кімнің белгілерін көрсетеді</translation>
    </message>
    <message>
      <source>Why there is no route</source>
      <translation>Маршрут неге жоқ</translation>
    </message>
    <message>
      <source>Worst smoothness</source>
      <translation>Ең нашар тегістік</translation>
    </message>
    <message>
      <source>allowed</source>
      <translation>рұқсат</translation>
    </message>
    <message>
      <source>as QGIS</source>
      <translation>QGIS сияқты</translation>
    </message>
    <message>
      <source>as shipped ({n})</source>
      <translation>бастапқыдай ({n})</translation>
    </message>
    <message>
      <source>as the profile has it</source>
      <translation>профильдегідей</translation>
    </message>
    <message>
      <source>bad (robust wheels)</source>
      <translation>нашар (берік дөңгелек)</translation>
    </message>
    <message>
      <source>by the date of the building</source>
      <translation>ғимараттың күні бойынша</translation>
    </message>
    <message>
      <source>confirmed or unverified</source>
      <translation>расталған немесе тексерілмеген</translation>
    </message>
    <message>
      <source>degrees (4.6°)</source>
      <translation>градус (4,6°)</translation>
    </message>
    <message>
      <source>excellent (thin rollers)</source>
      <translation>өте жақсы (жіңішке ролик)</translation>
    </message>
    <message>
      <source>feet and miles</source>
      <translation>фут пен миля</translation>
    </message>
    <message>
      <source>good (thin wheels)</source>
      <translation>жақсы (жіңішке дөңгелек)</translation>
    </message>
    <message>
      <source>horrible (off-road)</source>
      <translation>өте нашар (жолсыз)</translation>
    </message>
    <message>
      <source>intermediate (wheels)</source>
      <translation>орташа (дөңгелек)</translation>
    </message>
    <message>
      <source>is avoided where possible</source>
      <translation>мүмкін болса, айналып өтіледі</translation>
    </message>
    <message>
      <source>is never used</source>
      <translation>ешқашан қолданылмайды</translation>
    </message>
    <message>
      <source>is taken for passable</source>
      <translation>өтуге болады деп алынады</translation>
    </message>
    <message>
      <source>metres and kilometres</source>
      <translation>метр мен километр</translation>
    </message>
    <message>
      <source>never</source>
      <translation>ешқашан</translation>
    </message>
    <message>
      <source>ok or no_route</source>
      <translation>ok немесе no_route</translation>
    </message>
    <message>
      <source>one to so many (1:12)</source>
      <translation>бірдің неше есесі (1:12)</translation>
    </message>
    <message>
      <source>or a street network file</source>
      <translation>немесе көше желісінің файлы</translation>
    </message>
    <message>
      <source>per cent (8 %)</source>
      <translation>пайыз (8 %)</translation>
    </message>
    <message>
      <source>very bad (high clearance)</source>
      <translation>тым нашар (биік дөңгелек)</translation>
    </message>
    <message>
      <source>very horrible (specialised off-road)</source>
      <translation>аса нашар (арнайы көлік)</translation>
    </message>
    <message>
      <source>{count} of {all} places written to {file}.</source>
      <translation>{all} орынның {count} {file} файлына жазылды.</translation>
    </message>
    <message>
      <source>{count} places are too many for this sheet ({most} can be read): their numbers cover each other. Choose a larger sheet, or print the districts one by one.</source>
      <translation>Бұл параққа {count} орын тым көп ({most} оқылады): нөмірлері бірін-бірі жабады. Үлкенірек парақ таңдаңыз немесе аудандарды бір-бірлеп басыңыз.</translation>
    </message>
    <message>
      <source>{edges} pieces of streets, {length} km, in {parts} separate parts.</source>
      <translation>{edges} көше бөлігі, {length} км, {parts} бөлек бөлікте.</translation>
    </message>
    <message>
      <source>{n} cm</source>
      <translation>{n} см</translation>
    </message>
    <message>
      <source>{n} ft</source>
      <translation>{n} фут</translation>
    </message>
    <message>
      <source>{n} in</source>
      <translation>{n} дюйм</translation>
    </message>
    <message>
      <source>{n} km</source>
      <translation>{n} км</translation>
    </message>
    <message>
      <source>{n} m</source>
      <translation>{n} м</translation>
    </message>
    <message>
      <source>{n} mi</source>
      <translation>{n} миля</translation>
    </message>
    <message>
      <source>… and {count} more of this kind; the findings table lists all.</source>
      <translation>… және осындай тағы {count}; барлығы ескертулер кестесінде.</translation>
    </message>
  </context>
</TS>
