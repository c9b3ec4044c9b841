import { expect, it } from 'vitest';
import { currentVersionOf, keyIdOf, noSecret, secretNameOf, versionIdOf } from '../../../lib/model/secret-state.ts';
import { evidence, first, second } from '../../tools/builders.ts';

it.each([
  ['bob', 'p/bob'],
  ['a,b,c', 'p/a/b/c'],
  ['a+b=c.d@e-f_g', 'p/a+b=c.d@e-f_g'],
])('given the user %s, its secret is %s', (user, name) => {
  expect(secretNameOf('p/', user)).toBe(name);
});

it.each(['AKIA567890123456', first])('given the key %s, its version id fits a ClientRequestToken', (id) => {
  expect(versionIdOf(id)).toBe(`access-key-sweeper-${id}`);
  expect(versionIdOf(id)).toMatch(/^.{32,64}$/);
  expect(keyIdOf(versionIdOf(id))).toBe(id);
});

it('given a version that no sweep stored, it holds no key', () => {
  expect(keyIdOf('stored-by-hand')).toBeUndefined();
});

it('given versions, the current one is found', () => {
  const { secret } = evidence({ stages: { [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT', 'x'] } });
  expect(currentVersionOf(secret)).toBe(versionIdOf(second));
});

it('given a secret that does not exist, its state says so', () => {
  const none = { name: 'p/bob', arn: undefined, claim: 'none', deleted: false, refusal: undefined, versions: new Map() };
  expect(noSecret('p/bob')).toEqual(none);
});

it('given no current version, none is found', () => {
  expect(currentVersionOf(evidence({ stages: { [first]: ['AWSPENDING'] } }).secret)).toBeUndefined();
});
