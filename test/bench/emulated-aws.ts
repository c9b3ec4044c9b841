import { performance } from 'node:perf_hooks';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { sandboxConfig } from '../../sandbox/run/sandbox-config.ts';
import { type Exchange, exchanges } from '../../sandbox/serve/answer.ts';
import { operations } from '../../sandbox/serve/operations.ts';
import { serve } from '../../sandbox/serve/server.ts';
import { userNamed } from '../../sandbox/services/iam-users.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { readCall } from '../../sandbox/wire/read-call.ts';
import { benchAccount } from './account.ts';
import type { RecordedCall } from './figures.ts';
import type { EmulatedAccount } from './start-emulated-aws.ts';
import { tokenBuckets } from './token-bucket.ts';

// A process of its own, which start-emulated-aws.ts starts: the sandbox with a real clock, latency and a rate for each IAM
// operation. Its parent asks for the calls by a message, which is no part of AWS.

const { rate, latency, ...wanted } = JSON.parse(process.argv[2] ?? '') as EmulatedAccount;

const file = benchAccount(wanted, new Date(), sandboxConfig());
const account = accountOf(parseAccount(file, 'the benchmark', new Date(file.now)));
account.clock = { now: () => new Date(), set: () => {}, advance: () => {} };

if (rate !== null) {
  const hasRoom = tokenBuckets(rate, () => performance.now());
  account.intercept = ({ operation }, execute) => {
    if (operation.startsWith('iam:') && !hasRoom(operation)) throw new ServiceError('Throttling', 400, 'Rate exceeded');
    return execute();
  };
}

const requests: Exchange['request'][] = [];
exchanges.subscribe((message) => requests.push((message as Exchange).request));

let taken = 0;

/** Returns the calls since it was last called, in order. */
function takeCalls(): RecordedCall[] {
  const from = taken;
  taken = account.history.length;
  return account.history.slice(from).map(({ operation, code }, i) => {
    const request = requests[from + i];
    return { operation, ...(code && { code }), input: request ? readCall(request).input : {} };
  });
}

// No sweep calls it, but Cloud Custodian does, for each user.
operations['iam:GetUser'] = (of, input) => {
  const { UserName, UserId, Path, CreateDate, tags } = userNamed(of, input);
  const Arn = `arn:aws:iam::${of.accountId}:user${Path}${UserName}`;
  return { User: { UserName, UserId, Path, CreateDate, Arn, Tags: [...tags.values()] } };
};

const { url } = await serve(account, 0, latency);
process.on('message', () => process.send?.({ calls: takeCalls() }));
process.on('disconnect', () => process.exit());
process.send?.({ url });
