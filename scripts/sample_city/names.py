# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: RUF001 - names and remarks in Kazakh and Russian

"""Street names in Kazakh, Russian and English: common nouns, no real person."""

from __future__ import annotations

from sample_city.osm_file import Tags

#: Type of street: words in Kazakh, Russian, English.
_KINDS = {
    "street": ("{} көшесі", "улица {}", "{} Street"),
    "avenue": ("{} даңғылы", "проспект {}", "{} Avenue"),
    "lane": ("{} тұйығы", "переулок {}", "{} Lane"),
}

STREETS: dict[str, tuple[str, str, str, str]] = {
    "tauelsizdik": ("avenue", "Тәуелсіздік", "Тауелсиздик", "Tauelsizdik"),
    "dostyq": ("street", "Достық", "Достык", "Dostyq"),
    "beibitshilik": ("street", "Бейбітшілік", "Бейбитшилик", "Beibitshilik"),
    "samal": ("street", "Самал", "Самал", "Samal"),
    "arna": ("street", "Арна", "Арна", "Arna"),
    "vokzal": ("street", "Вокзал", "Вокзальная", "Vokzal"),
    "zhibek": ("avenue", "Жібек жолы", "Жибек жолы", "Zhibek Zholy"),
    "kitap": ("street", "Кітап", "Китап", "Kitap"),
    "shapagat": ("street", "Шапағат", "Шапагат", "Shapagat"),
    "alau": ("street", "Алау", "Алау", "Alau"),
    "mereke": ("street", "Мереке", "Мереке", "Mereke"),
    "tulpar": ("street", "Тұлпар", "Тулпар", "Tulpar"),
    "burkit": ("street", "Бүркіт", "Буркит", "Burkit"),
    "dala": ("street", "Дала", "Дала", "Dala"),
    "qainar": ("street", "Қайнар", "Кайнар", "Qainar"),
    "bulaq": ("street", "Бұлақ", "Булак", "Bulaq"),
    "eski": ("street", "Ескі қала", "Ески кала", "Eski Qala"),
    "buralan": ("street", "Бұралаң", "Буралан", "Buralan"),
    "tobe": ("street", "Төбе", "Тобе", "Tobe"),
    "tas": ("lane", "Тас", "Тас", "Tas"),
    "jel": ("lane", "Жел", "Жел", "Zhel"),
    "juldyz": ("lane", "Жұлдыз", "Жулдыз", "Zhuldyz"),
    "zhastar": ("avenue", "Жастар", "Жастар", "Zhastar"),
    "bolashaq": ("street", "Болашақ", "Болашак", "Bolashaq"),
    "qurylys": ("street", "Құрылысшы", "Курылысшы", "Qurylysshy"),
    "samuryq": ("street", "Самұрық", "Самурык", "Samuryq"),
    "miras": ("street", "Мирас", "Мирас", "Miras"),
    "keme": ("street", "Кеме", "Кеме", "Keme"),
    "temirzhol": ("street", "Теміржолшы", "Темиржолшы", "Temirzholshy"),
    "diirmen": ("street", "Диірмен", "Диирмен", "Diirmen"),
    "qamba": ("street", "Қамба", "Камба", "Qamba"),
    "astyq": ("street", "Астық", "Астык", "Astyq"),
    "kopir": ("street", "Көпір", "Копир", "Kopir"),
}


def in_language(key: str, language: str) -> str:
    """Return the name of a street in one language."""
    kind, *names = STREETS[key]
    place = ("kk", "ru", "en").index(language)
    return _KINDS[kind][place].format(names[place])


def name_tags(key: str) -> Tags:
    """Return the name tags of a street."""
    tags = {f"name:{language}": in_language(key, language) for language in ("kk", "ru", "en")}
    return {"name": tags["name:kk"], **tags}
