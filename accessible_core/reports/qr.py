# SPDX-License-Identifier: MIT
"""QR codes (ISO/IEC 18004) as drawings, for printed maps and documents."""

from __future__ import annotations

from accessible_core.errors import UsageError

#: A longer text makes a code too fine for the camera of a simple telephone.
LONGEST = 300
#: Light modules around the code that readers need (ISO/IEC 18004, 9.1).
_QUIET = 4


def qr_svg(words: str) -> bytes:
    """Return a text, mostly an address, as a QR code in SVG; a module is one unit.

    Parameters
    ----------
    words : str
        At most `LONGEST` letters.

    Raises
    ------
    UsageError
        The text is empty or too long.
    """
    from accessible_core._vendor.qrcodegen import QrCode

    plain = words.strip()
    if not plain or len(plain) > LONGEST:
        raise UsageError(
            f"A QR code holds an address of up to {LONGEST} letters, not {len(plain)}: shorten it."
        )
    code = QrCode.encode_text(plain, QrCode.Ecc.MEDIUM)
    size = code.get_size()
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y in range(size) for x in range(size) if code.get_module(x, y)
    )
    box = f"{-_QUIET} {-_QUIET} {size + 2 * _QUIET} {size + 2 * _QUIET}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" shape-rendering="crispEdges">'
        f'<rect x="{-_QUIET}" y="{-_QUIET}" width="100%" height="100%" fill="#fff"/>'
        f'<path d="{dark}" fill="#000"/></svg>'
    ).encode("ascii")
