import type { Shape } from '../api/client';

/** Which file can be uploaded for an answer, and as what: pure. The API asks the same of its bytes. */

type Takes = Shape['TakesView'];
type Given = { type: string; size: number; name: string };

/** As what a file goes, or why it does not. */
export type Fit =
  | { kind: Takes['kind']; type: string }
  | { wrong: 'none' | 'empty' }
  | { wrong: 'type'; takes: readonly string[] }
  | { wrong: 'large'; most: number };

/** By the ending of its name, where the system told the browser no type. */
const BY_ENDING: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  m4a: 'audio/mp4',
  txt: 'text/plain',
  pdf: 'application/pdf',
};

const ending = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** The type of a file, without what stands behind it. Windows calls a CSV file a spreadsheet. */
export function typeOf({ type, name }: Given): string {
  const plain = (type.split(';')[0] ?? '').trim().toLowerCase();
  if (plain === '' || ending(name) === 'csv') return BY_ENDING[ending(name)] ?? plain;
  return plain;
}

export function fit(file: Given, all: readonly Takes[]): Fit {
  if (all.length === 0) return { wrong: 'none' };
  const type = typeOf(file);
  const takes = all.find((one) => one.types.includes(type));
  if (takes === undefined) return { wrong: 'type', takes: formats(all) };
  if (file.size === 0) return { wrong: 'empty' };
  if (file.size > takes.largest) return { wrong: 'large', most: takes.largest };
  return { kind: takes.kind, type };
}

const NAMES: Readonly<Record<string, string>> = {
  'audio/mpeg': 'MP3',
  'audio/mp4': 'M4A',
  'audio/x-m4a': 'M4A',
  'text/plain': 'TXT',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PPTX',
};

/** What people call the types: `JPEG`, `PDF`. */
export function formats(all: readonly Takes[]): string[] {
  const called = all.flatMap(({ types }) => types.map((type) => NAMES[type] ?? (type.split('/')[1] ?? type).toUpperCase()));
  return [...new Set(called)];
}

/** For the browser's own choice of files. */
export function accepted(all: readonly Takes[]): string {
  return all.flatMap(({ types }) => types).join(',');
}
