"""Whether a word can be Vietnamese: each is one syllable of a small known shape."""

import re
import unicodedata
from functools import lru_cache

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_RIME = (
    "(?:"
    # open, or closed by a glide
    "oai|oay|oao|oeo|uây|uôi|uya|uyu|ươi|ươu|iêu|yêu|"
    "ai|ay|ao|au|ây|âu|eo|êu|ia|ya|iu|oi|ôi|ơi|oa|oe|ua|ưa|ui|ưi|ưu|uê|uơ|uy|uâ|"
    "a|e|ê|i|o|ô|ơ|u|ư|y|"
    # closed by a consonant
    "(?:uyê|iê|yê|uô|ươ|oă|oa|oe|uâ|uê|uy|[aăâeêioôơuưy])(?:ng|nh|ch|[mnptc])|"
    "oong|ôông"
    ")"
)
_SYLLABLE = re.compile(_ONSET + _RIME)
_STOPPED = re.compile("(?:ch|[ptc])$")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WITH_A_STOP = {"\u0301", "\u0323"}


@lru_cache(maxsize=20_000)
def is_vietnamese(word: str) -> bool:
    """Return whether the word, of any case, can be a syllable of Vietnamese.

    One tone at most, and after p, t, c or ch only sắc or nặng: chance letters seldom
    keep to it, so that a page read with the wrong table is told from the right one.
    """
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in apart if ord(mark) in _TONES]
    bare = unicodedata.normalize("NFC", apart.translate(_TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.search(bare) or (set(tones) <= _WITH_A_STOP and bool(tones))
