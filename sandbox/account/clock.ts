/** The clock of an account. Only `set` and `advance` move it; every call advances it by `callMs`. */
export type Clock = { now(): Date; set(date: Date): void; advance(ms: number): void };

/** Returns a clock that stands at `start`. */
export function createClock(start: Date): Clock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    set: (date) => {
      time = date.getTime();
    },
    advance: (ms) => {
      time += ms;
    },
  };
}
