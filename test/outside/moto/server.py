"""Moto behind a free port of 127.0.0.1, with a clock and an account that the tests set.

Prints the port. Ends when its standard input does, so that it never outlives the tests. POST /judge takes
`{"do": …}`; every other request is an AWS call, whose answer moto alone gives, but for what `keep-dates` mends.
"""

import json
import logging
import os
import sys
from threading import Thread

from account import fill, keep_dates, set_clock, use
from moto.core import DEFAULT_ACCOUNT_ID
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.sns import models as sns
from werkzeug.serving import make_server


def notices(_):
    """Returns what was published so far, in the sandbox's form."""
    topics = sns.sns_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].topics.values()
    return [
        {
            "Subject": subject,
            "Message": message,
            "attributes": {name: value["Value"] for name, value in (attributes or {}).items()},
        }
        for topic in topics
        for _, message, subject, attributes, _ in topic.sent_notifications
    ]


commands = {"fill": fill, "keep-dates": keep_dates, "use": use, "clock": set_clock, "notices": notices}
moto = DomainDispatcherApplication(create_backend_app)


def judge(environ, start_response):
    if environ["PATH_INFO"] != "/judge":
        return moto(environ, start_response)
    asked = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    answer = json.dumps(commands[asked["do"]](asked)).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]


def end_with_stdin():
    sys.stdin.read()
    os._exit(0)


# If moto breaks on a call, its answer says so; the log would repeat it.
logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
server = make_server("127.0.0.1", 0, judge, threaded=True, request_handler=MotoRequestHandler)
print(server.server_address[1], flush=True)
Thread(target=end_with_stdin, daemon=True).start()
server.serve_forever()
