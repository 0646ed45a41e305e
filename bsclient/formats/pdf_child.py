"""The process that reads a PDF from its input and writes its pages to its output; see `pdf_pages`.

A PDF is a program of others in a format with a long history of holes, so it is opened where no key and no base is.
Run by its path: it imports nothing of the program. Arguments: most pages, dots per inch, longest side in pixels.
Ends with 3 where the PDF wants a password, 4 where it is none or is damaged.
"""

from __future__ import annotations

import struct
import sys
from typing import Any

PASSWORD, DAMAGED = 3, 4
HEAD = struct.Struct(">IIIII")
"""Before each page: number of pages of the file, width, height, octets of its text, octets of its picture."""

_INCH = 72
_BYTES = 1536 * 1024 * 1024
_SECONDS = 40
_TEXT = 200_000


def main() -> int:
    """Write the pages; return how it ended."""
    import pypdfium2

    _limit()
    most, dots, side = map(int, sys.argv[1:4])
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        for number in range(min(len(document), most)):
            _write(len(document), document[number], dots, side)
    except pypdfium2.PdfiumError as error:
        return PASSWORD if "password" in str(error).lower() else DAMAGED
    sys.stdout.buffer.flush()
    return 0


def _write(pages: int, page: Any, dots: int, side: int) -> None:
    longest = max(page.get_size())
    scale = min(dots / _INCH, side / max(longest, 1))
    picture = page.render(scale=scale, grayscale=True)
    width, height, line = picture.width, picture.height, picture.stride
    octets = bytes(picture.buffer)
    grey = b"".join(octets[at * line : at * line + width] for at in range(height))
    text = page.get_textpage().get_text_bounded()[:_TEXT].encode("utf-8", "replace")
    for part in (HEAD.pack(pages, width, height, len(text), len(grey)), text, grey):
        sys.stdout.buffer.write(part)


def _limit() -> None:
    """Where the system can: so much memory and time, no more."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in ((resource.RLIMIT_AS, _BYTES), (resource.RLIMIT_CPU, _SECONDS)):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main())
