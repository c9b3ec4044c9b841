/** How many users are worked on at once; the pace of the calls is `limits.callsPerSecond`. */
export const concurrency = 10;
