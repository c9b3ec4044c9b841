/** Returns the name of a stage's stack. It is also the name of its schedule group and the prefix of its resources. */
export function stackOf(stage: string): string {
  return `access-key-sweeper-${stage}`;
}

/** Returns the name of the role that a stage's function has in a region (`stack/sweep-role.yml`). */
export function sweepRoleOf(stage: string, region: string): string {
  return `${stackOf(stage)}-${region}-sweep`;
}

/** The names of the two schedules that the stack creates in its group (`stack/schedule.yml`). */
export const weeklyName = 'sweep';
export const watchdogName = 'no-sweep';
