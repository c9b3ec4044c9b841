"""Moto's account, filled with what an account of the sandbox holds, and its clock."""

import json
from datetime import datetime, timezone
from types import SimpleNamespace

from moto import settings
from moto.awslambda import models as awslambda
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.responses import ActionAuthenticatorMixin
from moto.iam import models as iam
from moto.moto_api._internal.models import moto_api_backend
from moto.scheduler import models as scheduler
from moto.secretsmanager import models as secretsmanager
from moto.sns import models as sns
from moto.sqs import models as sqs

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
