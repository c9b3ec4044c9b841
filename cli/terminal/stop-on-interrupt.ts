/** Ctrl-C, a cancelled CI job, a closed terminal. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof signals)[number];

type Events = {
  on: (event: Signal, listener: () => void) => unknown;
  off: (event: Signal, listener: () => void) => unknown;
};

/** The parts of a process that stopping needs; `now` is in milliseconds. */
type Process = {
  events: Events;
  now: () => number;
  say: (text: string) => void;
  exit: (code: number) => void;
};

/** npm repeats a Ctrl-C that its child already got from the terminal; two within this time count as one. */
const sameMs = 500;
/** 128 + SIGINT, the exit code that shells use. */
const interrupted = 130;

/**
 * Returns an AbortSignal that the first SIGINT, SIGTERM or SIGHUP aborts; a second one ends the process at once. Call
 * `release` to stop listening.
 */
export function stopOnInterrupt({ events, now, say, exit }: Process): {
  stop: AbortSignal;
  release: () => void;
} {
  const controller = new AbortController();
  let since: number | undefined;
  const interrupt = () => {
    if (since === undefined) {
      since = now();
      controller.abort();
      say(
        'Stopping when the users in hand are done with. Ctrl-C again ends at once, and may leave one half done.',
      );
    } else if (now() - since >= sameMs) exit(interrupted);
  };
  for (const signal of signals) events.on(signal, interrupt);
  const release = () => {
    for (const signal of signals) events.off(signal, interrupt);
  };
  return { stop: controller.signal, release };
}
