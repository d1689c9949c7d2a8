"""Text made comparable: lower case, without diacritics, and spelled in Latin letters.

Only the diacritics of Latin, Greek and Cyrillic letters go. Other scripts keep their marks: taking
the dots from Japanese or the vowels from Thai makes other words of them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DIACRITICS = re.compile("[\u0300-\u036f]")
WORD = re.compile(r"\w+")
CJK_RUN = re.compile(
    "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+"
)

_VOWEL_PAIRS = re.compile("([aou])e")
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
    }
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Folding comes first, so й is written и here, and ё and ї are е and і.
_LATIN_FROM = (
    str.maketrans("абвгдезиклмнопрстуфыэіјґќђѓ", "abvgdeziklmnoprstufyeijgkdg")
    | str.maketrans("αβγδεζηικλμνξοπρστυφω", "avgdeziiklmnxoprstyfo")
    | str.maketrans(
        {
            "ж": "zh",
            "х": "kh",
            "ц": "ts",
            "ч": "ch",
            "ш": "sh",
            "щ": "shch",
            "ъ": "",
            "ь": "",
            "ю": "iu",
            "я": "ia",
        }
    )
    | str.maketrans("", "", "ъь")
    | str.maketrans({"є": "ie", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѕ": "dz"})
    | str.maketrans({"θ": "th", "χ": "ch", "ψ": "ps"})
)


def fold(text: str) -> str:
    """Return the text in lower case and without diacritics: "Müller" and "MULLER" become "muller"."""
    if text.isascii():
        return text.lower()
    # Taken apart before and after: 𝙰 becomes a capital first, and casefolding puts some letters together.
    lower = unicodedata.normalize("NFKD", text).casefold()
    bare = DIACRITICS.sub("", unicodedata.normalize("NFKD", lower))
    # Composed again, or Hangul would stay in single jamo and Japanese in letter and dots.
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def transliterate(text: str) -> str:
    """Return the text in Latin letters where our table has them: "Müller" "mueller", "Иванов" "ivanov"."""
    if text.isascii():
        return text.lower()
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED_OUT)
    return fold(spelled).translate(_LATIN_FROM)


def plain_spelling(text: str) -> str:
    """Return the one spelling that Müller, Mueller and Muller share, for keys that find candidates.

    "Noel" becomes "nol": right for comparing, wrong for showing.
    """
    return _VOWEL_PAIRS.sub(r"\1", transliterate(text))


def search_terms(text: str) -> tuple[str, ...]:
    """Return the words under which a text is found, each once, in order.

    Of each word: itself folded, the pairs of its Chinese, Japanese and Korean characters, and its
    transliteration. So 思涵 finds 王思涵, "Muller" and "Mueller" find "Müller", "ivanov" finds "Иванов".
    """
    words = WORD.findall(unicodedata.normalize("NFC", text))
    return tuple(dict.fromkeys(term for word in words for term in _terms_of(word)))


@lru_cache(8192)  # given names and the words of employers and titles come back again and again
def _terms_of(word: str) -> tuple[str, ...]:
    folded = fold(word)
    if word.isascii():
        return (folded,)
    # A lone ъ has no Latin spelling.
    return tuple(filter(None, (folded, *_pairs(folded), transliterate(word))))


def _pairs(word: str) -> list[str]:
    return [run[at : at + 2] for run in CJK_RUN.findall(word) for at in range(max(1, len(run) - 1))]
