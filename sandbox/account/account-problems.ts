import type { Problem } from '../../config/input-error.ts';
import type { AccountFile, SecretInFile } from './account-schema.ts';
import { isTag, tagsPerUser } from './tags.ts';

type Named = readonly [path: string, name: string | undefined];
type UserInFile = AccountFile['users'][number];

/**
 * Returns what the schema cannot find wrong with an account file: names used twice, dates after `now`, AWS's limits.
 */
export function accountProblems({ users, secrets = [], kmsKeys = [] }: AccountFile, now: Date): Problem[] {
  const keyIds = users.flatMap(({ AccessKeys }, u) =>
    AccessKeys.map((key, k): Named => [`users.${u}.AccessKeys.${k}.AccessKeyId`, key.AccessKeyId]),
  );
  return [
    ...duplicates(users.map(({ UserName }, u) => [`users.${u}.UserName`, UserName.toLowerCase()])),
    ...duplicates(users.map(({ UserId }, u) => [`users.${u}.UserId`, UserId])),
    ...duplicates(keyIds),
    ...duplicates(secrets.map(({ Name }, s) => [`secrets.${s}.Name`, Name])),
    ...duplicates(kmsKeys.map(({ KeyId }, k) => [`kmsKeys.${k}.KeyId`, KeyId])),
    ...users.flatMap((user, u) => [
      ...tagProblems(user.Tags, `users.${u}.Tags`),
      ...keyProblems(user.AccessKeys, `users.${u}.AccessKeys`, now),
    ]),
    ...secrets.flatMap((secret, s) => secretProblems(secret, `secrets.${s}.versions`)),
  ];
}

function keyProblems(keys: UserInFile['AccessKeys'], path: string, now: Date): Problem[] {
  return keys.flatMap(({ CreateDate, ageDays, LastUsedDate }, k) => {
    const problems: Problem[] = [];
    if ((CreateDate === undefined) === (ageDays === undefined)) {
      const found = ageDays === undefined ? 'neither' : 'both';
      problems.push({ path: `${path}.${k}`, expected: 'one of CreateDate and ageDays', found });
    }
    for (const [name, moment] of Object.entries({ CreateDate, LastUsedDate })) {
      if (!moment || new Date(moment) <= now) continue;
      const expected = `no later than now (${now.toISOString()})`;
      problems.push({ path: `${path}.${k}.${name}`, expected, found: moment });
    }
    return problems;
  });
}

function tagProblems(tags: UserInFile['Tags'] = {}, path: string): Problem[] {
  const entries = Object.entries(tags);
  const tooMany = { path, expected: `at most ${tagsPerUser} tags`, found: `${entries.length}` };
  return [
    ...(entries.length > tagsPerUser ? [tooMany] : []),
    ...duplicates(entries.map(([name]) => [`${path}.${name}`, name.toLowerCase()])),
    ...entries
      .filter(([Key, Value]) => !isTag({ Key, Value }))
      .map(([name, value]) => ({
        path: `${path}.${name}`,
        expected: '1 to 128 letters, digits, spaces or _.:/=+-@, and such a value of at most 256',
        found: JSON.stringify(value),
      })),
  ];
}

function secretProblems({ versions }: SecretInFile, path: string): Problem[] {
  return [
    ...duplicates(versions.map(({ VersionId }, v) => [`${path}.${v}.VersionId`, VersionId])),
    ...duplicates(
      versions.flatMap(({ stages }, v) => stages.map((stage): Named => [`${path}.${v}.stages`, stage])),
    ),
    ...versions.flatMap(({ VersionId, AccessKeyId }, v) => {
      if (AccessKeyId !== '' && VersionId.endsWith(AccessKeyId)) return [];
      const expected = 'the id that its VersionId ends with';
      return [{ path: `${path}.${v}.AccessKeyId`, expected, found: JSON.stringify(AccessKeyId) }];
    }),
  ];
}

/** Returns a problem for every name that occurs a second time. */
function duplicates(named: readonly Named[]): Problem[] {
  const seen = new Set<string>();
  return named.flatMap(([path, name]) => {
    if (name === undefined) return [];
    if (seen.has(name)) return [{ path, expected: 'a name of its own', found: `${name} a second time` }];
    seen.add(name);
    return [];
  });
}
