"""The text of a PDF that Qt wrote, without blanks: as far as these tests need it, by the fonts' own tables (ToUnicode).

letters_of(path.read_bytes())
"""

import re
import zlib


def letters_of(data):
    objects = _objects(data)
    maps = {
        number: _unicode(objects, head)
        for number, (head, _stream) in objects.items()
        if b"/ToUnicode" in head
    }
    pages = [head for head, _stream in objects.values() if b"/Type /Page\n" in head]
    found = []
    for head in pages:
        content = objects[int(re.search(rb"/Contents (\d+) 0 R", head).group(1))][1]
        font = {}
        for token in re.finditer(rb"/F(\d+) \S+ Tf|<([0-9A-Fa-f]+)> Tj", content):
            if token.group(1):
                font = maps[int(token.group(1))]
            else:
                glyphs = token.group(2)
                found += [font.get(int(glyphs[at : at + 4], 16), "?") for at in range(0, len(glyphs), 4)]
    return "".join("".join(found).split())


def _objects(data):
    objects = {}
    for match in re.finditer(rb"(?<!\d)(\d+) 0 obj\s(.*?)endobj", data, re.DOTALL):
        head, _, rest = match.group(2).partition(b"stream\n")
        stream = rest.rpartition(b"\nendstream")[0]
        if b"FlateDecode" in head:
            stream = zlib.decompressobj().decompress(stream)
        objects[int(match.group(1))] = (head, stream)
    return objects


def _unicode(objects, head):
    table = objects[int(re.search(rb"/ToUnicode (\d+) 0 R", head).group(1))][1]
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, to in re.findall(rb"<(\w+)>\s*<(\w+)>\s*(\[.*?\]|<\w+>)", block, re.DOTALL):
            texts = re.findall(rb"<(\w+)>", to)
            for offset, glyph in enumerate(range(int(first, 16), int(last, 16) + 1)):
                text = texts[offset] if to.startswith(b"[") else b"%04x" % (int(texts[0], 16) + offset)
                found[glyph] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found
