/** Tables as CSV (RFC 4180): everything quoted, and nothing that a spreadsheet would take for a formula (S6). */

const FORMULA = /^[\s\u00a0\u3000\ufeff]*[=+\-@\t\r＝＋－＠]/u;

/** A field as a spreadsheet shows it and never computes it. */
export function field(value: string): string {
  const safe = FORMULA.test(value) || /^[\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** With a byte order mark, by which spreadsheets know that it is UTF-8. */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')}`;
}

/** Hands a file to the browser. */
export function download(name: string, text: string, type = 'text/csv'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
