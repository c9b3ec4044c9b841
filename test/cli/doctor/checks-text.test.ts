import { describe, expect, it } from 'vitest';
import { checksText } from '../../../cli/doctor/checks-text.ts';

const checks = [
  { about: 'settings', isOk: true, says: 'config/prod.yml is valid; mode report.' },
  { about: 'last sweep', isOk: false, says: 'No sweep was completed. Start one.' },
];

describe('the checks as text', () => {
  it('given room, each check is a line that begins with ok or do', () => {
    expect(checksText(checks, 80)).toBe(
      'ok  settings    config/prod.yml is valid; mode report.\ndo  last sweep  No sweep was completed. Start one.',
    );
  });

  it('given a narrow terminal, the sentence stands below the name', () => {
    expect(checksText(checks, 30).split('\n')).toEqual([
      'ok  settings',
      '    config/prod.yml is valid;',
      '    mode report.',
      'do  last sweep',
      '    No sweep was completed.',
      '    Start one.',
    ]);
  });
});
