import type { AccountFile, SecretInFile } from './account-schema.ts';
import { isTag } from './tags.ts';

type Named = readonly [path: string, name: string | undefined];
type UserInFile = AccountFile['users'][number];

/** What a well-formed account file may still have wrong, a sentence each. */
export function accountFaults({ users, secrets = [] }: AccountFile, now: Date): string[] {
  const keyIds = users.flatMap(({ AccessKeys }, u) =>
    AccessKeys.map((key, k): Named => [`users.${u}.AccessKeys.${k}.AccessKeyId`, key.AccessKeyId]),
  );
  return [
    ...duplicates(users.map(({ UserName }, u) => [`users.${u}.UserName`, UserName.toLowerCase()])),
    ...duplicates(users.map(({ UserId }, u) => [`users.${u}.UserId`, UserId])),
    ...duplicates(keyIds),
    ...duplicates(secrets.map(({ Name }, s) => [`secrets.${s}.Name`, Name])),
    ...users.flatMap((user, u) => [
      ...tagFaults(user.Tags, `users.${u}.Tags`),
      ...keyFaults(user.AccessKeys, `users.${u}.AccessKeys`, now),
    ]),
    ...secrets.flatMap((secret, s) => secretFaults(secret, `secrets.${s}.versions`)),
  ];
}

function keyFaults(keys: UserInFile['AccessKeys'], path: string, now: Date): string[] {
  return keys.flatMap(({ CreateDate, ageDays, LastUsedDate }, k) => [
    ...((CreateDate === undefined) === (ageDays === undefined)
      ? [
          `${path}.${k}: expected one of CreateDate and ageDays; found ${ageDays === undefined ? 'neither' : 'both'}`,
        ]
      : []),
    ...Object.entries({ CreateDate, LastUsedDate })
      .filter(([, moment]) => moment && new Date(moment) > now)
      .map(
        ([name, moment]) =>
          `${path}.${k}.${name}: expected no later than now (${now.toISOString()}); found ${moment}`,
      ),
  ]);
}

function tagFaults(tags: UserInFile['Tags'] = {}, path: string): string[] {
  const entries = Object.entries(tags);
  return [
    ...(entries.length > 50 ? [`${path}: expected at most 50 tags; found ${entries.length}`] : []),
    ...duplicates(entries.map(([name]) => [`${path}.${name}`, name.toLowerCase()])),
    ...entries
      .filter(([Key, Value]) => !isTag({ Key, Value }))
      .map(
        ([name, value]) =>
          `${path}.${name}: expected 1 to 128 letters, digits, spaces or _.:/=+-@, and such a value of at most 256; found ${JSON.stringify(value)}`,
      ),
  ];
}

function secretFaults({ versions }: SecretInFile, path: string): string[] {
  return [
    ...duplicates(versions.map(({ VersionId }, v) => [`${path}.${v}.VersionId`, VersionId])),
    ...duplicates(
      versions.flatMap(({ stages }, v) => stages.map((stage): Named => [`${path}.${v}.stages`, stage])),
    ),
    ...versions.flatMap(({ VersionId, AccessKeyId }, v) =>
      AccessKeyId !== '' && VersionId.endsWith(AccessKeyId)
        ? []
        : [
            `${path}.${v}.AccessKeyId: expected the id that its VersionId ends with; found ${JSON.stringify(AccessKeyId)}`,
          ],
    ),
  ];
}

function duplicates(named: readonly Named[]): string[] {
  const seen = new Set<string>();
  return named.flatMap(([path, name]) => {
    if (name === undefined) return [];
    if (seen.has(name)) return [`${path}: expected a name of its own; found ${name} a second time`];
    seen.add(name);
    return [];
  });
}
