import type { Words } from './owner/words.ts';

/** The command that sweeps some users; with the region, because who reads this may be set to another one. */
export function invoke({ functionArn, region }: Words['place'], event: object): string {
  return (
    `aws lambda invoke --function-name ${functionArn} --region ${region} --invocation-type Event ` +
    `--cli-binary-format raw-in-base64-out --payload '${JSON.stringify(event)}' /dev/stdout`
  );
}

/** How to move an application to the key that is current. */
export function moveToCurrent({ secret, place, user, isProcessForm }: Words): string {
  const get = `secretsmanager get-secret-value --secret-id '${secret}' --region ${place.region} --query SecretString --output text`;
  const fields = '{Version, AccessKeyId, SecretAccessKey, Expiration: (now + 3600 | floor | todate)}';
  const fetch = `To get the new key:\n  aws ${get}`;
  if (!isProcessForm) return fetch;
  return (
    `${fetch}\nPrograms that use AWS's SDKs fetch it by themselves with this line in ~/.aws/config, below [profile ${user}], ` +
    `where ${user}-fetch is a profile that may read the secret:\n` +
    `  credential_process = sh -c 'aws --profile ${user}-fetch ${get.replaceAll("'", '')} | jq "${fields}"'`
  );
}

/** How to see whether anything uses a key. */
export function lookAtUse({ id }: Words): string {
  return `To see whether anything uses it:\n  aws iam get-access-key-last-used --access-key-id ${id}`;
}

/** How to undo a deactivation, while that can be done. */
export function reactivate(words: Words, why: string): string {
  return `${why}, make it Active again:\n${setStatus(words.user, words.id, 'Active')}`;
}

/** How to keep the sweeper away for longer than until its next sweep. */
export function hold({ user, place }: Words, why = 'For more time, keep all keys of this user'): string {
  return (
    `${why} as they are until a day of your choice:\n` +
    `  aws iam tag-user --user-name '${user}' --tags Key=access-key-sweeper:hold-until,Value=${place.holdUntil}`
  );
}

/** How to have the user swept again at once. */
export function sweepAgain({ place, user }: Words): string {
  return `Whoever runs access-key-sweeper can try again at once:\n  ${invoke(place, { users: [user] })}`;
}

/** How to have the newest key of the user replaced, whatever its age. */
export function forceRotation({ place, user }: Words): string {
  const event = { users: [user], force: true };
  return `Whoever runs access-key-sweeper can have it replaced now:\n  ${invoke(place, event)}`;
}

/** The command that makes a key Active or Inactive. */
export function setStatus(user: string, id: string, status: 'Active' | 'Inactive'): string {
  return `  aws iam update-access-key --user-name '${user}' --access-key-id ${id} --status ${status}`;
}

/** The command that deletes a key. */
export function deleteKey(user: string, id: string): string {
  return `  aws iam delete-access-key --user-name '${user}' --access-key-id ${id}`;
}
