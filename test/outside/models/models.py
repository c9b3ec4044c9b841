"""AWS's published models, as botocore ships them, and what a request of a client means by them."""

import json
from functools import cache

from botocore.loaders import Loader
from botocore.serialize import create_serializer
from botocore.utils import parse_timestamp
from moto.core.model import ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request
from moto.core.routing import ServiceOperationRouter
from werkzeug.exceptions import NotFound


@cache
def service(name):
    """Returns a service's model and what finds its operations. Moto's own additions to the models are left out."""
    model = ServiceModel(Loader().load_service_model(name, "service-2"), name)
    return model, ServiceOperationRouter(model)


def read(sent, services):
    """Returns the operation that a request asks for, with what is in its path; None if no service has it."""
    request = Request.from_primitives(sent["method"], f"http://127.0.0.1{sent['path']}", sent["headers"], sent["body"].encode())
    for name in services:
        model, router = service(name)
        if "Version" in request.values and request.values["Version"] != model.api_version:
            continue
        try:
            operation, in_path = router.match(request)
            return operation, request, in_path
        except (NotFound, NotImplementedError):
            pass
    return None


def parameters(operation, request, in_path):
    """Returns the parameters in a request, as a caller would give them to botocore."""
    protocol = operation.service_model.protocol
    parser = PROTOCOL_PARSERS[protocol](operation, timestamp_parser=parse_timestamp)
    return parser.parse(
        {
            "body": request.get_data(),
            "headers": request.headers,
            "method": request.method,
            "url_params": in_path,
            "url_path": request.path,
            "values": request.values,
        }
    )


def as_botocore_sends(operation, given):
    """Returns the request in which botocore sends these parameters: path, query, headers and body."""
    made = create_serializer(operation.service_model.protocol, include_validation=False).serialize_to_request(given, operation)
    body = made["body"]
    return {
        "method": made["method"],
        "path": made["url_path"],
        "query": as_texts(made["query_string"] or {}),
        "headers": beyond_content(made["headers"]),
        "body": as_texts(body) if isinstance(body, dict) else in_body(operation, body),
    }


def as_sent(operation, request):
    """Returns a request in the same form, as it came."""
    return {
        "method": request.method,
        "path": request.raw_path,
        "query": request.args.to_dict(),
        "headers": beyond_content(request.headers),
        "body": request.form.to_dict() or in_body(operation, request.get_data()),
    }


def as_texts(values):
    return {name: str(value) for name, value in dict(values).items()}


def beyond_content(headers):
    """Returns the headers that say more than of which type the body is."""
    return {name.lower(): value for name, value in headers.items() if name.lower().startswith("x-amz-")}


def in_body(operation, body):
    """Returns what a body holds, read as JSON unless it is somebody else's."""
    return body if is_raw(operation.input_shape) else json.loads(body or b"{}")


def is_raw(shape):
    """True if the body is one member as it is, as what Lambda's Invoke takes and returns."""
    payload = shape is not None and shape.serialization.get("payload")
    return bool(payload) and shape.members[payload].type_name == "blob"
