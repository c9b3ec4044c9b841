import { GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import type { Reader } from '../aws/deps.ts';
import { wrapError } from '../aws/errors.ts';
import type { Failure } from '../model/plan.ts';

/** The number of access keys of the root user; undefined if AWS did not answer, which is a failure. */
type RootKeys = { count: number | undefined; failures: readonly Failure[] };

/**
 * Asks AWS how many access keys the root user has: AccountAccessKeysPresent is 1 if it has one (IAM API reference,
 * GetAccountSummary).
 */
export async function countRootKeys({ iam }: Pick<Reader, 'iam'>): Promise<RootKeys> {
  try {
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    return { count: SummaryMap?.AccountAccessKeysPresent, failures: [] };
  } catch (thrown) {
    const what = 'GetAccountSummary, which tells whether root has access keys,';
    return { count: undefined, failures: [{ error: wrapError(what, thrown) }] };
  }
}
