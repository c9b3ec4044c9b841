import { invoke } from '../sweep-command.ts';
import type { Words } from './words.ts';

/** Says how to move an application to the current key. */
export function moveToCurrent({ secret, place, user, isProcessForm }: Words): string {
  const get = `secretsmanager get-secret-value --secret-id="${secret}" --region ${place.region} --query SecretString --output text`;
  const fields = '{Version, AccessKeyId, SecretAccessKey, Expiration: (now + 3600 | floor | todate)}';
  const fetch = `To get the new key:\n  aws ${get}`;
  if (!isProcessForm) return fetch;
  return (
    `${fetch}\nPrograms that use AWS's SDKs fetch it by themselves with this line in ~/.aws/config, below [profile ${user}], ` +
    `where ${user}-fetch is a profile that may read the secret:\n` +
    `  credential_process = sh -c 'aws --profile=${user}-fetch ${get.replaceAll('"', '')} | jq "${fields}"'`
  );
}

/** Says how to send mail by SMTP with the new key; nothing if nobody seems to. */
export function sendBySmtp({ smtp: { region, field }, secret, place }: Words): string[] {
  if (!region) return [];
  const derived = 'a password for SMTP is derived from the key, so the one you have ends with the old key';
  const server = `email-smtp.${region}.amazonaws.com`;
  if (!field) {
    return [
      `If you send mail by SMTP (${server}): ${derived}. Derive a new one from the new key as the Amazon SES Developer Guide ` +
        'says ("Obtaining Amazon SES SMTP credentials"), or let whoever runs access-key-sweeper set secrets.fields.SesSmtpPassword.',
    ];
  }
  return [
    `If you send mail by SMTP (${server}): ${derived}. The user name is the id of the new key. To get the password; if it ` +
      'is null, nobody knew that you send mail when the key was made, and it must be derived (Amazon SES Developer Guide, ' +
      '"Obtaining Amazon SES SMTP credentials"):\n' +
      `  aws secretsmanager get-secret-value --secret-id="${secret}" --region ${place.region} --query SecretString --output text | ` +
      `jq '.[${JSON.stringify(field).replaceAll("'", '\\u0027')}]'`,
  ];
}

/** Says how to see whether anything uses a key. */
export function lookAtUse({ id }: Words): string {
  return `To see whether anything uses it:\n  aws iam get-access-key-last-used --access-key-id ${id}`;
}

/** Says how to reactivate a key. */
export function reactivate(words: Words, why: string): string {
  return `${why}, make it Active again:\n${setStatus(words.user, words.id, 'Active')}`;
}

/** Says how to pause rotation of a user until a date. */
export function hold({ user, place }: Words, why = 'For more time, keep all keys of this user'): string {
  return (
    `${why} as they are until a day of your choice:\n` +
    `  aws iam tag-user --user-name="${user}" --tags Key=access-key-sweeper:hold-until,Value=${place.holdUntil}`
  );
}

/** Says how to sweep the user again, at a time that `when` names. */
export function sweepAgain({ place, user }: Words, when: string): string {
  return `Whoever runs access-key-sweeper can try again ${when}:\n  ${invoke(place, { users: [user] })}`;
}

/** Says how to replace the key whatever its age: now, or at a time that `who` names. */
export function forceRotation({ place, user, id }: Words, who = 'Now whoever'): string {
  const event = { users: [user], force: true, keys: [id] };
  return `${who} runs access-key-sweeper can have it replaced:\n  ${invoke(place, event)}`;
}

/** Returns the command that makes a key Active or Inactive. */
export function setStatus(user: string, id: string, status: 'Active' | 'Inactive'): string {
  return `  aws iam update-access-key --user-name="${user}" --access-key-id ${id} --status ${status}`;
}

/** Returns the command that deletes a key. */
export function deleteKey(user: string, id: string): string {
  return `  aws iam delete-access-key --user-name="${user}" --access-key-id ${id}`;
}
