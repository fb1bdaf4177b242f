<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
  <context>
    <name>AccessibleKZ</name>
    <message>
      <source>&amp;Address of the Overpass server:</source>
      <translation>&amp;Адрес сервера Overpass:</translation>
    </message>
    <message>
      <source>&amp;Another system…</source>
      <translation>Др&amp;угая система…</translation>
    </message>
    <message>
      <source>&amp;Answer:</source>
      <translation>О&amp;твет:</translation>
    </message>
    <message>
      <source>&amp;Back</source>
      <translation>&amp;Назад</translation>
    </message>
    <message>
      <source>&amp;Begin</source>
      <translation>&amp;Начать</translation>
    </message>
    <message>
      <source>&amp;Build a street network…</source>
      <translation>Построить уличную &amp;сеть…</translation>
    </message>
    <message>
      <source>&amp;Candidates for the chosen place</source>
      <translation>&amp;Кандидаты для выбранного места</translation>
    </message>
    <message>
      <source>&amp;Check a survey…</source>
      <translation>&amp;Проверить обследование…</translation>
    </message>
    <message>
      <source>&amp;Checklist that was filled in</source>
      <translation>Заполненный &amp;чек-лист</translation>
    </message>
    <message>
      <source>&amp;Colours of the lights:</source>
      <translation>&amp;Цвета сигналов:</translation>
    </message>
    <message>
      <source>&amp;Columns of the table</source>
      <translation>С&amp;толбцы таблицы</translation>
    </message>
    <message>
      <source>&amp;Copy as text</source>
      <translation>Скопировать как т&amp;екст</translation>
    </message>
    <message>
      <source>&amp;Copy table</source>
      <translation>&amp;Копировать таблицу</translation>
    </message>
    <message>
      <source>&amp;Export the findings…</source>
      <translation>Э&amp;кспорт замечаний…</translation>
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
      <translation>З&amp;амечания</translation>
    </message>
    <message>
      <source>&amp;First steps</source>
      <translation>Первые ша&amp;ги</translation>
    </message>
    <message>
      <source>&amp;Folder for street networks:</source>
      <translation>&amp;Папка для уличных сетей:</translation>
    </message>
    <message>
      <source>&amp;From:</source>
      <translation>&amp;Откуда:</translation>
    </message>
    <message>
      <source>&amp;Go on after an answer</source>
      <translation>Пере&amp;ходить дальше после ответа</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>Спр&amp;авка</translation>
    </message>
    <message>
      <source>&amp;High contrast</source>
      <translation>&amp;Высокий контраст</translation>
    </message>
    <message>
      <source>&amp;Keep it as</source>
      <translation>&amp;Хранить как</translation>
    </message>
    <message>
      <source>&amp;Language of the questions in the form</source>
      <translation>&amp;Язык вопросов в форме</translation>
    </message>
    <message>
      <source>&amp;Layer of this project</source>
      <translation>&amp;Слой этого проекта</translation>
    </message>
    <message>
      <source>&amp;Limits of my own</source>
      <translation>Свои &amp;пределы</translation>
    </message>
    <message>
      <source>&amp;Load a mapping…</source>
      <translation>За&amp;грузить соответствие…</translation>
    </message>
    <message>
      <source>&amp;Load the sample city</source>
      <translation>&amp;Загрузить учебный город</translation>
    </message>
    <message>
      <source>&amp;Look up the addresses</source>
      <translation>Найти &amp;адреса</translation>
    </message>
    <message>
      <source>&amp;Make it</source>
      <translation>&amp;Создать</translation>
    </message>
    <message>
      <source>&amp;Next</source>
      <translation>&amp;Далее</translation>
    </message>
    <message>
      <source>&amp;Next &gt;</source>
      <translation>&amp;Далее &gt;</translation>
    </message>
    <message>
      <source>&amp;Norm for measured values:</source>
      <translation>&amp;Норма для измеренных значений:</translation>
    </message>
    <message>
      <source>&amp;Open a survey…</source>
      <translation>Откр&amp;ыть обследование…</translation>
    </message>
    <message>
      <source>&amp;Open places</source>
      <translation>&amp;Открытые места</translation>
    </message>
    <message>
      <source>&amp;Other network</source>
      <translation>&amp;Другая сеть</translation>
    </message>
    <message>
      <source>&amp;Path of the file</source>
      <translation>&amp;Путь к файлу</translation>
    </message>
    <message>
      <source>&amp;Path of the store</source>
      <translation>&amp;Путь к хранилищу</translation>
    </message>
    <message>
      <source>&amp;Preview the scores</source>
      <translation>&amp;Предварительные оценки</translation>
    </message>
    <message>
      <source>&amp;Previous</source>
      <translation>&amp;Предыдущий</translation>
    </message>
    <message>
      <source>&amp;Print a city map…</source>
      <translation>Напечатать &amp;карту города…</translation>
    </message>
    <message>
      <source>&amp;Redo</source>
      <translation>&amp;Вернуть</translation>
    </message>
    <message>
      <source>&amp;Save</source>
      <translation>Сохрани&amp;ть</translation>
    </message>
    <message>
      <source>&amp;Save the mapping…</source>
      <translation>&amp;Сохранить соответствие…</translation>
    </message>
    <message>
      <source>&amp;Score a survey…</source>
      <translation>&amp;Оценить обследование…</translation>
    </message>
    <message>
      <source>&amp;Sheet or table</source>
      <translation>&amp;Лист или таблица</translation>
    </message>
    <message>
      <source>&amp;Slopes:</source>
      <translation>&amp;Уклоны:</translation>
    </message>
    <message>
      <source>&amp;To:</source>
      <translation>К&amp;уда:</translation>
    </message>
    <message>
      <source>&amp;Town of addresses that name none</source>
      <translation>&amp;Город для адресов, где он не указан</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>&amp;Отменить</translation>
    </message>
    <message>
      <source>&amp;Unit of its numbers</source>
      <translation>&amp;Единица измерения чисел</translation>
    </message>
    <message>
      <source>&amp;Use this system</source>
      <translation>&amp;Применить эту систему</translation>
    </message>
    <message>
      <source>&amp;Weight</source>
      <translation>&amp;Важность</translation>
    </message>
    <message>
      <source>&amp;Who is on the way:</source>
      <translation>&amp;Кто в пути:</translation>
    </message>
    <message>
      <source>&amp;Words that stand in it</source>
      <translation>Сл&amp;ова в нём</translation>
    </message>
    <message>
      <source>'{given}' may mean several facilities: {some}. Choose one.</source>
      <translation>«{given}» может означать несколько объектов: {some}. Выберите один.</translation>
    </message>
    <message>
      <source>&lt; &amp;Back</source>
      <translation>&lt; &amp;Назад</translation>
    </message>
    <message>
      <source>A PDF made here has no tags for screen readers: they need the Python package pikepdf (extra 'pdf'), which is not installed.</source>
      <translation>В созданном здесь PDF нет тегов для программ чтения с экрана: для них нужен пакет Python pikepdf (дополнение «pdf»), он не установлен.</translation>
    </message>
    <message>
      <source>A category says which facilities count: give the survey, too.</source>
      <translation>Категория говорит, какие объекты считать: дайте и обследование.</translation>
    </message>
    <message>
      <source>A dead end so near to a way is a gap, metres</source>
      <translation>Тупик так близко к пути считается разрывом, метры</translation>
    </message>
    <message>
      <source>A new survey store (GeoPackage with form and history)</source>
      <translation>Новое хранилище обследований (GeoPackage с формой и историей)</translation>
    </message>
    <message>
      <source>A page for each district, with its index</source>
      <translation>Страница на каждый район с указателем</translation>
    </message>
    <message>
      <source>A row could not be written.</source>
      <translation>Не удалось записать строку.</translation>
    </message>
    <message>
      <source>A sheet of your own (.qpt)</source>
      <translation>Собственный лист (.qpt)</translation>
    </message>
    <message>
      <source>A survey counts as &amp;old after so many years:</source>
      <translation>Через сколько &amp;лет обследование считается старым:</translation>
    </message>
    <message>
      <source>A survey counts as old after so many years; empty = as set</source>
      <translation>Через сколько лет обследование считается старым; пусто = как в настройках</translation>
    </message>
    <message>
      <source>A survey or scored places, and what lies around them.</source>
      <translation>Обследование или оценённые места и то, что вокруг них.</translation>
    </message>
    <message>
      <source>A survey that is not scored yet is scored first.</source>
      <translation>Обследование без оценок сначала оценивается.</translation>
    </message>
    <message>
      <source>A temporary layer, lost when QGIS closes</source>
      <translation>Временный слой, пропадёт при закрытии QGIS</translation>
    </message>
    <message>
      <source>A11yJSON (accessibility apps)</source>
      <translation>A11yJSON (приложения о доступности)</translation>
    </message>
    <message>
      <source>Access</source>
      <translation>Доступ (access)</translation>
    </message>
    <message>
      <source>Access on foot</source>
      <translation>Доступ пешком (foot)</translation>
    </message>
    <message>
      <source>Accessible</source>
      <translation>Доступно</translation>
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
      <translation>Accessible KZ превращает обследования общественных мест в оценки, находит пути без ступеней и печатает карты. Попробуйте на выдуманном городе или возьмите своё обследование.</translation>
    </message>
    <message>
      <source>Accessible KZ: surveys and step-free routes</source>
      <translation>Accessible KZ: обследования и маршруты без ступеней</translation>
    </message>
    <message>
      <source>Accessible, but unconfirmed: {unconfirmed}. Unknown: {unknown}. Not surveyed: {not}.</source>
      <translation>Доступно, но не подтверждено: {unconfirmed}. Неизвестно: {unknown}. Не обследовано: {not}.</translation>
    </message>
    <message>
      <source>Accessible, confirmed, %</source>
      <translation>Доступно, подтверждено, %</translation>
    </message>
    <message>
      <source>Add&amp;ress or building layer</source>
      <translation>&amp;Слой адресов или зданий</translation>
    </message>
    <message>
      <source>Adding requests for the national registry (one a line)</source>
      <translation>Заявки на добавление в национальный реестр (по одной в строке)</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>Адрес</translation>
    </message>
    <message>
      <source>Addresses (*.gpkg *.geojson *.shp *.csv *.tsv *.xlsx)</source>
      <translation>Адреса (*.gpkg *.geojson *.shp *.csv *.tsv *.xlsx)</translation>
    </message>
    <message>
      <source>Addresses are looked up in a layer of yours, with address points or buildings; none leaves this computer. Only what is certain is taken; the rest is yours to decide, or stays a work list.</source>
      <translation>Адреса ищутся в вашем слое адресных точек или зданий; ни один не покидает этот компьютер. Берётся только бесспорное; об остальном решаете вы, или оно остаётся рабочим списком.</translation>
    </message>
    <message>
      <source>Addresses or buildings</source>
      <translation>Адреса или здания</translation>
    </message>
    <message>
      <source>Addresses: field of house numbers, if not a usual one</source>
      <translation>Адреса: поле номеров домов, если имя необычное</translation>
    </message>
    <message>
      <source>Addresses: field of streets, if not a usual one</source>
      <translation>Адреса: поле улиц, если имя необычное</translation>
    </message>
    <message>
      <source>Addresses: field of whole addresses, if not a usual one</source>
      <translation>Адреса: поле полных адресов, если имя необычное</translation>
    </message>
    <message>
      <source>Addresses: points, buildings, or a table</source>
      <translation>Адреса: точки, здания или таблица</translation>
    </message>
    <message>
      <source>After</source>
      <translation>Расстояние</translation>
    </message>
    <message>
      <source>All</source>
      <translation>Всего</translation>
    </message>
    <message>
      <source>All findings</source>
      <translation>Все замечания</translation>
    </message>
    <message>
      <source>All of them may be left empty.</source>
      <translation>Всё это можно не заполнять.</translation>
    </message>
    <message>
      <source>All places with a position</source>
      <translation>Все места с координатами</translation>
    </message>
    <message>
      <source>Allow &amp;downloads of streets</source>
      <translation>Разрешить &amp;загрузку улиц</translation>
    </message>
    <message>
      <source>Also an OpenStreetMap file, joined with the layers</source>
      <translation>Также файл OpenStreetMap, соединяемый со слоями</translation>
    </message>
    <message>
      <source>Also count who gets there within so many minutes</source>
      <translation>Считать и тех, кто доберётся за столько минут</translation>
    </message>
    <message>
      <source>Also norms that do not apply to the building's date</source>
      <translation>И нормы, не действующие для даты здания</translation>
    </message>
    <message>
      <source>An old green is shown as green, unconfirmed.</source>
      <translation>Старый зелёный показывается как «зелёный, не подтверждён».</translation>
    </message>
    <message>
      <source>Answer</source>
      <translation>Ответ</translation>
    </message>
    <message>
      <source>Answered</source>
      <translation>Отвечено</translation>
    </message>
    <message>
      <source>Any table with one row a place: a spreadsheet, a text table, or a map layer. Nothing is changed in it. Names, phones and other personal data are left out when it is read and appear nowhere afterwards.</source>
      <translation>Любая таблица, где одна строка — одно место: электронная таблица, текстовая таблица или слой карты. В ней ничего не меняется. Имена, телефоны и другие персональные данные при чтении отбрасываются и дальше нигде не появляются.</translation>
    </message>
    <message>
      <source>Areas, such as districts</source>
      <translation>Территории, например районы</translation>
    </message>
    <message>
      <source>Areas: building sites…</source>
      <translation>Площади: стройки…</translation>
    </message>
    <message>
      <source>As in the national registry (green, orange, red)</source>
      <translation>Как в национальном реестре (зелёный, оранжевый, красный)</translation>
    </message>
    <message>
      <source>At a given time</source>
      <translation>В заданное время</translation>
    </message>
    <message>
      <source>Atlas</source>
      <translation>Атлас</translation>
    </message>
    <message>
      <source>B&amp;rowse…</source>
      <translation>&amp;Обзор…</translation>
    </message>
    <message>
      <source>Bar chart; the table beneath it says the same</source>
      <translation>Столбчатая диаграмма; таблица под ней говорит то же</translation>
    </message>
    <message>
      <source>Barred pieces of streets</source>
      <translation>Непроходимые участки улиц</translation>
    </message>
    <message>
      <source>Barrier (gate, block …)</source>
      <translation>Преграда (gate, block …)</translation>
    </message>
    <message>
      <source>Barriers found</source>
      <translation>Найдено препятствий</translation>
    </message>
    <message>
      <source>Barriers whose removal helps</source>
      <translation>Препятствия, устранение которых помогает</translation>
    </message>
    <message>
      <source>Barriers, best removal first</source>
      <translation>Препятствия, сначала самые полезные для устранения</translation>
    </message>
    <message>
      <source>Base map beneath all</source>
      <translation>Карта-основа под всем</translation>
    </message>
    <message>
      <source>Black and white, for print</source>
      <translation>Чёрно-белые, для печати</translation>
    </message>
    <message>
      <source>Black on white with thick frames, in the plugin's windows.</source>
      <translation>Чёрное на белом с толстыми рамками, в окнах модуля.</translation>
    </message>
    <message>
      <source>Build a street network</source>
      <translation>Построить уличную сеть</translation>
    </message>
    <message>
      <source>Build a street network from layers</source>
      <translation>Построить уличную сеть из слоёв</translation>
    </message>
    <message>
      <source>Build from an OpenStreetMap file…</source>
      <translation>Построить из файла OpenStreetMap…</translation>
    </message>
    <message>
      <source>Build from loaded layers…</source>
      <translation>Построить из загруженных слоёв…</translation>
    </message>
    <message>
      <source>Building site (yes, no)</source>
      <translation>Стройка (yes, no)</translation>
    </message>
    <message>
      <source>C&amp;omment on the zone:</source>
      <translation>Ко&amp;мментарий к зоне:</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Отмена</translation>
    </message>
    <message>
      <source>Candidate</source>
      <translation>Кандидат</translation>
    </message>
    <message>
      <source>Category: number, title or the survey's own word</source>
      <translation>Категория: номер, название или слово самого обследования</translation>
    </message>
    <message>
      <source>Category; empty for all:</source>
      <translation>Категория; пусто — все:</translation>
    </message>
    <message>
      <source>Cells: before → after</source>
      <translation>Ячейки: было → стало</translation>
    </message>
    <message>
      <source>Check a street network</source>
      <translation>Проверить уличную сеть</translation>
    </message>
    <message>
      <source>Check a survey</source>
      <translation>Проверить обследование</translation>
    </message>
    <message>
      <source>Checklist</source>
      <translation>Чек-лист</translation>
    </message>
    <message>
      <source>Choose a file first.</source>
      <translation>Сначала выберите файл.</translation>
    </message>
    <message>
      <source>Choose a folder</source>
      <translation>Выбрать папку</translation>
    </message>
    <message>
      <source>Choose a layer first: the project has none that can be read.</source>
      <translation>Сначала выберите слой: в проекте нет такого, который можно прочитать.</translation>
    </message>
    <message>
      <source>Choose a place first.</source>
      <translation>Сначала выберите объект.</translation>
    </message>
    <message>
      <source>Choose a question in the checklist.</source>
      <translation>Выберите вопрос в чек-листе.</translation>
    </message>
    <message>
      <source>Choose language, colours, text size, norms and where street networks lie</source>
      <translation>Выбрать язык, цвета, размер текста, нормы и место уличных сетей</translation>
    </message>
    <message>
      <source>Choose the field that tells the areas apart.</source>
      <translation>Выберите поле, по которому различаются территории.</translation>
    </message>
    <message>
      <source>Choose the field with the number of people.</source>
      <translation>Выберите поле с числом людей.</translation>
    </message>
    <message>
      <source>Choose the layer of facilities first.</source>
      <translation>Сначала выберите слой объектов.</translation>
    </message>
    <message>
      <source>City map</source>
      <translation>Карта города</translation>
    </message>
    <message>
      <source>Clear print (12 pt and more)</source>
      <translation>Чёткая печать (от 12 пт)</translation>
    </message>
    <message>
      <source>Click on a place on the map.</source>
      <translation>Щёлкните объект на карте.</translation>
    </message>
    <message>
      <source>Click on the map</source>
      <translation>Щёлкнуть на карте</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Закрыть</translation>
    </message>
    <message>
      <source>Closed to people on foot (yes, no)</source>
      <translation>Закрыто для пешеходов (yes, no)</translation>
    </message>
    <message>
      <source>Co&amp;mpare with the store</source>
      <translation>Сра&amp;внить с хранилищем</translation>
    </message>
    <message>
      <source>Co&amp;rrections: what is otherwise than on the map:</source>
      <translation>Попр&amp;авки: что не так, как на карте:</translation>
    </message>
    <message>
      <source>Co&amp;unt by:</source>
      <translation>&amp;Считать по:</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Цвета</translation>
    </message>
    <message>
      <source>Column</source>
      <translation>Столбец</translation>
    </message>
    <message>
      <source>Column mapping</source>
      <translation>Соответствие столбцов</translation>
    </message>
    <message>
      <source>Column mapping (*.toml)</source>
      <translation>Соответствие столбцов (*.toml)</translation>
    </message>
    <message>
      <source>Column mapping, for tables that call their columns otherwise</source>
      <translation>Соответствие столбцов для таблиц с другими названиями</translation>
    </message>
    <message>
      <source>Columns not known by name</source>
      <translation>Столбцы с неизвестными названиями</translation>
    </message>
    <message>
      <source>Columns with a proposal</source>
      <translation>Столбцы с предложением</translation>
    </message>
    <message>
      <source>Compare scores with norms</source>
      <translation>Сравнить оценки с нормами</translation>
    </message>
    <message>
      <source>Comparing with the store</source>
      <translation>Сравнение с хранилищем</translation>
    </message>
    <message>
      <source>Confirmed scores only</source>
      <translation>Только подтверждённые оценки</translation>
    </message>
    <message>
      <source>Coordinate s&amp;ystem</source>
      <translation>Систе&amp;ма координат</translation>
    </message>
    <message>
      <source>Corrections</source>
      <translation>Поправки</translation>
    </message>
    <message>
      <source>Corrections: what is otherwise than on the map</source>
      <translation>Поправки: что не так, как на карте</translation>
    </message>
    <message>
      <source>Cost table (*.toml *.csv)</source>
      <translation>Таблица стоимости (*.toml *.csv)</translation>
    </message>
    <message>
      <source>Costs of improvements</source>
      <translation>Стоимость улучшений</translation>
    </message>
    <message>
      <source>Count as barriers, too</source>
      <translation>Считать препятствиями также</translation>
    </message>
    <message>
      <source>Count lights by district, and what is not known</source>
      <translation>Посчитать сигналы по районам и то, что неизвестно</translation>
    </message>
    <message>
      <source>Counted: {count} (all places).</source>
      <translation>Посчитано: {count} (все места).</translation>
    </message>
    <message>
      <source>Counted: {count} of {all} (those selected on the map).</source>
      <translation>Посчитано: {count} из {all} (выбранные на карте).</translation>
    </message>
    <message>
      <source>Counting places</source>
      <translation>Подсчёт мест</translation>
    </message>
    <message>
      <source>Dashboard: f&amp;igures and bars</source>
      <translation>С&amp;водка: числа и полосы</translation>
    </message>
    <message>
      <source>Dashboard: how accessible places are</source>
      <translation>Сводка: насколько доступны места</translation>
    </message>
    <message>
      <source>Decision</source>
      <translation>Решение</translation>
    </message>
    <message>
      <source>Differences</source>
      <translation>Различия</translation>
    </message>
    <message>
      <source>District</source>
      <translation>Район</translation>
    </message>
    <message>
      <source>Districts</source>
      <translation>Районы</translation>
    </message>
    <message>
      <source>Do again what was taken back (Ctrl+Shift+Z)</source>
      <translation>Вернуть отменённое (Ctrl+Shift+Z)</translation>
    </message>
    <message>
      <source>Done again: {step}</source>
      <translation>Возвращено: {step}</translation>
    </message>
    <message>
      <source>Doors</source>
      <translation>Входы</translation>
    </message>
    <message>
      <source>Doors of the nearest</source>
      <translation>Входы ближайших</translation>
    </message>
    <message>
      <source>Draw what is otherwise than on the map; it counts at once.</source>
      <translation>Нарисуйте, что не так, как на карте; это учитывается сразу.</translation>
    </message>
    <message>
      <source>Each layer is one kind of start and gives columns under its name.</source>
      <translation>Каждый слой — один вид начала пути и даёт столбцы под своим именем.</translation>
    </message>
    <message>
      <source>Earlier work list, its column accept filled in</source>
      <translation>Прежний рабочий список с заполненным столбцом accept</translation>
    </message>
    <message>
      <source>Edition of the norm, such as sp-rk-2019; empty = as set, or by building date</source>
      <translation>Редакция нормы, например sp-rk-2019; пусто = как в настройках или по дате здания</translation>
    </message>
    <message>
      <source>Elevation model</source>
      <translation>Модель высот</translation>
    </message>
    <message>
      <source>Elevation model, for slopes that are not tagged</source>
      <translation>Модель высот для уклонов, которые не указаны</translation>
    </message>
    <message>
      <source>Emptied cells and missing places stay in the store.</source>
      <translation>Опустевшие ячейки и отсутствующие места остаются в хранилище.</translation>
    </message>
    <message>
      <source>Ends so near to each other are joined, metres</source>
      <translation>Концы так близко друг к другу соединяются, метры</translation>
    </message>
    <message>
      <source>Enter goes to this question.</source>
      <translation>Enter переводит к этому вопросу.</translation>
    </message>
    <message>
      <source>Enter selects the places of a row, or of one count, on the map.</source>
      <translation>Enter выбирает на карте места строки или одного числа.</translation>
    </message>
    <message>
      <source>Enter shows an entry on the map.</source>
      <translation>Enter показывает пункт на карте.</translation>
    </message>
    <message>
      <source>Errors</source>
      <translation>Ошибки</translation>
    </message>
    <message>
      <source>Excel workbook (*.xlsx)</source>
      <translation>Книга Excel (*.xlsx)</translation>
    </message>
    <message>
      <source>Explain scores</source>
      <translation>Объяснить оценки</translation>
    </message>
    <message>
      <source>Explanations</source>
      <translation>Объяснения</translation>
    </message>
    <message>
      <source>Export places</source>
      <translation>Экспорт мест</translation>
    </message>
    <message>
      <source>Export the findings</source>
      <translation>Экспорт замечаний</translation>
    </message>
    <message>
      <source>Facilities by access</source>
      <translation>Объекты по доступности пути</translation>
    </message>
    <message>
      <source>Facilities found</source>
      <translation>Найдено объектов</translation>
    </message>
    <message>
      <source>Facilities reached</source>
      <translation>Достижимо объектов</translation>
    </message>
    <message>
      <source>Facilities read</source>
      <translation>Прочитано объектов</translation>
    </message>
    <message>
      <source>Field mapping (*.toml)</source>
      <translation>Соответствие полей (*.toml)</translation>
    </message>
    <message>
      <source>Field that names them</source>
      <translation>Поле с их именами</translation>
    </message>
    <message>
      <source>Field that tells areas apart</source>
      <translation>Поле, по которому различаются территории</translation>
    </message>
    <message>
      <source>Field that tells districts &amp;apart:</source>
      <translation>&amp;Поле, различающее районы:</translation>
    </message>
    <message>
      <source>Field with the number of people</source>
      <translation>Поле с числом людей</translation>
    </message>
    <message>
      <source>Field work</source>
      <translation>Полевая работа</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Файл</translation>
    </message>
    <message>
      <source>Files and the toolbox keep metres, centimetres and per cent.</source>
      <translation>В файлах и на панели инструментов остаются метры, сантиметры и проценты.</translation>
    </message>
    <message>
      <source>Fill in the checklist of a place and see why it has its traffic light</source>
      <translation>Заполнить чек-лист объекта и увидеть, почему у него такая оценка</translation>
    </message>
    <message>
      <source>Find a step-free &amp;route…</source>
      <translation>Найти &amp;маршрут без ступеней…</translation>
    </message>
    <message>
      <source>Find a step-free route</source>
      <translation>Найти маршрут без ступеней</translation>
    </message>
    <message>
      <source>Find a way that a wheelchair, a pushchair or a cane can take, or why there is none</source>
      <translation>Найти путь, проходимый на коляске, с детской коляской или с тростью, либо причину, почему его нет</translation>
    </message>
    <message>
      <source>Find places surveyed twice</source>
      <translation>Найти места, обследованные дважды</translation>
    </message>
    <message>
      <source>Find positions by address</source>
      <translation>Найти положение по адресу</translation>
    </message>
    <message>
      <source>Find the nearest accessible facilities</source>
      <translation>Найти ближайшие доступные объекты</translation>
    </message>
    <message>
      <source>Find the wa&amp;y</source>
      <translation>&amp;Найти путь</translation>
    </message>
    <message>
      <source>Find ways step by step, beside the map: from here, to that door</source>
      <translation>Находить пути шаг за шагом рядом с картой: отсюда до той двери</translation>
    </message>
    <message>
      <source>Find what is reached within minutes</source>
      <translation>Найти, что достижимо за минуты</translation>
    </message>
    <message>
      <source>Finding the way</source>
      <translation>Поиск пути</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>Замечания</translation>
    </message>
    <message>
      <source>Findings on the map</source>
      <translation>Замечания на карте</translation>
    </message>
    <message>
      <source>First steps with Accessible KZ</source>
      <translation>Первые шаги с Accessible KZ</translation>
    </message>
    <message>
      <source>Folder of the maps</source>
      <translation>Папка карт</translation>
    </message>
    <message>
      <source>Folder of the passports</source>
      <translation>Папка паспортов</translation>
    </message>
    <message>
      <source>For</source>
      <translation>Для кого</translation>
    </message>
    <message>
      <source>For whom</source>
      <translation>Для кого</translation>
    </message>
    <message>
      <source>Form</source>
      <translation>Форма</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Формат</translation>
    </message>
    <message>
      <source>From</source>
      <translation>Откуда</translation>
    </message>
    <message>
      <source>From OpenStreetMap; the server learns the map extent that is asked for, no more.</source>
      <translation>Из OpenStreetMap; сервер узнаёт только запрошенный охват карты.</translation>
    </message>
    <message>
      <source>From all of these</source>
      <translation>От всех этих</translation>
    </message>
    <message>
      <source>From many places to many…</source>
      <translation>Из многих мест во многие…</translation>
    </message>
    <message>
      <source>From the first</source>
      <translation>От первого</translation>
    </message>
    <message>
      <source>Gaps and parts as lines</source>
      <translation>Разрывы и части в виде линий</translation>
    </message>
    <message>
      <source>GeoJSON with answers and scores</source>
      <translation>GeoJSON с ответами и оценками</translation>
    </message>
    <message>
      <source>GeoPackage (*.gpkg)</source>
      <translation>GeoPackage (*.gpkg)</translation>
    </message>
    <message>
      <source>Give addresses: a layer or table, or an OpenStreetMap file.</source>
      <translation>Дайте адреса: слой, таблицу или файл OpenStreetMap, что-то одно.</translation>
    </message>
    <message>
      <source>Give each place its traffic light for six groups of people</source>
      <translation>Дать каждому месту сигнал светофора для шести групп людей</translation>
    </message>
    <message>
      <source>Give longitude and latitude in degrees, such as 69.9005, 48.8953.</source>
      <translation>Задайте долготу и широту в градусах, например 69.9005, 48.8953.</translation>
    </message>
    <message>
      <source>Give one point to start from, or a layer of starts.</source>
      <translation>Дайте одну точку начала или слой начал.</translation>
    </message>
    <message>
      <source>Go on where an earlier run stopped: keep finished files</source>
      <translation>Продолжить прерванный запуск: готовые файлы остаются</translation>
    </message>
    <message>
      <source>Goal</source>
      <translation>Цель</translation>
    </message>
    <message>
      <source>Green places behind red streets</source>
      <translation>Зелёные места за красными улицами</translation>
    </message>
    <message>
      <source>Group of people</source>
      <translation>Группа людей</translation>
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
      <translation>Страница HTML</translation>
    </message>
    <message>
      <source>Hand places over as A11yJSON, registry requests or GeoJSON</source>
      <translation>Передать места как A11yJSON, заявки в реестр или GeoJSON</translation>
    </message>
    <message>
      <source>Height</source>
      <translation>Высота</translation>
    </message>
    <message>
      <source>Height of the kerb (3 cm)</source>
      <translation>Высота бордюра (3 cm)</translation>
    </message>
    <message>
      <source>Heights</source>
      <translation>Высоты</translation>
    </message>
    <message>
      <source>Heights along the way</source>
      <translation>Высоты по пути</translation>
    </message>
    <message>
      <source>Heights, estimated from a coarse model: {up} up, {down} down in all.</source>
      <translation>Высоты, оценённые по грубой модели: всего {up} вверх, {down} вниз.</translation>
    </message>
    <message>
      <source>Heights: the way neither climbs nor falls by {noise} at a stretch.</source>
      <translation>Высоты: путь нигде не поднимается и не спускается подряд на {noise}.</translation>
    </message>
    <message>
      <source>Heights: {up} up, {down} down in all.</source>
      <translation>Высоты: всего {up} вверх, {down} вниз.</translation>
    </message>
    <message>
      <source>Highest kerb, centimetres</source>
      <translation>Самый высокий бордюр, сантиметры</translation>
    </message>
    <message>
      <source>Highest kerb, centimetres:</source>
      <translation>Самый высокий бордюр, сантиметры:</translation>
    </message>
    <message>
      <source>History, the newest first</source>
      <translation>История, сначала новое</translation>
    </message>
    <message>
      <source>How alike</source>
      <translation>Насколько похож</translation>
    </message>
    <message>
      <source>How it is</source>
      <translation>Как есть</translation>
    </message>
    <message>
      <source>How many at most</source>
      <translation>Сколько самое большее</translation>
    </message>
    <message>
      <source>How many to list</source>
      <translation>Сколько перечислить</translation>
    </message>
    <message>
      <source>Id</source>
      <translation>Идентификатор</translation>
    </message>
    <message>
      <source>Ids with commas between them; empty: all places of the layer.</source>
      <translation>Идентификаторы через запятую; пусто: все места слоя.</translation>
    </message>
    <message>
      <source>In words</source>
      <translation>Словами</translation>
    </message>
    <message>
      <source>Instructions</source>
      <translation>Указания</translation>
    </message>
    <message>
      <source>Instructions as a page</source>
      <translation>Указания в виде страницы</translation>
    </message>
    <message>
      <source>Internet address, printed as a QR code</source>
      <translation>Адрес в интернете, печатается как QR-код</translation>
    </message>
    <message>
      <source>Into a survey store that is there already</source>
      <translation>В уже существующее хранилище обследований</translation>
    </message>
    <message>
      <source>Items are filled in by their ids: title, subtitle, map, legend, notes, credit ...</source>
      <translation>Элементы заполняются по идентификаторам: title, subtitle, map, legend, notes, credit ...</translation>
    </message>
    <message>
      <source>JSON (*.json);;JSON lines (*.jsonl);;GeoJSON (*.geojson)</source>
      <translation>JSON (*.json);;Строки JSON (*.jsonl);;GeoJSON (*.geojson)</translation>
    </message>
    <message>
      <source>Judge measured values by a norm, too</source>
      <translation>Судить измеренные значения и по норме</translation>
    </message>
    <message>
      <source>Judged, %</source>
      <translation>С оценкой, %</translation>
    </message>
    <message>
      <source>Judging</source>
      <translation>Оценивание</translation>
    </message>
    <message>
      <source>Kerb (flush, lowered, raised)</source>
      <translation>Бордюр (flush, lowered, raised)</translation>
    </message>
    <message>
      <source>Kerbs, barriers and lifts</source>
      <translation>Бордюры, преграды и лифты</translation>
    </message>
    <message>
      <source>Keys 1 to 4 in the checklist answer a question and go to the next one</source>
      <translation>Клавиши 1–4 в чек-листе отвечают на вопрос и переводят к следующему</translation>
    </message>
    <message>
      <source>Kind of file</source>
      <translation>Вид файла</translation>
    </message>
    <message>
      <source>Kind of place</source>
      <translation>Вид места</translation>
    </message>
    <message>
      <source>Kind of place, in detail</source>
      <translation>Вид места, подробно</translation>
    </message>
    <message>
      <source>Kind of way</source>
      <translation>Вид пути (highway)</translation>
    </message>
    <message>
      <source>Known all along: {names}.</source>
      <translation>Известно на всём пути: {names}.</translation>
    </message>
    <message>
      <source>Known share by length: {known}</source>
      <translation>Известная доля по длине: {known}</translation>
    </message>
    <message>
      <source>L&amp;engths:</source>
      <translation>&amp;Длины:</translation>
    </message>
    <message>
      <source>Lan&amp;guage:</source>
      <translation>&amp;Язык:</translation>
    </message>
    <message>
      <source>Language of the results</source>
      <translation>Язык результатов</translation>
    </message>
    <message>
      <source>Languages</source>
      <translation>Языки</translation>
    </message>
    <message>
      <source>Large print (16 pt and more; A2 and larger)</source>
      <translation>Крупная печать (от 16 пт; от A2)</translation>
    </message>
    <message>
      <source>Large print (18 pt)</source>
      <translation>Крупная печать (18 пт)</translation>
    </message>
    <message>
      <source>Large print needs a large sheet; an atlas adds pages that enlarge it.</source>
      <translation>Крупной печати нужен большой лист; атлас добавляет страницы, которые его увеличивают.</translation>
    </message>
    <message>
      <source>Large print, 18 pt</source>
      <translation>Крупный шрифт, 18 пт</translation>
    </message>
    <message>
      <source>Largest distance from the points to a street, metres</source>
      <translation>Наибольшее расстояние от точек до улицы, метры</translation>
    </message>
    <message>
      <source>Largest distance from the points to a street, metres:</source>
      <translation>Наибольшее расстояние от точек до улицы, метры:</translation>
    </message>
    <message>
      <source>Latitude</source>
      <translation>Широта</translation>
    </message>
    <message>
      <source>Layer of &amp;districts:</source>
      <translation>Слой ра&amp;йонов:</translation>
    </message>
    <message>
      <source>Layer of &amp;places:</source>
      <translation>Слой &amp;мест:</translation>
    </message>
    <message>
      <source>Layer of facilities:</source>
      <translation>Слой объектов:</translation>
    </message>
    <message>
      <source>Layers of streets and paths, and of kerbs or barriers as points</source>
      <translation>Слои улиц и дорожек, и точек с бордюрами или преградами</translation>
    </message>
    <message>
      <source>Layout template (*.qpt)</source>
      <translation>Шаблон макета (*.qpt)</translation>
    </message>
    <message>
      <source>Leave it op&amp;en</source>
      <translation>Оставить о&amp;ткрытым</translation>
    </message>
    <message>
      <source>Length in kilometres</source>
      <translation>Длина в километрах</translation>
    </message>
    <message>
      <source>Li&amp;ghts for:</source>
      <translation>Си&amp;гналы для:</translation>
    </message>
    <message>
      <source>Lift (working, out of order)</source>
      <translation>Лифт (working, out of order)</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Оценка</translation>
    </message>
    <message>
      <source>Lines along streets…</source>
      <translation>Линии вдоль улиц…</translation>
    </message>
    <message>
      <source>List what is wrong or unclear in a survey, row by row</source>
      <translation>Перечислить построчно, что в обследовании неверно или неясно</translation>
    </message>
    <message>
      <source>Load a layer with addresses first, or take a file.</source>
      <translation>Сначала загрузите слой с адресами или возьмите файл.</translation>
    </message>
    <message>
      <source>Load a mapping</source>
      <translation>Загрузить соответствие</translation>
    </message>
    <message>
      <source>Load a survey first, or the sample city from the menu: no layer is chosen here.</source>
      <translation>Сначала загрузите обследование или учебный город из меню: слой здесь не выбран.</translation>
    </message>
    <message>
      <source>Load an invented town: streets, districts and scored places to try it all on</source>
      <translation>Загрузить вымышленный город с улицами, районами и оценёнными местами, чтобы всё попробовать</translation>
    </message>
    <message>
      <source>Longitude</source>
      <translation>Долгота</translation>
    </message>
    <message>
      <source>Longitude, latitude:</source>
      <translation>Долгота, широта:</translation>
    </message>
    <message>
      <source>Look up the addresses first.</source>
      <translation>Сначала найдите адреса.</translation>
    </message>
    <message>
      <source>Looking up addresses</source>
      <translation>Поиск адресов</translation>
    </message>
    <message>
      <source>Lying sheet</source>
      <translation>Альбомный лист</translation>
    </message>
    <message>
      <source>Make a document of what is known of this place</source>
      <translation>Сделать документ из того, что известно об этом объекте</translation>
    </message>
    <message>
      <source>Make a form for phones (ODK, KoboToolbox)</source>
      <translation>Сделать форму для телефонов (ODK, KoboToolbox)</translation>
    </message>
    <message>
      <source>Make a form on paper</source>
      <translation>Сделать бумажную форму</translation>
    </message>
    <message>
      <source>Make a map of each district, for several groups and in several languages</source>
      <translation>Создать карту каждого района для нескольких групп и на нескольких языках</translation>
    </message>
    <message>
      <source>Make a page with map, legend and list of places, ready to print</source>
      <translation>Подготовить к печати страницу с картой, легендой и списком мест</translation>
    </message>
    <message>
      <source>Make passports of facilities</source>
      <translation>Создать паспорта объектов</translation>
    </message>
    <message>
      <source>Making the layer</source>
      <translation>Создание слоя</translation>
    </message>
    <message>
      <source>Maps kept</source>
      <translation>Оставлено карт</translation>
    </message>
    <message>
      <source>Maps made</source>
      <translation>Создано карт</translation>
    </message>
    <message>
      <source>Maps that failed</source>
      <translation>Не удалось карт</translation>
    </message>
    <message>
      <source>Matrix</source>
      <translation>Матрица</translation>
    </message>
    <message>
      <source>Matrix of durations and distances</source>
      <translation>Матрица времени и расстояний</translation>
    </message>
    <message>
      <source>Measured</source>
      <translation>Измерено</translation>
    </message>
    <message>
      <source>Measured &amp;value:</source>
      <translation>Измеренное зна&amp;чение:</translation>
    </message>
    <message>
      <source>Measured so, the answer is: {answer}</source>
      <translation>По измерению ответ: {answer}</translation>
    </message>
    <message>
      <source>Measured so, the answer would be: {answer}. The other answer was given: it stays, and no green is confirmed.</source>
      <translation>По измерению ответ был бы: {answer}. Дан другой ответ: он остаётся, и зелёный не подтверждается.</translation>
    </message>
    <message>
      <source>Measured value</source>
      <translation>Измеренное значение</translation>
    </message>
    <message>
      <source>Metres</source>
      <translation>Метры</translation>
    </message>
    <message>
      <source>Middle of the map</source>
      <translation>Середина карты</translation>
    </message>
    <message>
      <source>Minutes are numbers over zero, such as 5 10 15, not '{given}'.</source>
      <translation>Минуты — числа больше нуля, например 5 10 15, а не «{given}».</translation>
    </message>
    <message>
      <source>Minutes within which to get there, and back</source>
      <translation>За сколько минут дойти, и обратно за столько же</translation>
    </message>
    <message>
      <source>Minutes, one or several</source>
      <translation>Минуты, одно или несколько значений</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Модели</translation>
    </message>
    <message>
      <source>More questions to this network</source>
      <translation>Другие вопросы к этой сети</translation>
    </message>
    <message>
      <source>Moved to a page of their own, because the template has no room: {ids}.</source>
      <translation>Перенесено на отдельную страницу, потому что в шаблоне нет места: {ids}.</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Название</translation>
    </message>
    <message>
      <source>Name of the place</source>
      <translation>Название населённого пункта</translation>
    </message>
    <message>
      <source>Name or number of the facility:</source>
      <translation>Название или номер объекта:</translation>
    </message>
    <message>
      <source>Narrowest way, centimetres</source>
      <translation>Самый узкий проход, сантиметры</translation>
    </message>
    <message>
      <source>Narrowest way, centimetres:</source>
      <translation>Самый узкий проход, сантиметры:</translation>
    </message>
    <message>
      <source>Ne&amp;xt</source>
      <translation>&amp;Следующий</translation>
    </message>
    <message>
      <source>Nearer, but out of reach</source>
      <translation>Ближе, но недостижимы</translation>
    </message>
    <message>
      <source>New layer of corrections</source>
      <translation>Новый слой поправок</translation>
    </message>
    <message>
      <source>Next place (Ctrl+Page down)</source>
      <translation>Следующий объект (Ctrl+Page Down)</translation>
    </message>
    <message>
      <source>No crossing so far along a street is one missing, metres</source>
      <translation>Нет перехода на таком отрезке улицы — его не хватает, метры</translation>
    </message>
    <message>
      <source>No facility of the survey is called '{given}'.</source>
      <translation>В обследовании нет объекта «{given}».</translation>
    </message>
    <message>
      <source>No farther than so many minutes</source>
      <translation>Не дальше скольких минут</translation>
    </message>
    <message>
      <source>No further maps, but for a crowded centre</source>
      <translation>Без дополнительных карт, кроме тесного центра</translation>
    </message>
    <message>
      <source>No further question is open here.</source>
      <translation>В этом направлении неотвеченных вопросов больше нет.</translation>
    </message>
    <message>
      <source>No gap where a walk no longer than this joins both sides, metres</source>
      <translation>Не разрыв, если стороны соединяет путь не длиннее, метры</translation>
    </message>
    <message>
      <source>No installed typeface has all Kazakh letters: install {family}.</source>
      <translation>Ни в одном установленном шрифте нет всех казахских букв: установите {family}.</translation>
    </message>
    <message>
      <source>No map could be made; see above.</source>
      <translation>Ни одна карта не создана; смотрите выше.</translation>
    </message>
    <message>
      <source>No route: fewest barriers</source>
      <translation>Маршрута нет: путь с наименьшим числом препятствий</translation>
    </message>
    <message>
      <source>No row answers a checklist, so that there is nothing to score: the table needs a column 'form' (small, middle or full) and columns of answers such as entrance1_30.</source>
      <translation>Ни одна строка не отвечает на вопросы анкеты, оценивать нечего: в таблице нужны столбец 'form' (small, middle или full) и столбцы ответов, например entrance1_30.</translation>
    </message>
    <message>
      <source>Nodes</source>
      <translation>Узлы</translation>
    </message>
    <message>
      <source>Normal print (9 pt and more)</source>
      <translation>Обычная печать (от 9 пт)</translation>
    </message>
    <message>
      <source>Not accessible</source>
      <translation>Недоступно</translation>
    </message>
    <message>
      <source>Not foreseen</source>
      <translation>Не предусмотрено</translation>
    </message>
    <message>
      <source>Not given</source>
      <translation>Не указано</translation>
    </message>
    <message>
      <source>Not given, or not understood</source>
      <translation>Не указано или непонятно</translation>
    </message>
    <message>
      <source>Not known of the way with the fewest barriers: {shares}.</source>
      <translation>Не известно о пути с наименьшим числом препятствий: {shares}.</translation>
    </message>
    <message>
      <source>Not saved, the changes are still here: {error}</source>
      <translation>Не сохранено, изменения остались здесь: {error}</translation>
    </message>
    <message>
      <source>Not surveyed</source>
      <translation>Не обследовано</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Примечание</translation>
    </message>
    <message>
      <source>Nothing is measured here: answer with the keys 1 to 4.</source>
      <translation>Здесь ничего не измеряют: отвечайте клавишами 1–4.</translation>
    </message>
    <message>
      <source>Nothing was asked yet: say where from and where to.</source>
      <translation>Пока ничего не спрошено: укажите, откуда и куда.</translation>
    </message>
    <message>
      <source>Nothing was counted yet.</source>
      <translation>Ещё ничего не посчитано.</translation>
    </message>
    <message>
      <source>Number of steps</source>
      <translation>Число ступеней</translation>
    </message>
    <message>
      <source>On foot, without limits</source>
      <translation>Пешком, без ограничений</translation>
    </message>
    <message>
      <source>One row a facility: a layer, or a CSV, XLSX, GeoPackage, GeoJSON or Shapefile.</source>
      <translation>Одна строка - один объект: слой или файл CSV, XLSX, GeoPackage, GeoJSON либо Shapefile.</translation>
    </message>
    <message>
      <source>Only &amp;selected places</source>
      <translation>Только &amp;выбранные места</translation>
    </message>
    <message>
      <source>Only facilities of this category</source>
      <translation>Только объекты этой категории</translation>
    </message>
    <message>
      <source>Only on ways of this kind</source>
      <translation>Только на путях этого вида</translation>
    </message>
    <message>
      <source>Only these categories (none chosen: all)</source>
      <translation>Только эти категории (если не выбраны: все)</translation>
    </message>
    <message>
      <source>Only these places, by their ids</source>
      <translation>Только эти места, по идентификаторам</translation>
    </message>
    <message>
      <source>Only this place, by its id</source>
      <translation>Только это место, по id</translation>
    </message>
    <message>
      <source>Only where they differ</source>
      <translation>Только где они различаются</translation>
    </message>
    <message>
      <source>Open a file…</source>
      <translation>Открыть файл…</translation>
    </message>
    <message>
      <source>Open a survey</source>
      <translation>Открыть обследование</translation>
    </message>
    <message>
      <source>Open any table of a survey, say what its columns hold, and show it on the map</source>
      <translation>Открыть любую таблицу обследования, указать, что в её столбцах, и показать на карте</translation>
    </message>
    <message>
      <source>Open it</source>
      <translation>Открыть</translation>
    </message>
    <message>
      <source>Open or build a street network first.</source>
      <translation>Сначала откройте или постройте сеть улиц.</translation>
    </message>
    <message>
      <source>Open the help page in your web browser; it needs no internet</source>
      <translation>Открыть страницу справки в браузере; интернет не нужен</translation>
    </message>
    <message>
      <source>OpenStreetMap (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)</source>
      <translation>OpenStreetMap (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)</translation>
    </message>
    <message>
      <source>OpenStreetMap file</source>
      <translation>Файл OpenStreetMap</translation>
    </message>
    <message>
      <source>OpenStreetMap file to the reach of all clinics</source>
      <translation>От файла OpenStreetMap к охвату всех больниц</translation>
    </message>
    <message>
      <source>Opening hours and corrections count for:</source>
      <translation>Часы работы и поправки учитываются на:</translation>
    </message>
    <message>
      <source>Or addresses of an OpenStreetMap file (needs the package osmium)</source>
      <translation>Или адреса из файла OpenStreetMap (нужен пакет osmium)</translation>
    </message>
    <message>
      <source>Or from all of these</source>
      <translation>Или от всех этих</translation>
    </message>
    <message>
      <source>Outlines of what is reached</source>
      <translation>Контуры достижимого</translation>
    </message>
    <message>
      <source>Outside all districts</source>
      <translation>Вне всех районов</translation>
    </message>
    <message>
      <source>P&amp;assport…</source>
      <translation>П&amp;аспорт…</translation>
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
      <translation>Страница (*.html);;Таблица (*.csv)</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Страницы</translation>
    </message>
    <message>
      <source>Pages that enlarge the sheet piece by piece, each with its index</source>
      <translation>Страницы, увеличивающие лист по частям, каждая с указателем</translation>
    </message>
    <message>
      <source>Pairs</source>
      <translation>Пары</translation>
    </message>
    <message>
      <source>Pairs that may be one</source>
      <translation>Пары, которые могут быть одним местом</translation>
    </message>
    <message>
      <source>Pairs with a route</source>
      <translation>Пары с маршрутом</translation>
    </message>
    <message>
      <source>Part of the sample city could not be loaded; the log says why.</source>
      <translation>Часть учебного города не загрузилась; причина в журнале.</translation>
    </message>
    <message>
      <source>Partly</source>
      <translation>Частично</translation>
    </message>
    <message>
      <source>Passable by wheelchair (yes, limited, no)</source>
      <translation>Проходимо на кресло-коляске (yes, limited, no)</translation>
    </message>
    <message>
      <source>Passports</source>
      <translation>Паспорта</translation>
    </message>
    <message>
      <source>People of points live along streets within so many metres</source>
      <translation>Люди точек живут вдоль улиц в пределах стольких метров</translation>
    </message>
    <message>
      <source>Pick a place on the &amp;map</source>
      <translation>Выбрать объект на &amp;карте</translation>
    </message>
    <message>
      <source>Picture (*.png);;Drawing (*.svg)</source>
      <translation>Изображение (*.png);;Рисунок (*.svg)</translation>
    </message>
    <message>
      <source>Pieces of streets</source>
      <translation>Участки улиц</translation>
    </message>
    <message>
      <source>Pieces of the route</source>
      <translation>Участки маршрута</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Место</translation>
    </message>
    <message>
      <source>Places</source>
      <translation>Места</translation>
    </message>
    <message>
      <source>Places by their addresses</source>
      <translation>Места по адресам</translation>
    </message>
    <message>
      <source>Places found</source>
      <translation>Найдено объектов</translation>
    </message>
    <message>
      <source>Places in the index</source>
      <translation>Мест в указателе</translation>
    </message>
    <message>
      <source>Places still without a position</source>
      <translation>Места всё ещё без положения</translation>
    </message>
    <message>
      <source>Places with answers: {places} of {all}. Answers understood: {answers}.</source>
      <translation>Мест с ответами: {places} из {all}. Понятых ответов: {answers}.</translation>
    </message>
    <message>
      <source>Places without a position</source>
      <translation>Места без координат</translation>
    </message>
    <message>
      <source>Places written</source>
      <translation>Записано мест</translation>
    </message>
    <message>
      <source>Places, such as a survey</source>
      <translation>Места, например обследование</translation>
    </message>
    <message>
      <source>Places: {group}</source>
      <translation>Места: {group}</translation>
    </message>
    <message>
      <source>Points, lines or areas with attribute, value, valid_from, valid_to, source, note.</source>
      <translation>Точки, линии или площади с полями attribute, value, valid_from, valid_to, source, note.</translation>
    </message>
    <message>
      <source>Points: kerbs, lifts, gates…</source>
      <translation>Точки: бордюры, лифты, ворота…</translation>
    </message>
    <message>
      <source>Position on the map</source>
      <translation>Положение на карте</translation>
    </message>
    <message>
      <source>Positions found</source>
      <translation>Найдено положений</translation>
    </message>
    <message>
      <source>Positions in metres</source>
      <translation>Координаты в метрах</translation>
    </message>
    <message>
      <source>Previous place (Ctrl+Page up)</source>
      <translation>Предыдущий объект (Ctrl+Page Up)</translation>
    </message>
    <message>
      <source>Prices (*.toml)</source>
      <translation>Цены (*.toml)</translation>
    </message>
    <message>
      <source>Prices of works</source>
      <translation>Цены работ</translation>
    </message>
    <message>
      <source>Print a city map</source>
      <translation>Напечатать карту города</translation>
    </message>
    <message>
      <source>Print city maps of all districts</source>
      <translation>Напечатать карты всех районов</translation>
    </message>
    <message>
      <source>Print maps of all &amp;districts…</source>
      <translation>Напечатать карты всех ра&amp;йонов…</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Ход выполнения</translation>
    </message>
    <message>
      <source>Project with the layout, to change it by hand</source>
      <translation>Проект с макетом, чтобы изменить его вручную</translation>
    </message>
    <message>
      <source>Proposals as a table</source>
      <translation>Предложения таблицей</translation>
    </message>
    <message>
      <source>Propose a column mapping</source>
      <translation>Предложить соответствие столбцов</translation>
    </message>
    <message>
      <source>Publisher and licence</source>
      <translation>Издатель и лицензия</translation>
    </message>
    <message>
      <source>Pushchair</source>
      <translation>Детская коляска</translation>
    </message>
    <message>
      <source>QGIS project (*.qgz)</source>
      <translation>Проект QGIS (*.qgz)</translation>
    </message>
    <message>
      <source>Question</source>
      <translation>Вопрос</translation>
    </message>
    <message>
      <source>Question and how to decide</source>
      <translation>Вопрос и как решить</translation>
    </message>
    <message>
      <source>Ramp for wheelchairs (yes, no)</source>
      <translation>Пандус для кресло-колясок (yes, no)</translation>
    </message>
    <message>
      <source>Rank barriers by what their removal gives</source>
      <translation>Упорядочить препятствия по пользе устранения</translation>
    </message>
    <message>
      <source>Reached streets</source>
      <translation>Достижимые улицы</translation>
    </message>
    <message>
      <source>Reached, kilometres</source>
      <translation>Достижимо, километры</translation>
    </message>
    <message>
      <source>Read streets, kerbs, steps and slopes from an OpenStreetMap file</source>
      <translation>Прочитать улицы, бордюры, ступени и уклоны из файла OpenStreetMap</translation>
    </message>
    <message>
      <source>Reading and colours</source>
      <translation>Чтение и цвета</translation>
    </message>
    <message>
      <source>Reading places</source>
      <translation>Чтение объектов</translation>
    </message>
    <message>
      <source>Reading the facilities</source>
      <translation>Чтение объектов</translation>
    </message>
    <message>
      <source>Reading the survey</source>
      <translation>Чтение обследования</translation>
    </message>
    <message>
      <source>Reading the table</source>
      <translation>Чтение таблицы</translation>
    </message>
    <message>
      <source>Reading with GDAL. With the Python package osmium, files are read faster and node numbers of OpenStreetMap are kept: python3 -m pip install osmium</source>
      <translation>Чтение через GDAL. С пакетом Python osmium файлы читаются быстрее и сохраняются номера узлов OpenStreetMap: python3 -m pip install osmium</translation>
    </message>
    <message>
      <source>Renamed streets: a table old, new</source>
      <translation>Переименованные улицы: таблица old, new</translation>
    </message>
    <message>
      <source>Rests on</source>
      <translation>На чём основано</translation>
    </message>
    <message>
      <source>Results</source>
      <translation>Результаты</translation>
    </message>
    <message>
      <source>Results come in the new language at once, menus when QGIS is started again.</source>
      <translation>Результаты сразу выходят на новом языке, меню — после перезапуска QGIS.</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Проверка</translation>
    </message>
    <message>
      <source>Review and history</source>
      <translation>Проверка и история</translation>
    </message>
    <message>
      <source>Route</source>
      <translation>Маршрут</translation>
    </message>
    <message>
      <source>Route, confirmed</source>
      <translation>Маршрут, подтверждён</translation>
    </message>
    <message>
      <source>Route, unverified</source>
      <translation>Маршрут, не проверен</translation>
    </message>
    <message>
      <source>S&amp;how on the map</source>
      <translation>Показать на карт&amp;е</translation>
    </message>
    <message>
      <source>S&amp;how the whole way</source>
      <translation>Показать &amp;весь путь</translation>
    </message>
    <message>
      <source>Safe without colour vision (blue, orange, vermilion)</source>
      <translation>Различимы без цветового зрения (синий, оранжевый, киноварь)</translation>
    </message>
    <message>
      <source>Sample city (invented)</source>
      <translation>Учебный город (вымышленный)</translation>
    </message>
    <message>
      <source>Save &amp;table…</source>
      <translation>Сохранить &amp;таблицу…</translation>
    </message>
    <message>
      <source>Save and sho&amp;w</source>
      <translation>&amp;Сохранить и показать</translation>
    </message>
    <message>
      <source>Save c&amp;hart…</source>
      <translation>Сохранить &amp;диаграмму…</translation>
    </message>
    <message>
      <source>Save the &amp;work list…</source>
      <translation>Сохранить &amp;рабочий список…</translation>
    </message>
    <message>
      <source>Save the chart</source>
      <translation>Сохранить диаграмму</translation>
    </message>
    <message>
      <source>Save the mapping</source>
      <translation>Сохранить соответствие</translation>
    </message>
    <message>
      <source>Save the table</source>
      <translation>Сохранить таблицу</translation>
    </message>
    <message>
      <source>Save the work list</source>
      <translation>Сохранить рабочий список</translation>
    </message>
    <message>
      <source>Saved.</source>
      <translation>Сохранено.</translation>
    </message>
    <message>
      <source>Saved: {path}</source>
      <translation>Сохранено: {path}</translation>
    </message>
    <message>
      <source>Say first where the store is, or shall be.</source>
      <translation>Сначала укажите, где хранилище находится или будет.</translation>
    </message>
    <message>
      <source>Say how many minutes, such as 5 10 15.</source>
      <translation>Скажите, сколько минут, например 5 10 15.</translation>
    </message>
    <message>
      <source>Score a survey</source>
      <translation>Оценить обследование</translation>
    </message>
    <message>
      <source>Scored places</source>
      <translation>Оценённые места</translation>
    </message>
    <message>
      <source>Scored places, or a survey</source>
      <translation>Оценённые места или обследование</translation>
    </message>
    <message>
      <source>Scores</source>
      <translation>Оценки</translation>
    </message>
    <message>
      <source>Scores and norms</source>
      <translation>Оценки и нормы</translation>
    </message>
    <message>
      <source>Scores by group and zone</source>
      <translation>Оценки по группам и зонам</translation>
    </message>
    <message>
      <source>Scores that c&amp;ome of it</source>
      <translation>Оценки, которые получа&amp;ются</translation>
    </message>
    <message>
      <source>Scoring for the preview</source>
      <translation>Предварительный расчёт оценок</translation>
    </message>
    <message>
      <source>Se&amp;ttings…</source>
      <translation>&amp;Настройки…</translation>
    </message>
    <message>
      <source>Searc&amp;h:</source>
      <translation>По&amp;иск:</translation>
    </message>
    <message>
      <source>Seconds</source>
      <translation>Секунды</translation>
    </message>
    <message>
      <source>Select on the &amp;map</source>
      <translation>Выбрать на карт&amp;е</translation>
    </message>
    <message>
      <source>Several places have the id {id}: give each its own first.</source>
      <translation>Идентификатор {id} есть у нескольких объектов: сначала дайте каждому свой.</translation>
    </message>
    <message>
      <source>Shapes always differ as well, whatever the colours.</source>
      <translation>Форма знаков всегда разная, каковы бы ни были цвета.</translation>
    </message>
    <message>
      <source>Shares: e&amp;qual bars</source>
      <translation>Доли: &amp;равные полосы</translation>
    </message>
    <message>
      <source>Sheet</source>
      <translation>Лист</translation>
    </message>
    <message>
      <source>Shorter parts of the network are told about together, metres</source>
      <translation>О более коротких частях сети сообщается вместе, метры</translation>
    </message>
    <message>
      <source>Show again at the next start, t&amp;oo</source>
      <translation>&amp;Показать и при следующем запуске</translation>
    </message>
    <message>
      <source>Show how accessible places are by district, group, kind and review, as bars</source>
      <translation>Показать доступность мест по районам, группам, видам и проверке в виде полос</translation>
    </message>
    <message>
      <source>Show the lights for</source>
      <translation>Показать сигналы для</translation>
    </message>
    <message>
      <source>Show the page for newcomers: the sample city, a survey of your own, the help</source>
      <translation>Показать страницу для начинающих: учебный город, своё обследование, справка</translation>
    </message>
    <message>
      <source>Size of te&amp;xt and symbols:</source>
      <translation>&amp;Размер текста и знаков:</translation>
    </message>
    <message>
      <source>Size of the texts</source>
      <translation>Размер текста</translation>
    </message>
    <message>
      <source>Slope (6 %)</source>
      <translation>Уклон (6 %)</translation>
    </message>
    <message>
      <source>Slope before</source>
      <translation>Уклон до неё</translation>
    </message>
    <message>
      <source>Smoothness</source>
      <translation>Ровность</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>Начало</translation>
    </message>
    <message>
      <source>State of review</source>
      <translation>Состояние проверки</translation>
    </message>
    <message>
      <source>State: {state}</source>
      <translation>Состояние: {state}</translation>
    </message>
    <message>
      <source>Statistics</source>
      <translation>Статистика</translation>
    </message>
    <message>
      <source>Statistics by &amp;area…</source>
      <translation>С&amp;татистика по районам…</translation>
    </message>
    <message>
      <source>Statistics by area</source>
      <translation>Статистика по районам</translation>
    </message>
    <message>
      <source>Steepest way down, per cent</source>
      <translation>Самый крутой спуск, проценты</translation>
    </message>
    <message>
      <source>Steepest way down, per cent:</source>
      <translation>Самый крутой спуск, процентов:</translation>
    </message>
    <message>
      <source>Steepest way up, per cent</source>
      <translation>Самый крутой подъём, проценты</translation>
    </message>
    <message>
      <source>Steepest way up, per cent:</source>
      <translation>Самый крутой подъём, процентов:</translation>
    </message>
    <message>
      <source>Step &amp;by step:</source>
      <translation>По &amp;шагам:</translation>
    </message>
    <message>
      <source>Step {number} of {all}: {title}</source>
      <translation>Шаг {number} из {all}: {title}</translation>
    </message>
    <message>
      <source>Step-free &amp;ways</source>
      <translation>Пути &amp;без ступеней</translation>
    </message>
    <message>
      <source>Step-free access from door to door</source>
      <translation>Путь без ступеней от двери до двери</translation>
    </message>
    <message>
      <source>Step-free ways</source>
      <translation>Пути без ступеней</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>Ступени</translation>
    </message>
    <message>
      <source>Steps (yes, no)</source>
      <translation>Ступени (yes, no)</translation>
    </message>
    <message>
      <source>Steps with a ramp for wheelchairs:</source>
      <translation>Ступени с пандусом для кресло-колясок:</translation>
    </message>
    <message>
      <source>Steps:</source>
      <translation>Ступени:</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Остановить</translation>
    </message>
    <message>
      <source>Stopped on request.</source>
      <translation>Остановлено по запросу.</translation>
    </message>
    <message>
      <source>Street &amp;network:</source>
      <translation>&amp;Сеть улиц:</translation>
    </message>
    <message>
      <source>Street network</source>
      <translation>Уличная сеть</translation>
    </message>
    <message>
      <source>Street network (*.aknet)</source>
      <translation>Уличная сеть (*.aknet)</translation>
    </message>
    <message>
      <source>Street network (*.aknet);;All files (*)</source>
      <translation>Уличная сеть (*.aknet);;Все файлы (*)</translation>
    </message>
    <message>
      <source>Street network, for a map around each place</source>
      <translation>Сеть улиц для карты вокруг каждого места</translation>
    </message>
    <message>
      <source>Streets</source>
      <translation>Улицы</translation>
    </message>
    <message>
      <source>Streets and routes</source>
      <translation>Улицы и маршруты</translation>
    </message>
    <message>
      <source>Sur&amp;vey of places</source>
      <translation>Обсле&amp;дование объектов</translation>
    </message>
    <message>
      <source>Surface</source>
      <translation>Покрытие</translation>
    </message>
    <message>
      <source>Survey</source>
      <translation>Обследование</translation>
    </message>
    <message>
      <source>Survey &amp;layer:</source>
      <translation>С&amp;лой обследования:</translation>
    </message>
    <message>
      <source>Survey (layer or file)</source>
      <translation>Обследование (слой или файл)</translation>
    </message>
    <message>
      <source>Survey as it came</source>
      <translation>Обследование в исходном виде</translation>
    </message>
    <message>
      <source>Survey l&amp;ayer</source>
      <translation>Слой обсл&amp;едования</translation>
    </message>
    <message>
      <source>Survey of places</source>
      <translation>Обследование объектов</translation>
    </message>
    <message>
      <source>Survey store (*.gpkg)</source>
      <translation>Хранилище обследований (*.gpkg)</translation>
    </message>
    <message>
      <source>Survey to scores, statistics and map</source>
      <translation>От обследования к оценкам, статистике и карте</translation>
    </message>
    <message>
      <source>Survey with positions</source>
      <translation>Обследование с положениями</translation>
    </message>
    <message>
      <source>Survey: field of addresses, if not a usual one</source>
      <translation>Обследование: поле адресов, если имя необычное</translation>
    </message>
    <message>
      <source>Survey: field of towns, if not a usual one</source>
      <translation>Обследование: поле городов, если имя необычное</translation>
    </message>
    <message>
      <source>Surveyed, %</source>
      <translation>Обследовано, %</translation>
    </message>
    <message>
      <source>Surveyed, but without a score</source>
      <translation>Обследовано, но без оценки</translation>
    </message>
    <message>
      <source>Surveys (*.csv *.tsv *.xlsx *.gpkg *.geojson *.shp)</source>
      <translation>Обследования (*.csv *.tsv *.xlsx *.gpkg *.geojson *.shp)</translation>
    </message>
    <message>
      <source>Surveys and scores</source>
      <translation>Обследования и оценки</translation>
    </message>
    <message>
      <source>Ta&amp;ke this candidate</source>
      <translation>В&amp;зять этого кандидата</translation>
    </message>
    <message>
      <source>Table (*.csv);;Workbook (*.xlsx)</source>
      <translation>Таблица (*.csv);;Книга (*.xlsx)</translation>
    </message>
    <message>
      <source>Table of counts</source>
      <translation>Таблица чисел</translation>
    </message>
    <message>
      <source>Take a &amp;file instead…</source>
      <translation>Взять &amp;файл…</translation>
    </message>
    <message>
      <source>Take back the last change (Ctrl+Z)</source>
      <translation>Отменить последнее изменение (Ctrl+Z)</translation>
    </message>
    <message>
      <source>Taken back: {step}</source>
      <translation>Отменено: {step}</translation>
    </message>
    <message>
      <source>Taking what was decided</source>
      <translation>Применение решений</translation>
    </message>
    <message>
      <source>The &amp;row that it is about</source>
      <translation>Ст&amp;рока, о которой речь</translation>
    </message>
    <message>
      <source>The PDF are made by Qt and have no tags for screen readers: give the HTML pages to those who use one, or install the Python package WeasyPrint.</source>
      <translation>PDF создаёт Qt, в них нет тегов для программ чтения с экрана: дайте страницы HTML тем, кто ими пользуется, или установите пакет Python WeasyPrint.</translation>
    </message>
    <message>
      <source>The Processing provider Accessible KZ is switched off: switch it on first.</source>
      <translation>Инструменты обработки Accessible KZ выключены: сначала включите их.</translation>
    </message>
    <message>
      <source>The atlas has no pages for districts: none was given that holds a place.</source>
      <translation>В атласе нет страниц районов: не задано ни одного района, в котором есть места.</translation>
    </message>
    <message>
      <source>The changes are saved.</source>
      <translation>Изменения сохранены.</translation>
    </message>
    <message>
      <source>The chosen word &amp;means</source>
      <translation>Выбранное слово &amp;значит</translation>
    </message>
    <message>
      <source>The column '{column}' holds no text, so that no answer can stand in it.</source>
      <translation>Столбец «{column}» не текстовый: ответ в нём стоять не может.</translation>
    </message>
    <message>
      <source>The column '{column}' is calculated (virtual): it cannot be filled in.</source>
      <translation>Столбец «{column}» вычисляемый (виртуальный): его нельзя заполнить.</translation>
    </message>
    <message>
      <source>The column '{column}' is joined from another table: change it there.</source>
      <translation>Столбец «{column}» присоединён из другой таблицы: меняйте его там.</translation>
    </message>
    <message>
      <source>The column '{column}' is set to read-only in the layer's form.</source>
      <translation>Столбец «{column}» в форме слоя разрешён только для чтения.</translation>
    </message>
    <message>
      <source>The column '{column}' is too short for this: it holds {n} letters.</source>
      <translation>Столбец «{column}» слишком короткий: в нём помещается букв: {n}.</translation>
    </message>
    <message>
      <source>The file that 'Build a street network' wrote.</source>
      <translation>Файл, записанный инструментом «Построить уличную сеть».</translation>
    </message>
    <message>
      <source>The findings are in {path}.</source>
      <translation>Замечания записаны: {path}.</translation>
    </message>
    <message>
      <source>The first value must be a feature, such as @feature or $currentfeature.</source>
      <translation>Первым должен идти объект, например @feature или $currentfeature.</translation>
    </message>
    <message>
      <source>The layer '{layer}' cannot be edited now: QGIS refused to begin.</source>
      <translation>Слой «{layer}» сейчас нельзя править: QGIS не начал правку.</translation>
    </message>
    <message>
      <source>The layer '{layer}' did not take the change: nothing was written.</source>
      <translation>Слой «{layer}» не принял изменение: ничего не записано.</translation>
    </message>
    <message>
      <source>The layer '{layer}' does not have the columns of a survey (form, entrance1_30 ...), or calls them differently: make a survey of it first (accessible-kz store init NEW.gpkg --survey FILE), then open the new file.</source>
      <translation>В слое «{layer}» нет столбцов обследования (form, entrance1_30 ...), или они названы иначе: сначала сделайте из него обследование (accessible-kz store init NEW.gpkg --survey FILE), затем откройте новый файл.</translation>
    </message>
    <message>
      <source>The layer '{layer}' is read-only: to fill in places, save it as a GeoPackage (Export &gt; Save Features As) and choose the new layer.</source>
      <translation>Слой «{layer}» только для чтения: чтобы заполнять объекты, сохраните его как GeoPackage (Экспорт &gt; Сохранить объекты как) и выберите новый слой.</translation>
    </message>
    <message>
      <source>The layer '{layer}' was removed. What was not saved in it is lost.</source>
      <translation>Слой «{layer}» удалён из проекта. Несохранённое в нём потеряно.</translation>
    </message>
    <message>
      <source>The layer has no column for this: nothing was written.</source>
      <translation>В слое нет столбца для этого: ничего не записано.</translation>
    </message>
    <message>
      <source>The layer has no column of categories: choose another way to count.</source>
      <translation>В слое нет столбца категорий: выберите другой способ счёта.</translation>
    </message>
    <message>
      <source>The layer has no column of review states: choose another way to count.</source>
      <translation>В слое нет столбца состояния проверки: выберите другой способ счёта.</translation>
    </message>
    <message>
      <source>The layer is not scored yet: scoring it first.</source>
      <translation>Слой ещё не оценён: сначала он оценивается.</translation>
    </message>
    <message>
      <source>The layer of districts has no areas: the map has none.</source>
      <translation>В слое районов нет полигонов: на карте районов не будет.</translation>
    </message>
    <message>
      <source>The least score</source>
      <translation>Наименьшая оценка</translation>
    </message>
    <message>
      <source>The least score:</source>
      <translation>Наименьшая оценка:</translation>
    </message>
    <message>
      <source>The map has no QR code: the address has {count} letters, and a code that telephones can read holds {most}. Use a shorter one.</source>
      <translation>На карте нет QR-кода: в адресе {count} знаков, а код, который читает телефон, вмещает {most}. Возьмите более короткий.</translation>
    </message>
    <message>
      <source>The map is made without streets: '{layer}' lacks the fields {fields}. Use the pieces of streets that 'Build a street network' writes.</source>
      <translation>Карта сделана без улиц: в слое «{layer}» нет полей {fields}. Возьмите участки улиц, которые записывает «Построить уличную сеть».</translation>
    </message>
    <message>
      <source>The map is made.</source>
      <translation>Карта создана.</translation>
    </message>
    <message>
      <source>The map's coordinate system has no such place.</source>
      <translation>В системе координат карты такого места нет.</translation>
    </message>
    <message>
      <source>The mapping is saved: {path}. Beside the table it is found by itself.</source>
      <translation>Соответствие сохранено: {path}. Рядом с таблицей оно находится само.</translation>
    </message>
    <message>
      <source>The most that all sets may cost</source>
      <translation>Сколько самое большее могут стоить все наборы</translation>
    </message>
    <message>
      <source>The others have no address either: they are kept, and are on no map.</source>
      <translation>У остальных нет и адреса: они сохраняются, но на карте их не будет.</translation>
    </message>
    <message>
      <source>The place has no id: give it one in the attribute table.</source>
      <translation>У объекта нет идентификатора: задайте его в таблице атрибутов.</translation>
    </message>
    <message>
      <source>The place is not in the layer any more.</source>
      <translation>Этого объекта в слое больше нет.</translation>
    </message>
    <message>
      <source>The place is not in the layer any more: nothing was written.</source>
      <translation>Этого объекта в слое больше нет: ничего не записано.</translation>
    </message>
    <message>
      <source>The place that was open was deleted from the layer.</source>
      <translation>Открытый объект удалён из слоя.</translation>
    </message>
    <message>
      <source>The sample city is loaded. It is invented: no place in it exists.</source>
      <translation>Учебный город загружен. Он вымышлен: ни одного места из него не существует.</translation>
    </message>
    <message>
      <source>The sheet</source>
      <translation>Лист</translation>
    </message>
    <message>
      <source>The sheet as a template, to adapt it</source>
      <translation>Лист как шаблон, чтобы приспособить его</translation>
    </message>
    <message>
      <source>The street network {path} is gone: choose another one.</source>
      <translation>Сети улиц {path} больше нет: выберите другую.</translation>
    </message>
    <message>
      <source>The survey could not be scored; see above.</source>
      <translation>Не удалось оценить обследование; см. выше.</translation>
    </message>
    <message>
      <source>The survey has no place with the id '{id}'.</source>
      <translation>В обследовании нет места с id «{id}».</translation>
    </message>
    <message>
      <source>The survey is empty: there is nothing to make a passport of.</source>
      <translation>Обследование пусто: паспорт составлять не из чего.</translation>
    </message>
    <message>
      <source>The survey is on the map: {places} places in the layer '{layer}'.</source>
      <translation>Обследование на карте: мест — {places}, слой «{layer}».</translation>
    </message>
    <message>
      <source>The table holds positions in metres and does not say in which coordinate system. Ask whoever made it; proposed are those that put the places into Kazakhstan, the likeliest first.</source>
      <translation>В таблице координаты в метрах, а система координат не указана. Спросите того, кто её составил; предлагаются системы, в которых места попадают в Казахстан, самая вероятная — первой.</translation>
    </message>
    <message>
      <source>The table is on the clipboard.</source>
      <translation>Таблица в буфере обмена.</translation>
    </message>
    <message>
      <source>The table says it in a column</source>
      <translation>Указана в столбце таблицы</translation>
    </message>
    <message>
      <source>The template has no items with these ids, which are left out: {ids}.</source>
      <translation>В шаблоне нет элементов с этими идентификаторами, они пропущены: {ids}.</translation>
    </message>
    <message>
      <source>The template has no picture with the id 'qr code': the QR code is left out.</source>
      <translation>В шаблоне нет рисунка с идентификатором 'qr code': QR-код пропущен.</translation>
    </message>
    <message>
      <source>The text of '{id}' needs {needed} mm of height in the template and has {room}: make the item larger or its letters smaller.</source>
      <translation>Тексту '{id}' нужно в шаблоне {needed} мм высоты, а есть {room}: увеличьте элемент или уменьшите буквы.</translation>
    </message>
    <message>
      <source>The time cannot be read: give it as 2026-05-31T14:30.</source>
      <translation>Время не читается: дайте его как 2026-05-31T14:30.</translation>
    </message>
    <message>
      <source>The way was looked for anew, with the corrections.</source>
      <translation>Путь найден заново, с поправками.</translation>
    </message>
    <message>
      <source>The way with the fewest barriers, {distance}</source>
      <translation>Путь с наименьшим числом препятствий, {distance}</translation>
    </message>
    <message>
      <source>There is no layer of places: score a survey, or load the sample city.</source>
      <translation>Нет слоя мест: оцените обследование или загрузите учебный город.</translation>
    </message>
    <message>
      <source>There is no place of this layer where you clicked.</source>
      <translation>Там, где вы щёлкнули, объекта этого слоя нет.</translation>
    </message>
    <message>
      <source>There is nothing to print: choose a group, a language, and districts with places.</source>
      <translation>Печатать нечего: выберите группу, язык и районы с местами.</translation>
    </message>
    <message>
      <source>There is nothing to save.</source>
      <translation>Сохранять нечего.</translation>
    </message>
    <message>
      <source>There is nothing to take back or to do again.</source>
      <translation>Отменять или возвращать нечего.</translation>
    </message>
    <message>
      <source>This column &amp;holds (type to search)</source>
      <translation>В этом столбце &amp;хранится (наберите для поиска)</translation>
    </message>
    <message>
      <source>This finding is about the whole table.</source>
      <translation>Это замечание обо всей таблице.</translation>
    </message>
    <message>
      <source>This is the first place.</source>
      <translation>Это первый объект.</translation>
    </message>
    <message>
      <source>This is the last place.</source>
      <translation>Это последний объект.</translation>
    </message>
    <message>
      <source>This layer keeps no history; a survey store does.</source>
      <translation>Этот слой не хранит историю; её хранит хранилище обследований.</translation>
    </message>
    <message>
      <source>This place has no position: it is on no map.</source>
      <translation>У этого места нет координат: на карте его нет.</translation>
    </message>
    <message>
      <source>This place was never surveyed. Begin with the &amp;form:</source>
      <translation>Этот объект не обследован. Начать с &amp;формы:</translation>
    </message>
    <message>
      <source>This value decides nothing: write a number with its unit.</source>
      <translation>Это значение ничего не решает: напишите число с единицей измерения.</translation>
    </message>
    <message>
      <source>This went wrong, and nothing was changed: {error}.</source>
      <translation>Произошла ошибка, ничего не изменено: {error}.</translation>
    </message>
    <message>
      <source>Those selected on the map; all while nothing is selected.</source>
      <translation>Выбранные на карте; все, пока ничего не выбрано.</translation>
    </message>
    <message>
      <source>Title (default: made from the name of the place)</source>
      <translation>Заголовок (по умолчанию из названия населённого пункта)</translation>
    </message>
    <message>
      <source>To</source>
      <translation>Куда</translation>
    </message>
    <message>
      <source>To all of these</source>
      <translation>До всех этих</translation>
    </message>
    <message>
      <source>Town of rows and addresses that name none</source>
      <translation>Город строк и адресов, где он не назван</translation>
    </message>
    <message>
      <source>Type the name or the number of the facility.</source>
      <translation>Введите название или номер объекта.</translation>
    </message>
    <message>
      <source>Unconfirmed</source>
      <translation>Не подтверждено</translation>
    </message>
    <message>
      <source>Units in the plugin's windows</source>
      <translation>Единицы в окнах модуля</translation>
    </message>
    <message>
      <source>Unknown</source>
      <translation>Неизвестно</translation>
    </message>
    <message>
      <source>Valid from</source>
      <translation>Действует с</translation>
    </message>
    <message>
      <source>Valid until</source>
      <translation>Действует по</translation>
    </message>
    <message>
      <source>Values, for example</source>
      <translation>Значения, например</translation>
    </message>
    <message>
      <source>Walking frame or crutches</source>
      <translation>Ходунки или костыли</translation>
    </message>
    <message>
      <source>Warnings</source>
      <translation>Предупреждения</translation>
    </message>
    <message>
      <source>Ways to them</source>
      <translation>Пути к ним</translation>
    </message>
    <message>
      <source>Weight</source>
      <translation>Важность</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Что</translation>
    </message>
    <message>
      <source>What &amp;bars the way:</source>
      <translation>Что пре&amp;граждает путь:</translation>
    </message>
    <message>
      <source>What &amp;tells places apart</source>
      <translation>По чему &amp;различать места</translation>
    </message>
    <message>
      <source>What becomes of it</source>
      <translation>Что сделать с обследованием</translation>
    </message>
    <message>
      <source>What blocks the way</source>
      <translation>Что преграждает путь</translation>
    </message>
    <message>
      <source>What decides</source>
      <translation>Что решает</translation>
    </message>
    <message>
      <source>What happened last</source>
      <translation>Что произошло последним</translation>
    </message>
    <message>
      <source>What is not known</source>
      <translation>Что неизвестно</translation>
    </message>
    <message>
      <source>What is not known:</source>
      <translation>Что не известно:</translation>
    </message>
    <message>
      <source>What is not saved yet is not in the history below.</source>
      <translation>Несохранённого в истории ниже ещё нет.</translation>
    </message>
    <message>
      <source>What is otherwise</source>
      <translation>Что не так</translation>
    </message>
    <message>
      <source>What is reached within minutes…</source>
      <translation>Куда можно добраться за минуты…</translation>
    </message>
    <message>
      <source>What it holds</source>
      <translation>Что в нём</translation>
    </message>
    <message>
      <source>What it means</source>
      <translation>Что значит</translation>
    </message>
    <message>
      <source>What the &amp;file brings</source>
      <translation>Что приносит &amp;файл</translation>
    </message>
    <message>
      <source>What the columns hold</source>
      <translation>Что в столбцах</translation>
    </message>
    <message>
      <source>What the map lacks…</source>
      <translation>Чего не хватает на карте…</translation>
    </message>
    <message>
      <source>What the measured value means</source>
      <translation>Что значит измеренное значение</translation>
    </message>
    <message>
      <source>What to show</source>
      <translation>Что показать</translation>
    </message>
    <message>
      <source>What was found</source>
      <translation>Что замечено</translation>
    </message>
    <message>
      <source>What was found in it</source>
      <translation>Что замечено в таблице</translation>
    </message>
    <message>
      <source>Wheelchair, by hand</source>
      <translation>Инвалидная коляска, ручная</translation>
    </message>
    <message>
      <source>Wheelchair, powered</source>
      <translation>Инвалидная коляска, электрическая</translation>
    </message>
    <message>
      <source>When: opening hours and corrections count for then</source>
      <translation>Когда: часы работы и поправки берутся на это время</translation>
    </message>
    <message>
      <source>Where people come from: stops, parking, homes</source>
      <translation>Откуда приходят люди: остановки, парковки, дома</translation>
    </message>
    <message>
      <source>Where people live: points or areas</source>
      <translation>Где живут люди: точки или площади</translation>
    </message>
    <message>
      <source>Where people want to go: a survey</source>
      <translation>Куда люди хотят попасть: обследование</translation>
    </message>
    <message>
      <source>Where the survey is</source>
      <translation>Где обследование</translation>
    </message>
    <message>
      <source>Where to put it</source>
      <translation>Куда сохранить</translation>
    </message>
    <message>
      <source>Which barrier to mend first…</source>
      <translation>Какое препятствие устранить первым…</translation>
    </message>
    <message>
      <source>Which field is which OpenStreetMap key</source>
      <translation>Какое поле какому ключу OpenStreetMap соответствует</translation>
    </message>
    <message>
      <source>Which of them are clinics</source>
      <translation>Какие из них больницы и поликлиники</translation>
    </message>
    <message>
      <source>White cane</source>
      <translation>Белая трость</translation>
    </message>
    <message>
      <source>Who is on the way</source>
      <translation>Кто в пути</translation>
    </message>
    <message>
      <source>Who says so</source>
      <translation>Кто это говорит</translation>
    </message>
    <message>
      <source>Whom to ask or call</source>
      <translation>Куда обратиться или позвонить</translation>
    </message>
    <message>
      <source>Whose lights maps, legends, tables and charts show</source>
      <translation>Чьи сигналы показывают карты, легенды, таблицы и диаграммы</translation>
    </message>
    <message>
      <source>Whose lights, in which languages and colours. Shapes always differ as well.</source>
      <translation>Чьи оценки, на каких языках и в каких цветах. Форма всегда различается тоже.</translation>
    </message>
    <message>
      <source>Whose scores count</source>
      <translation>Чьи оценки считаются</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Почему</translation>
    </message>
    <message>
      <source>Why it is open</source>
      <translation>Почему не решено</translation>
    </message>
    <message>
      <source>Why there is no route</source>
      <translation>Почему нет маршрута</translation>
    </message>
    <message>
      <source>Why, and what would help</source>
      <translation>Почему и что поможет</translation>
    </message>
    <message>
      <source>Width (90 cm)</source>
      <translation>Ширина (90 cm)</translation>
    </message>
    <message>
      <source>Width of the outlines around the streets, metres</source>
      <translation>Ширина контура вокруг улиц, метры</translation>
    </message>
    <message>
      <source>Without a position</source>
      <translation>Без координат</translation>
    </message>
    <message>
      <source>Without a score</source>
      <translation>Без оценки</translation>
    </message>
    <message>
      <source>Without one, layers of OpenStreetMap, OpenSidewalks and Geofabrik are known.</source>
      <translation>Без него понятны слои OpenStreetMap, OpenSidewalks и Geofabrik.</translation>
    </message>
    <message>
      <source>Word</source>
      <translation>Слово</translation>
    </message>
    <message>
      <source>Words</source>
      <translation>Слова</translation>
    </message>
    <message>
      <source>Words to &amp;search for</source>
      <translation>&amp;Слова для поиска</translation>
    </message>
    <message>
      <source>Work list (*.csv *.xlsx)</source>
      <translation>Рабочий список (*.csv *.xlsx)</translation>
    </message>
    <message>
      <source>Work list: to be confirmed</source>
      <translation>Рабочий список: подтвердить</translation>
    </message>
    <message>
      <source>Worst smoothness</source>
      <translation>Наихудшая ровность</translation>
    </message>
    <message>
      <source>Worst smoothness:</source>
      <translation>Худшая ровность:</translation>
    </message>
    <message>
      <source>Write all changes into the layer (Ctrl+S)</source>
      <translation>Записать все изменения в слой (Ctrl+S)</translation>
    </message>
    <message>
      <source>Writing the store</source>
      <translation>Запись хранилища</translation>
    </message>
    <message>
      <source>XLSForm</source>
      <translation>XLSForm</translation>
    </message>
    <message>
      <source>Your c&amp;ode in the history, such as V07 (no name)</source>
      <translation>Ваш &amp;код в истории, например V07 (не имя)</translation>
    </message>
    <message>
      <source>a facility of the survey, to its door</source>
      <translation>объект обследования, до его двери</translation>
    </message>
    <message>
      <source>a place on the map</source>
      <translation>место на карте</translation>
    </message>
    <message>
      <source>allowed</source>
      <translation>разрешены</translation>
    </message>
    <message>
      <source>and beside it</source>
      <translation>и рядом с ним</translation>
    </message>
    <message>
      <source>any score, or none</source>
      <translation>любая оценка или без неё</translation>
    </message>
    <message>
      <source>as QGIS</source>
      <translation>как в QGIS</translation>
    </message>
    <message>
      <source>as shipped ({n})</source>
      <translation>как поставлено ({n})</translation>
    </message>
    <message>
      <source>as the profile has it</source>
      <translation>как в профиле</translation>
    </message>
    <message>
      <source>bad (robust wheels)</source>
      <translation>плохая (прочные колёса)</translation>
    </message>
    <message>
      <source>by the date of the building</source>
      <translation>по дате здания</translation>
    </message>
    <message>
      <source>chosen by you</source>
      <translation>выбрано вами</translation>
    </message>
    <message>
      <source>confirmed or unverified</source>
      <translation>подтверждён или не проверен</translation>
    </message>
    <message>
      <source>degrees (4.6°)</source>
      <translation>градусы (4,6°)</translation>
    </message>
    <message>
      <source>empty: not known any more</source>
      <translation>пусто: больше не известно</translation>
    </message>
    <message>
      <source>excellent (thin rollers)</source>
      <translation>отличная (тонкие ролики)</translation>
    </message>
    <message>
      <source>facilities newly reached</source>
      <translation>объекты, ставшие достижимыми</translation>
    </message>
    <message>
      <source>feet and miles</source>
      <translation>футы и мили</translation>
    </message>
    <message>
      <source>fully accessible</source>
      <translation>полностью доступно</translation>
    </message>
    <message>
      <source>good (thin wheels)</source>
      <translation>хорошая (тонкие колёса)</translation>
    </message>
    <message>
      <source>horrible (off-road)</source>
      <translation>ужасная (бездорожье)</translation>
    </message>
    <message>
      <source>impassable</source>
      <translation>непроходимо</translation>
    </message>
    <message>
      <source>in the mapping of this table</source>
      <translation>в соответствии этой таблицы</translation>
    </message>
    <message>
      <source>intermediate (wheels)</source>
      <translation>средняя (колёса)</translation>
    </message>
    <message>
      <source>is avoided where possible</source>
      <translation>по возможности обходится</translation>
    </message>
    <message>
      <source>is never used</source>
      <translation>никогда не используется</translation>
    </message>
    <message>
      <source>is taken for passable</source>
      <translation>считается проходимым</translation>
    </message>
    <message>
      <source>known by its name</source>
      <translation>известен по названию</translation>
    </message>
    <message>
      <source>length of streets newly connected</source>
      <translation>длина вновь связанных улиц</translation>
    </message>
    <message>
      <source>measured</source>
      <translation>измерено</translation>
    </message>
    <message>
      <source>metres and kilometres</source>
      <translation>метры и километры</translation>
    </message>
    <message>
      <source>name and address</source>
      <translation>название и адрес</translation>
    </message>
    <message>
      <source>name, address or id</source>
      <translation>название, адрес или идентификатор</translation>
    </message>
    <message>
      <source>never</source>
      <translation>никогда</translation>
    </message>
    <message>
      <source>no limit</source>
      <translation>без предела</translation>
    </message>
    <message>
      <source>no second language</source>
      <translation>без второго языка</translation>
    </message>
    <message>
      <source>none</source>
      <translation>нет</translation>
    </message>
    <message>
      <source>none yet: open or build one</source>
      <translation>пока нет: откройте или постройте</translation>
    </message>
    <message>
      <source>not decided: stays unknown</source>
      <translation>не решено: остаётся неизвестным</translation>
    </message>
    <message>
      <source>not known</source>
      <translation>не известна</translation>
    </message>
    <message>
      <source>not known: kept as it is</source>
      <translation>неизвестен: хранится как есть</translation>
    </message>
    <message>
      <source>not sure: see the head of the list</source>
      <translation>не ясно: см. начало списка</translation>
    </message>
    <message>
      <source>not there</source>
      <translation>нет такого</translation>
    </message>
    <message>
      <source>nothing that is known here</source>
      <translation>ничего из известного здесь</translation>
    </message>
    <message>
      <source>number of the submission</source>
      <translation>номер отправки</translation>
    </message>
    <message>
      <source>of which confirmed</source>
      <translation>из них подтверждено</translation>
    </message>
    <message>
      <source>ok or no_route</source>
      <translation>ok или no_route</translation>
    </message>
    <message>
      <source>one to so many (1:12)</source>
      <translation>один к скольким (1:12)</translation>
    </message>
    <message>
      <source>one-way streets</source>
      <translation>улицы с односторонним движением</translation>
    </message>
    <message>
      <source>open</source>
      <translation>открыто</translation>
    </message>
    <message>
      <source>or a street network file</source>
      <translation>или файл уличной сети</translation>
    </message>
    <message>
      <source>partly accessible or better</source>
      <translation>частично доступно или лучше</translation>
    </message>
    <message>
      <source>partly: stays unknown, with a finding</source>
      <translation>частично: остаётся неизвестным, с замечанием</translation>
    </message>
    <message>
      <source>people newly connected</source>
      <translation>вновь связанные люди</translation>
    </message>
    <message>
      <source>people who newly reach a facility</source>
      <translation>люди, впервые достигающие объекта</translation>
    </message>
    <message>
      <source>people who newly reach one in time</source>
      <translation>люди, впервые успевающие вовремя</translation>
    </message>
    <message>
      <source>people, else facilities, else length</source>
      <translation>люди, иначе объекты, иначе длина</translation>
    </message>
    <message>
      <source>per cent (8 %)</source>
      <translation>проценты (8 %)</translation>
    </message>
    <message>
      <source>personal data: left out</source>
      <translation>персональные данные: не берутся</translation>
    </message>
    <message>
      <source>places: {count}</source>
      <translation>мест: {count}</translation>
    </message>
    <message>
      <source>proposed, {share} % alike: check it</source>
      <translation>предложено, сходство {share} %: проверьте</translation>
    </message>
    <message>
      <source>taken</source>
      <translation>взято</translation>
    </message>
    <message>
      <source>the nearest facility, to its door</source>
      <translation>ближайший объект, до его двери</translation>
    </message>
    <message>
      <source>the whole table</source>
      <translation>вся таблица</translation>
    </message>
    <message>
      <source>their id</source>
      <translation>их id</translation>
    </message>
    <message>
      <source>those that go with who is on the way</source>
      <translation>те, что подходят идущему</translation>
    </message>
    <message>
      <source>time saved</source>
      <translation>сбережённое время</translation>
    </message>
    <message>
      <source>trips newly possible</source>
      <translation>ставшие возможными поездки</translation>
    </message>
    <message>
      <source>very bad (high clearance)</source>
      <translation>очень плохая (высокий просвет)</translation>
    </message>
    <message>
      <source>very horrible (specialised off-road)</source>
      <translation>очень ужасная (спецтехника)</translation>
    </message>
    <message>
      <source>ways closed to walkers</source>
      <translation>пути, закрытые для пешеходов</translation>
    </message>
    <message>
      <source>ways under construction</source>
      <translation>строящиеся пути</translation>
    </message>
    <message>
      <source>written with each value</source>
      <translation>указана у каждого значения</translation>
    </message>
    <message>
      <source>{all} columns are not known by name, {taken} have a proposal: look at each.</source>
      <translation>Столбцов с неизвестными названиями: {all}, с предложением: {taken}; посмотрите каждый.</translation>
    </message>
    <message>
      <source>{all} findings. {counts}. Good rows are taken whatever stands here.</source>
      <translation>Замечаний: {all}. {counts}. Хорошие строки берутся, что бы здесь ни стояло.</translation>
    </message>
    <message>
      <source>{answer}, as measured</source>
      <translation>{answer}, по измерению</translation>
    </message>
    <message>
      <source>{attributes}: a number with its unit, such as 90 cm or 6 %</source>
      <translation>{attributes}: число с единицей, например 90 cm или 6 %</translation>
    </message>
    <message>
      <source>{count} of {all} places written to {file}.</source>
      <translation>Записано мест: {count} из {all}, в {file}.</translation>
    </message>
    <message>
      <source>{count} open places are in the work list {path}.</source>
      <translation>Открытых мест в рабочем списке: {count}. Файл: {path}.</translation>
    </message>
    <message>
      <source>{count} places are too many for this sheet ({most} can be read): their numbers cover each other. Choose a larger sheet, or print the districts one by one.</source>
      <translation>Мест ({count}) слишком много для этого листа (читаются {most}): их номера перекрывают друг друга. Выберите лист больше или печатайте районы по одному.</translation>
    </message>
    <message>
      <source>{edges} pieces of streets, {length} km, in {parts} separate parts.</source>
      <translation>Участков улиц: {edges}, {length} км, отдельных частей: {parts}.</translation>
    </message>
    <message>
      <source>{known} columns are known, {proposed} have a proposal, {open} mean nothing here, {personal} hold personal data and are left out. Go through the proposals with the arrow keys and correct them below the table.</source>
      <translation>Столбцов известных: {known}, с предложением: {proposed}, ничего здесь не значащих: {open}, с персональными данными (не берутся): {personal}. Пройдите по предложениям стрелками и поправьте их под таблицей.</translation>
    </message>
    <message>
      <source>{n} cm</source>
      <translation>{n} см</translation>
    </message>
    <message>
      <source>{n} ft</source>
      <translation>{n} фт</translation>
    </message>
    <message>
      <source>{n} in</source>
      <translation>{n} дюйм.</translation>
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
      <translation>{n} миль</translation>
    </message>
    <message>
      <source>{n} min</source>
      <translation>{n} мин</translation>
    </message>
    <message>
      <source>{n} min, unverified</source>
      <translation>{n} мин, не проверено</translation>
    </message>
    <message>
      <source>{n} of {all} open</source>
      <translation>без ответа {n} из {all}</translation>
    </message>
    <message>
      <source>{n} of {all} places</source>
      <translation>объектов: {n} из {all}</translation>
    </message>
    <message>
      <source>{path} is there already: give a new name, or load it as a layer.</source>
      <translation>{path} уже есть: дайте новое имя или загрузите его как слой.</translation>
    </message>
    <message>
      <source>{placed} of {all} places have a position.</source>
      <translation>Мест с координатами: {placed} из {all}.</translation>
    </message>
    <message>
      <source>{routes} of {pairs} pairs have a route.</source>
      <translation>Маршрут есть у {routes} из {pairs} пар.</translation>
    </message>
    <message>
      <source>{taken} places found by address, {open} to decide, {none} not found.</source>
      <translation>Найдено по адресу: {taken}, решить: {open}, не найдено: {none}.</translation>
    </message>
    <message>
      <source>{what}; lights for: {group}</source>
      <translation>{what}; сигналы для: {group}</translation>
    </message>
    <message>
      <source>… and {count} more of this kind; the findings table lists all.</source>
      <translation>… и ещё таких: {count}; все стоят в таблице замечаний.</translation>
    </message>
    <message>
      <source>… and {count} more; 'Check a survey' lists all.</source>
      <translation>… и ещё {count}; все перечислит «Проверить обследование».</translation>
    </message>
  </context>
</TS>
