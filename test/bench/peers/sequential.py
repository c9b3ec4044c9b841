"""The loop of many a script that looks for old keys: one call after the other."""

from measure import measure  # Before boto3, so that its loading is measured.

import boto3


def list_keys():
    iam = boto3.client("iam")
    for page in iam.get_paginator("list_users").paginate():
        for user in page["Users"]:
            for key in iam.list_access_keys(UserName=user["UserName"])["AccessKeyMetadata"]:
                iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])


measure(list_keys)
