import type { Plugin } from './pace.ts';

/** IAM calls that have no UserName, or that name a key or a role instead. */
const aboutNobody = [
  'ListUsersCommand',
  'GetAccountSummaryCommand',
  'GetAccessKeyLastUsedCommand',
  'SimulatePrincipalPolicyCommand',
];

/**
 * An SDK plugin that throws before any other IAM call without a UserName is sent. Without one, IAM acts on the caller; a
 * public tool deleted its own keys that way.
 */
export const nameTheUser: Plugin = {
  applyToStack: (stack) =>
    stack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const { UserName } = args.input as { UserName?: unknown };
          if (!UserName && !aboutNobody.includes(commandName)) {
            throw new Error(`${commandName} without a UserName would act on the sweeper itself; not sent`);
          }
          return next(args);
        },
      { step: 'initialize', name: 'nameTheUser' },
    ),
};
