import { describe, expect, it } from 'vitest';
import { adoptionOf } from '../../../cli/adopt/adoption.ts';
import { candidateText } from '../../../cli/adopt/candidate-text.ts';
import { versionIdOf } from '../../../lib/model/secret-state.ts';
import { tagKeys } from '../../../lib/model/user-tags.ts';
import { ago, first, inactive, now, second, third, withKeys } from '../../tools/builders.ts';
import { longLines } from '../long-lines.ts';
import { candidate, circumstances } from './candidates.ts';

type Sketch = Parameters<typeof candidate>[0];

function textOf(sketch: Sketch, columns = 1_000): string {
  const one = candidate(sketch);
  return candidateText({ candidate: one, adoption: adoptionOf(one, circumstances()) }, columns);
}

const both = withKeys(70, 5);
const stages = { [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT'] };
const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*' }] });

describe('what a person needs to know about a secret', () => {
  it('given a secret in order, its name, ARN, date, tags, KMS key, policy, keys, and what follows, are told', () => {
    expect(textOf({ ...both, secret: { stages } })).toBe(
      [
        'bob: secret iam-access-keys/bob',
        '  ARN: arn:aws:secretsmanager:eu-west-1:123456789012:secret:iam-access-keys/bob-a1B2c3',
        '  Created: 2026-05-08',
        '  Tags: "access-key-sweeper:user-id" = "AIDACKCEVSQ6C2EXAMPLE"',
        "  KMS key: the account's own (aws/secretsmanager)",
        '  Resource policy: none',
        `  Key ${first}, Active, created on 2026-09-15, never used: in the secret (AWSPREVIOUS), stored on 2026-09-15`,
        `  Key ${second}, Active, created on 2026-11-19, never used: in the secret (AWSCURRENT), stored on 2026-11-19`,
        `  Adopting it says that the sweeper made ${first} and ${second}. The sweeper is going to deactivate ${first}, because the ` +
          `current key ${second} is younger.`,
      ].join('\n'),
    );
  });

  it.each<[string, Sketch, string]>([
    ['a resource policy', { secret: { policy } }, '  Others may be let in by its resource policy:\n    {\n      "Statement": [\n'],
    ['a policy that is not JSON', { secret: { policy: 'let all in' } }, 'resource policy:\n    let all in\n'],
    [
      'a policy that would move the cursor',
      { secret: { policy: JSON.stringify({ Sid: '\u001b[2A\u009b2K\u202e' }) } },
      '"Sid": "\\u001b[2A?2K?"',
    ],
    ['a policy that nobody could read', { secret: { isPolicyRead: false } }, 'not looked at: you may not secretsmanager:GetResourcePolicy'],
    [
      'a tag of somebody else',
      { secret: { Tags: [...ours(), { Key: 'see', Value: 'http://x' }] } },
      '"AIDACKCEVSQ6C2EXAMPLE", "see" = "http: //x"',
    ],
    ['no date', { secret: { CreatedDate: undefined } }, 'Created: unknown'],
    ['a key that is not in it', both, `Key ${second}, Active, created on 2026-11-19, never used: not in the secret`],
    ['an Inactive key', withKeys(inactive(95)), `Key ${first}, Inactive, created on`],
    ['two stages', { ...both, secret: { stages: { [first]: ['AWSPENDING', 'AWSCURRENT'] } } }, '(AWSPENDING, AWSCURRENT)'],
    ['a version without a stage', { ...both, secret: { stages: { [first]: [] } } }, 'in the secret (no stage)'],
    ['a stage of somebody else', { ...both, secret: { stages: { [first]: ['see\nhttp://x'] } } }, '("see http: //x")'],
    [
      'versions of other keys',
      { secret: { stages: { [third]: ['AWSPREVIOUS'], x: [], y: [] } } },
      `"access-key-sweeper-${third}" (AWSPREVIOUS), 2 without a stage`,
    ],
    ['a value that no sweep stored', { secret: { versions: byHand() } }, 'Versions that hold no key of this user: "by-hand" (AWSCURRENT)'],
    ['no key', {}, '  Adopting it says only which secret is the user’s.'],
    ['one key', { ...withKeys(9), secret: { stages: { [first]: ['AWSCURRENT'] } } }, `  Adopting it says that the sweeper made ${first}.`],
  ])('given %s, it is told', (_, sketch, says) => {
    expect(textOf(sketch)).toContain(says);
  });

  it('given a current version that was stored too late, it does not count: no key is vouched for, and none is going to be deactivated', () => {
    const versions = new Map([[versionIdOf(second), { stages: ['AWSCURRENT'], createdAt: now }]]);
    expect(textOf({ ...both, secret: { versions } })).toMatch(/\n {2}Adopting it says only which secret is the user’s\.$/);
    const counted = new Map([[versionIdOf(second), { stages: ['AWSCURRENT'], createdAt: ago(5) }]]);
    expect(textOf({ ...both, secret: { versions: counted } })).toContain(`${ends} ${first}`);
  });

  const ends = 'is going to deactivate';
  it.each<[string, Sketch]>([
    ['an older key that is Inactive', { ...withKeys(inactive(70), 5), secret: { stages } }],
    ['a current key that is Inactive', { ...withKeys(70, inactive(5)), secret: { stages } }],
    ['a current key that is the older one', { ...both, secret: { stages: { [first]: ['AWSCURRENT'] } } }],
    ['no current key', { ...both, secret: { stages: { [second]: ['AWSPENDING'] } } }],
  ])('given %s, none is going to be deactivated', (_, sketch) => {
    expect(textOf(sketch)).toMatch(/Adopting it says that the sweeper made [A-Z0-9 and]+\.$/);
  });

  it('given an older key that is not in the secret, it is going to be deactivated too', () => {
    expect(textOf({ ...both, secret: { stages: { [second]: ['AWSCURRENT'] } } })).toContain(`${ends} ${first}, because`);
  });

  it.each([
    ['15 minutes', { minutes: -15 }, false],
    ['more than 15 minutes', { minutes: -15, seconds: -1 }, true],
  ])('given a version that was stored %s after its key, whether that looks forged is told', (_, stored, isDoubted) => {
    const versions = new Map([[versionIdOf(first), { stages: ['AWSCURRENT'], createdAt: ago(stored) }]]);
    expect(
      textOf({ ...withKeys(0), secret: { versions } }).includes(
        'more than 15 minutes after the key was created: no sweep did that, so the version does not count',
      ),
    ).toBe(isDoubted);
  });

  it('given 40 columns, only names, commands and policies are longer', () => {
    const lines = longLines(textOf({ ...both, secret: { stages } }, 40), 40);
    expect(lines.filter((line) => line.trim().includes(' '))).toEqual([]);
    expect(textOf({ ...both, secret: { stages } }, 40)).toContain(
      '\n  Created: 2026-05-08\n  Tags: "access-key-sweeper:user-id" =\n    "AIDA',
    );
  });
});

describe('a user whose secret is not adopted', () => {
  it('given a refusal, the reason and what to do are told, and commands stay on one line', () => {
    const text = textOf({ secret: undefined }, 60);
    expect(text).toMatch(/^bob: refused\. There is no secret iam-access-keys\/bob in\n {2}eu-west-1\.\n/);
    expect(text).toMatch(/\n {4}aws secretsmanager list-secrets --filters .* --region eu-west-1\n/);
    expect(text).toMatch(/\n {2}If there is none, there is nothing to adopt: the next\n {4}sweep that replaces a key makes one\.$/);
  });

  it('given nothing to do, that is told', () => {
    const tags = { [tagKeys.pointer]: `${candidate().secret?.ARN} prod` };
    expect(textOf({ tags }, 60).split('\n')[1]).toMatch(/^ {2}\w/);
    expect(textOf({ tags })).toMatch(
      /^bob: nothing to do: .* name the secret iam-access-keys\/bob and vouch for each key in it that counts\.$/,
    );
  });
});

function ours() {
  return candidate().secret?.Tags ?? [];
}

function byHand() {
  return new Map([['by-hand', { stages: ['AWSCURRENT'], createdAt: now }]]);
}
