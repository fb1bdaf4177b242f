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
      <source>&amp;Another system…</source>
      <translation>&amp;Басқа жүйе…</translation>
    </message>
    <message>
      <source>&amp;Answer:</source>
      <translation>Жа&amp;уап:</translation>
    </message>
    <message>
      <source>&amp;Back</source>
      <translation>&amp;Артқа</translation>
    </message>
    <message>
      <source>&amp;Begin</source>
      <translation>Бас&amp;тау</translation>
    </message>
    <message>
      <source>&amp;Build a street network…</source>
      <translation>Көше &amp;желісін құру…</translation>
    </message>
    <message>
      <source>&amp;Candidates for the chosen place</source>
      <translation>&amp;Таңдалған орынға үміткерлер</translation>
    </message>
    <message>
      <source>&amp;Check a survey…</source>
      <translation>Тексеруді &amp;сынау…</translation>
    </message>
    <message>
      <source>&amp;Checklist that was filled in</source>
      <translation>&amp;Толтырылған тексеру парағы</translation>
    </message>
    <message>
      <source>&amp;Colours of the lights:</source>
      <translation>Белгілер &amp;түсі:</translation>
    </message>
    <message>
      <source>&amp;Columns of the table</source>
      <translation>Кестенің &amp;бағандары</translation>
    </message>
    <message>
      <source>&amp;Copy as text</source>
      <translation>&amp;Мәтін ретінде көшіру</translation>
    </message>
    <message>
      <source>&amp;Copy table</source>
      <translation>Кестені кө&amp;шіру</translation>
    </message>
    <message>
      <source>&amp;Export the findings…</source>
      <translation>Ескертулерді &amp;экспорттау…</translation>
    </message>
    <message>
      <source>&amp;Export…</source>
      <translation>&amp;Экспорт…</translation>
    </message>
    <message>
      <source>&amp;File</source>
      <translation>&amp;Файл</translation>
    </message>
    <message>
      <source>&amp;Findings</source>
      <translation>&amp;Ескертулер</translation>
    </message>
    <message>
      <source>&amp;First steps</source>
      <translation>Ал&amp;ғашқы қадамдар</translation>
    </message>
    <message>
      <source>&amp;Folder for street networks:</source>
      <translation>&amp;Көше желілерінің қалтасы:</translation>
    </message>
    <message>
      <source>&amp;From:</source>
      <translation>Қай&amp;дан:</translation>
    </message>
    <message>
      <source>&amp;Go on after an answer</source>
      <translation>Жауаптан кейін &amp;әрі қарай өту</translation>
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
      <source>&amp;Keep it as</source>
      <translation>&amp;Қалай сақталады</translation>
    </message>
    <message>
      <source>&amp;Language of the questions in the form</source>
      <translation>Нысандағы сұрақтардың &amp;тілі</translation>
    </message>
    <message>
      <source>&amp;Layer of this project</source>
      <translation>Осы &amp;жобаның қабаты</translation>
    </message>
    <message>
      <source>&amp;Limits of my own</source>
      <translation>Ө&amp;з шектерім</translation>
    </message>
    <message>
      <source>&amp;Load a mapping…</source>
      <translation>Сәйкестікті &amp;жүктеу…</translation>
    </message>
    <message>
      <source>&amp;Load the sample city</source>
      <translation>&amp;Үлгі қаланы жүктеу</translation>
    </message>
    <message>
      <source>&amp;Look up the addresses</source>
      <translation>Мекенжайларды &amp;іздеу</translation>
    </message>
    <message>
      <source>&amp;Make it</source>
      <translation>Жа&amp;сау</translation>
    </message>
    <message>
      <source>&amp;Next</source>
      <translation>&amp;Келесі</translation>
    </message>
    <message>
      <source>&amp;Next &gt;</source>
      <translation>&amp;Келесі &gt;</translation>
    </message>
    <message>
      <source>&amp;Norm for measured values:</source>
      <translation>Өлшенген мәндердің &amp;нормасы:</translation>
    </message>
    <message>
      <source>&amp;Open a survey…</source>
      <translation>Тексеруді а&amp;шу…</translation>
    </message>
    <message>
      <source>&amp;Open places</source>
      <translation>Аш&amp;ық орындар</translation>
    </message>
    <message>
      <source>&amp;Other network</source>
      <translation>&amp;Басқа желі</translation>
    </message>
    <message>
      <source>&amp;Path of the file</source>
      <translation>Файлдың жо&amp;лы</translation>
    </message>
    <message>
      <source>&amp;Path of the store</source>
      <translation>Қойманың жо&amp;лы</translation>
    </message>
    <message>
      <source>&amp;Preview the scores</source>
      <translation>Бағаларды алдын ала &amp;есептеу</translation>
    </message>
    <message>
      <source>&amp;Previous</source>
      <translation>&amp;Алдыңғы</translation>
    </message>
    <message>
      <source>&amp;Print a city map…</source>
      <translation>&amp;Қала картасын басып шығару…</translation>
    </message>
    <message>
      <source>&amp;Redo</source>
      <translation>Қа&amp;йтару</translation>
    </message>
    <message>
      <source>&amp;Save</source>
      <translation>&amp;Сақтау</translation>
    </message>
    <message>
      <source>&amp;Save the mapping…</source>
      <translation>Сәйкестікті сақ&amp;тау…</translation>
    </message>
    <message>
      <source>&amp;Score a survey…</source>
      <translation>Тексеруді &amp;бағалау…</translation>
    </message>
    <message>
      <source>&amp;Sheet or table</source>
      <translation>&amp;Парақ немесе кесте</translation>
    </message>
    <message>
      <source>&amp;Slopes:</source>
      <translation>&amp;Еңістер:</translation>
    </message>
    <message>
      <source>&amp;To:</source>
      <translation>Қ&amp;айда:</translation>
    </message>
    <message>
      <source>&amp;Town of addresses that name none</source>
      <translation>&amp;Елді мекені аталмаған мекенжайлардың қаласы</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>Болды&amp;рмау</translation>
    </message>
    <message>
      <source>&amp;Unit of its numbers</source>
      <translation>Сандардың &amp;өлшем бірлігі</translation>
    </message>
    <message>
      <source>&amp;Use this system</source>
      <translation>&amp;Осы жүйені қолдану</translation>
    </message>
    <message>
      <source>&amp;Weight</source>
      <translation>&amp;Маңызы</translation>
    </message>
    <message>
      <source>&amp;Who is on the way:</source>
      <translation>Жолда &amp;кім:</translation>
    </message>
    <message>
      <source>&amp;Words that stand in it</source>
      <translation>Ондағы &amp;сөздер</translation>
    </message>
    <message>
      <source>'{given}' may mean several facilities: {some}. Choose one.</source>
      <translation>«{given}» бірнеше нысанды білдіруі мүмкін: {some}. Біреуін таңдаңыз.</translation>
    </message>
    <message>
      <source>&lt; &amp;Back</source>
      <translation>&lt; &amp;Артқа</translation>
    </message>
    <message>
      <source>A PDF made here has no tags for screen readers: they need the Python package pikepdf (extra 'pdf'), which is not installed.</source>
      <translation>Мұнда жасалған PDF-те экраннан оқу бағдарламаларына арналған тегтер жоқ: оларға орнатылмаған pikepdf Python бумасы керек («pdf» қосымшасы).</translation>
    </message>
    <message>
      <source>A category says which facilities count: give the survey, too.</source>
      <translation>Санат қай нысандар есептелетінін айтады: тексеруді де беріңіз.</translation>
    </message>
    <message>
      <source>A dead end so near to a way is a gap, metres</source>
      <translation>Тұйық жолға осынша жақын болса, үзіліс деп саналады, метр</translation>
    </message>
    <message>
      <source>A new survey store (GeoPackage with form and history)</source>
      <translation>Тексерулердің жаңа қоймасы (нысаны мен тарихы бар GeoPackage)</translation>
    </message>
    <message>
      <source>A page for each district, with its index</source>
      <translation>Әр ауданға көрсеткішімен бір бет</translation>
    </message>
    <message>
      <source>A row could not be written.</source>
      <translation>Жол жазылмады.</translation>
    </message>
    <message>
      <source>A sheet of your own (.qpt)</source>
      <translation>Өз парағыңыз (.qpt)</translation>
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
      <source>A survey or scored places, and what lies around them.</source>
      <translation>Тексеру немесе бағаланған орындар және олардың айналасы.</translation>
    </message>
    <message>
      <source>A survey that is not scored yet is scored first.</source>
      <translation>Әлі бағаланбаған тексеру алдымен бағаланады.</translation>
    </message>
    <message>
      <source>A temporary layer, lost when QGIS closes</source>
      <translation>Уақытша қабат, QGIS жабылғанда жоғалады</translation>
    </message>
    <message>
      <source>A11yJSON (accessibility apps)</source>
      <translation>A11yJSON (қолжетімділік қосымшалары)</translation>
    </message>
    <message>
      <source>Access</source>
      <translation>Қолжетімділік (access)</translation>
    </message>
    <message>
      <source>Access on foot</source>
      <translation>Жаяу қолжетімділік (foot)</translation>
    </message>
    <message>
      <source>Accessible</source>
      <translation>Қолжетімді</translation>
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
      <source>Accessible KZ turns surveys of public places into scores, finds step-free ways and prints maps. Try it on a town that does not exist, or take a survey of your own.</source>
      <translation>Accessible KZ қоғамдық орындардың тексерулерін бағаға айналдырады, баспалдақсыз жол табады және карта басып шығарады. Ойдан шығарылған қалада сынап көріңіз не өз тексеруіңізді алыңыз.</translation>
    </message>
    <message>
      <source>Accessible KZ: surveys and step-free routes</source>
      <translation>Accessible KZ: тексерулер және баспалдақсыз маршруттар</translation>
    </message>
    <message>
      <source>Accessible, but unconfirmed: {unconfirmed}. Unknown: {unknown}. Not surveyed: {not}.</source>
      <translation>Қолжетімді, бірақ расталмаған: {unconfirmed}. Белгісіз: {unknown}. Тексерілмеген: {not}.</translation>
    </message>
    <message>
      <source>Accessible, confirmed, %</source>
      <translation>Қолжетімді, расталған, %</translation>
    </message>
    <message>
      <source>Add&amp;ress or building layer</source>
      <translation>&amp;Мекенжайлар немесе ғимараттар қабаты</translation>
    </message>
    <message>
      <source>Adding requests for the national registry (one a line)</source>
      <translation>Ұлттық тізілімге қосу өтінімдері (әр жолда біреу)</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>Мекенжай</translation>
    </message>
    <message>
      <source>Addresses (*.gpkg *.geojson *.shp *.csv *.tsv *.xlsx)</source>
      <translation>Мекенжайлар (*.gpkg *.geojson *.shp *.csv *.tsv *.xlsx)</translation>
    </message>
    <message>
      <source>Addresses are looked up in a layer of yours, with address points or buildings; none leaves this computer. Only what is certain is taken; the rest is yours to decide, or stays a work list.</source>
      <translation>Мекенжайлар сіздің мекенжай нүктелері немесе ғимараттар қабатынан ізделеді; олардың ешқайсысы бұл компьютерден шықпайды. Тек даусызы алынады; қалғанын сіз шешесіз немесе ол жұмыс тізімі болып қалады.</translation>
    </message>
    <message>
      <source>Addresses or buildings</source>
      <translation>Мекенжайлар немесе ғимараттар</translation>
    </message>
    <message>
      <source>Addresses: field of house numbers, if not a usual one</source>
      <translation>Мекенжайлар: үй нөмірінің өрісі, әдеттегі болмаса</translation>
    </message>
    <message>
      <source>Addresses: field of streets, if not a usual one</source>
      <translation>Мекенжайлар: көше өрісі, әдеттегі болмаса</translation>
    </message>
    <message>
      <source>Addresses: field of whole addresses, if not a usual one</source>
      <translation>Мекенжайлар: толық мекенжай өрісі, әдеттегі болмаса</translation>
    </message>
    <message>
      <source>Addresses: points, buildings, or a table</source>
      <translation>Мекенжайлар: нүктелер, ғимараттар не кесте</translation>
    </message>
    <message>
      <source>After</source>
      <translation>Қашықтық</translation>
    </message>
    <message>
      <source>All</source>
      <translation>Барлығы</translation>
    </message>
    <message>
      <source>All findings</source>
      <translation>Барлық ескертулер</translation>
    </message>
    <message>
      <source>All of them may be left empty.</source>
      <translation>Бәрін бос қалдыруға болады.</translation>
    </message>
    <message>
      <source>All places with a position</source>
      <translation>Орны белгілі барлық нысандар</translation>
    </message>
    <message>
      <source>Allow &amp;downloads of streets</source>
      <translation>Көшелерді жүктеуге &amp;рұқсат беру</translation>
    </message>
    <message>
      <source>Also an OpenStreetMap file, joined with the layers</source>
      <translation>Қабаттармен жалғанатын OpenStreetMap файлы да</translation>
    </message>
    <message>
      <source>Also count who gets there within so many minutes</source>
      <translation>Осынша минутта кім жететінін де санау</translation>
    </message>
    <message>
      <source>Also norms that do not apply to the building's date</source>
      <translation>Ғимарат күніне қатысы жоқ нормалар да</translation>
    </message>
    <message>
      <source>An old green is shown as green, unconfirmed.</source>
      <translation>Ескі жасыл «жасыл, расталмаған» болып көрсетіледі.</translation>
    </message>
    <message>
      <source>Answer</source>
      <translation>Жауап</translation>
    </message>
    <message>
      <source>Answered</source>
      <translation>Жауап берілгені</translation>
    </message>
    <message>
      <source>Any table with one row a place: a spreadsheet, a text table, or a map layer. Nothing is changed in it. Names, phones and other personal data are left out when it is read and appear nowhere afterwards.</source>
      <translation>Бір жолы бір орын болатын кез келген кесте: электрондық кесте, мәтіндік кесте немесе карта қабаты. Онда ештеңе өзгертілмейді. Аты-жөндер, телефондар және басқа дербес деректер оқу кезінде алынып тасталады және кейін еш жерде көрінбейді.</translation>
    </message>
    <message>
      <source>Areas, such as districts</source>
      <translation>Аумақтар, мысалы аудандар</translation>
    </message>
    <message>
      <source>Areas: building sites…</source>
      <translation>Аумақтар: құрылыс алаңдары…</translation>
    </message>
    <message>
      <source>As in the national registry (green, orange, red)</source>
      <translation>Ұлттық тізілімдегідей (жасыл, сарғыш, қызыл)</translation>
    </message>
    <message>
      <source>At a given time</source>
      <translation>Белгілі бір уақытта</translation>
    </message>
    <message>
      <source>Atlas</source>
      <translation>Атлас</translation>
    </message>
    <message>
      <source>B&amp;rowse…</source>
      <translation>&amp;Шолу…</translation>
    </message>
    <message>
      <source>Bar chart; the table beneath it says the same</source>
      <translation>Бағанды диаграмма; астындағы кесте соны айтады</translation>
    </message>
    <message>
      <source>Barred pieces of streets</source>
      <translation>Өтуге болмайтын көше бөліктері</translation>
    </message>
    <message>
      <source>Barrier (gate, block …)</source>
      <translation>Кедергі (gate, block …)</translation>
    </message>
    <message>
      <source>Barriers found</source>
      <translation>Табылған кедергілер</translation>
    </message>
    <message>
      <source>Barriers whose removal helps</source>
      <translation>Жойылса көмектесетін кедергілер</translation>
    </message>
    <message>
      <source>Barriers, best removal first</source>
      <translation>Кедергілер, алдымен жойғаны ең пайдалысы</translation>
    </message>
    <message>
      <source>Base map beneath all</source>
      <translation>Бәрінің астындағы негізгі карта</translation>
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
      <source>Build a street network from layers</source>
      <translation>Қабаттардан көше желісін құру</translation>
    </message>
    <message>
      <source>Build from an OpenStreetMap file…</source>
      <translation>OpenStreetMap файлынан құру…</translation>
    </message>
    <message>
      <source>Build from loaded layers…</source>
      <translation>Жүктелген қабаттардан құру…</translation>
    </message>
    <message>
      <source>Building site (yes, no)</source>
      <translation>Құрылыс (yes, no)</translation>
    </message>
    <message>
      <source>C&amp;omment on the zone:</source>
      <translation>Аймаққа түс&amp;ініктеме:</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Бас тарту</translation>
    </message>
    <message>
      <source>Candidate</source>
      <translation>Үміткер</translation>
    </message>
    <message>
      <source>Category: number, title or the survey's own word</source>
      <translation>Санат: нөмірі, атауы немесе тексерудің өз сөзі</translation>
    </message>
    <message>
      <source>Category; empty for all:</source>
      <translation>Санат; бос болса — барлығы:</translation>
    </message>
    <message>
      <source>Cells: before → after</source>
      <translation>Ұяшықтар: бұрын → енді</translation>
    </message>
    <message>
      <source>Check a street network</source>
      <translation>Көше желісін тексеру</translation>
    </message>
    <message>
      <source>Check a survey</source>
      <translation>Тексеруді сынау</translation>
    </message>
    <message>
      <source>Checklist</source>
      <translation>Тексеру парағы</translation>
    </message>
    <message>
      <source>Choose a file first.</source>
      <translation>Алдымен файлды таңдаңыз.</translation>
    </message>
    <message>
      <source>Choose a folder</source>
      <translation>Қалта таңдау</translation>
    </message>
    <message>
      <source>Choose a layer first: the project has none that can be read.</source>
      <translation>Алдымен қабатты таңдаңыз: жобада оқуға болатын қабат жоқ.</translation>
    </message>
    <message>
      <source>Choose a place first.</source>
      <translation>Алдымен нысан таңдаңыз.</translation>
    </message>
    <message>
      <source>Choose a question in the checklist.</source>
      <translation>Тексеру парағынан сұрақ таңдаңыз.</translation>
    </message>
    <message>
      <source>Choose language, colours, text size, norms and where street networks lie</source>
      <translation>Тілді, түстерді, мәтін өлшемін, нормаларды және көше желілерінің орнын таңдау</translation>
    </message>
    <message>
      <source>Choose the field that tells the areas apart.</source>
      <translation>Аумақтарды ажырататын өрісті таңдаңыз.</translation>
    </message>
    <message>
      <source>Choose the field with the number of people.</source>
      <translation>Адам саны бар өрісті таңдаңыз.</translation>
    </message>
    <message>
      <source>Choose the layer of facilities first.</source>
      <translation>Алдымен нысандар қабатын таңдаңыз.</translation>
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
      <source>Click on a place on the map.</source>
      <translation>Картадағы нысанды басыңыз.</translation>
    </message>
    <message>
      <source>Click on the map</source>
      <translation>Картадан шерту</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Жабу</translation>
    </message>
    <message>
      <source>Closed to people on foot (yes, no)</source>
      <translation>Жаяу жүргіншілерге жабық (yes, no)</translation>
    </message>
    <message>
      <source>Co&amp;mpare with the store</source>
      <translation>Қой&amp;мамен салыстыру</translation>
    </message>
    <message>
      <source>Co&amp;rrections: what is otherwise than on the map:</source>
      <translation>&amp;Түзетулер: картадан өзгеше не бар:</translation>
    </message>
    <message>
      <source>Co&amp;unt by:</source>
      <translation>&amp;Немен бөліп санау:</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Түстер</translation>
    </message>
    <message>
      <source>Column</source>
      <translation>Баған</translation>
    </message>
    <message>
      <source>Column mapping</source>
      <translation>Бағандар сәйкестігі</translation>
    </message>
    <message>
      <source>Column mapping (*.toml)</source>
      <translation>Бағандар сәйкестігі (*.toml)</translation>
    </message>
    <message>
      <source>Column mapping, for tables that call their columns otherwise</source>
      <translation>Бағандары басқаша аталған кестелерге арналған сәйкестік</translation>
    </message>
    <message>
      <source>Columns not known by name</source>
      <translation>Аты белгісіз бағандар</translation>
    </message>
    <message>
      <source>Columns with a proposal</source>
      <translation>Ұсыныс бар бағандар</translation>
    </message>
    <message>
      <source>Compare scores with norms</source>
      <translation>Бағаларды нормалармен салыстыру</translation>
    </message>
    <message>
      <source>Comparing with the store</source>
      <translation>Қоймамен салыстыру</translation>
    </message>
    <message>
      <source>Confirmed scores only</source>
      <translation>Расталған бағалар ғана</translation>
    </message>
    <message>
      <source>Coordinate s&amp;ystem</source>
      <translation>Координаталар &amp;жүйесі</translation>
    </message>
    <message>
      <source>Corrections</source>
      <translation>Түзетулер</translation>
    </message>
    <message>
      <source>Corrections: what is otherwise than on the map</source>
      <translation>Түзетулер: картадағыдан өзгеше нәрсе</translation>
    </message>
    <message>
      <source>Cost table (*.toml *.csv)</source>
      <translation>Құн кестесі (*.toml *.csv)</translation>
    </message>
    <message>
      <source>Costs of improvements</source>
      <translation>Жақсартулардың құны</translation>
    </message>
    <message>
      <source>Count as barriers, too</source>
      <translation>Кедергі деп санау керек тағы не</translation>
    </message>
    <message>
      <source>Count lights by district, and what is not known</source>
      <translation>Аудандар бойынша белгілерді және белгісізді санау</translation>
    </message>
    <message>
      <source>Counted: {count} (all places).</source>
      <translation>Саналды: {count} (барлық орын).</translation>
    </message>
    <message>
      <source>Counted: {count} of {all} (those selected on the map).</source>
      <translation>Саналды: {all} орыннан {count} (картада таңдалғандары).</translation>
    </message>
    <message>
      <source>Counting places</source>
      <translation>Орындар саналуда</translation>
    </message>
    <message>
      <source>Dashboard: f&amp;igures and bars</source>
      <translation>&amp;Көрсеткіштер: сандар мен жолақтар</translation>
    </message>
    <message>
      <source>Dashboard: how accessible places are</source>
      <translation>Көрсеткіштер: орындардың қолжетімділігі</translation>
    </message>
    <message>
      <source>Decision</source>
      <translation>Шешім</translation>
    </message>
    <message>
      <source>Differences</source>
      <translation>Айырмашылықтар</translation>
    </message>
    <message>
      <source>District</source>
      <translation>Аудан</translation>
    </message>
    <message>
      <source>Districts</source>
      <translation>Аудандар</translation>
    </message>
    <message>
      <source>Do again what was taken back (Ctrl+Shift+Z)</source>
      <translation>Болдырылмағанды қайтару (Ctrl+Shift+Z)</translation>
    </message>
    <message>
      <source>Done again: {step}</source>
      <translation>Қайтарылды: {step}</translation>
    </message>
    <message>
      <source>Doors</source>
      <translation>Кіреберістер</translation>
    </message>
    <message>
      <source>Doors of the nearest</source>
      <translation>Ең жақындарының есіктері</translation>
    </message>
    <message>
      <source>Draw what is otherwise than on the map; it counts at once.</source>
      <translation>Картадан өзгеше нәрсені салыңыз; ол бірден есепке алынады.</translation>
    </message>
    <message>
      <source>Each layer is one kind of start and gives columns under its name.</source>
      <translation>Әр қабат бастаудың бір түрі және өз атымен бағандар береді.</translation>
    </message>
    <message>
      <source>Earlier work list, its column accept filled in</source>
      <translation>Бұрынғы жұмыс тізімі, accept бағаны толтырылған</translation>
    </message>
    <message>
      <source>Edition of the norm, such as sp-rk-2019; empty = as set, or by building date</source>
      <translation>Норма редакциясы, мысалы sp-rk-2019; бос = баптаудағыдай не ғимарат күні бойынша</translation>
    </message>
    <message>
      <source>Elevation model</source>
      <translation>Биіктік моделі</translation>
    </message>
    <message>
      <source>Elevation model, for slopes that are not tagged</source>
      <translation>Көрсетілмеген еңістерге арналған биіктік моделі</translation>
    </message>
    <message>
      <source>Emptied cells and missing places stay in the store.</source>
      <translation>Босаған ұяшықтар мен жоқ орындар қоймада қалады.</translation>
    </message>
    <message>
      <source>Ends so near to each other are joined, metres</source>
      <translation>Бір-біріне осынша жақын ұштар жалғанады, метр</translation>
    </message>
    <message>
      <source>Enter goes to this question.</source>
      <translation>Enter осы сұраққа апарады.</translation>
    </message>
    <message>
      <source>Enter selects the places of a row, or of one count, on the map.</source>
      <translation>Enter пернесі жолдың не бір санның орындарын картада таңдайды.</translation>
    </message>
    <message>
      <source>Enter shows an entry on the map.</source>
      <translation>Enter жазбаны картада көрсетеді.</translation>
    </message>
    <message>
      <source>Errors</source>
      <translation>Қателер</translation>
    </message>
    <message>
      <source>Excel workbook (*.xlsx)</source>
      <translation>Excel кітабы (*.xlsx)</translation>
    </message>
    <message>
      <source>Explain scores</source>
      <translation>Бағаларды түсіндіру</translation>
    </message>
    <message>
      <source>Explanations</source>
      <translation>Түсіндірмелер</translation>
    </message>
    <message>
      <source>Export places</source>
      <translation>Орындарды экспорттау</translation>
    </message>
    <message>
      <source>Export the findings</source>
      <translation>Ескертулерді экспорттау</translation>
    </message>
    <message>
      <source>Facilities by access</source>
      <translation>Нысандар, жету жолы бойынша</translation>
    </message>
    <message>
      <source>Facilities found</source>
      <translation>Табылған нысандар</translation>
    </message>
    <message>
      <source>Facilities reached</source>
      <translation>Жетуге болатын нысандар</translation>
    </message>
    <message>
      <source>Facilities read</source>
      <translation>Оқылған нысандар</translation>
    </message>
    <message>
      <source>Field mapping (*.toml)</source>
      <translation>Өрістер сәйкестігі (*.toml)</translation>
    </message>
    <message>
      <source>Field that names them</source>
      <translation>Оларды атайтын өріс</translation>
    </message>
    <message>
      <source>Field that tells areas apart</source>
      <translation>Аумақтарды ажырататын өріс</translation>
    </message>
    <message>
      <source>Field that tells districts &amp;apart:</source>
      <translation>Аудандарды &amp;ажырататын өріс:</translation>
    </message>
    <message>
      <source>Field with the number of people</source>
      <translation>Адам саны бар өріс</translation>
    </message>
    <message>
      <source>Field work</source>
      <translation>Дала жұмысы</translation>
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
      <source>Fill in the checklist of a place and see why it has its traffic light</source>
      <translation>Нысанның тексеру парағын толтыру және бағасының себебін көру</translation>
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
      <source>Find places surveyed twice</source>
      <translation>Екі рет тексерілген орындарды табу</translation>
    </message>
    <message>
      <source>Find positions by address</source>
      <translation>Орынды мекенжай бойынша табу</translation>
    </message>
    <message>
      <source>Find the nearest accessible facilities</source>
      <translation>Ең жақын қолжетімді нысандарды табу</translation>
    </message>
    <message>
      <source>Find the wa&amp;y</source>
      <translation>Ж&amp;олды табу</translation>
    </message>
    <message>
      <source>Find ways step by step, beside the map: from here, to that door</source>
      <translation>Карта жанында жолды қадам сайын табу: осы жерден сол есікке дейін</translation>
    </message>
    <message>
      <source>Find what is reached within minutes</source>
      <translation>Бірнеше минутта жетуге болатынын табу</translation>
    </message>
    <message>
      <source>Finding the way</source>
      <translation>Жол ізделуде</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>Ескертулер</translation>
    </message>
    <message>
      <source>Findings on the map</source>
      <translation>Картадағы ескертулер</translation>
    </message>
    <message>
      <source>First steps with Accessible KZ</source>
      <translation>Accessible KZ: алғашқы қадамдар</translation>
    </message>
    <message>
      <source>Folder of the maps</source>
      <translation>Карталар қалтасы</translation>
    </message>
    <message>
      <source>Folder of the passports</source>
      <translation>Паспорттар қалтасы</translation>
    </message>
    <message>
      <source>For</source>
      <translation>Кім үшін</translation>
    </message>
    <message>
      <source>For whom</source>
      <translation>Кімге</translation>
    </message>
    <message>
      <source>Form</source>
      <translation>Форма</translation>
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
      <source>From all of these</source>
      <translation>Осылардың бәрінен</translation>
    </message>
    <message>
      <source>From many places to many…</source>
      <translation>Көп жерден көп жерге…</translation>
    </message>
    <message>
      <source>From the first</source>
      <translation>Біріншіден</translation>
    </message>
    <message>
      <source>Gaps and parts as lines</source>
      <translation>Үзілістер мен бөліктер сызық түрінде</translation>
    </message>
    <message>
      <source>GeoJSON with answers and scores</source>
      <translation>Жауаптары мен бағалары бар GeoJSON</translation>
    </message>
    <message>
      <source>GeoPackage (*.gpkg)</source>
      <translation>GeoPackage (*.gpkg)</translation>
    </message>
    <message>
      <source>Give addresses: a layer or table, or an OpenStreetMap file.</source>
      <translation>Мекенжайларды беріңіз: қабат не кесте немесе OpenStreetMap файлы.</translation>
    </message>
    <message>
      <source>Give each place its traffic light for six groups of people</source>
      <translation>Әр орынға алты топ үшін бағдаршам белгісін беру</translation>
    </message>
    <message>
      <source>Give longitude and latitude in degrees, such as 69.9005, 48.8953.</source>
      <translation>Бойлық пен ендікті градуспен беріңіз, мысалы 69.9005, 48.8953.</translation>
    </message>
    <message>
      <source>Give one point to start from, or a layer of starts.</source>
      <translation>Бір бастау нүктесін немесе бастаулар қабатын беріңіз.</translation>
    </message>
    <message>
      <source>Go on where an earlier run stopped: keep finished files</source>
      <translation>Бұрынғы іске қосу тоқтаған жерден жалғастыру: дайын файлдар қалады</translation>
    </message>
    <message>
      <source>Goal</source>
      <translation>Баратын жер</translation>
    </message>
    <message>
      <source>Green places behind red streets</source>
      <translation>Қызыл көшелердің ар жағындағы жасыл орындар</translation>
    </message>
    <message>
      <source>Group of people</source>
      <translation>Адамдар тобы</translation>
    </message>
    <message>
      <source>HTML (*.html)</source>
      <translation>HTML (*.html)</translation>
    </message>
    <message>
      <source>HTML (*.html);;PDF (*.pdf)</source>
      <translation>HTML (*.html);;PDF (*.pdf)</translation>
    </message>
    <message>
      <source>HTML page</source>
      <translation>HTML беті</translation>
    </message>
    <message>
      <source>Hand places over as A11yJSON, registry requests or GeoJSON</source>
      <translation>Орындарды A11yJSON, тізілім өтінімдері немесе GeoJSON түрінде беру</translation>
    </message>
    <message>
      <source>Height</source>
      <translation>Биіктік</translation>
    </message>
    <message>
      <source>Height of the kerb (3 cm)</source>
      <translation>Жиектас биіктігі (3 cm)</translation>
    </message>
    <message>
      <source>Heights</source>
      <translation>Биіктіктер</translation>
    </message>
    <message>
      <source>Heights along the way</source>
      <translation>Жол бойындағы биіктіктер</translation>
    </message>
    <message>
      <source>Heights, estimated from a coarse model: {up} up, {down} down in all.</source>
      <translation>Биіктіктер, ірі үлгі бойынша бағаланған: барлығы {up} өрге, {down} еңіске.</translation>
    </message>
    <message>
      <source>Heights: the way neither climbs nor falls by {noise} at a stretch.</source>
      <translation>Биіктіктер: жол бірден {noise} өрлемейді де, төмендемейді де.</translation>
    </message>
    <message>
      <source>Heights: {up} up, {down} down in all.</source>
      <translation>Биіктіктер: барлығы {up} өрге, {down} еңіске.</translation>
    </message>
    <message>
      <source>Highest kerb, centimetres</source>
      <translation>Ең биік жиектас, сантиметр</translation>
    </message>
    <message>
      <source>Highest kerb, centimetres:</source>
      <translation>Ең биік жиектас, сантиметр:</translation>
    </message>
    <message>
      <source>History, the newest first</source>
      <translation>Тарихы, жаңасы бірінші</translation>
    </message>
    <message>
      <source>How alike</source>
      <translation>Қаншалықты ұқсас</translation>
    </message>
    <message>
      <source>How it is</source>
      <translation>Қандай</translation>
    </message>
    <message>
      <source>How many at most</source>
      <translation>Ең көбі қанша</translation>
    </message>
    <message>
      <source>How many to list</source>
      <translation>Тізімде қанша</translation>
    </message>
    <message>
      <source>Id</source>
      <translation>Сәйкестендіргіш</translation>
    </message>
    <message>
      <source>Ids with commas between them; empty: all places of the layer.</source>
      <translation>Үтірмен бөлінген идентификаторлар; бос болса, қабаттың барлық орны.</translation>
    </message>
    <message>
      <source>In words</source>
      <translation>Сөзбен</translation>
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
      <source>Internet address, printed as a QR code</source>
      <translation>QR-код болып басылатын интернет мекенжайы</translation>
    </message>
    <message>
      <source>Into a survey store that is there already</source>
      <translation>Бұрыннан бар тексерулер қоймасына</translation>
    </message>
    <message>
      <source>Items are filled in by their ids: title, subtitle, map, legend, notes, credit ...</source>
      <translation>Элементтер идентификаторлары бойынша толтырылады: title, subtitle, map, legend, notes, credit ...</translation>
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
      <source>Judged, %</source>
      <translation>Бағаланған, %</translation>
    </message>
    <message>
      <source>Judging</source>
      <translation>Бағалау</translation>
    </message>
    <message>
      <source>Kerb (flush, lowered, raised)</source>
      <translation>Жиектас (flush, lowered, raised)</translation>
    </message>
    <message>
      <source>Kerbs, barriers and lifts</source>
      <translation>Жиектастар, кедергілер және лифттер</translation>
    </message>
    <message>
      <source>Keys 1 to 4 in the checklist answer a question and go to the next one</source>
      <translation>Тексеру парағындағы 1–4 пернелері сұраққа жауап беріп, келесісіне өтеді</translation>
    </message>
    <message>
      <source>Kind of file</source>
      <translation>Файл түрі</translation>
    </message>
    <message>
      <source>Kind of place</source>
      <translation>Орын түрі</translation>
    </message>
    <message>
      <source>Kind of place, in detail</source>
      <translation>Орын түрі, толығырақ</translation>
    </message>
    <message>
      <source>Kind of way</source>
      <translation>Жол түрі (highway)</translation>
    </message>
    <message>
      <source>Known all along: {names}.</source>
      <translation>Бүкіл жол бойында белгілі: {names}.</translation>
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
      <source>Languages</source>
      <translation>Тілдер</translation>
    </message>
    <message>
      <source>Large print (16 pt and more; A2 and larger)</source>
      <translation>Ірі баспа (16 пт және одан ірі; A2-ден бастап)</translation>
    </message>
    <message>
      <source>Large print (18 pt)</source>
      <translation>Ірі басылым (18 пт)</translation>
    </message>
    <message>
      <source>Large print needs a large sheet; an atlas adds pages that enlarge it.</source>
      <translation>Ірі басылымға үлкен парақ керек; атлас оны үлкейтетін беттер қосады.</translation>
    </message>
    <message>
      <source>Large print, 18 pt</source>
      <translation>Ірі әріп, 18 пт</translation>
    </message>
    <message>
      <source>Largest distance from the points to a street, metres</source>
      <translation>Нүктелерден көшеге дейінгі ең үлкен қашықтық, метр</translation>
    </message>
    <message>
      <source>Largest distance from the points to a street, metres:</source>
      <translation>Нүктелерден көшеге дейінгі ең үлкен қашықтық, метр:</translation>
    </message>
    <message>
      <source>Latitude</source>
      <translation>Ендік</translation>
    </message>
    <message>
      <source>Layer of &amp;districts:</source>
      <translation>Аудандар &amp;қабаты:</translation>
    </message>
    <message>
      <source>Layer of &amp;places:</source>
      <translation>&amp;Орындар қабаты:</translation>
    </message>
    <message>
      <source>Layer of facilities:</source>
      <translation>Нысандар қабаты:</translation>
    </message>
    <message>
      <source>Layers of streets and paths, and of kerbs or barriers as points</source>
      <translation>Көшелер мен жолдар қабаттары, жиектас не кедергі нүктелері</translation>
    </message>
    <message>
      <source>Layout template (*.qpt)</source>
      <translation>Макет үлгісі (*.qpt)</translation>
    </message>
    <message>
      <source>Leave it op&amp;en</source>
      <translation>Ашық қал&amp;дыру</translation>
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
      <source>Lift (working, out of order)</source>
      <translation>Лифт (working, out of order)</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Баға</translation>
    </message>
    <message>
      <source>Lines along streets…</source>
      <translation>Көше бойындағы сызықтар…</translation>
    </message>
    <message>
      <source>List what is wrong or unclear in a survey, row by row</source>
      <translation>Тексерудегі қате немесе түсініксіз жайларды жол-жолымен тізу</translation>
    </message>
    <message>
      <source>Load a layer with addresses first, or take a file.</source>
      <translation>Алдымен мекенжайлары бар қабатты жүктеңіз немесе файл алыңыз.</translation>
    </message>
    <message>
      <source>Load a mapping</source>
      <translation>Сәйкестікті жүктеу</translation>
    </message>
    <message>
      <source>Load a survey first, or the sample city from the menu: no layer is chosen here.</source>
      <translation>Алдымен тексеруді немесе мәзірден үлгі қаланы жүктеңіз: мұнда қабат таңдалмаған.</translation>
    </message>
    <message>
      <source>Load an invented town: streets, districts and scored places to try it all on</source>
      <translation>Бәрін сынап көру үшін көшелері, аудандары және бағаланған орындары бар ойдан шығарылған қаланы жүктеу</translation>
    </message>
    <message>
      <source>Longitude</source>
      <translation>Бойлық</translation>
    </message>
    <message>
      <source>Longitude, latitude:</source>
      <translation>Бойлық, ендік:</translation>
    </message>
    <message>
      <source>Look up the addresses first.</source>
      <translation>Алдымен мекенжайларды іздеңіз.</translation>
    </message>
    <message>
      <source>Looking up addresses</source>
      <translation>Мекенжайларды іздеу</translation>
    </message>
    <message>
      <source>Lying sheet</source>
      <translation>Көлденең парақ</translation>
    </message>
    <message>
      <source>Make a document of what is known of this place</source>
      <translation>Осы нысан туралы белгілі мәліметтен құжат жасау</translation>
    </message>
    <message>
      <source>Make a form for phones (ODK, KoboToolbox)</source>
      <translation>Телефонға арналған форма жасау (ODK, KoboToolbox)</translation>
    </message>
    <message>
      <source>Make a form on paper</source>
      <translation>Қағаз форма жасау</translation>
    </message>
    <message>
      <source>Make a map of each district, for several groups and in several languages</source>
      <translation>Әр ауданның картасын бірнеше топқа, бірнеше тілде жасау</translation>
    </message>
    <message>
      <source>Make a page with map, legend and list of places, ready to print</source>
      <translation>Картасы, шартты белгілері және орындар тізімі бар бетті басуға дайындау</translation>
    </message>
    <message>
      <source>Make passports of facilities</source>
      <translation>Нысан паспорттарын жасау</translation>
    </message>
    <message>
      <source>Making the layer</source>
      <translation>Қабатты жасау</translation>
    </message>
    <message>
      <source>Maps kept</source>
      <translation>Қалдырылған карталар</translation>
    </message>
    <message>
      <source>Maps made</source>
      <translation>Жасалған карталар</translation>
    </message>
    <message>
      <source>Maps that failed</source>
      <translation>Жасалмаған карталар</translation>
    </message>
    <message>
      <source>Matrix</source>
      <translation>Матрица</translation>
    </message>
    <message>
      <source>Matrix of durations and distances</source>
      <translation>Уақыт пен қашықтық матрицасы</translation>
    </message>
    <message>
      <source>Measured</source>
      <translation>Өлшенгені</translation>
    </message>
    <message>
      <source>Measured &amp;value:</source>
      <translation>Өлшенген &amp;мән:</translation>
    </message>
    <message>
      <source>Measured so, the answer is: {answer}</source>
      <translation>Өлшеу бойынша жауап: {answer}</translation>
    </message>
    <message>
      <source>Measured so, the answer would be: {answer}. The other answer was given: it stays, and no green is confirmed.</source>
      <translation>Өлшеу бойынша жауап мынадай болар еді: {answer}. Басқа жауап берілген: ол қала береді, ал жасыл расталмайды.</translation>
    </message>
    <message>
      <source>Measured value</source>
      <translation>Өлшенген мән</translation>
    </message>
    <message>
      <source>Metres</source>
      <translation>Метр</translation>
    </message>
    <message>
      <source>Middle of the map</source>
      <translation>Картаның ортасы</translation>
    </message>
    <message>
      <source>Minutes are numbers over zero, such as 5 10 15, not '{given}'.</source>
      <translation>Минуттар нөлден үлкен сандар, мысалы 5 10 15, «{given}» емес.</translation>
    </message>
    <message>
      <source>Minutes within which to get there, and back</source>
      <translation>Барып, қайтып келуге берілетін минуттар</translation>
    </message>
    <message>
      <source>Minutes, one or several</source>
      <translation>Минуттар, бір не бірнеше</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Модельдер</translation>
    </message>
    <message>
      <source>More questions to this network</source>
      <translation>Осы желіге басқа сұрақтар</translation>
    </message>
    <message>
      <source>Moved to a page of their own, because the template has no room: {ids}.</source>
      <translation>Үлгіде орын болмағандықтан бөлек бетке көшірілді: {ids}.</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Атауы</translation>
    </message>
    <message>
      <source>Name of the place</source>
      <translation>Елді мекен атауы</translation>
    </message>
    <message>
      <source>Name or number of the facility:</source>
      <translation>Нысанның атауы немесе нөмірі:</translation>
    </message>
    <message>
      <source>Narrowest way, centimetres</source>
      <translation>Ең тар жол, сантиметр</translation>
    </message>
    <message>
      <source>Narrowest way, centimetres:</source>
      <translation>Ең тар жол, сантиметр:</translation>
    </message>
    <message>
      <source>Ne&amp;xt</source>
      <translation>Ке&amp;лесі</translation>
    </message>
    <message>
      <source>Nearer, but out of reach</source>
      <translation>Жақынырақ, бірақ жетуге болмайды</translation>
    </message>
    <message>
      <source>New layer of corrections</source>
      <translation>Түзетулердің жаңа қабаты</translation>
    </message>
    <message>
      <source>Next place (Ctrl+Page down)</source>
      <translation>Келесі нысан (Ctrl+Page Down)</translation>
    </message>
    <message>
      <source>No crossing so far along a street is one missing, metres</source>
      <translation>Көше бойымен осынша жерде өткел болмаса, өткел жетіспейді, метр</translation>
    </message>
    <message>
      <source>No facility of the survey is called '{given}'.</source>
      <translation>Тексеруде «{given}» деген нысан жоқ.</translation>
    </message>
    <message>
      <source>No farther than so many minutes</source>
      <translation>Осынша минуттан алыс емес</translation>
    </message>
    <message>
      <source>No further maps, but for a crowded centre</source>
      <translation>Қосымша карта жоқ, тек орындар тығыз орталықтан басқа</translation>
    </message>
    <message>
      <source>No further question is open here.</source>
      <translation>Бұл бағытта жауапсыз сұрақ қалмады.</translation>
    </message>
    <message>
      <source>No gap where a walk no longer than this joins both sides, metres</source>
      <translation>Екі жақты бұдан ұзын емес жол жалғаса, үзіліс емес, метр</translation>
    </message>
    <message>
      <source>No installed typeface has all Kazakh letters: install {family}.</source>
      <translation>Орнатылған қаріптердің ешқайсысында қазақ әріптері толық емес: {family} орнатыңыз.</translation>
    </message>
    <message>
      <source>No map could be made; see above.</source>
      <translation>Бірде-бір карта жасалмады; жоғарыдан қараңыз.</translation>
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
      <source>Not accessible</source>
      <translation>Қолжетімсіз</translation>
    </message>
    <message>
      <source>Not foreseen</source>
      <translation>Қарастырылмаған</translation>
    </message>
    <message>
      <source>Not given</source>
      <translation>Көрсетілмеген</translation>
    </message>
    <message>
      <source>Not given, or not understood</source>
      <translation>Көрсетілмеген не түсініксіз</translation>
    </message>
    <message>
      <source>Not known of the way with the fewest barriers: {shares}.</source>
      <translation>Кедергісі ең аз жолда белгісіз: {shares}.</translation>
    </message>
    <message>
      <source>Not saved, the changes are still here: {error}</source>
      <translation>Сақталмады, өзгерістер осында қалды: {error}</translation>
    </message>
    <message>
      <source>Not surveyed</source>
      <translation>Тексерілмеген</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Ескертпе</translation>
    </message>
    <message>
      <source>Nothing is measured here: answer with the keys 1 to 4.</source>
      <translation>Мұнда ештеңе өлшенбейді: 1–4 пернелерімен жауап беріңіз.</translation>
    </message>
    <message>
      <source>Nothing was asked yet: say where from and where to.</source>
      <translation>Әлі ештеңе сұралған жоқ: қайдан және қайда екенін айтыңыз.</translation>
    </message>
    <message>
      <source>Nothing was counted yet.</source>
      <translation>Әлі ештеңе саналған жоқ.</translation>
    </message>
    <message>
      <source>Number of steps</source>
      <translation>Баспалдақ саны</translation>
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
      <source>Only &amp;selected places</source>
      <translation>&amp;Таңдалған орындар ғана</translation>
    </message>
    <message>
      <source>Only facilities of this category</source>
      <translation>Осы санаттағы нысандар ғана</translation>
    </message>
    <message>
      <source>Only on ways of this kind</source>
      <translation>Тек осы түрдегі жолдарда</translation>
    </message>
    <message>
      <source>Only these categories (none chosen: all)</source>
      <translation>Тек осы санаттар (таңдалмаса: барлығы)</translation>
    </message>
    <message>
      <source>Only these places, by their ids</source>
      <translation>Тек мына орындар, идентификаторы бойынша</translation>
    </message>
    <message>
      <source>Only this place, by its id</source>
      <translation>Осы орын ғана, id бойынша</translation>
    </message>
    <message>
      <source>Only where they differ</source>
      <translation>Айырмашылық бар жерлер ғана</translation>
    </message>
    <message>
      <source>Open a file…</source>
      <translation>Файлды ашу…</translation>
    </message>
    <message>
      <source>Open a survey</source>
      <translation>Тексеруді ашу</translation>
    </message>
    <message>
      <source>Open any table of a survey, say what its columns hold, and show it on the map</source>
      <translation>Тексерудің кез келген кестесін ашып, бағандарында не барын көрсетіп, картада көру</translation>
    </message>
    <message>
      <source>Open it</source>
      <translation>Ашу</translation>
    </message>
    <message>
      <source>Open or build a street network first.</source>
      <translation>Алдымен көше желісін ашыңыз немесе құрыңыз.</translation>
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
      <source>OpenStreetMap file to the reach of all clinics</source>
      <translation>OpenStreetMap файлынан барлық емханаға жету аумағына</translation>
    </message>
    <message>
      <source>Opening hours and corrections count for:</source>
      <translation>Жұмыс уақыты мен түзетулер мына уақытқа есептеледі:</translation>
    </message>
    <message>
      <source>Or addresses of an OpenStreetMap file (needs the package osmium)</source>
      <translation>Немесе OpenStreetMap файлының мекенжайлары (osmium пакеті керек)</translation>
    </message>
    <message>
      <source>Or from all of these</source>
      <translation>Немесе осылардың бәрінен</translation>
    </message>
    <message>
      <source>Outlines of what is reached</source>
      <translation>Жетуге болатын жердің сұлбасы</translation>
    </message>
    <message>
      <source>Outside all districts</source>
      <translation>Барлық ауданнан тыс</translation>
    </message>
    <message>
      <source>P&amp;assport…</source>
      <translation>&amp;Паспорт…</translation>
    </message>
    <message>
      <source>PDF</source>
      <translation>PDF</translation>
    </message>
    <message>
      <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png)</source>
      <translation>PDF (*.pdf);;SVG (*.svg);;PNG (*.png)</translation>
    </message>
    <message>
      <source>Page (*.html);;Table (*.csv)</source>
      <translation>Бет (*.html);;Кесте (*.csv)</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Беттер</translation>
    </message>
    <message>
      <source>Pages that enlarge the sheet piece by piece, each with its index</source>
      <translation>Парақты бөлік-бөлік үлкейтетін беттер, әрқайсысы көрсеткішімен</translation>
    </message>
    <message>
      <source>Pairs</source>
      <translation>Жұптар</translation>
    </message>
    <message>
      <source>Pairs that may be one</source>
      <translation>Бір орын болуы мүмкін жұптар</translation>
    </message>
    <message>
      <source>Pairs with a route</source>
      <translation>Маршруты бар жұптар</translation>
    </message>
    <message>
      <source>Part of the sample city could not be loaded; the log says why.</source>
      <translation>Үлгі қаланың бір бөлігі жүктелмеді; себебі журналда.</translation>
    </message>
    <message>
      <source>Partly</source>
      <translation>Ішінара</translation>
    </message>
    <message>
      <source>Passable by wheelchair (yes, limited, no)</source>
      <translation>Арбамен өтуге бола ма (yes, limited, no)</translation>
    </message>
    <message>
      <source>Passports</source>
      <translation>Паспорттар</translation>
    </message>
    <message>
      <source>People of points live along streets within so many metres</source>
      <translation>Нүктедегі адамдар осынша метрдегі көшелер бойында тұрады</translation>
    </message>
    <message>
      <source>Pick a place on the &amp;map</source>
      <translation>&amp;Картадан нысан таңдау</translation>
    </message>
    <message>
      <source>Picture (*.png);;Drawing (*.svg)</source>
      <translation>Сурет (*.png);;Сызба (*.svg)</translation>
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
      <source>Place</source>
      <translation>Орын</translation>
    </message>
    <message>
      <source>Places</source>
      <translation>Орындар</translation>
    </message>
    <message>
      <source>Places by their addresses</source>
      <translation>Мекенжай бойынша орындар</translation>
    </message>
    <message>
      <source>Places found</source>
      <translation>Табылған нысандар</translation>
    </message>
    <message>
      <source>Places in the index</source>
      <translation>Көрсеткіштегі орындар</translation>
    </message>
    <message>
      <source>Places still without a position</source>
      <translation>Орны әлі белгісіз нысандар</translation>
    </message>
    <message>
      <source>Places with answers: {places} of {all}. Answers understood: {answers}.</source>
      <translation>Жауабы бар орындар: {all} ішінен {places}. Түсінілген жауаптар: {answers}.</translation>
    </message>
    <message>
      <source>Places without a position</source>
      <translation>Координатасы жоқ орындар</translation>
    </message>
    <message>
      <source>Places written</source>
      <translation>Жазылған орындар</translation>
    </message>
    <message>
      <source>Places, such as a survey</source>
      <translation>Орындар, мысалы тексеру</translation>
    </message>
    <message>
      <source>Places: {group}</source>
      <translation>Орындар: {group}</translation>
    </message>
    <message>
      <source>Points, lines or areas with attribute, value, valid_from, valid_to, source, note.</source>
      <translation>attribute, value, valid_from, valid_to, source, note өрістері бар нүктелер, сызықтар немесе аумақтар.</translation>
    </message>
    <message>
      <source>Points: kerbs, lifts, gates…</source>
      <translation>Нүктелер: жиектастар, лифттер, қақпалар…</translation>
    </message>
    <message>
      <source>Position on the map</source>
      <translation>Картадағы орны</translation>
    </message>
    <message>
      <source>Positions found</source>
      <translation>Табылған орындар</translation>
    </message>
    <message>
      <source>Positions in metres</source>
      <translation>Метрмен берілген координаталар</translation>
    </message>
    <message>
      <source>Previous place (Ctrl+Page up)</source>
      <translation>Алдыңғы нысан (Ctrl+Page Up)</translation>
    </message>
    <message>
      <source>Prices (*.toml)</source>
      <translation>Бағалар (*.toml)</translation>
    </message>
    <message>
      <source>Prices of works</source>
      <translation>Жұмыс бағалары</translation>
    </message>
    <message>
      <source>Print a city map</source>
      <translation>Қала картасын басып шығару</translation>
    </message>
    <message>
      <source>Print city maps of all districts</source>
      <translation>Барлық ауданның қала картасын басып шығару</translation>
    </message>
    <message>
      <source>Print maps of all &amp;districts…</source>
      <translation>Барлық а&amp;удан картасын басып шығару…</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Орындалу барысы</translation>
    </message>
    <message>
      <source>Project with the layout, to change it by hand</source>
      <translation>Макеті бар жоба, қолмен өзгерту үшін</translation>
    </message>
    <message>
      <source>Proposals as a table</source>
      <translation>Ұсыныстар кесте түрінде</translation>
    </message>
    <message>
      <source>Propose a column mapping</source>
      <translation>Бағандар сәйкестігін ұсыну</translation>
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
      <source>Question</source>
      <translation>Сұрақ</translation>
    </message>
    <message>
      <source>Question and how to decide</source>
      <translation>Сұрақ және қалай шешу керегі</translation>
    </message>
    <message>
      <source>Ramp for wheelchairs (yes, no)</source>
      <translation>Арбаға арналған пандус (yes, no)</translation>
    </message>
    <message>
      <source>Rank barriers by what their removal gives</source>
      <translation>Кедергілерді жою пайдасы бойынша реттеу</translation>
    </message>
    <message>
      <source>Reached streets</source>
      <translation>Жетуге болатын көшелер</translation>
    </message>
    <message>
      <source>Reached, kilometres</source>
      <translation>Жетуге болатыны, километр</translation>
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
      <source>Reading places</source>
      <translation>Нысандарды оқу</translation>
    </message>
    <message>
      <source>Reading the facilities</source>
      <translation>Нысандар оқылуда</translation>
    </message>
    <message>
      <source>Reading the survey</source>
      <translation>Тексеруді оқу</translation>
    </message>
    <message>
      <source>Reading the table</source>
      <translation>Кестені оқу</translation>
    </message>
    <message>
      <source>Reading with GDAL. With the Python package osmium, files are read faster and node numbers of OpenStreetMap are kept: python3 -m pip install osmium</source>
      <translation>GDAL арқылы оқылуда. Python-ның osmium пакетімен файлдар тезірек оқылады және OpenStreetMap түйіндерінің нөмірлері сақталады: python3 -m pip install osmium</translation>
    </message>
    <message>
      <source>Renamed streets: a table old, new</source>
      <translation>Атауы өзгерген көшелер: old, new кестесі</translation>
    </message>
    <message>
      <source>Rests on</source>
      <translation>Негізі</translation>
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
      <source>Review</source>
      <translation>Тексерісі</translation>
    </message>
    <message>
      <source>Review and history</source>
      <translation>Тексеріс пен тарих</translation>
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
      <source>S&amp;how on the map</source>
      <translation>Картада көр&amp;сету</translation>
    </message>
    <message>
      <source>S&amp;how the whole way</source>
      <translation>Бүкіл жо&amp;лды көрсету</translation>
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
      <source>Save &amp;table…</source>
      <translation>&amp;Кестені сақтау…</translation>
    </message>
    <message>
      <source>Save and sho&amp;w</source>
      <translation>&amp;Сақтау және көрсету</translation>
    </message>
    <message>
      <source>Save c&amp;hart…</source>
      <translation>&amp;Диаграмманы сақтау…</translation>
    </message>
    <message>
      <source>Save the &amp;work list…</source>
      <translation>Ж&amp;ұмыс тізімін сақтау…</translation>
    </message>
    <message>
      <source>Save the chart</source>
      <translation>Диаграмманы сақтау</translation>
    </message>
    <message>
      <source>Save the mapping</source>
      <translation>Сәйкестікті сақтау</translation>
    </message>
    <message>
      <source>Save the table</source>
      <translation>Кестені сақтау</translation>
    </message>
    <message>
      <source>Save the work list</source>
      <translation>Жұмыс тізімін сақтау</translation>
    </message>
    <message>
      <source>Saved.</source>
      <translation>Сақталды.</translation>
    </message>
    <message>
      <source>Saved: {path}</source>
      <translation>Сақталды: {path}</translation>
    </message>
    <message>
      <source>Say first where the store is, or shall be.</source>
      <translation>Алдымен қойма қайда екенін немесе қайда болатынын көрсетіңіз.</translation>
    </message>
    <message>
      <source>Say how many minutes, such as 5 10 15.</source>
      <translation>Неше минут екенін айтыңыз, мысалы 5 10 15.</translation>
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
      <source>Scores</source>
      <translation>Бағалар</translation>
    </message>
    <message>
      <source>Scores and norms</source>
      <translation>Бағалар мен нормалар</translation>
    </message>
    <message>
      <source>Scores by group and zone</source>
      <translation>Топтар мен аймақтар бойынша бағалар</translation>
    </message>
    <message>
      <source>Scores that c&amp;ome of it</source>
      <translation>Шығатын бағала&amp;р</translation>
    </message>
    <message>
      <source>Scoring for the preview</source>
      <translation>Бағаларды алдын ала есептеу</translation>
    </message>
    <message>
      <source>Se&amp;ttings…</source>
      <translation>Баптау&amp;лар…</translation>
    </message>
    <message>
      <source>Searc&amp;h:</source>
      <translation>І&amp;здеу:</translation>
    </message>
    <message>
      <source>Seconds</source>
      <translation>Секунд</translation>
    </message>
    <message>
      <source>Select on the &amp;map</source>
      <translation>Картада та&amp;ңдау</translation>
    </message>
    <message>
      <source>Several places have the id {id}: give each its own first.</source>
      <translation>{id} сәйкестендіргіші бірнеше нысанда бар: алдымен әрқайсысына өзінікін беріңіз.</translation>
    </message>
    <message>
      <source>Shapes always differ as well, whatever the colours.</source>
      <translation>Түсі қандай болса да, пішіндері әрқашан бөлек.</translation>
    </message>
    <message>
      <source>Shares: e&amp;qual bars</source>
      <translation>Үлестер: &amp;бірдей жолақтар</translation>
    </message>
    <message>
      <source>Sheet</source>
      <translation>Парақ</translation>
    </message>
    <message>
      <source>Shorter parts of the network are told about together, metres</source>
      <translation>Желінің бұдан қысқа бөліктері бірге аталады, метр</translation>
    </message>
    <message>
      <source>Show again at the next start, t&amp;oo</source>
      <translation>Келесі жолы да көрсе&amp;ту</translation>
    </message>
    <message>
      <source>Show how accessible places are by district, group, kind and review, as bars</source>
      <translation>Орындардың қолжетімділігін аудан, топ, түр және тексеру күйі бойынша жолақтармен көрсету</translation>
    </message>
    <message>
      <source>Show the lights for</source>
      <translation>Белгілер кім үшін көрсетіледі</translation>
    </message>
    <message>
      <source>Show the page for newcomers: the sample city, a survey of your own, the help</source>
      <translation>Жаңадан бастағандарға арналған бетті көрсету: үлгі қала, өз тексеруіңіз, анықтама</translation>
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
      <source>Slope (6 %)</source>
      <translation>Еңіс (6 %)</translation>
    </message>
    <message>
      <source>Slope before</source>
      <translation>Оған дейінгі еңіс</translation>
    </message>
    <message>
      <source>Smoothness</source>
      <translation>Тегістік</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>Басталатын жер</translation>
    </message>
    <message>
      <source>State of review</source>
      <translation>Тексеру күйі</translation>
    </message>
    <message>
      <source>State: {state}</source>
      <translation>Күйі: {state}</translation>
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
      <source>Steepest way down, per cent:</source>
      <translation>Ең тік түсу, пайыз:</translation>
    </message>
    <message>
      <source>Steepest way up, per cent</source>
      <translation>Жоғары қарай ең тік еңіс, пайыз</translation>
    </message>
    <message>
      <source>Steepest way up, per cent:</source>
      <translation>Ең тік көтерілу, пайыз:</translation>
    </message>
    <message>
      <source>Step &amp;by step:</source>
      <translation>Қадам &amp;сайын:</translation>
    </message>
    <message>
      <source>Step {number} of {all}: {title}</source>
      <translation>{all} қадамның {number}-і: {title}</translation>
    </message>
    <message>
      <source>Step-free &amp;ways</source>
      <translation>Баспалдақсыз жол&amp;дар</translation>
    </message>
    <message>
      <source>Step-free access from door to door</source>
      <translation>Есіктен есікке баспалдақсыз жету</translation>
    </message>
    <message>
      <source>Step-free ways</source>
      <translation>Баспалдақсыз жолдар</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>Баспалдақтар</translation>
    </message>
    <message>
      <source>Steps (yes, no)</source>
      <translation>Баспалдақ (yes, no)</translation>
    </message>
    <message>
      <source>Steps with a ramp for wheelchairs:</source>
      <translation>Арбаға арналған пандусы бар баспалдақ:</translation>
    </message>
    <message>
      <source>Steps:</source>
      <translation>Баспалдақ:</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Тоқтату</translation>
    </message>
    <message>
      <source>Stopped on request.</source>
      <translation>Сұрау бойынша тоқтатылды.</translation>
    </message>
    <message>
      <source>Street &amp;network:</source>
      <translation>Көше &amp;желісі:</translation>
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
      <source>Street network, for a map around each place</source>
      <translation>Әр орынның айналасындағы картаға арналған көше желісі</translation>
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
      <source>Sur&amp;vey of places</source>
      <translation>Нысандарды т&amp;ексеру</translation>
    </message>
    <message>
      <source>Surface</source>
      <translation>Жабын</translation>
    </message>
    <message>
      <source>Survey</source>
      <translation>Тексеру</translation>
    </message>
    <message>
      <source>Survey &amp;layer:</source>
      <translation>Тексеру қа&amp;баты:</translation>
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
      <source>Survey l&amp;ayer</source>
      <translation>Тексеру қа&amp;баты</translation>
    </message>
    <message>
      <source>Survey of places</source>
      <translation>Нысандарды тексеру</translation>
    </message>
    <message>
      <source>Survey store (*.gpkg)</source>
      <translation>Тексерулер қоймасы (*.gpkg)</translation>
    </message>
    <message>
      <source>Survey to scores, statistics and map</source>
      <translation>Тексеруден бағаға, статистикаға және картаға</translation>
    </message>
    <message>
      <source>Survey with positions</source>
      <translation>Орындары бар тексеру</translation>
    </message>
    <message>
      <source>Survey: field of addresses, if not a usual one</source>
      <translation>Тексеру: мекенжай өрісі, әдеттегі болмаса</translation>
    </message>
    <message>
      <source>Survey: field of towns, if not a usual one</source>
      <translation>Тексеру: қала өрісі, әдеттегі болмаса</translation>
    </message>
    <message>
      <source>Surveyed, %</source>
      <translation>Тексерілген, %</translation>
    </message>
    <message>
      <source>Surveyed, but without a score</source>
      <translation>Тексерілген, бірақ бағасы жоқ</translation>
    </message>
    <message>
      <source>Surveys (*.csv *.tsv *.xlsx *.gpkg *.geojson *.shp)</source>
      <translation>Тексерулер (*.csv *.tsv *.xlsx *.gpkg *.geojson *.shp)</translation>
    </message>
    <message>
      <source>Surveys and scores</source>
      <translation>Тексерулер мен бағалар</translation>
    </message>
    <message>
      <source>Ta&amp;ke this candidate</source>
      <translation>Үміткерді &amp;қабылдау</translation>
    </message>
    <message>
      <source>Table (*.csv);;Workbook (*.xlsx)</source>
      <translation>Кесте (*.csv);;Жұмыс кітабы (*.xlsx)</translation>
    </message>
    <message>
      <source>Table of counts</source>
      <translation>Сандар кестесі</translation>
    </message>
    <message>
      <source>Take a &amp;file instead…</source>
      <translation>Оның орнына &amp;файл алу…</translation>
    </message>
    <message>
      <source>Take back the last change (Ctrl+Z)</source>
      <translation>Соңғы өзгерісті болдырмау (Ctrl+Z)</translation>
    </message>
    <message>
      <source>Taken back: {step}</source>
      <translation>Болдырылмады: {step}</translation>
    </message>
    <message>
      <source>Taking what was decided</source>
      <translation>Шешімдерді қолдану</translation>
    </message>
    <message>
      <source>The &amp;row that it is about</source>
      <translation>Ол туралы &amp;жол</translation>
    </message>
    <message>
      <source>The PDF are made by Qt and have no tags for screen readers: give the HTML pages to those who use one, or install the Python package WeasyPrint.</source>
      <translation>PDF файлдарын Qt жасайды, оларда экраннан оқу бағдарламаларына арналған тегтер жоқ: ондайды қолданатындарға HTML беттерін беріңіз немесе WeasyPrint Python бумасын орнатыңыз.</translation>
    </message>
    <message>
      <source>The Processing provider Accessible KZ is switched off: switch it on first.</source>
      <translation>Accessible KZ өңдеу құралдары өшірулі: алдымен қосыңыз.</translation>
    </message>
    <message>
      <source>The atlas has no pages for districts: none was given that holds a place.</source>
      <translation>Атласта аудан беттері жоқ: ішінде орын бар бірде-бір аудан берілмеген.</translation>
    </message>
    <message>
      <source>The changes are saved.</source>
      <translation>Өзгерістер сақталды.</translation>
    </message>
    <message>
      <source>The chosen word &amp;means</source>
      <translation>Таңдалған сөздің &amp;мағынасы</translation>
    </message>
    <message>
      <source>The column '{column}' holds no text, so that no answer can stand in it.</source>
      <translation>«{column}» бағаны мәтіндік емес: онда жауап тұра алмайды.</translation>
    </message>
    <message>
      <source>The column '{column}' is calculated (virtual): it cannot be filled in.</source>
      <translation>«{column}» бағаны есептелетін (виртуалды): оны толтыруға болмайды.</translation>
    </message>
    <message>
      <source>The column '{column}' is joined from another table: change it there.</source>
      <translation>«{column}» бағаны басқа кестеден қосылған: оны сол жерде өзгертіңіз.</translation>
    </message>
    <message>
      <source>The column '{column}' is set to read-only in the layer's form.</source>
      <translation>Қабат формасында «{column}» бағаны тек оқуға арналған.</translation>
    </message>
    <message>
      <source>The column '{column}' is too short for this: it holds {n} letters.</source>
      <translation>«{column}» бағаны тым қысқа: оған сыятын әріп саны: {n}.</translation>
    </message>
    <message>
      <source>The file that 'Build a street network' wrote.</source>
      <translation>«Көше желісін құру» жазған файл.</translation>
    </message>
    <message>
      <source>The findings are in {path}.</source>
      <translation>Ескертулер жазылды: {path}.</translation>
    </message>
    <message>
      <source>The first value must be a feature, such as @feature or $currentfeature.</source>
      <translation>Бірінші мән нысан болуы керек, мысалы @feature немесе $currentfeature.</translation>
    </message>
    <message>
      <source>The layer '{layer}' cannot be edited now: QGIS refused to begin.</source>
      <translation>«{layer}» қабатын қазір өңдеуге болмайды: QGIS өңдеуді бастамады.</translation>
    </message>
    <message>
      <source>The layer '{layer}' did not take the change: nothing was written.</source>
      <translation>«{layer}» қабаты өзгерісті қабылдамады: ештеңе жазылмады.</translation>
    </message>
    <message>
      <source>The layer '{layer}' does not have the columns of a survey (form, entrance1_30 ...), or calls them differently: make a survey of it first (accessible-kz store init NEW.gpkg --survey FILE), then open the new file.</source>
      <translation>«{layer}» қабатында тексеру бағандары (form, entrance1_30 ...) жоқ немесе олар басқаша аталған: алдымен одан тексеру жасаңыз (accessible-kz store init NEW.gpkg --survey FILE), содан кейін жаңа файлды ашыңыз.</translation>
    </message>
    <message>
      <source>The layer '{layer}' is read-only: to fill in places, save it as a GeoPackage (Export &gt; Save Features As) and choose the new layer.</source>
      <translation>«{layer}» қабаты тек оқуға арналған: нысандарды толтыру үшін оны GeoPackage ретінде сақтап (Экспорт &gt; Нысандарды басқаша сақтау), жаңа қабатты таңдаңыз.</translation>
    </message>
    <message>
      <source>The layer '{layer}' was removed. What was not saved in it is lost.</source>
      <translation>«{layer}» қабаты жобадан алынды. Ондағы сақталмағаны жоғалды.</translation>
    </message>
    <message>
      <source>The layer has no column for this: nothing was written.</source>
      <translation>Қабатта бұған арналған баған жоқ: ештеңе жазылмады.</translation>
    </message>
    <message>
      <source>The layer has no column of categories: choose another way to count.</source>
      <translation>Қабатта санаттар бағаны жоқ: басқаша санауды таңдаңыз.</translation>
    </message>
    <message>
      <source>The layer has no column of review states: choose another way to count.</source>
      <translation>Қабатта тексеру күйінің бағаны жоқ: басқаша санауды таңдаңыз.</translation>
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
      <source>The least score</source>
      <translation>Ең төмен баға</translation>
    </message>
    <message>
      <source>The least score:</source>
      <translation>Ең төмен баға:</translation>
    </message>
    <message>
      <source>The map has no QR code: the address has {count} letters, and a code that telephones can read holds {most}. Use a shorter one.</source>
      <translation>Картада QR-код жоқ: мекенжайда {count} таңба бар, ал телефон оқи алатын кодқа {most} таңба сыяды. Қысқарағын пайдаланыңыз.</translation>
    </message>
    <message>
      <source>The map is made without streets: '{layer}' lacks the fields {fields}. Use the pieces of streets that 'Build a street network' writes.</source>
      <translation>Карта көшелерсіз жасалды: «{layer}» қабатында {fields} өрістері жоқ. «Көше желісін құру» жазған көше бөліктерін алыңыз.</translation>
    </message>
    <message>
      <source>The map is made.</source>
      <translation>Карта жасалды.</translation>
    </message>
    <message>
      <source>The map's coordinate system has no such place.</source>
      <translation>Картаның координаталар жүйесінде мұндай орын жоқ.</translation>
    </message>
    <message>
      <source>The mapping is saved: {path}. Beside the table it is found by itself.</source>
      <translation>Сәйкестік сақталды: {path}. Кестенің жанында тұрса, ол өзі табылады.</translation>
    </message>
    <message>
      <source>The most that all sets may cost</source>
      <translation>Барлық жиынтықтың ең жоғары құны</translation>
    </message>
    <message>
      <source>The others have no address either: they are kept, and are on no map.</source>
      <translation>Қалғандарында мекенжай да жоқ: олар сақталады, бірақ картада болмайды.</translation>
    </message>
    <message>
      <source>The place has no id: give it one in the attribute table.</source>
      <translation>Нысанның сәйкестендіргіші жоқ: оны атрибуттар кестесінде беріңіз.</translation>
    </message>
    <message>
      <source>The place is not in the layer any more.</source>
      <translation>Бұл нысан қабатта енді жоқ.</translation>
    </message>
    <message>
      <source>The place is not in the layer any more: nothing was written.</source>
      <translation>Бұл нысан қабатта енді жоқ: ештеңе жазылмады.</translation>
    </message>
    <message>
      <source>The place that was open was deleted from the layer.</source>
      <translation>Ашық тұрған нысан қабаттан жойылды.</translation>
    </message>
    <message>
      <source>The sample city is loaded. It is invented: no place in it exists.</source>
      <translation>Үлгі қала жүктелді. Ол ойдан шығарылған: ондағы бірде-бір орын жоқ.</translation>
    </message>
    <message>
      <source>The sheet</source>
      <translation>Парақ</translation>
    </message>
    <message>
      <source>The sheet as a template, to adapt it</source>
      <translation>Парақ үлгі ретінде, өзіңізге бейімдеу үшін</translation>
    </message>
    <message>
      <source>The street network {path} is gone: choose another one.</source>
      <translation>{path} көше желісі жоқ болып кетті: басқасын таңдаңыз.</translation>
    </message>
    <message>
      <source>The survey could not be scored; see above.</source>
      <translation>Тексеру бағаланбады; жоғарыны қараңыз.</translation>
    </message>
    <message>
      <source>The survey has no place with the id '{id}'.</source>
      <translation>Тексеруде id «{id}» орны жоқ.</translation>
    </message>
    <message>
      <source>The survey is empty: there is nothing to make a passport of.</source>
      <translation>Тексеру бос: паспорт жасайтын ештеңе жоқ.</translation>
    </message>
    <message>
      <source>The survey is on the map: {places} places in the layer '{layer}'.</source>
      <translation>Тексеру картада: «{layer}» қабатында {places} орын.</translation>
    </message>
    <message>
      <source>The table holds positions in metres and does not say in which coordinate system. Ask whoever made it; proposed are those that put the places into Kazakhstan, the likeliest first.</source>
      <translation>Кестеде координаталар метрмен берілген, ал координаталар жүйесі көрсетілмеген. Кестені жасаған адамнан сұраңыз; орындарды Қазақстанға түсіретін жүйелер ұсынылады, ең ықтималы бірінші.</translation>
    </message>
    <message>
      <source>The table is on the clipboard.</source>
      <translation>Кесте алмасу буферінде.</translation>
    </message>
    <message>
      <source>The table says it in a column</source>
      <translation>Кестенің бағанында көрсетілген</translation>
    </message>
    <message>
      <source>The template has no items with these ids, which are left out: {ids}.</source>
      <translation>Үлгіде мына идентификаторлы элементтер жоқ, олар қалдырылды: {ids}.</translation>
    </message>
    <message>
      <source>The template has no picture with the id 'qr code': the QR code is left out.</source>
      <translation>Үлгіде 'qr code' идентификаторлы сурет жоқ: QR-код салынбайды.</translation>
    </message>
    <message>
      <source>The text of '{id}' needs {needed} mm of height in the template and has {room}: make the item larger or its letters smaller.</source>
      <translation>'{id}' мәтініне үлгіде {needed} мм биіктік керек, ал бары {room}: элементті үлкейтіңіз не әріптерін кішірейтіңіз.</translation>
    </message>
    <message>
      <source>The time cannot be read: give it as 2026-05-31T14:30.</source>
      <translation>Уақыт оқылмайды: 2026-05-31T14:30 түрінде беріңіз.</translation>
    </message>
    <message>
      <source>The way was looked for anew, with the corrections.</source>
      <translation>Жол түзетулермен қайта ізделді.</translation>
    </message>
    <message>
      <source>The way with the fewest barriers, {distance}</source>
      <translation>Кедергісі ең аз жол, {distance}</translation>
    </message>
    <message>
      <source>There is no layer of places: score a survey, or load the sample city.</source>
      <translation>Орындар қабаты жоқ: тексеруді бағалаңыз не үлгі қаланы жүктеңіз.</translation>
    </message>
    <message>
      <source>There is no place of this layer where you clicked.</source>
      <translation>Сіз басқан жерде бұл қабаттың нысаны жоқ.</translation>
    </message>
    <message>
      <source>There is nothing to print: choose a group, a language, and districts with places.</source>
      <translation>Басып шығаратын ештеңе жоқ: топты, тілді және орны бар аудандарды таңдаңыз.</translation>
    </message>
    <message>
      <source>There is nothing to save.</source>
      <translation>Сақтайтын ештеңе жоқ.</translation>
    </message>
    <message>
      <source>There is nothing to take back or to do again.</source>
      <translation>Болдырмайтын не қайтаратын ештеңе жоқ.</translation>
    </message>
    <message>
      <source>This column &amp;holds (type to search)</source>
      <translation>Бұл бағанда &amp;не бар (іздеу үшін теріңіз)</translation>
    </message>
    <message>
      <source>This finding is about the whole table.</source>
      <translation>Бұл ескерту бүкіл кесте туралы.</translation>
    </message>
    <message>
      <source>This is the first place.</source>
      <translation>Бұл – бірінші нысан.</translation>
    </message>
    <message>
      <source>This is the last place.</source>
      <translation>Бұл – соңғы нысан.</translation>
    </message>
    <message>
      <source>This layer keeps no history; a survey store does.</source>
      <translation>Бұл қабат тарихты сақтамайды; оны тексерулер қоймасы сақтайды.</translation>
    </message>
    <message>
      <source>This place has no position: it is on no map.</source>
      <translation>Бұл орынның координатасы жоқ: ол картада жоқ.</translation>
    </message>
    <message>
      <source>This place was never surveyed. Begin with the &amp;form:</source>
      <translation>Бұл нысан тексерілмеген. Мына &amp;формадан бастаңыз:</translation>
    </message>
    <message>
      <source>This value decides nothing: write a number with its unit.</source>
      <translation>Бұл мән ештеңе шешпейді: санды өлшем бірлігімен жазыңыз.</translation>
    </message>
    <message>
      <source>This went wrong, and nothing was changed: {error}.</source>
      <translation>Қате шықты, ештеңе өзгертілген жоқ: {error}.</translation>
    </message>
    <message>
      <source>Those selected on the map; all while nothing is selected.</source>
      <translation>Картада таңдалғандар; ештеңе таңдалмаса, бәрі.</translation>
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
      <source>To all of these</source>
      <translation>Осылардың бәріне</translation>
    </message>
    <message>
      <source>Town of rows and addresses that name none</source>
      <translation>Қаласы аталмаған жолдар мен мекенжайлардың қаласы</translation>
    </message>
    <message>
      <source>Type the name or the number of the facility.</source>
      <translation>Нысанның атауын немесе нөмірін жазыңыз.</translation>
    </message>
    <message>
      <source>Unconfirmed</source>
      <translation>Расталмаған</translation>
    </message>
    <message>
      <source>Units in the plugin's windows</source>
      <translation>Модуль терезелеріндегі өлшем бірліктері</translation>
    </message>
    <message>
      <source>Unknown</source>
      <translation>Белгісіз</translation>
    </message>
    <message>
      <source>Valid from</source>
      <translation>Басталуы</translation>
    </message>
    <message>
      <source>Valid until</source>
      <translation>Аяқталуы</translation>
    </message>
    <message>
      <source>Values, for example</source>
      <translation>Мәндер, мысалы</translation>
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
      <source>Ways to them</source>
      <translation>Оларға баратын жолдар</translation>
    </message>
    <message>
      <source>Weight</source>
      <translation>Маңызы</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Не</translation>
    </message>
    <message>
      <source>What &amp;bars the way:</source>
      <translation>Жолды &amp;не бөгейді:</translation>
    </message>
    <message>
      <source>What &amp;tells places apart</source>
      <translation>Орындарды &amp;не ажыратады</translation>
    </message>
    <message>
      <source>What becomes of it</source>
      <translation>Тексерумен не істеледі</translation>
    </message>
    <message>
      <source>What blocks the way</source>
      <translation>Жолды не бөгейді</translation>
    </message>
    <message>
      <source>What decides</source>
      <translation>Не шешеді</translation>
    </message>
    <message>
      <source>What happened last</source>
      <translation>Соңғы болған оқиға</translation>
    </message>
    <message>
      <source>What is not known</source>
      <translation>Белгісіз нәрсе</translation>
    </message>
    <message>
      <source>What is not known:</source>
      <translation>Белгісіз нәрсе:</translation>
    </message>
    <message>
      <source>What is not saved yet is not in the history below.</source>
      <translation>Әлі сақталмағаны төмендегі тарихта жоқ.</translation>
    </message>
    <message>
      <source>What is otherwise</source>
      <translation>Не өзгеше</translation>
    </message>
    <message>
      <source>What is reached within minutes…</source>
      <translation>Берілген минутта қайда жетуге болады…</translation>
    </message>
    <message>
      <source>What it holds</source>
      <translation>Онда не бар</translation>
    </message>
    <message>
      <source>What it means</source>
      <translation>Мағынасы</translation>
    </message>
    <message>
      <source>What the &amp;file brings</source>
      <translation>&amp;Файл не әкеледі</translation>
    </message>
    <message>
      <source>What the columns hold</source>
      <translation>Бағандарда не бар</translation>
    </message>
    <message>
      <source>What the map lacks…</source>
      <translation>Картада не жетіспейді…</translation>
    </message>
    <message>
      <source>What the measured value means</source>
      <translation>Өлшенген мән нені білдіреді</translation>
    </message>
    <message>
      <source>What to show</source>
      <translation>Нені көрсету</translation>
    </message>
    <message>
      <source>What was found</source>
      <translation>Не байқалды</translation>
    </message>
    <message>
      <source>What was found in it</source>
      <translation>Кестеде не байқалды</translation>
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
      <source>When: opening hours and corrections count for then</source>
      <translation>Қашан: жұмыс уақыты мен түзетулер сол кезге алынады</translation>
    </message>
    <message>
      <source>Where people come from: stops, parking, homes</source>
      <translation>Адамдар қайдан келеді: аялдамалар, тұрақтар, үйлер</translation>
    </message>
    <message>
      <source>Where people live: points or areas</source>
      <translation>Адамдар қайда тұрады: нүктелер немесе аумақтар</translation>
    </message>
    <message>
      <source>Where people want to go: a survey</source>
      <translation>Адамдар қайда барғысы келеді: тексеру</translation>
    </message>
    <message>
      <source>Where the survey is</source>
      <translation>Тексеру қайда</translation>
    </message>
    <message>
      <source>Where to put it</source>
      <translation>Қайда сақтау</translation>
    </message>
    <message>
      <source>Which barrier to mend first…</source>
      <translation>Алдымен қай кедергіні жою керек…</translation>
    </message>
    <message>
      <source>Which field is which OpenStreetMap key</source>
      <translation>Қай өріс OpenStreetMap-тың қай кілті</translation>
    </message>
    <message>
      <source>Which of them are clinics</source>
      <translation>Қайсысы емхана</translation>
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
      <source>Who says so</source>
      <translation>Кім айтады</translation>
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
      <source>Whose lights, in which languages and colours. Shapes always differ as well.</source>
      <translation>Кімнің бағалары, қай тілдерде және түстерде. Пішіндері де әрқашан бөлек.</translation>
    </message>
    <message>
      <source>Whose scores count</source>
      <translation>Кімнің бағалары есептеледі</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Неліктен</translation>
    </message>
    <message>
      <source>Why it is open</source>
      <translation>Неге шешілмеген</translation>
    </message>
    <message>
      <source>Why there is no route</source>
      <translation>Маршрут неге жоқ</translation>
    </message>
    <message>
      <source>Why, and what would help</source>
      <translation>Неге және не көмектеседі</translation>
    </message>
    <message>
      <source>Width (90 cm)</source>
      <translation>Ені (90 cm)</translation>
    </message>
    <message>
      <source>Width of the outlines around the streets, metres</source>
      <translation>Көшелер айналасындағы сұлбаның ені, метр</translation>
    </message>
    <message>
      <source>Without a position</source>
      <translation>Орны белгісіз</translation>
    </message>
    <message>
      <source>Without a score</source>
      <translation>Бағасыз</translation>
    </message>
    <message>
      <source>Without one, layers of OpenStreetMap, OpenSidewalks and Geofabrik are known.</source>
      <translation>Онсыз OpenStreetMap, OpenSidewalks және Geofabrik қабаттары түсінікті.</translation>
    </message>
    <message>
      <source>Word</source>
      <translation>Сөз</translation>
    </message>
    <message>
      <source>Words</source>
      <translation>Мәтіндер</translation>
    </message>
    <message>
      <source>Words to &amp;search for</source>
      <translation>&amp;Іздейтін сөздер</translation>
    </message>
    <message>
      <source>Work list (*.csv *.xlsx)</source>
      <translation>Жұмыс тізімі (*.csv *.xlsx)</translation>
    </message>
    <message>
      <source>Work list: to be confirmed</source>
      <translation>Жұмыс тізімі: растау керек</translation>
    </message>
    <message>
      <source>Worst smoothness</source>
      <translation>Ең нашар тегістік</translation>
    </message>
    <message>
      <source>Worst smoothness:</source>
      <translation>Ең нашар тегістік:</translation>
    </message>
    <message>
      <source>Write all changes into the layer (Ctrl+S)</source>
      <translation>Барлық өзгерісті қабатқа жазу (Ctrl+S)</translation>
    </message>
    <message>
      <source>Writing the store</source>
      <translation>Қойманы жазу</translation>
    </message>
    <message>
      <source>XLSForm</source>
      <translation>XLSForm</translation>
    </message>
    <message>
      <source>Your c&amp;ode in the history, such as V07 (no name)</source>
      <translation>Тарихтағы код&amp;ыңыз, мысалы V07 (аты-жөн емес)</translation>
    </message>
    <message>
      <source>a facility of the survey, to its door</source>
      <translation>тексерудегі нысан, есігіне дейін</translation>
    </message>
    <message>
      <source>a place on the map</source>
      <translation>картадағы орын</translation>
    </message>
    <message>
      <source>allowed</source>
      <translation>рұқсат</translation>
    </message>
    <message>
      <source>and beside it</source>
      <translation>және қасында</translation>
    </message>
    <message>
      <source>any score, or none</source>
      <translation>кез келген баға немесе бағасыз</translation>
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
      <source>chosen by you</source>
      <translation>сіз таңдадыңыз</translation>
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
      <source>empty: not known any more</source>
      <translation>бос: енді белгісіз</translation>
    </message>
    <message>
      <source>excellent (thin rollers)</source>
      <translation>өте жақсы (жіңішке ролик)</translation>
    </message>
    <message>
      <source>facilities newly reached</source>
      <translation>жаңадан жетуге болатын нысандар</translation>
    </message>
    <message>
      <source>feet and miles</source>
      <translation>фут пен миля</translation>
    </message>
    <message>
      <source>fully accessible</source>
      <translation>толық қолжетімді</translation>
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
      <source>impassable</source>
      <translation>өту мүмкін емес</translation>
    </message>
    <message>
      <source>in the mapping of this table</source>
      <translation>осы кестенің сәйкестігінде</translation>
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
      <source>known by its name</source>
      <translation>атынан белгілі</translation>
    </message>
    <message>
      <source>length of streets newly connected</source>
      <translation>жаңадан жалғанған көшелер ұзындығы</translation>
    </message>
    <message>
      <source>measured</source>
      <translation>өлшенгені</translation>
    </message>
    <message>
      <source>metres and kilometres</source>
      <translation>метр мен километр</translation>
    </message>
    <message>
      <source>name and address</source>
      <translation>атауы мен мекенжайы</translation>
    </message>
    <message>
      <source>name, address or id</source>
      <translation>атауы, мекенжайы не сәйкестендіргіші</translation>
    </message>
    <message>
      <source>never</source>
      <translation>ешқашан</translation>
    </message>
    <message>
      <source>no limit</source>
      <translation>шек жоқ</translation>
    </message>
    <message>
      <source>no second language</source>
      <translation>екінші тіл жоқ</translation>
    </message>
    <message>
      <source>none</source>
      <translation>жоқ</translation>
    </message>
    <message>
      <source>none yet: open or build one</source>
      <translation>әлі жоқ: ашыңыз немесе құрыңыз</translation>
    </message>
    <message>
      <source>not decided: stays unknown</source>
      <translation>шешілмеген: белгісіз болып қалады</translation>
    </message>
    <message>
      <source>not known</source>
      <translation>белгісіз</translation>
    </message>
    <message>
      <source>not known: kept as it is</source>
      <translation>белгісіз: сол күйінде сақталады</translation>
    </message>
    <message>
      <source>not sure: see the head of the list</source>
      <translation>анық емес: тізімнің басын қараңыз</translation>
    </message>
    <message>
      <source>not there</source>
      <translation>ондай жоқ</translation>
    </message>
    <message>
      <source>nothing that is known here</source>
      <translation>мұнда белгілі ештеңе</translation>
    </message>
    <message>
      <source>number of the submission</source>
      <translation>жіберілім нөмірі</translation>
    </message>
    <message>
      <source>of which confirmed</source>
      <translation>оның ішінде расталғаны</translation>
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
      <source>one-way streets</source>
      <translation>бір бағытты көшелер</translation>
    </message>
    <message>
      <source>open</source>
      <translation>ашық</translation>
    </message>
    <message>
      <source>or a street network file</source>
      <translation>немесе көше желісінің файлы</translation>
    </message>
    <message>
      <source>partly accessible or better</source>
      <translation>ішінара қолжетімді немесе жақсырақ</translation>
    </message>
    <message>
      <source>partly: stays unknown, with a finding</source>
      <translation>ішінара: белгісіз болып қалады, ескерту жазылады</translation>
    </message>
    <message>
      <source>people newly connected</source>
      <translation>жаңадан жалғанған адамдар</translation>
    </message>
    <message>
      <source>people who newly reach a facility</source>
      <translation>нысанға жаңадан жететін адамдар</translation>
    </message>
    <message>
      <source>people who newly reach one in time</source>
      <translation>уақытында жаңадан жететін адамдар</translation>
    </message>
    <message>
      <source>people, else facilities, else length</source>
      <translation>адамдар, болмаса нысандар, болмаса ұзындық</translation>
    </message>
    <message>
      <source>per cent (8 %)</source>
      <translation>пайыз (8 %)</translation>
    </message>
    <message>
      <source>personal data: left out</source>
      <translation>дербес деректер: алынбайды</translation>
    </message>
    <message>
      <source>places: {count}</source>
      <translation>орын: {count}</translation>
    </message>
    <message>
      <source>proposed, {share} % alike: check it</source>
      <translation>ұсынылды, ұқсастығы {share} %: тексеріңіз</translation>
    </message>
    <message>
      <source>taken</source>
      <translation>алынды</translation>
    </message>
    <message>
      <source>the nearest facility, to its door</source>
      <translation>ең жақын нысан, есігіне дейін</translation>
    </message>
    <message>
      <source>the whole table</source>
      <translation>бүкіл кесте</translation>
    </message>
    <message>
      <source>their id</source>
      <translation>олардың id-і</translation>
    </message>
    <message>
      <source>those that go with who is on the way</source>
      <translation>жолда келе жатқан адамға сайы</translation>
    </message>
    <message>
      <source>time saved</source>
      <translation>үнемделген уақыт</translation>
    </message>
    <message>
      <source>trips newly possible</source>
      <translation>жаңадан мүмкін болған сапарлар</translation>
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
      <source>ways closed to walkers</source>
      <translation>жаяуға жабық жолдар</translation>
    </message>
    <message>
      <source>ways under construction</source>
      <translation>салынып жатқан жолдар</translation>
    </message>
    <message>
      <source>written with each value</source>
      <translation>әр мәнмен бірге жазылған</translation>
    </message>
    <message>
      <source>{all} columns are not known by name, {taken} have a proposal: look at each.</source>
      <translation>{all} бағанның аты белгісіз, {taken} бағанға ұсыныс бар: әрқайсысын қараңыз.</translation>
    </message>
    <message>
      <source>{all} findings. {counts}. Good rows are taken whatever stands here.</source>
      <translation>Ескертулер: {all}. {counts}. Мұнда не жазылса да, жарамды жолдар алынады.</translation>
    </message>
    <message>
      <source>{answer}, as measured</source>
      <translation>{answer}, өлшеу бойынша</translation>
    </message>
    <message>
      <source>{attributes}: a number with its unit, such as 90 cm or 6 %</source>
      <translation>{attributes}: бірлігі бар сан, мысалы 90 cm немесе 6 %</translation>
    </message>
    <message>
      <source>{count} of {all} places written to {file}.</source>
      <translation>{all} орынның {count} {file} файлына жазылды.</translation>
    </message>
    <message>
      <source>{count} open places are in the work list {path}.</source>
      <translation>Жұмыс тізіміндегі ашық орындар: {count}. Файл: {path}.</translation>
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
      <source>{known} columns are known, {proposed} have a proposal, {open} mean nothing here, {personal} hold personal data and are left out. Go through the proposals with the arrow keys and correct them below the table.</source>
      <translation>Белгілі бағандар: {known}, ұсынысы барлары: {proposed}, мұнда ештеңе білдірмейтіндері: {open}, дербес деректері барлары (алынбайды): {personal}. Ұсыныстарды көрсеткі пернелермен қарап шығып, кестенің астында түзетіңіз.</translation>
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
      <source>{n} min</source>
      <translation>{n} мин</translation>
    </message>
    <message>
      <source>{n} min, unverified</source>
      <translation>{n} мин, тексерілмеген</translation>
    </message>
    <message>
      <source>{n} of {all} open</source>
      <translation>{all} сұрақтың {n} жауапсыз</translation>
    </message>
    <message>
      <source>{n} of {all} places</source>
      <translation>нысандар: {all} ішінен {n}</translation>
    </message>
    <message>
      <source>{path} is there already: give a new name, or load it as a layer.</source>
      <translation>{path} бұрыннан бар: жаңа атау беріңіз немесе оны қабат ретінде жүктеңіз.</translation>
    </message>
    <message>
      <source>{placed} of {all} places have a position.</source>
      <translation>{all} орынның {placed}-інде координата бар.</translation>
    </message>
    <message>
      <source>{routes} of {pairs} pairs have a route.</source>
      <translation>{pairs} жұптың {routes} жұбында маршрут бар.</translation>
    </message>
    <message>
      <source>{taken} places found by address, {open} to decide, {none} not found.</source>
      <translation>Мекенжай бойынша табылды: {taken}, шешу керек: {open}, табылмады: {none}.</translation>
    </message>
    <message>
      <source>{what}; lights for: {group}</source>
      <translation>{what}; белгілер: {group}</translation>
    </message>
    <message>
      <source>… and {count} more of this kind; the findings table lists all.</source>
      <translation>… және осындай тағы {count}; барлығы ескертулер кестесінде.</translation>
    </message>
    <message>
      <source>… and {count} more; 'Check a survey' lists all.</source>
      <translation>… және тағы {count}; «Тексеруді сынау» барлығын тізеді.</translation>
    </message>
  </context>
</TS>
