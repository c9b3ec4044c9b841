/**
 * Tells whether clocks in a time zone ever show a date and time, here written as if it were UTC: in spring they
 * leave some out.
 */
export function clocksOf(timeZone: string): (shown: Date) => boolean {
  // Swedes write dates as ISO does.
  const clock = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const aheadAt = (ms: number) => Date.parse(`${clock.format(ms)}Z`) - ms;
  return (shown) => {
    const ms = shown.getTime();
    const ahead = aheadAt(ms);
    const there = aheadAt(ms - ahead);
    // Around a change one of two offsets holds; if neither leads back to what was asked for, no moment does.
    return there === ahead || aheadAt(ms - there) === there;
  };
}
