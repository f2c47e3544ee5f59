import { expect, test } from 'vitest';
import { accepted, fit, formats } from './uploading';

const PHOTO = { kind: 'image', types: ['image/jpeg', 'image/png'], largest: 1000 } as const;
const DOCUMENT = { kind: 'file', types: ['application/pdf', 'text/csv'], largest: 5000 } as const;
const all = [PHOTO, DOCUMENT].map((one) => ({ ...one, types: [...one.types] }));

// proves AGT-09: what the channel does not take is refused before a byte is sent, with the reason
test.each([
  ['a picture', { type: 'image/png', size: 1000, name: 'a.png' }, { kind: 'image', type: 'image/png' }],
  ['one byte too many', { type: 'image/png', size: 1001, name: 'a.png' }, { wrong: 'large', most: 1000 }],
  ['nothing in it', { type: 'image/png', size: 0, name: 'a.png' }, { wrong: 'empty' }],
  ['another type', { type: 'video/mp4', size: 1, name: 'a.mp4' }, { wrong: 'type', takes: ['JPEG', 'PNG', 'PDF', 'CSV'] }],
  ['a type with more behind it', { type: 'text/csv;charset=utf-8', size: 1, name: 'a.csv' }, { kind: 'file', type: 'text/csv' }],
  [
    'a table as Windows calls it',
    { type: 'application/vnd.ms-excel', size: 1, name: 'A.CSV' },
    { kind: 'file', type: 'text/csv' },
  ],
  ['no type told', { type: '', size: 1, name: 'a.pdf' }, { kind: 'file', type: 'application/pdf' }],
])('%s', (_name, file, expected) => {
  expect(fit(file, all)).toEqual(expected);
});

test('a channel without files says so', () => {
  expect(fit({ type: 'image/png', size: 1, name: 'a.png' }, [])).toEqual({ wrong: 'none' });
  expect(formats([])).toEqual([]);
  expect(accepted(all)).toBe('image/jpeg,image/png,application/pdf,text/csv');
});
