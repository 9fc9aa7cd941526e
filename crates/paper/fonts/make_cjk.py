"""Cut Noto Sans CJK SC down to the characters that names are written in.

Usage: python3 make_cjk.py NotoSansCJK-Regular.ttc NotoSansCJKsc-names.otf

Kept: GB 2312 (mainland China), Big5 (Taiwan, Hong Kong), JIS X 0208 (Japan) ideographs, the kana,
bopomofo, KS X 1001 hangul syllables, CJK punctuation and full-width forms. Needs fonttools.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTCollection


def in_encoding(encoding, first, last):
    """Code points between first and last that the legacy two-byte encoding can write."""
    kept = set()
    for code_point in range(first, last):
        try:
            raw = chr(code_point).encode(encoding)
        except UnicodeEncodeError:
            continue
        if len(raw) == 2:
            kept.add(code_point)
    return kept


def names():
    """Every code point kept."""
    kept = set()
    for encoding in ("gb2312", "big5", "euc_jp"):
        kept |= in_encoding(encoding, 0x4E00, 0xA000)
    kept |= in_encoding("euc_kr", 0xAC00, 0xD7A4)
    kept |= set(range(0x3000, 0x3020)) | set(range(0x3041, 0x3100)) | set(range(0x3105, 0x3130))
    kept |= set(range(0x3131, 0x318F)) | set(range(0xFF01, 0xFF5F))
    return kept


def main(source, target):
    """Pick the simplified Chinese face of the collection and write its subset."""
    face = next(f for f in TTCollection(source).fonts if f["name"].getDebugName(1) == "Noto Sans CJK SC")
    options = subset.Options(layout_features=["ccmp"], hinting=False, desubroutinize=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(names()))
    cutter.subset(face)
    face.flavor = None
    face.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:3])
