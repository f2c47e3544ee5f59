"""Translates the SAM template into the CloudFormation that AWS would deploy, offline.

    .tools/bin/python infra/tools/expand.py infra/template.yaml .tools/expanded.json
    .tools/bin/cfn-lint .tools/expanded.json

`sam validate --lint` does not look inside SAM's event sources: a misspelt or impossible MaximumConcurrency, or a
queue whose visibility is shorter than its function's time-out, passes there and is found only here. tests/template
reads the same file, because SAM's shorthand can hide what is really granted.
"""

import json
import pathlib
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.public.exceptions import InvalidDocumentException
from samtranslator.translator.translator import Translator


class NoNetwork:
    """Stands in for an AWS session; translation only asks it for the region and the partition."""

    region_name = "us-east-1"


def local_code_as_uploaded(template):
    """The translator wants code that `sam deploy` has uploaded; any S3 address does."""
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = f"s3://artifacts/{name}"
            resource.pop("Metadata", None)
    return template


def expand(source):
    template = local_code_as_uploaded(yaml_parse(pathlib.Path(source).read_text(encoding="utf-8")))
    defaults = {name: p["Default"] for name, p in template.get("Parameters", {}).items() if "Default" in p}
    # No managed policies: a function without a role of its own would need their list from AWS, and fails here.
    translator = Translator({}, Parser(), boto_session=NoNetwork())
    return translator.translate(template, parameter_values=defaults)


def main(arguments):
    if len(arguments) != 2:
        sys.exit("usage: expand.py <template.yaml> <expanded.json>")
    try:
        expanded = expand(arguments[0])
    except OSError as error:
        sys.exit(f"expand: {error.strerror}: {error.filename}")
    except InvalidDocumentException as error:
        sys.exit("expand: " + "\n".join(str(cause.message) for cause in error.causes))
    target = pathlib.Path(arguments[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(expanded, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
