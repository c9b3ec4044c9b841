"""Ministack on a free port of 127.0.0.1, with keys and schedules whose age the tests set in process.

Prints the port, and ends with its standard input, so that it never outlives the tests. POST /tell takes
`{"do": …}`; everything else is ministack's own. With AUTH=true it checks signatures and policies, so the function
may do what its role grants and nothing else. Where that departs from AWS in what a sweep needs, it is put right
below, each with the page that says so.
"""

import asyncio
import json
import os
import socket
import sys
from datetime import datetime, timedelta, timezone
from threading import Thread

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
port = listener.getsockname()[1]
# Ministack looks at these when it is imported. The port is what it tells functions to call; what is switched off
# would listen on ports of its own, or look for containers to remove.
os.environ.update(
    GATEWAY_PORT=str(port),
    AUTH="true",
    IOT_MTLS_ENABLED="0",
    SFTP_ENABLED="0",
    LAMBDA_EXECUTOR="local",
    DOCKER_HOST="unix:///nonexistent",
    LOG_LEVEL="ERROR",
)

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.app import app as ministack
from ministack.core import iam_actions
from ministack.services import iam, scheduler, secretsmanager

# It looks for due schedules every ten seconds.
scheduler._SCHEDULE_TICK_INTERVAL = 1
callers = set()


def age_key(asked):
    """No call sets when a key was created. An hour more, so that no test is at the edge of a day."""
    created = datetime.now(timezone.utc) - timedelta(days=asked["days"], hours=1)
    key = next(key for (_, key_id), key in iam._access_keys._data.items() if key_id == asked["AccessKeyId"])
    key["CreateDate"] = created.strftime("%Y-%m-%dT%H:%M:%SZ")


def age_versions(asked):
    """Makes every version of a secret so many days old, and an hour more, as its key."""
    created = datetime.now(timezone.utc) - timedelta(days=asked["days"], hours=1)
    secret = next(one for place, one in secretsmanager._secrets._data.items() if place[-1] == asked["Name"])
    for version in secret["Versions"].values():
        version["CreatedDate"] = int(created.timestamp())


def age_schedule(asked):
    """Lets days go by for one schedule, as group/name: it was made, is to start, and last fired so much earlier."""
    place, schedule = next(item for item in scheduler._schedules._data.items() if item[0][-1] == asked["schedule"])
    for date in ("CreationDate", "StartDate"):
        if schedule.get(date) is not None:
            schedule[date] -= asked["days"] * 86_400
    scheduler._schedule_last_fired.pop(place, None)


def resource_of(service, method, path, headers, body, query, *place):
    """The ARN that a policy must name. Ministack takes every schedule to be of the group default, and does not
    know whose last use or whose subscription is asked for.

    Service Authorization Reference: GetAccessKeyLastUsed is about a user, GetSubscriptionAttributes about a topic, a
    schedule is schedule/${GroupName}/${ScheduleName}.
    """
    arn = resource_as_ministack_has_it(service, method, path, headers, body, query, *place)
    given = {name: value[0] if isinstance(value, list) else value for name, value in query.items()}
    if service == "scheduler" and path.startswith("/schedules/"):
        group = given.get("groupName") or json.loads(body or "{}").get("GroupName") or "default"
        return arn.replace(":schedule/default/", f":schedule/{group}/")
    if service == "iam" and given.get("Action") == "GetAccessKeyLastUsed":
        owner = iam._access_keys.get(given["AccessKeyId"], {}).get("UserName")
        return f"arn:aws:iam::{place[-1]}:user/{owner}"
    if service == "sns" and given.get("Action") == "GetSubscriptionAttributes":
        return given["SubscriptionArn"].rsplit(":", 1)[0]
    return arn


def store_new_secret(name, **given):
    """A secret that is created without a value has no version; ministack gives it an empty one.

    Secrets Manager API Reference, CreateSecret: SecretString or SecretBinary is what makes an initial version.
    """
    answer = store_with_version(name, **given)
    if given.get("secret_string") is None and given.get("secret_binary") is None:
        secretsmanager._secrets[name]["Versions"].clear()
    return answer


resource_as_ministack_has_it = iam_actions.extract_resource_arn
iam_actions.extract_resource_arn = resource_of
store_with_version = secretsmanager._store_new_secret
secretsmanager._store_new_secret = store_new_secret

commands = {"age-key": age_key, "age-schedule": age_schedule, "age-versions": age_versions, "callers": lambda _: sorted(callers)}


async def answer(scope, receive, send):
    if scope["type"] != "http" or scope["path"] != "/tell":
        if scope["type"] == "http":
            callers.update(value.decode() for name, value in scope["headers"] if name == b"user-agent")
            # Policies may refuse calls without TLS, of which there is none on the loopback.
            scope["headers"] = [*scope["headers"], (b"x-forwarded-proto", b"https")]
        return await ministack(scope, receive, send)
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    asked = json.loads(body)
    told = json.dumps(commands[asked["do"]](asked)).encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": told})


def end_with_stdin():
    sys.stdin.read()
    os._exit(0)


config = Config()
config.bind = [f"fd://{listener.fileno()}"]
config.loglevel = "ERROR"
print(port, flush=True)
Thread(target=end_with_stdin, daemon=True).start()
asyncio.run(serve(answer, config))
