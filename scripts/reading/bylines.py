"""Who wrote an article, as the line under its title says it: "By Jane Doe", "Автор: Анна Белова", "文／林".

Conventions
-----------
A line is a byline if it begins with a word for who wrote it and holds names alone. A preposition ("By",
"Von") needs a name of two words behind it: "Von Mäusen und Menschen" is a title. A label ends in a colon, or
in the signs that Chinese and Japanese set there. In scripts without capitals, names are a few words without
the end of a sentence.
"""

import re

from scripts.words import fold, word_set

_CHARACTERS = 120
_MOST_WORDS = 6
"""Of names in a script without capitals."""
_PREPOSITION = re.compile(
    r"(?i:(?:(?:written|reported|reporting|story|text|words)\s)?by|(?:text\s|ein\s\w+\s)?von|(?:propos\srecueillis\s)?par"
    r"|(?:escrito\s|texto\s)?por|(?:a\scura\s)?di|door|av|af|piše|γράφει\s[οη]|γράφουν\sοι|מאת|بقلم)[:\s]\s?(?=\S)"
)
_AUTHOR = (
    r"author|autor(?:a|as|es|en|in|innen|i|ka|ky|iai|ius|ė|s)?|auteur|auteure|autrice|auteurs|autores?|autori"
    r"|författare|forfatter|kirjoittaja|höfundur|avtor(?:ica)?|szerző|írta|yazan|yazar|συντάκτης|συντάκτρια"
    r"|автор(?:ка|ы|и)?|аутор(?:ка)?|аўтар(?:ка)?|الكاتب|كتب|كتبت|بقلم|نویسنده|מאת|लेखक|लेखिका|tác\sgiả|penulis|oleh|egilea"
    r"|โดย|ผู้เขียน"
)
_TEXT = (
    r"text|tekst|texte|texto|testo|teksti|texti|tekstas|teksts|besedilo|szöveg|текст|тэкст|κείμενο"
    r"|words|story|reportage|reportagem|reportaje|rapportage|skribent|toimittaja"
)
_ALSO = r"(?:\s?(?:und|et|y|e|en|och|og|i|ja|és|a|и|і|й|and|&|\+|/)\s?[^\W\d_]{3,14})?"
"""Text and pictures: "Text und Fotos: ..."."""
_LABEL = re.compile(rf"(?i:(?:(?P<author>{_AUTHOR})|(?:{_TEXT})){_ALSO})\s?[:：]\s*(?=\S)")
_EAST = re.compile(
    r"(?:(?:取材|文|写真|撮影|構成|執筆|編集)[・、&と])*(?:取材|文|執筆|著者?|作者|撰文|글쓴이|글|지은이)"
    r"(?:[・、&と](?:写真|撮影|構成|摄影|攝影|사진))*\s?[:：／/|｜=＝]\s?(?P<names>[^。．！？!?：:／/|｜=＝]{2,40})"
)
_REPORTER = re.compile(
    r"(?:[一-鿿]{2,8})?[记記]者(?:\s(?P<names>[一-鿿·、\s]{2,20})|(?P<name>[一-鿿]{2,4})[／/|｜][一-鿿]{2,8}[报報][导導道])\Z"
    r"|(?P<korean>[가-힣]{2,4})\s(?:[가-힣]{2,4})?기자(?:\s\S+@\S+)?\Z"
)
_PICTURES = re.compile(
    r"[\s,;|•·/–—(]+(?:fotos?|foto's|photos?|photographs?|photography|bild(?:er)?|billeder|zdjęcia|фото|kuvat?|imágenes"
    r"|imagens|immagini|grafiken?|illustrations?|写真|撮影|摄影|攝影|图|圖|사진)(?:\W.*)?\Z",
    re.IGNORECASE,
)
"""Who took the pictures, behind who wrote."""
_SMALL = word_set(
    "de da do das dos di du del della van von der den het la le el al bin ibn and und et y e i och og en ja"
    " és и і zu af av & ter ten"
)
_JOINS = re.compile(r",\s*|\s(?:and|und|et|y|e|i|och|og|en|ja|és|и|і|&)\s")
_NAME = r"[^\W\d_][^\s,;:!?|•·–—/()。．！？“”\"«»]*"
_NAMES = re.compile(
    rf"(?P<names>{_NAME}(?:,?\s(?:{_NAME}|&)){{0,11}})(?P<rest>(?:\s?[,|•·–—/-].{{0,70}})?)\Z"
)
_OFFICE = re.compile(
    r",\s(?=[^,]*\b(?:writer|reporter|correspondent|editor|staff|press|contributor|critic|columnist|redaktion"
    r"|redakteurin|redakteur|journaliste?|giornalista|jornalista|periodista|redactora?|corresponsal|verslaggever"
    r"|dziennikarka|dziennikarz|корреспондент|кореспондент)\b)",
    re.IGNORECASE,
)


def byline(words: str) -> str:
    """Who wrote it, without the "By"; empty if the words are no byline.

    >>> byline("By Jane Doe and Max Roe"), byline("By the time she left")
    ('Jane Doe and Max Roe', '')
    >>> byline("Текст: Анна Белова"), byline("文／林 陽子　写真／森 一郎"), byline("Von Mäusen und Menschen")
    ('Анна Белова', '林 陽子', '')
    """
    text = fold(words)
    if len(text) > _CHARACTERS:
        return ""
    if found := _EAST.fullmatch(_PICTURES.sub("", text)):
        return found["names"].strip()
    if found := _REPORTER.match(text):
        return (found["names"] or found["name"] or found["korean"]).strip()
    if found := _LABEL.match(text):
        return _names(text[found.end() :], alone=found["author"] is not None)
    found = _PREPOSITION.match(text)
    return _names(text[found.end() :], alone=False) if found else ""


def _names(written: str, *, alone: bool) -> str:
    """The names, if nothing but an office, a place, a date or a photographer is behind them; `alone`: one
    word is enough."""
    found = _NAMES.match(_PICTURES.sub("", written))
    if not found or not _are_names(found["names"]):
        return ""
    names = _OFFICE.split(found["names"], maxsplit=1)[0].rstrip(" ,")
    last = [word for word in _JOINS.split(names)[-1].split() if word not in _SMALL]
    return names if alone or found["rest"] or len(last) > 1 else ""


def _are_names(written: str) -> bool:
    words = re.findall(r"[^\s,&]+", written)
    if all(word[0].lower() == word[0].upper() for word in words):
        return len(words) <= _MOST_WORDS
    return all(word in _SMALL or not word[0].islower() for word in words)
