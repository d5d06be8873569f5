#!/usr/bin/env python3
"""blob.py OUTPUT < recipe: puts a blob together from its parts, sound or not.

One step a line, words as a shell splits them; \\xNN in a name is that byte:

    node NAME              FDT_BEGIN_NODE          root                 node ""
    end                    FDT_END_NODE            nop                  FDT_NOP
    fin                    FDT_END                 word NUMBER          any token
    prop NAME VALUE...     FDT_PROP; values are "text" (with a NUL), <0x1 2> (cells), [de ad] (bytes)
    prop-raw LENGTH NAMEOFF VALUE...               FDT_PROP with these numbers
    raw VALUE...           bytes of the structure block as they stand
    strings VALUE...       bytes of the strings block as they stand
    reserve BASE SIZE      an entry of the reservation block
    no-reserve-end         leaves out the entry of zeroes
    order m t s            the blocks in the file: reservations, structure, strings
    gap N                  so many bytes before each block
    set FIELD NUMBER       a header field; +N and -N change what it would be
    version N              16: a header without size_dt_struct
    tail N                 bytes behind the blocks, inside of totalsize
    behind VALUE...        bytes behind totalsize
    cut N                  keeps N bytes of the file; -N drops the last N
"""

import shlex
import struct
import sys

FIELDS = (
    "magic totalsize off_dt_struct off_dt_strings off_mem_rsvmap version last_comp_version "
    "boot_cpuid_phys size_dt_strings size_dt_struct"
).split()


def number(text):
    return int(text, 0)


def pad(data, alignment):
    return data + bytes(-len(data) % alignment)


def value(words):
    """The bytes of values: <cells>, [bytes], else text with a NUL."""
    data, inside = b"", ""
    for word in words:
        if word[:1] in ("<", "["):
            inside, word = word[0], word[1:]
        last = inside and word[-1:] in (">", "]")
        bare = word.rstrip(">]") if inside else word
        if inside == "<":
            data += struct.pack(">I", number(bare)) if bare else b""
        elif inside == "[":
            data += bytes.fromhex(bare)
        else:
            data += word.encode("utf-8", "surrogateescape") + b"\0"
        inside = "" if last else inside
    return data


class Recipe:
    def __init__(self):
        self.structure = bytearray()  # grows in place: a recipe may have 100,000 nodes
        self.strings = self.reserved = self.behind = b""
        self.reserve_end, self.order, self.gap, self.tail = True, "mts", 0, 0
        self.version, self.sets, self.kept = 17, [], None

    def word(self, number_):
        self.structure += struct.pack(">I", number_ & 0xFFFFFFFF)

    def aligned(self, data):
        self.structure += data
        self.structure += bytes(-len(self.structure) % 4)

    def name(self, text):
        text = text.encode("utf-8", "surrogateescape") + b"\0"
        if text not in self.strings:
            self.strings += text
        return self.strings.index(text)

    def prop(self, length, nameoff, data):
        self.word(3)
        self.word(length)
        self.word(nameoff)
        self.aligned(data)

    def step(self, verb, *words):
        if verb == "root":
            self.step("node", "")
        elif verb == "node":
            self.word(1)
            text = words[0].encode().decode("unicode_escape").encode("latin-1")
            self.aligned(text + b"\0")
        elif verb in ("end", "nop", "fin"):
            self.word({"end": 2, "nop": 4, "fin": 9}[verb])
        elif verb == "word":
            self.word(number(words[0]))
        elif verb == "prop":
            data = value(words[1:])
            name = words[0].encode().decode("unicode_escape")
            self.prop(len(data), self.name(name), data)
        elif verb == "prop-raw":
            self.prop(number(words[0]), number(words[1]), value(words[2:]))
        elif verb == "raw":
            self.structure += value(words)
        elif verb == "strings":
            self.strings += value(words)
        elif verb == "reserve":
            self.reserved += struct.pack(">QQ", number(words[0]), number(words[1]))
        elif verb == "no-reserve-end":
            self.reserve_end = False
        elif verb == "order":
            self.order = "".join(words)
        elif verb in ("gap", "tail", "version"):
            setattr(self, verb, number(words[0]))
        elif verb == "set":
            self.sets.append(words)
        elif verb == "behind":
            self.behind += value(words)
        elif verb == "cut":
            self.kept = number(words[0])
        else:
            sys.exit(f"blob.py: what is {verb}?")

    def blob(self):
        blocks = {
            "m": self.reserved + bytes(16 if self.reserve_end else 0),
            "t": self.structure,
            "s": self.strings,
        }
        body, at = bytes(pad(bytes(40 if self.version >= 17 else 36), 8)), {}
        for letter in self.order:
            body = pad(body, 8 if letter == "m" else 4) + bytes(self.gap)
            at[letter] = len(body)
            body += blocks[letter]
        body += bytes(self.tail)
        header = dict(
            zip(
                FIELDS,
                (0xD00DFEED, len(body), at["t"], at["s"], at["m"], self.version, 16, 0)
                + (len(self.strings), len(self.structure)),
            )
        )
        for field, text in self.sets:
            header[field] = number(text) + (header[field] if text[0] in "+-" else 0)
        fields = FIELDS if self.version >= 17 else FIELDS[:-1]
        raw = struct.pack(f">{len(fields)}I", *(header[f] & 0xFFFFFFFF for f in fields))
        return (raw + body[len(raw) :] + self.behind)[: self.kept]


def main():
    recipe = Recipe()
    for line in sys.stdin:
        words = shlex.split(line)
        if words:
            recipe.step(*words)
    with open(sys.argv[1], "wb") as file:
        file.write(recipe.blob())


if __name__ == "__main__":
    main()
