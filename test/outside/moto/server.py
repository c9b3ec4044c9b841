"""Moto behind a free port of 127.0.0.1, with a clock and an account that the tests set.

Prints the port. Ends when its standard input does, so that it never outlives the tests. POST /judge takes
`{"do": …}`; every other request is an AWS call, whose answer moto alone gives, but for what `keep-dates` mends.
"""

import json
import logging
import os
import sys
from datetime import datetime, timezone
from threading import Thread
from types import SimpleNamespace

from moto import settings
from moto.awslambda import models as awslambda
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.responses import ActionAuthenticatorMixin
from moto.iam import models as iam
from moto.moto_api._internal.models import moto_api_backend
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.scheduler import models as scheduler
from moto.secretsmanager import models as secretsmanager
from moto.sns import models as sns
from moto.sqs import models as sqs
from werkzeug.serving import make_server

clock = SimpleNamespace(now=datetime(2026, 1, 1))
iam.utcnow = lambda: clock.now
secretsmanager.time = SimpleNamespace(time=lambda: clock.now.replace(tzinfo=timezone.utc).timestamp())


def moment(text):
    """Returns a moment in moto's form: in UTC, without a zone."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)


def epoch(text):
    return moment(text).replace(tzinfo=timezone.utc).timestamp()


dates = SimpleNamespace(kept=False)
list_as_moto = secretsmanager.SecretsManagerBackend.list_secret_version_ids


def list_versions(backend, secret_id):
    """Once a scenario asked for it, gives each version its own date: moto gives all of them the date of the call."""
    answer = json.loads(list_as_moto(backend, secret_id))
    for version in answer["Versions"] if dates.kept else []:
        version["CreatedDate"] = backend.secrets[secret_id].versions[version["VersionId"]]["createdate"]
    return json.dumps(answer)


secretsmanager.SecretsManagerBackend.list_secret_version_ids = list_versions

statement = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})
trust = json.dumps({"Statement": {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}}})


def users():
    return iam.iam_backends[DEFAULT_ACCOUNT_ID]["aws"]


def fill(account):
    """Replaces everything by an account of the sandbox, ids and dates included.

    Moto checks signatures only after `trusted` calls; without it, never.
    """
    moto_api_backend.reset()
    dates.kept = False
    settings.INITIAL_NO_AUTH_ACTION_COUNT = account.get("trusted", float("inf"))
    ActionAuthenticatorMixin.request_count = 0
    clock.now = moment(account["now"])
    topics = sns.sns_backends[DEFAULT_ACCOUNT_ID]["us-east-1"]
    for topic in account["topics"]:
        topics.create_topic(topic)
    for wanted in account["subscriptions"]:
        added = topics.subscribe(wanted["TopicArn"], wanted["Endpoint"], wanted["Protocol"])
        if wanted.get("FilterPolicy"):
            topics.set_subscription_attributes(added.arn, "FilterPolicy", json.dumps(wanted["FilterPolicy"], separators=(",", ":")))
    role = account["function"]["Role"].split("/")[-1]
    users().create_role(role, trust, "/", None, "", [], 3600)
    awslambda.lambda_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].create_function(
        {"Code": {"ImageUri": "none"}, "PackageType": "Image", **account["function"]}
    )
    scheduler.scheduler_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].create_schedule_group(account["group"], [])
    for queue in account["queues"]:
        add_queue(queue)
    for kind, name in (attachable.split(" ") for attachable in account["attachable"]):
        if kind == "group":
            users().create_group(name)
        else:
            users().create_role(name, trust, "/", None, "", [], 3600)
    for arn in account["policies"]:
        users().create_policy("", "/", statement, arn.split("/")[-1], {})
    for wanted in account["users"]:
        user = users().create_user("us-east-1", wanted["UserName"], wanted["Path"], wanted["tags"])
        user.id = wanted["UserId"]
        for key in wanted["keys"]:
            add_key(user, key)
    for secret in account["secrets"]:
        add_secret(secret)


def add_queue(wanted):
    backend = sqs.sqs_backends[DEFAULT_ACCOUNT_ID]["us-east-1"]
    backend.create_queue(wanted["name"])
    for body in wanted["bodies"]:
        backend.send_message(wanted["name"], body)


def add_key(user, wanted):
    key = iam.AccessKey(user.name, prefix="AKIA", account_id=DEFAULT_ACCOUNT_ID, status=wanted["Status"])
    key.access_key_id = wanted["AccessKeyId"]
    key.secret_access_key = wanted["SecretAccessKey"]
    key.create_date = moment(wanted["CreateDate"])
    user.access_keys.append(key)
    users().access_keys[key.access_key_id] = key
    if wanted.get("lastUse"):
        use({"AccessKeyId": key.access_key_id, **wanted["lastUse"]})


def add_secret(wanted):
    backend = secretsmanager.secretsmanager_backends[DEFAULT_ACCOUNT_ID]["us-east-1"]
    secret, _ = backend._add_secret(wanted["Name"], tags=wanted["tags"])
    secret.arn = wanted["ARN"]
    secret.created_date = epoch(wanted["CreatedDate"])
    secret.policy = wanted.get("ResourcePolicy")
    for version in wanted["versions"]:
        version_id = version["VersionId"]
        secret.versions[version_id] = {
            "createdate": int(epoch(version["CreatedDate"])),
            "version_id": version_id,
            "version_stages": version["stages"],
            "secret_string": version["SecretString"],
        }
        if "AWSCURRENT" in version["stages"]:
            secret.set_default_version_id(version_id)
    if wanted.get("RotationEnabled"):
        secret.rotation_lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:rotate"
    secret.rotation_requested = secret.rotation_enabled = wanted.get("RotationEnabled", False)
    if wanted.get("DeletedDate"):
        secret.delete(epoch(wanted["DeletedDate"]))


def use(wanted):
    key = users().access_keys[wanted["AccessKeyId"]]
    key.last_used = iam.AccessKeyLastUsed(moment(wanted["at"]), wanted["service"], wanted["region"])


def keep_dates(_):
    dates.kept = True


def set_clock(wanted):
    clock.now = moment(wanted["now"])


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
