"""Text made comparable: lower case, without diacritics, and spelled in Latin letters.

Only the diacritics of Latin, Greek and Cyrillic letters go. Other scripts keep their marks: taking
the dots from Japanese or the vowels from Thai makes other words of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

DIACRITICS = re.compile("[\u0300-\u036f]")
WORD = re.compile(r"\w+")
CJK_RUN = re.compile(
    "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+"
)

# Latin, Greek, Cyrillic, Japanese, Chinese and Korean characters that nothing beside them changes: letters
# without loose marks or jamo. Looked up one by one, a text takes a tenth of the time.
_ONE_BY_ONE = re.compile(
    "[\0-\u024f\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]+"
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


class _Table(dict[int, str]):
    """What becomes of each character, found out when it is first met: for str.translate."""

    def __init__(self, change: Callable[[str], str]) -> None:
        super().__init__()
        self._change = change

    def __missing__(self, code: int) -> str:
        self[code] = changed = self._change(chr(code))
        return changed


def fold(text: str) -> str:
    """Return the text in lower case and without diacritics: "Müller" and "MULLER" become "muller"."""
    if text.isascii():
        return text.lower()
    return text.translate(_FOLDED) if _ONE_BY_ONE.fullmatch(text) else fold_whole(text)


def fold_whole(text: str) -> str:
    """Return what `fold` does, of characters that may change each other."""
    # Taken apart before and after: 𝙰 becomes a capital first, and casefolding puts some letters together.
    lower = unicodedata.normalize("NFKD", text).casefold()
    bare = DIACRITICS.sub("", unicodedata.normalize("NFKD", lower))
    # Composed again, or Hangul would stay in single jamo and Japanese in letter and dots.
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def transliterate(text: str) -> str:
    """Return the text in Latin letters where our table has them: "Müller" "mueller", "Иванов" "ivanov"."""
    if text.isascii():
        return text.lower()
    return text.translate(_SPELLED) if _ONE_BY_ONE.fullmatch(text) else transliterate_whole(text)


def transliterate_whole(text: str) -> str:
    """Return what `transliterate` does, of characters that may change each other."""
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED_OUT)
    return fold_whole(spelled).translate(_LATIN_FROM)


_FOLDED = _Table(fold_whole)
_SPELLED = _Table(transliterate_whole)


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
    found: dict[str, None] = {}
    for word in WORD.findall(unicodedata.normalize("NFC", text)):
        if word.isascii():
            found[word.lower()] = None
        else:
            found.update(_terms_of(word))
    return tuple(found)


@lru_cache(8192)  # given names and the words of employers and titles come back again and again
def _terms_of(word: str) -> dict[str, None]:
    folded = fold(word)
    # A lone ъ has no Latin spelling.
    return dict.fromkeys(filter(None, (folded, *_pairs(folded), transliterate(word))))


def _pairs(word: str) -> list[str]:
    return [run[at : at + 2] for run in CJK_RUN.findall(word) for at in range(max(1, len(run) - 1))]
