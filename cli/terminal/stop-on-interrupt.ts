/** Ctrl-C, a CI job that is cancelled, a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof signals)[number];

type Events = {
  on: (event: Signal, listener: () => void) => unknown;
  off: (event: Signal, listener: () => void) => unknown;
};

/** How a process is told to stop, and how it ends. */
type Terminal = {
  events: Events;
  now: () => number;
  say: (text: string) => void;
  exit: (code: number) => void;
};

/** npm passes on a Ctrl-C that the terminal has sent to its child already, so one arrives as two. */
const sameMs = 500;
/** 128 + SIGINT, as shells count. */
const interrupted = 130;

/** A signal that the first Ctrl-C, or what else asks to stop, aborts; a second one ends the process at once. */
export function stopOnInterrupt({ events, now, say, exit }: Terminal): {
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
