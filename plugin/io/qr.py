"""A QR code of one size: version 4, error correction M, up to 90 letters and digits; enough for the hash of a run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SIDE = 33                                       # modules; further measures of version 4, level M, below
LONGEST = 90
_DATA, _BLOCKS, _CHECKS = 64, 2, 18             # code words of data, blocks they come in, check words of each
_ALIGN = 26
_LEVEL_M = 0b00

Modules = npt.NDArray[np.bool_]


def modules(text: str) -> Modules:
    """Return the dark modules of a code, ``SIDE`` x ``SIDE``, without the quiet zone of four modules around it.

    Parameters
    ----------
    text : at most ``LONGEST`` of digits, capital letters and `` $%*+-./:``

    Raises
    ------
    ValueError
        Text that this size does not hold.

    References
    ----------
    ISO/IEC 18004.
    """
    if len(text) > LONGEST or any(sign not in _ALPHABET for sign in text):
        raise ValueError(f"not for a QR code of version 4: {text!r}")
    words = _with_checks(_words(text))
    fixed, function = _patterns()
    plain = fixed.copy()
    bits = np.unpackbits(np.array(words, np.uint8)).astype(bool)
    for place, bit in zip(_path(function), bits):
        plain[place] = bit
    row, column = np.indices((SIDE, SIDE))
    masks = ((row + column) % 2, row % 2, column % 3, (row + column) % 3, (row // 2 + column // 3) % 2,
             row * column % 2 + row * column % 3, (row * column % 2 + row * column % 3) % 2,
             ((row + column) % 2 + row * column % 3) % 2)
    tried = []
    for number, mask in enumerate(masks):
        code = plain ^ ((mask == 0) & ~function)
        _write_format(code, number)
        tried.append(code)
    return min(tried, key=_penalty)


def _words(text: str) -> list[int]:
    """The text as data words: mode, length, pairs of signs in 11 bits, end, filling."""
    values = [_ALPHABET.index(sign) for sign in text]
    bits = f"0010{len(text):09b}"
    for k in range(0, len(values), 2):
        pair = values[k:k + 2]
        bits += f"{pair[0] * 45 + pair[1]:011b}" if len(pair) == 2 else f"{pair[0]:06b}"
    bits += "0" * min(4, _DATA * 8 - len(bits))
    bits += "0" * (-len(bits) % 8)
    found = [int(bits[k:k + 8], 2) for k in range(0, len(bits), 8)]
    return found + [(0xEC, 0x11)[k % 2] for k in range(_DATA - len(found))]


def _with_checks(data: list[int]) -> list[int]:
    """Data and check words of the blocks, interleaved."""
    size = _DATA // _BLOCKS
    blocks = [data[k * size:(k + 1) * size] for k in range(_BLOCKS)]
    checks = [_remainder(block) for block in blocks]
    return [word for group in (blocks, checks) for words in zip(*group) for word in words]


def multiply(a: int, b: int) -> int:
    """Product in the field of 256 elements, modulo x^8 + x^4 + x^3 + x^2 + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = (a << 1) ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


def _remainder(block: list[int]) -> list[int]:
    """Check words of a block (Reed-Solomon): the remainder by the product of (x - 2^k)."""
    generator, root = [1], 1
    for _ in range(_CHECKS):
        generator = [a ^ multiply(b, root) for a, b in zip([*generator, 0], [0, *generator])]
        root = multiply(root, 2)
    rest = list(block) + [0] * _CHECKS
    for k in range(len(block)):
        lead = rest[k]
        for i, factor in enumerate(generator):
            rest[k + i] ^= multiply(factor, lead)
    return rest[-_CHECKS:]


def _patterns() -> tuple[Modules, Modules]:
    """What is drawn in every code, and which modules it takes."""
    dark, taken = np.zeros((SIDE, SIDE), bool), np.zeros((SIDE, SIDE), bool)
    away = np.maximum(*np.abs(np.indices((7, 7)) - 3))
    for top, left in ((0, 0), (0, SIDE - 7), (SIDE - 7, 0)):        # finders, with the white around them and the format
        dark[top:top + 7, left:left + 7] = away != 2
    taken[:9, :9] = taken[:9, -8:] = taken[-8:, :9] = True
    taken[6, :] = taken[:, 6] = True
    dark[6, 8:-8] = dark[8:-8, 6] = np.arange(SIDE - 16) % 2 == 0
    near = slice(_ALIGN - 2, _ALIGN + 3)
    dark[near, near] = np.maximum(*np.abs(np.indices((5, 5)) - 2)) != 1
    taken[near, near] = True
    dark[SIDE - 8, 8] = True
    return dark, taken


def _path(function: Modules) -> list[tuple[int, int]]:
    """Places of the bits: columns in pairs from the right, up and down in turn, past the fixed patterns."""
    places = []
    upward = True
    for right in [*range(SIDE - 1, 6, -2), *range(5, 0, -2)]:
        for row in range(SIDE - 1, -1, -1) if upward else range(SIDE):
            places += [(row, column) for column in (right, right - 1) if not function[row, column]]
        upward = not upward
    return places


def _write_format(code: Modules, mask: int) -> None:
    """Write level and mask twice, with their check bits."""
    value = _LEVEL_M << 3 | mask
    rest = value << 10
    for k in range(4, -1, -1):
        if rest >> (10 + k) & 1:
            rest ^= 0b10100110111 << k
    bits = [bool(((value << 10 | rest) ^ 0x5412) >> k & 1) for k in range(15)]
    first = [(k, 8) for k in (0, 1, 2, 3, 4, 5, 7, 8)] + [(8, k) for k in (7, 5, 4, 3, 2, 1, 0)]
    second = [(8, SIDE - 1 - k) for k in range(8)] + [(SIDE - 7 + k, 8) for k in range(7)]
    for places in (first, second):
        for place, bit in zip(places, bits):
            code[place] = bit


def _penalty(code: Modules) -> float:
    """How hard a code is to read: long runs, squares, and more dark than light or less."""
    found = 10 * abs(float(code.mean()) - 0.5) * 20
    for lines in (code, code.T):
        for line in lines:
            ends = np.flatnonzero(np.diff(line.astype(np.int8), prepend=-1, append=-1))
            runs = np.diff(ends)
            found += float((runs[runs >= 5] - 2).sum())
    same = (code[:-1, :-1] == code[1:, :-1]) & (code[:-1, :-1] == code[:-1, 1:]) & (code[:-1, :-1] == code[1:, 1:])
    return found + 3 * float(same.sum())


def path(code: Modules) -> str:
    """The dark modules as the path of an SVG drawing, a unit a module, with the quiet zone: 41 x 41 units."""
    return "".join(f"M{column + 4},{row + 4}h1v1h-1z" for row, column in np.argwhere(code).tolist())
