import { paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import type { Look } from '../aws/deps.ts';
import { wrapError } from '../aws/errors.ts';
import { isOver } from '../aws/timing.ts';
import { required, wholePages } from '../aws/whole-pages.ts';
import type { Failure } from '../model/plan.ts';
import { secretTag } from '../model/refusal.ts';
import { secretNameOf } from '../model/secret-state.ts';
import type { KeyHolder } from '../model/user.ts';
import { tagKeys } from '../model/user-tags.ts';

/**
 * Returns a function that tells whether a user who has a key has a secret that is scheduled for deletion: it carries the user's
 * id, as after a rename, or it has the user's name. Asks for one list of all secrets below `secrets.prefix`.
 *
 * A list that breaks off is a failure, and what was read by then counts. Changes of the last five minutes may be missing
 * (Secrets Manager API Reference, ListSecrets).
 */
export async function deletedSecrets(
  { deps, config, timing }: Pick<Look, 'deps' | 'config' | 'timing'>,
  failures: Failure[],
): Promise<(user: KeyHolder) => boolean> {
  const { prefix } = config.secrets;
  const deleted = new Set<string | undefined>();
  try {
    for await (const { Name, Tags } of secretsToBeDeleted(prefix, { deps, timing })) {
      deleted.add(Name).add(secretTag({ Tags }, tagKeys.userId));
    }
  } catch (thrown) {
    const what = 'ListSecrets, which tells whose secrets are scheduled for deletion,';
    failures.push({ error: wrapError(what, thrown) });
  }
  return ({ UserName, UserId, keys }) =>
    keys.length > 0 && (deleted.has(UserId) || deleted.has(secretNameOf(prefix, UserName)));
}

/** A filter by name matches prefixes, with case; a page has at most 100 secrets (Secrets Manager API Reference, ListSecrets). */
async function* secretsToBeDeleted(prefix: string, { deps, timing }: Pick<Look, 'deps' | 'timing'>) {
  const pages = paginateListSecrets(
    { client: deps.secrets },
    { IncludePlannedDeletion: true, MaxResults: 100, Filters: [{ Key: 'name', Values: [prefix] }] },
  );
  for await (const { SecretList = [], NextToken } of wholePages(pages, 'ListSecrets', 'SecretList')) {
    for (const { DeletedDate, Name, Tags } of SecretList) {
      if (DeletedDate) yield { Name: required(Name, 'ListSecrets', 'Name'), Tags };
    }
    if (NextToken && isOver(timing?.look, deps))
      throw new Error('the sweep ended before all pages were read');
  }
}
