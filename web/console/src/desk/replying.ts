import type { Shape } from '../api/client';

/** What is asked of a text before it is sent: pure. */

type Limit = Shape['ReplyLimitView'];
type Canned = Shape['CannedView'];

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const LINK =
  /(?<![\w@#$./-])(?:https?:\/\/(?:[a-z0-9-]+\.)+[a-z]{2,}|(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|co|tv|io))(?::\d+)?(?:[/?][\w/?#&=%~+.,:;!*'()[\]@$|\u00c0-\u052f-]*)?/gi;

/** As X counts: Latin and its neighbours one, all else two, an emoji two, an address 23. The API counts once more before it sends. */
function weighted(text: string): number {
  let links = 0;
  const words = text.normalize('NFC').replace(LINK, () => {
    links += 1;
    return '';
  });
  const light = (code: number) =>
    code <= 4351 || (code >= 8192 && code <= 8205) || (code >= 8208 && code <= 8223) || (code >= 8242 && code <= 8247);
  let weight = 23 * links;
  for (const { segment } of segmenter.segment(words)) {
    if (/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20e3}/u.test(segment)) weight += 2;
    else for (const letter of segment) weight += light(letter.codePointAt(0) ?? 0) ? 1 : 2;
  }
  return weight;
}

const SMALL = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà\f^{}\\[~\]|€]*$/;
const TWICE = /[\f^{}\\[~\]|€]/g;

/** As text messages are counted (GSM 03.38): with any other letter in it, 67 letters take the room of 153 septets. */
function septets(text: string): number {
  if (!SMALL.test(text)) return Math.ceil((text.length * 153) / 67);
  return text.length + (text.match(TWICE)?.length ?? 0);
}

/** How long a text is as the channel counts it. */
export function counted(text: string, unit: Limit['unit']): number {
  switch (unit) {
    case 'utf16':
      return text.length;
    case 'bytes':
      return new TextEncoder().encode(text).length;
    case 'septets':
      return septets(text);
    case 'weighted':
      return weighted(text);
    case 'characters':
      return [...segmenter.segment(text)].length;
  }
}

/** The canned response's text for a customer's language: that one, else English, else the first; as the API chooses it. */
export function textOf(canned: Canned, language: string | null | undefined): string {
  return canned.texts[language ?? 'en'] ?? canned.texts['en'] ?? Object.values(canned.texts)[0] ?? '';
}

/** Fills `{{name}}` in where a value is known; the others stay, to be written over. A value is never read again. */
export function filled(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\{\{([^{}]*)\}\}/g, (whole, name: string) => {
    const value = values[name.trim()];
    return value === undefined || value.trim() === '' ? whole : value;
  });
}

/** The first variable nobody has filled in, and where it stands. */
export function missing(text: string): { name: string; from: number; to: number } | undefined {
  const found = /\{\{([^{}]*)\}\}/.exec(text);
  return found === null ? undefined : { name: (found[1] ?? '').trim(), from: found.index, to: found.index + found[0].length };
}

/** What is typed after a `/` at the beginning of a word, up to the caret. */
export function slashed(text: string, caret: number): { query: string; from: number } | undefined {
  const found = /(^|\s)\/([^\s/]*)$/u.exec(text.slice(0, caret));
  if (found === null) return undefined;
  const query = found[2] ?? '';
  return { query, from: caret - query.length - 1 };
}

/** What is typed after an `@` at the beginning of a word, up to the caret. */
export function called(text: string, caret: number): { query: string; from: number } | undefined {
  const found = /(^|\s)@([^\s@]*)$/u.exec(text.slice(0, caret));
  if (found === null) return undefined;
  const query = found[2] ?? '';
  return { query, from: caret - query.length - 1 };
}

/** The colleagues whom a note calls by their names; of two names the longer one is meant where it fits. */
export function mentioned(text: string, colleagues: readonly { id: string; name: string }[]): string[] {
  let left = text;
  const found: string[] = [];
  for (const { id, name } of [...colleagues].sort((one, other) => other.name.length - one.name.length)) {
    if (name === '' || !left.includes(`@${name}`)) continue;
    found.push(id);
    left = left.replaceAll(`@${name}`, ' ');
  }
  return found.sort();
}

/** The canned responses for a queue that fit what was typed: those whose shortcut begins with it come first. */
export function fitting(all: readonly Canned[], queue: string, query: string): Canned[] {
  const wanted = query.toLocaleLowerCase();
  const rank = (one: Canned): number => {
    if (one.shortcut.toLocaleLowerCase().startsWith(wanted)) return 0;
    if (one.name.toLocaleLowerCase().includes(wanted)) return 1;
    return Object.values(one.texts).some((text) => text.toLocaleLowerCase().includes(wanted)) ? 2 : 3;
  };
  const here = all.filter((one) => (one.queues ?? []).length === 0 || one.queues?.includes(queue));
  const ranked = here.map((one) => ({ one, rank: rank(one) })).filter(({ rank: value }) => value < 3);
  return ranked
    .sort((one, other) => one.rank - other.rank || one.one.shortcut.localeCompare(other.one.shortcut))
    .map(({ one }) => one);
}

/** What Enter means: while an input method composes, it finishes a syllable or a word and nothing else. */
export function enterMeans(event: {
  key: string;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
}): 'send' | 'line' | 'nothing' {
  // Safari ends the composition before it tells of the key; 229 is all that is left of it.
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return 'nothing';
  return event.shiftKey ? 'line' : 'send';
}
