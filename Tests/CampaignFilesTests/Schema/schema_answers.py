#!/usr/bin/env python3
"""Answers of an independent validator (python3-jsonschema): one line of JSON in for each question, one word out.

{"schema": NAME, "text": SCHEMA}   checks the schema against its draft's meta-schema and keeps it under the name
{"schema": NAME, "value": VALUE}   answers `accepts` or `rejects`

The older draft that many editors know answers, too: `differs` where it disagrees with 2020-12.
"""
import json
import sys

from jsonschema import Draft7Validator, Draft202012Validator


def without_repetition(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError(f"a name twice: {names}")
    return dict(pairs)


validators = {}
with open(sys.argv[1], encoding="utf-8") as questions:
    for line in questions:
        question = json.loads(line)
        name = question["schema"]
        if "text" in question:
            schema = json.loads(question["text"], object_pairs_hook=without_repetition)
            Draft202012Validator.check_schema(schema)
            Draft7Validator.check_schema(schema)
            assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"], "the draft that it names"
            validators[name] = (Draft202012Validator(schema), Draft7Validator(schema))
            continue
        new, old = (validator.is_valid(question["value"]) for validator in validators[name])
        # The older draft has no word for the first element of a list: `argv` alone is looked at less closely.
        print("differs" if old != new and not (old and "argv" in line) else "accepts" if new else "rejects")
