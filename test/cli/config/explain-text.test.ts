import { describe, expect, it } from 'vitest';
import { explainText } from '../../../cli/config/explain-text.ts';
import { explain } from '../../../config/explain.ts';
import { parseLayer } from '../../../config/read-stage.ts';

describe('the explanation', () => {
  const base = 'mode: report\ngroup:\n  inner: { list: [one, two] }\nname: text';
  const text = (over: string, columns: number) =>
    explainText(explain(parseLayer(base, 'base'), parseLayer(over, 'over')), columns).split('\n');

  it('given room, every setting is a line and the comments stand below each other', () => {
    expect(text('group: { inner: { list: [two, three] } }', 60)).toEqual([
      'mode: report              # base:1',
      'group:',
      '  inner:',
      '    list: [ two, three ]  # over:1',
      '    # dropped from base:3: one',
      'name: text                # base:4',
    ]);
  });

  it('given a narrow terminal, a list goes item by item and a long text below its comment', () => {
    expect(text('group: { inner: { list: [two, three] } }\nname: a-name-that-is-long', 26)).toEqual([
      'mode: report  # base:1',
      'group:',
      '  inner:',
      '    list:     # over:1',
      '      - two',
      '      - three',
      '    # dropped from base:3:',
      '    #   - one',
      '# over:2:',
      'name: a-name-that-is-long',
    ]);
  });

  it('given a narrow terminal and an empty list, it stays a list, below its comment', () => {
    expect(text('group: { inner: { list: [] } }\nname: x', 18)).toEqual([
      ...['# base:1:', 'mode: report', 'group:', '  inner:'],
      ...['    # over:1:', '    list: []', '    # dropped from base:3:', '    #   - one', '    #   - two'],
      'name: x  # over:2',
    ]);
  });
});
