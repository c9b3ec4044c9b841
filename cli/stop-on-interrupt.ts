type Events = {
  on: (event: 'SIGINT', listener: () => void) => unknown;
  off: (event: 'SIGINT', listener: () => void) => unknown;
};

/** How a process is told of Ctrl-C, and how it ends. */
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

/** A signal that the first Ctrl-C aborts; a second one ends the process at once. */
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
  events.on('SIGINT', interrupt);
  return { stop: controller.signal, release: () => events.off('SIGINT', interrupt) };
}
