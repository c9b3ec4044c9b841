/** EventBridge Scheduler takes an input of 256 KB (its quotas); this leaves room for the rest of the event. */
const limitInBytes = 250_000;

/** A user to continue with, and the id of the key to replace, if one is named. */
export type Continued = { UserName: string; AccessKeyId?: string | undefined };

/** Splits users into parts that each fit into the event of one schedule. */
export function chunkBySize(users: readonly Continued[], limit = limitInBytes): Continued[][] {
  const chunks: Continued[][] = [];
  let chunk: Continued[] = [];
  let left = 0;
  for (const user of users) {
    const { UserName, AccessKeyId } = user;
    // Names and ids are ASCII; two quotes and a comma around each.
    const size = [UserName, AccessKeyId].reduce((sum, text) => sum + (text ? text.length + 3 : 0), 0);
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
