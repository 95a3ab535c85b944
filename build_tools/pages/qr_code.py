"""The QR code of a page: printed, it leads from the paper back to the page."""

from __future__ import annotations


def qr_code(url: str) -> str:
    """Return ``url`` as inline SVG without a size of its own, so that the style sheet decides."""
    import segno  # noqa: PLC0415  (only a site with a known address has such codes)

    return segno.make(url, error="m", micro=False).svg_inline(
        omitsize=True, border=2, svgclass="qr", lineclass=None, title=f"本页地址：{url}"
    )
