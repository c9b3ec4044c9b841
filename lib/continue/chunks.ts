/** EventBridge Scheduler takes an input of 256 KB (its quotas); this leaves room for the rest of the event. */
const limitInBytes = 250_000;

/** Splits user names into parts that each fit into the event of one schedule. */
export function chunkBySize(users: readonly string[], limit = limitInBytes): string[][] {
  const chunks: string[][] = [];
  let chunk: string[] = [];
  let left = 0;
  for (const user of users) {
    // User names are ASCII; two quotes and a comma around each.
    const size = user.length + 3;
    left -= size;
    if (left < 0) {
      chunk = [];
      chunks.push(chunk);
      left = limit - size;
    }
    chunk.push(user);
  }
  return chunks;
}
