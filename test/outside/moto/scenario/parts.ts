/** Parts of account files, as short as a table needs them. */
export const active = (ageDays: number, more = {}) => ({ Status: 'Active', ageDays, ...more });
export const inactive = (ageDays: number, more = {}) => ({ Status: 'Inactive', ageDays, ...more });
export const user = (UserName: string, AccessKeys: object[], more = {}) => ({ UserName, AccessKeys, ...more });
export const newest = { uses: 'newest' };
export const [first, second] = ['AKIAFIRST00000000001', 'AKIASECOND0000000001'] as const;

/** A version that a sweep stored. */
export const version = (AccessKeyId: string, ...stages: string[]) => ({
  VersionId: `access-key-sweeper-${AccessKeyId}`,
  AccessKeyId,
  stages,
});
