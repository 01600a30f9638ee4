#!/usr/bin/env python3
"""Holds answers against an OpenAPI description (python3-jsonschema): its file, then one line of JSON for each answer.

{"method": "get", "path": "/healthz", "status": 200, "answer": …}   prints what is wrong with it, or nothing
"""
import json
import sys

from jsonschema import Draft202012Validator

with open(sys.argv[1], encoding="utf-8") as text:
    description = json.load(text)
assert description["openapi"] == "3.1.0"
for name in description["components"]["schemas"]:
    Draft202012Validator.check_schema(description["components"]["schemas"][name])

with open(sys.argv[2], encoding="utf-8") as lines:
    for line in lines:
        asked = json.loads(line)
        operation = description["paths"][asked["path"]][asked["method"]]
        response = operation["responses"].get(str(asked["status"]))
        if response is None:
            print(asked["path"], asked["status"], "is not described")
            continue
        schema = dict(response["content"]["application/json"]["schema"], components=description["components"])
        for error in Draft202012Validator(schema).iter_errors(asked["answer"]):
            print(asked["path"], list(error.absolute_path), error.message)
