"""Masks: which rows of a library are meant, a byte each, 1 or 0; a hundred thousand are joined as one whole number."""

from collections.abc import Iterable

Mask = bytes
_TURNED = bytes([1, 0]) + bytes(254)


def mask_of(rows: Iterable[int], size: int) -> Mask:
    r"""Give the mask of some rows; those behind the end are left out.

    >>> mask_of([0, 2], 4)
    b'\x01\x00\x01\x00'
    """
    made = bytearray(size)
    for row in rows:
        if row < size:
            made[row] = 1
    return bytes(made)


def both(one: Mask, other: Mask) -> Mask:
    """Give the rows that are in both.

    >>> both(bytes([1, 1, 0]), bytes([1, 0, 0])) == bytes([1, 0, 0])
    True
    """
    return (int.from_bytes(one, "little") & int.from_bytes(other, "little")).to_bytes(len(one), "little")


def either(one: Mask, other: Mask) -> Mask:
    """Give the rows that are in one or the other.

    >>> either(bytes([1, 0, 0]), bytes([0, 1, 0])) == bytes([1, 1, 0])
    True
    """
    return (int.from_bytes(one, "little") | int.from_bytes(other, "little")).to_bytes(len(one), "little")


def all_but(mask: Mask) -> Mask:
    """Give the rows that are not in a mask.

    >>> all_but(bytes([1, 0])) == bytes([0, 1])
    True
    """
    return mask.translate(_TURNED)
