"""Judges exchanges of requests and answers by AWS's models.

Arguments: the services. Reads one exchange a line from standard input and prints a line of JSON for each: its operation, its
outcome (`ok`, or the error's code and status), what is wrong with it in a sentence each, and which excuses it needed.
"""

import json
import sys

from answers import judge_answer
from models import as_botocore_sends, as_sent, parameters, read
from shapes import Validator


def judge_request(operation, request, in_path):
    """Returns what is wrong with a request, in a sentence each."""
    given = parameters(operation, request, in_path)
    found = Validator().validate(given, operation.input_shape) if operation.input_shape is not None else []
    sent, wanted = as_sent(operation, request), as_botocore_sends(operation, given)
    return found + [f"the {part} is {sent[part]}, but botocore sends {wanted[part]}" for part in sent if sent[part] != wanted[part]]


def judge(exchange, services):
    answer = exchange["answer"]
    found = read(exchange["request"], services)
    if found is None:
        wrong = [] if answer["status"] >= 400 else ["answer: no service has this operation"]
        return {"operation": "none", "outcome": "refused", "wrong": wrong, "excuses": []}
    operation, request, in_path = found
    wrong_answer, excuses, code = judge_answer(operation, answer)
    wrong_request = judge_request(operation, request, in_path)
    return {
        "operation": f"{operation.service_model.service_name}:{operation.name}",
        "outcome": f"{code} {answer['status']}" if code else "ok",
        "wrong": [
            *(f"answer: {what}" for what in wrong_answer),
            *(f"accepted request: {what}" for what in wrong_request if code is None),
            *(f"request: {what}" for what in wrong_request if not exchange["mayBeWrong"]),
        ],
        "excuses": excuses,
    }


for line in sys.stdin:
    print(json.dumps(judge(json.loads(line), sys.argv[1:])))
