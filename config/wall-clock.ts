/**
 * Returns a function that is true if a local date and time, written as UTC, exists in a time zone. When clocks go
 * forward in spring, some local times do not exist.
 */
export function clocksOf(timeZone: string): (shown: Date) => boolean {
  // The `sv` locale formats dates as YYYY-MM-DD HH:mm:ss, which Date.parse reads.
  const clock = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const aheadAt = (ms: number) => Date.parse(`${clock.format(ms)}Z`) - ms;
  return (shown) => {
    const ms = shown.getTime();
    const ahead = aheadAt(ms);
    const there = aheadAt(ms - ahead);
    // Around a change of clocks one of two offsets is in force. If neither gives the local time back, it does not
    // exist.
    return there === ahead || aheadAt(ms - there) === there;
  };
}
