"""What encodings are called: by people and pages, and by Python.

Pages call the smaller one what is really the larger: ISO 8859-1 for windows-1252, GB 2312 for GB 18030. So browsers
read them (WHATWG Encoding Standard, "Names and labels"), and so do we.
"""

import codecs

_NAMES = {
    **{f"cp125{number}": f"windows-125{number}" for number in range(9)},
    **{f"iso8859-{number}": f"iso-8859-{number}" for number in range(1, 17)},
    "cp874": "windows-874",
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "cp950": "big5",
    "euc_jp": "euc-jp",
    "iso2022_jp_ext": "iso-2022-jp",
    "iso2022_kr": "iso-2022-kr",
}
"""Python's name, and the one that people know; all others have one name. Big5-HKSCS stays apart: it is not Big5."""

_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "iso2022_jp": "iso2022_jp_ext",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "euc_kr": "cp949",
}
"""What is meant where Python's first is declared: the larger encoding that contains it."""

_LABELS = {
    "windows-874": "cp874",
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "windows-949": "cp949",
    "x-gbk": "gb18030",
    "x-x-big5": "cp950",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
}
"""Names that browsers know and Python does not."""

_NOT_TEXT = frozenset(
    {"utf-7", "idna", "punycode", "unicode_escape", "raw-unicode-escape", "unicode-escape", "undefined"}
)


def codec_of(name: str) -> str:
    """Give Python's name of a text encoding, as browsers understand it; "" for none that we would use.

    >>> codec_of("Windows-1251"), codec_of("ISO-8859-1"), codec_of("UTF-7")
    ('cp1251', 'cp1252', '')
    """
    label = name.strip().lower()
    try:
        codec = codecs.lookup(_LABELS.get(label, label)).name
    except (LookupError, ValueError):  # an unknown name; one with a zero byte, or of bytes that are no text
        return ""
    try:
        b"a".decode(codec)
    except UnicodeError:
        pass  # a text encoding that needs more bytes
    except LookupError:  # no text encoding
        return ""
    return "" if codec in _NOT_TEXT else _MEANT.get(codec, codec)


def name_of(codec: str) -> str:
    """Give the name that people know of an encoding that Python calls so; `codec_of` takes it back.

    >>> name_of("cp1251"), name_of("mac-roman"), name_of("cp932")
    ('windows-1251', 'mac-roman', 'shift_jis')
    """
    return _NAMES.get(codec, codec)
