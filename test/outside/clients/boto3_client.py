"""Calls AWS with boto3 for a process that writes one call a line to standard input, and prints one answer a line.

A call is JSON with `endpoint`, `service`, `operation` (`ListUsers`), `input` and `credentials`; an answer is JSON with
`output`, or with `code` and `status` of an error. Dates and bytes are `{"$date": ISO}` and `{"$bytes": base64}`.
"""

import base64
import json
import sys
from datetime import datetime

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

# The sandbox is to refuse what is wrong, so nothing is refused here.
config = Config(parameter_validation=False, retries={"total_max_attempts": 1})


def read_bytes(found):
    return base64.b64decode(found["$bytes"]) if "$bytes" in found else found


def write(value):
    if isinstance(value, datetime):
        return {"$date": value.isoformat()}
    data = value if isinstance(value, bytes) else value.read()
    return {"$bytes": base64.b64encode(data).decode()}


def answer(call):
    client = boto3.client(
        call["service"],
        endpoint_url=call["endpoint"],
        region_name="us-east-1",
        aws_access_key_id=call["credentials"]["accessKeyId"],
        aws_secret_access_key=call["credentials"]["secretAccessKey"],
        config=config,
    )
    try:
        return {"output": getattr(client, xform_name(call["operation"]))(**call["input"])}
    except ClientError as error:
        # The class has the name that the model gives the error; errors without a model have none.
        name = type(error).__name__
        code = error.response["Error"]["Code"] if name == "ClientError" else name
        return {"code": code, "status": error.response["ResponseMetadata"]["HTTPStatusCode"]}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line, object_hook=read_bytes)), default=write), flush=True)
