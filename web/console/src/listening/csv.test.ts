import { expect, it } from 'vitest';
import { csv, field } from './csv';

// proves S6: whatever the start of a field, a spreadsheet computes nothing
it('neutralises what a spreadsheet would compute', () => {
  const starts = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
  for (const before of ['', ' ', '\u00a0', '\u3000', '\ufeff', '\n']) {
    for (const start of starts)
      expect(field(`${before}${start}1+1`), JSON.stringify(before + start)).toBe(`"'${before}${start}1+1"`);
  }
  for (const plain of ['delivery', '배송 -1', '1-2', '', '"=1']) expect(field(plain)).toBe(`"${plain.replaceAll('"', '""')}"`);
});

it('quotes everything', () => {
  expect(
    csv([
      ['a', 'b "c"'],
      ['line\nbreak', '쉼표,'],
    ]),
  ).toBe('\ufeff"a","b ""c"""\r\n"line\nbreak","쉼표,"\r\n');
});
