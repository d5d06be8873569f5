#!/usr/bin/env python3
"""Does mkfdt(5) say all that the schema says? manual.py SCHEMA MANUAL prints what is missing, one a line.

Every key that the schema has below a key K stands as ".It Va KEY" in the section ".Ss K", with its bounds; keys of
regions, interrupts and devices stand in the sections of those names. What the schema calls a default is said there too.
"""
import json
import re
import sys

COMMON = {"base": "Regions", "size": "Regions", "end": "Regions",
          "spi": "Interrupts", "ppi": "Interrupts", "intid": "Interrupts",
          "trigger": "Interrupts", "shared": "Interrupts", "name": "Devices"}
LARGEST = 2**53 - 1
OF_INTERRUPTS = "0 to 4294967295"  # of spi, ppi and intid in the schema: checks know better


def items(manual):
    """{section: {key: text of its items}}: a key may occur more than once in a section."""
    sections, heading, keys = {}, "", []
    for line in manual.splitlines():
        if line.startswith((".Ss ", ".Sh ")):
            heading, keys = line[4:], []
        elif line.startswith((".It Va ", ".It Cm ")):
            keys = [word for word in line[7:].split(" Pq ")[0].split() if word != ","]
        elif line.startswith(".It "):
            keys = []
        for name in heading.split(", "):
            section = sections.setdefault(name, {})
            for key in keys:
                section[key] = section.get(key, "") + line + "\n"
    return sections


def bounds(schema):
    """How the manual writes them; None: nothing to say."""
    least, most = schema.get("minimum", 0), schema.get("maximum", LARGEST)
    if "integer" not in schema.get("type", []):
        return None
    if most < LARGEST:
        return f"{least} to {most}"
    return f"{least} or more" if least else None


def default_pattern(schema):
    """What the manual may call the default."""
    default = json.dumps(schema["default"]).strip('"')
    if default.startswith("0x"):
        default += "|" + str(int(default, 16))
    return rf"\b({default})\b"


def judge(path, schema, section, sections):
    """What is missing about one key."""
    key = path[-1]
    text = section.get(key) or sections.get(COMMON.get(key, ""), {}).get(key)
    own = key in section
    if text is None:
        yield f"{'.'.join(path)}: not there"
        return
    said = bounds(schema.get("items", {})) or bounds(schema)
    if own and said and said not in text and not (key in COMMON and said == OF_INTERRUPTS):
        yield f"{'.'.join(path)}: {said} is not said"
    if own and "default" in schema and not re.search(default_pattern(schema), text):
        yield f"{'.'.join(path)}: the default {schema['default']} is not said"
    for word in schema.get("enum", []):
        if own and word and not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            yield f"{'.'.join(path)}: the word {word} is not said"


def walk(path, schema, section, sections):
    for inner in (schema, schema.get("items", {})):
        for key, value in inner.get("properties", {}).items():
            yield from judge([*path, key], value, section, sections)
            yield from walk([*path, key], value, section, sections)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        sections = items(file.read())
    found = set()
    for key, value in schema["properties"].items():
        if key in sections:
            found.update(walk([key], value, sections[key], sections))
        elif key == "machine":
            for name in filter(None, value["enum"]):
                if name not in sections.get("MACHINES", {}):
                    found.add(f"{key}: {name} is not said")
        else:
            found.update(judge([key], value, sections["Of the whole"], sections))
            found.update(walk([key], value, sections["Of the whole"], sections))
    print("\n".join(sorted(found)))
    return 1 if found else 0


sys.exit(main())
