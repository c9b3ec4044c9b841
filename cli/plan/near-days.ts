/** A key is shown if something is due within this many days, or if all keys are asked for. */
export const nearDays = 30;
