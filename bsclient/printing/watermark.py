"""Pages with pale words under everything else."""

from __future__ import annotations

from collections.abc import Sequence

from bsclient.printing.canvas import Canvas, Page


def under(pages: Sequence[Page], words: str) -> list[Page]:
    """Return the pages with words painted below their content; "" leaves them as they are."""
    return [_marked(page, words) for page in pages] if words else list(pages)


def _marked(page: Page, words: str) -> Page:
    def paint(canvas: Canvas) -> None:
        canvas.slanted(words)
        page(canvas)

    return paint
