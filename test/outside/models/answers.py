"""What a service must answer: its declared results and errors, and the errors that every service has."""

import json
from xml.etree import ElementTree

from botocore.awsrequest import HeadersDict
from botocore.parsers import create_parser
from models import is_raw
from shapes import Validator, local, unknown_in_json, unknown_in_xml

CONTENT_TYPES = {"query": "text/xml", "json": "application/x-amz-json-{jsonVersion}", "rest-json": "application/json"}

# The page "Common Errors" of each API reference; AWS answers some of them by another name or status than that page says.
COMMON = {
    "query": {
        "AccessDenied": 403,
        "InternalFailure": 500,
        "InvalidAction": 400,
        "InvalidClientTokenId": 403,
        "ServiceUnavailable": 503,
        "SignatureDoesNotMatch": 403,
        "Throttling": 400,
        "ValidationError": 400,
    },
    "json": {
        "AccessDeniedException": 400,
        "InternalFailure": 500,
        "InvalidSignatureException": 400,
        "ServiceUnavailable": 503,
        "ThrottlingException": 400,
        "UnknownOperationException": 400,
        "UnrecognizedClientException": 400,
        "ValidationException": 400,
    },
    "rest-json": {
        "AccessDeniedException": 403,
        "InternalFailure": 500,
        "InvalidSignatureException": 403,
        "ServiceUnavailable": 503,
        "UnknownOperationException": 404,
        "UnrecognizedClientException": 403,
        "ValidationException": 400,
    },
}

# Where AWS itself does not keep to its models. Each must be needed, or the tests fail.
EXCUSES = {
    # AWS answers so, as moto does, but the model declares no error at all.
    "GetAccessKeyLastUsed": "NoSuchEntity 404 is no error that it declares",
    # A name may have 512 characters (CreateSecret, Name), but the shape of answers says 256.
    "CreateSecret": "SecretNameType has at most 256",
    # AWS answers so, as moto does, but the model does not declare it.
    "ReceiveMessage": "InvalidParameterValue 400 is no error that it declares",
}


def judge_answer(operation, answer):
    """Returns what is wrong with an answer, in a sentence each, what was excused, and the error's code, if it is one."""
    protocol = operation.service_model.protocol
    response = {"status_code": answer["status"], "headers": HeadersDict(answer["headers"]), "body": answer["body"].encode()}
    code = create_parser(protocol).parse(response, None)["Error"]["Code"] if answer["status"] >= 300 else None
    shape, found = (operation.output_shape, []) if code is None else error_shape(operation, code, answer["status"])
    content_type = CONTENT_TYPES[protocol].format(**operation.service_model.metadata)
    if answer["headers"].get("content-type") != content_type:
        found.append(f"the content type is {answer['headers'].get('content-type')}, not {content_type}")
    if not answer["headers"].get("x-amzn-requestid"):
        found.append("no header names the request")
    found += (in_xml if protocol == "query" else in_json)(operation, answer, shape, code)
    if shape is not None:
        found += as_botocore_reads(response, shape, protocol)
    excuse = EXCUSES.get(operation.name)
    excused = [what for what in found if excuse and excuse in what]
    return [what for what in found if what not in excused], [excuse for _ in excused], code


def as_botocore_reads(response, shape, protocol):
    """Returns what is wrong with what botocore's own parser makes of an answer."""
    try:
        read = create_parser(protocol).parse(response, shape)
    except Exception as error:
        return [f"botocore cannot read it: {error!r}"]
    # Without what botocore adds.
    return Validator().validate({key: value for key, value in read.items() if key in shape.members}, shape)


def error_shape(operation, code, status):
    """Returns the shape of a declared error, None for another, and what is wrong with code and status."""
    for shape in operation.error_shapes:
        if shape.error_code == code:
            declared = shape.metadata.get("error", {}).get("httpStatusCode", 500 if shape.metadata.get("fault") else 400)
            return shape, [] if status == declared else [f"{code} has the status {status}, not {declared}"]
    common = COMMON[operation.service_model.protocol].get(code)
    if common is None:
        return None, [f"{code} {status} is no error that it declares, and none that every service has"]
    return None, [] if status == common else [f"{code} has the status {status}, not {common}"]


def in_xml(operation, answer, shape, code):
    root = ElementTree.fromstring(answer["body"])
    space = operation.service_model.metadata["xmlNamespace"]
    found = []
    if any(node.tag != f"{{{space}}}{local(node)}" for node in root.iter()):
        found.append(f"not every element is in the namespace {space}")
    inside = [local(node) for node in root]
    if code is not None:
        sender = "Sender" if answer["status"] < 500 else "Receiver"
        form = [local(root), *inside, *map(local, root[0])], root[0].findtext(f"{{{space}}}Type")
        wanted = ["ErrorResponse", "Error", "RequestId", "Type", "Code", "Message"], sender
        return found if form == wanted else [*found, f"the error is written as {form}, not as {wanted}"]
    wrapper = shape.serialization.get("resultWrapper") if shape is not None else None
    wanted = [*([wrapper] if wrapper else []), "ResponseMetadata"]
    if [local(root), inside] != [f"{operation.name}Response", wanted]:
        return [*found, f"{local(root)} holds {inside}, not {wanted}"]
    return found + (unknown_in_xml(root[0], shape) if wrapper else [])


def in_json(operation, answer, shape, code):
    if code is None and is_raw(shape):
        return []
    body = json.loads(answer["body"])
    found = []
    if code is not None:
        at = "body" if operation.service_model.protocol == "json" else "header"
        named = body.pop("__type", None) if at == "body" else answer["headers"].get("x-amzn-errortype")
        if named != code:
            found.append(f"the {at} does not name the error")
        # A message comes with every error, also if its shape has none.
        if shape is None or "message" not in map(str.lower, shape.members):
            body = {key: value for key, value in body.items() if key.lower() != "message"}
    return found + (unknown_in_json(body, shape) if shape is not None else [f"an error has no {key}" for key in body])
