/** One check: whether it fails, and then where, what was expected and what was found. */
export type Check = [wrong: boolean, path: string, expected: string, found: unknown];

/**
 * Returns the checks of one set of thresholds, at `path`, for sweeps that are `every` days apart. `retireAfter` is after how many
 * days a key is unused; NaN if unused keys are not retired.
 */
export function thresholdChecks(
  raw: unknown,
  path: string,
  { every, retireAfter }: { every: number; retireAfter: number },
): Check[] {
  const number = (name: string) => numberAt(raw, name);
  const [createFrom, createTo] = [number('create.from'), number('create.to')];
  const [offFrom, offTo] = [number('deactivate.from'), number('deactivate.to')];
  const [after, inactiveFor] = [number('delete.after'), number('delete.inactiveFor')];
  const gone = Math.max(after + 1, offTo + inactiveFor) + every;
  return [
    [createFrom > createTo, `${path}.create.to`, `at least create.from (${createFrom})`, createTo],
    [createTo >= offFrom, `${path}.deactivate.from`, `more than create.to (${createTo})`, offFrom],
    [offFrom > offTo, `${path}.deactivate.to`, `at least deactivate.from (${offFrom})`, offTo],
    [
      retireAfter + 1 > createFrom,
      'unused.after',
      `less than ${path}.create.from (${createFrom}), because unused keys are retired when they are due`,
      retireAfter,
    ],
    [offTo > after, `${path}.delete.after`, `at least deactivate.to (${offTo})`, after],
    [
      createTo - createFrom < every,
      `${path}.create`,
      `a window of at least everyDays (${every}), or a sweep can miss it`,
      `${createFrom} to ${createTo}, ${createTo - createFrom} days`,
    ],
    [
      offTo - offFrom < every,
      `${path}.deactivate`,
      `a window of at least everyDays (${every}), or a sweep can miss it`,
      `${offFrom} to ${offTo}, ${offTo - offFrom} days`,
    ],
    [
      offFrom - createTo < every,
      `${path}.deactivate.from`,
      `at least everyDays (${every}) after create.to (${createTo}), or owners have no time to move`,
      `${offFrom}, ${offFrom - createTo} days after`,
    ],
    [
      gone > createFrom + createTo,
      `${path}.delete`,
      `the old key gone before its replacement is late, at day ${createFrom + createTo} (create.from + create.to)`,
      `day ${gone} (the later of delete.after + 1 and deactivate.to + inactiveFor, and everyDays more)`,
    ],
  ];
}

/** Returns the value at a dotted path of input of any shape; undefined if there is none. */
export function valueAt(raw: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, name) => (at instanceof Object ? (at as Record<string, unknown>)[name] : undefined),
      raw,
    );
}

/** Returns the number at a dotted path; NaN if there is none. */
export function numberAt(raw: unknown, path: string): number {
  const value = valueAt(raw, path);
  return typeof value === 'number' ? value : Number.NaN;
}
