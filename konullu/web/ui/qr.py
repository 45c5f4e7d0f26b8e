"""QR codes as inline drawings: classes only, no style attributes, white paper also in the dark."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def qr_code(content: str, label: str) -> SafeString:
    """An SVG that a screen reader announces by its label. The look (.qr) is in ui/components.css."""
    code = segno.make(content, error="m", micro=False)
    size = code.symbol_size(scale=1, border=4)
    runs = "".join(_runs(code))
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<path class="qr__paper" d="M0 0h{}v{}H0z"/><path class="qr__ink" d="{}"/></svg>',
        size[0],
        size[1],
        label,
        size[0],
        size[1],
        mark_safe(runs),  # noqa: S308 digits and path letters of our own
    )


def _runs(code: segno.QRCode) -> list[str]:
    """Dark modules in a row become one rectangle."""
    runs = []
    for y, row in enumerate(code.matrix_iter(scale=1, border=4)):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
                start = None
    return runs
