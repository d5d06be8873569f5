#!/usr/bin/env python3
"""hostile.py SHAPE FILE: a small blob whose judging could take forever: properties, ranges or map."""

import struct
import sys

names = {}
strings = bytearray()


def offset(name):
    if name not in names:
        names[name] = len(strings)
        strings.extend(name.encode() + b"\0")
    return names[name]


def prop(name, *cells):
    value = struct.pack(f">{len(cells)}I", *cells)
    return struct.pack(">III", 3, len(value), offset(name)) + value


def node(name, *content):
    raw = name.encode() + b"\0"
    return struct.pack(">I", 1) + raw + bytes(-len(raw) % 4) + b"".join(content) + struct.pack(">I", 2)


def crowd(count):
    return b"".join(prop(f"p{i}") for i in range(count))


def properties():
    """A bus with as many properties as devices, each of which looks for some of them."""
    devices = (node(f"d@{i:x}", prop("reg", i, 1), prop("interrupts", i)) for i in range(20000))
    return node("bus", crowd(20000), prop("#address-cells", 1), prop("#size-cells", 1), *devices)


def ranges():
    """Every device compares with every window."""
    rows = [cell for i in range(40000) for cell in (i * 16, i * 16, 8)]
    devices = (node(f"d@{i * 16 + 12:x}", prop("reg", i * 16 + 12, 1)) for i in range(20000))
    return node("bus", prop("#address-cells", 1), prop("#size-cells", 1), prop("ranges", *rows), *devices)


def map():
    """A map of many rows into another of many rows, none of which fits."""
    first = [cell for i in range(2000) for cell in (i, 2, 7)]
    second = [cell for i in range(4096) for cell in (i + 100, 3, 9)]
    return (
        node("a", prop("#interrupt-cells", 1), prop("#address-cells", 0), prop("interrupt-map", *first))
        + node("b", prop("phandle", 2), crowd(2000), prop("#interrupt-cells", 1), prop("#address-cells", 0),
               prop("interrupt-map", *second))
        + node("c", prop("phandle", 3), prop("#interrupt-cells", 1), prop("interrupt-controller"))
    )


def main():
    shape, path = sys.argv[1:]
    inside = {"properties": properties, "ranges": ranges, "map": map}[shape]()
    body = node("", prop("#address-cells", 1), prop("#size-cells", 1), inside) + struct.pack(">I", 9)
    total = 56 + len(body) + len(strings)
    header = (0xD00DFEED, total, 56, 56 + len(body), 40, 17, 16, 0, len(strings), len(body))
    with open(path, "wb") as file:
        file.write(struct.pack(">10I", *header) + bytes(16) + body + strings)


if __name__ == "__main__":
    main()
