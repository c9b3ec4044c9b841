import { describe, expect, it } from 'vitest';
import { pause, resume } from '../../../cli/schedule/pause.ts';
import { readWeekly } from '../../../cli/stage/schedules.ts';
import { InputError } from '../../../config/input-error.ts';
import { schedules } from '../../../sandbox/account/stack.ts';
import { caller, denied, inMemory } from '../in-memory.ts';

const until = '2026-12-24';

/** An account with a stage, its weekly schedule as AWS has it, and what `schedule pause` and `resume` do to it. */
function deployed() {
  const { account, connection } = inMemory([]);
  return {
    account,
    weekly: () => account.schedules.get(`${schedules.group}/sweep`) as Record<string, unknown>,
    changes: () => account.history.filter(({ operation }) => operation === 'scheduler:UpdateSchedule').length,
    pauseFor: async (reason: string) => pause(connection, await readWeekly(connection), { reason, until }),
    resume: async () => resume(connection, await readWeekly(connection)),
  };
}

describe('pause and resume', () => {
  it('given both, twice each, the schedule is as it was, and was changed only when it had to be', async () => {
    const { weekly, changes, pauseFor, resume } = deployed();
    const { LastModificationDate, ...before } = weekly();
    await pauseFor('change freeze');
    const Description = `Paused until ${until}: "change freeze". Before: ${before.Description}`;
    expect(weekly()).toMatchObject({ ...before, State: 'DISABLED', Description });
    const again = await pauseFor('change freeze');
    const other = await pauseFor('migration');
    expect({ again, other, changes: changes() }).toEqual({ again: false, other: true, changes: 2 });
    const { Description: changed } = weekly();
    expect(changed).toBe(`Paused until ${until}: "migration". Before: ${before.Description}`);

    const resumed = await resume();
    expect(weekly()).toMatchObject(before);
    expect({ resumed, again: await resume(), changes: changes() }).toEqual({ resumed: true, again: false, changes: 3 });
  });

  it('given a reason that does not fit into the description, it is refused, and nothing is changed', async () => {
    const { weekly, changes, pauseFor } = deployed();
    const { Description } = weekly();
    const most = 512 - `Paused until ${until}: "". Before: ${Description}`.length;
    const refused = pauseFor('x'.repeat(most + 3));
    await expect(refused).rejects.toBeInstanceOf(InputError);
    await expect(refused).rejects.toThrow('make it 3 characters shorter.');
    expect({ changes: changes() }).toEqual({ changes: 0 });
  });

  it('given no permission to change the schedule, it names the permission, and the schedule is as it was', async () => {
    const { account, weekly, pauseFor } = deployed();
    const before = weekly();
    account.intercept = ({ operation }, serve) => {
      if (operation !== 'scheduler:UpdateSchedule') return serve();
      throw denied('iam:PassRole', schedules.roleArn, operation);
    };
    await expect(pauseFor('x')).rejects.toThrow(
      `${caller} may not iam:PassRole on ${schedules.roleArn}. Give it that permission, or use another profile.`,
    );
    expect(weekly()).toEqual(before);
  });
});

it('given a stage that is not deployed, it says what is missing and what to do', async () => {
  const { connection } = inMemory([]);
  await expect(readWeekly({ ...connection, stage: 'prod' })).rejects.toThrow(
    'The stage prod is not deployed to account 123456789012 in us-east-1: there is no schedule ' +
      'access-key-sweeper-prod/sweep. Deploy it (npm exec -- serverless deploy --stage prod), or name its region ' +
      'with --region.',
  );
});
