import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../sandbox/faults/fault-file.ts';
import { manualChangeNames } from '../../../sandbox/faults/manual-change.ts';

const UserName = 'alice';
const operation = 'iam:CreateAccessKey';

describe('a file of faults', () => {
  it('given several problems, all are listed at once', () => {
    const content = [
      { operation: 'CreateAccessKey', fault: 'drop' },
      { operation, times: 0, fault: 'throttle', x: 1 },
    ];
    expect(() => parseFaults(content, 'f.json')).toThrow(/^f.json: 4 faults\n {2}faults\.0\.operation: expected a service/);
  });

  it('given every kind, it is read as it was written', () => {
    const kinds = ['drop-before', 'drop-after', 'throttle', 'error-500-after', 'crash-before', 'crash-after'];
    const content = [
      ...kinds.map((fault) => ({ operation, fault })),
      { sweep: 2, operation, UserName, skip: 1, times: 3, fault: { code: 'AccessDenied', status: 403 } },
      ...manualChangeNames.map((byHand) => ({ operation, fault: { byHand } })),
    ];
    expect(parseFaults(content, 'f.json')).toEqual(content);
  });
});
