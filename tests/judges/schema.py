#!/usr/bin/env python3
"""What a JSON schema (draft-07) says of descriptions.

schema.py SCHEMA meta          is the schema itself one?
schema.py SCHEMA FILE...       one line for each complaint; exit status 1 if there is any
schema.py SCHEMA lines <TEXTS  one text a line: "yes" or "no" for each
"""
import json
import sys

import jsonschema


def complaints(validator, name):
    with open(name, encoding="utf-8") as file:
        document = json.load(file)
    return [f"{name}: /{'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in validator.iter_errors(document)]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    if sys.argv[2:] == ["meta"]:
        return 0
    if sys.argv[2:] == ["lines"]:
        for line in sys.stdin:
            print("yes" if validator.is_valid(json.loads(line)) else "no")
        return 0
    found = [text for name in sys.argv[2:] for text in complaints(validator, name)]
    print("\n".join(found))
    return 1 if found else 0


sys.exit(main())
