/** The stack of a stage, and what the names of all that it makes begin with; its schedule group is named so. */
export function stackOf(stage: string): string {
  return `access-key-sweeper-${stage}`;
}

/** The two schedules of the group that the stack makes (`stack/schedule.yml`). */
export const weeklyName = 'sweep';
export const watchdogName = 'no-sweep';
