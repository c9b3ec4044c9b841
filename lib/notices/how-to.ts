import type { Words } from './words.ts';

/** How to move an application to the key that is current. */
export function moveToCurrent({ secret }: Words): string {
  return (
    `Move to the key in Secrets Manager, secret ${secret}:\n` +
    `  aws secretsmanager get-secret-value --secret-id '${secret}' --query SecretString --output text`
  );
}

/** How to undo a deactivation. */
export function reactivate({ user, id }: Words): string {
  return `make it Active again:\n  aws iam update-access-key --user-name '${user}' --access-key-id ${id} --status Active`;
}

/** How to keep the sweeper away for longer than until its next sweep. */
export function lastingUndo({ user }: Words): string {
  return (
    'To keep the keys of this user as they are until a day of your choice:\n' +
    `  aws iam tag-user --user-name '${user}' --tags Key=access-key-sweeper:hold-until,Value=YYYY-MM-DD`
  );
}
