import type { AccountFile } from './account-schema.ts';

/** What a well-formed account file may still have wrong, a sentence each. */
export function accountFaults({ users, secrets = [] }: AccountFile, now: Date): string[] {
  const keys = users.flatMap(({ AccessKeys }, u) =>
    AccessKeys.map((key, k) => ({ key, path: `users.${u}.AccessKeys.${k}` })),
  );
  return [
    ...duplicates(users.map(({ UserName }, u) => [`users.${u}.UserName`, UserName.toLowerCase()])),
    ...duplicates(keys.map(({ key, path }) => [`${path}.AccessKeyId`, key.AccessKeyId])),
    ...duplicates(secrets.map(({ Name }, s) => [`secrets.${s}.Name`, Name])),
    ...keys
      .filter(({ key }) => (key.CreateDate === undefined) === (key.ageDays === undefined))
      .map(({ path }) => `${path}: expected one of CreateDate and ageDays; found both or neither`),
    ...keys
      .filter(({ key }) => key.CreateDate !== undefined && new Date(key.CreateDate) > now)
      .map(
        ({ key, path }) =>
          `${path}.CreateDate: expected no later than now (${now.toISOString()}); found ${key.CreateDate}`,
      ),
    ...users
      .map(({ Tags = {} }, u) => [`users.${u}.Tags`, Object.keys(Tags).length] as const)
      .filter(([, count]) => count > 50)
      .map(([path, count]) => `${path}: expected at most 50 tags; found ${count}`),
    ...secrets.flatMap(({ versions }, s) =>
      versions
        .map(({ AccessKeyId }, v) => [`secrets.${s}.versions.${v}.AccessKeyId`, AccessKeyId] as const)
        .filter(([, id], v) => versions[v]?.VersionId.endsWith(id) === false || id === '')
        .map(
          ([path, id]) =>
            `${path}: expected the id that its VersionId ends with; found ${JSON.stringify(id)}`,
        ),
    ),
  ];
}

function duplicates(named: (readonly [path: string, name: string | undefined])[]): string[] {
  const seen = new Set<string>();
  return named.flatMap(([path, name]) => {
    if (name === undefined) return [];
    if (seen.has(name)) return [`${path}: expected a name of its own; found ${name} a second time`];
    seen.add(name);
    return [];
  });
}
