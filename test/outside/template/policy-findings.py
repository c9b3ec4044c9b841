"""Lets parliament judge policies.

Reads the policies by name from standard input, as JSON, and prints what parliament finds: of which policy, the issue, and the
actions that it is about. parliament's own command would leave the policies in a file in /tmp.
"""

import json
import sys
from pathlib import Path

import parliament

parliament.override_config(Path(parliament.__file__).parent / "community_auditors/config_override.yaml")


def actions(finding):
    """Returns the actions that a finding names; none if it is about a whole statement."""
    details = finding.detail if isinstance(finding.detail, list) else []
    return sorted(finding.location.get("actions", [detail["action"] for detail in details if "action" in detail]))


def judge(name, policy):
    if name.endswith("AssumeRolePolicyDocument"):
        # parliament knows no trust policy and asks for a resource; that of a trust policy is its role.
        for statement in policy["Statement"]:
            statement.setdefault("Resource", "arn:aws:iam::123456789012:role/trusting")
    judged = parliament.analyze_policy_string(json.dumps(policy), name, include_community_auditors=True, config=parliament.config)
    return [{"policy": name, "issue": finding.issue, "actions": actions(finding)} for finding in judged.findings]


print(json.dumps([finding for name, policy in json.load(sys.stdin).items() for finding in judge(name, policy)]))
