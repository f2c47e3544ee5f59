import type { Shape } from '../api/client';

/** What an answer can carry beside its words, and what becomes of it on a channel: pure. The API reads the same form. */

export type Extra = Shape['Extra'];
type Card = Extract<Extra, { carries: 'cards' }>['cards'][number];
export type Button = Card['buttons'][number];

/** What people choose from. Approved templates are not among them: nobody tells the console which there are. */
export type Kind = 'image' | 'video' | 'audio' | 'file' | 'place' | 'links' | 'choices' | 'card' | 'sticker';
export const KINDS: readonly Kind[] = ['image', 'video', 'audio', 'file', 'place', 'links', 'choices', 'card', 'sticker'];

export type FieldName =
  'url' | 'name' | 'address' | 'latitude' | 'longitude' | 'title' | 'text' | 'image' | 'open' | 'set' | 'id' | 'says';
export type Field = { name: FieldName; optional?: true; most: number };
export type Values = Partial<Record<FieldName, string>>;

const url = { name: 'url', most: 2000 } as const;
const file = { fields: [url] } as const;

/** What is asked for each kind: fields, and rows of fields where there may be several. */
export const FORMS: Readonly<Record<Kind, { fields: readonly Field[]; rows?: { fields: readonly Field[]; most: number } }>> = {
  image: file,
  video: file,
  audio: file,
  file: { fields: [url, { name: 'name', optional: true, most: 100 }] },
  place: {
    fields: [
      { name: 'name', most: 100 },
      { name: 'address', most: 100 },
      { name: 'latitude', most: 12 },
      { name: 'longitude', most: 12 },
    ],
  },
  links: { fields: [], rows: { fields: [{ name: 'title', most: 20 }, url], most: 3 } },
  choices: { fields: [{ name: 'open', most: 20 }], rows: { fields: [{ name: 'title', most: 80 }], most: 13 } },
  card: {
    fields: [],
    rows: {
      fields: [
        { name: 'title', most: 40 },
        { name: 'text', most: 60 },
        { name: 'image', optional: true, most: 1000 },
        { name: 'open', optional: true, most: 20 },
        { name: 'url', optional: true, most: 1000 },
      ],
      most: 10,
    },
  },
  sticker: {
    fields: [
      { name: 'set', most: 20 },
      { name: 'id', most: 20 },
      { name: 'says', most: 60 },
    ],
  },
};

/** Where something is wrong, and what. `row` is none for a field that stands alone. */
export type Wrong = { row: number | undefined; field: FieldName; why: 'missing' | 'not_https' | 'not_degrees' };

const ADDRESSES: readonly FieldName[] = ['url', 'image'];

function isHttps(text: string): boolean {
  try {
    return new URL(text).protocol === 'https:';
  } catch {
    return false;
  }
}

function degrees(text: string, most: number): number | undefined {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) || Math.abs(value) > most ? undefined : Math.round(value * 1e6);
}

function wrongIn(fields: readonly Field[], values: Values, row: number | undefined): Wrong[] {
  return fields.flatMap(({ name, optional }): Wrong[] => {
    const text = (values[name] ?? '').trim();
    if (text === '') return optional ? [] : [{ row, field: name, why: 'missing' }];
    if (ADDRESSES.includes(name) && !isHttps(text)) return [{ row, field: name, why: 'not_https' }];
    if (name === 'latitude' && degrees(text, 90) === undefined) return [{ row, field: name, why: 'not_degrees' }];
    if (name === 'longitude' && degrees(text, 180) === undefined) return [{ row, field: name, why: 'not_degrees' }];
    return [];
  });
}

/** What was filled in, as the API takes it; or all that is wrong with it. */
export function made(kind: Kind, values: Values, rows: readonly Values[]): { extra: Extra } | { wrong: Wrong[] } {
  const form = FORMS[kind];
  const wrong = [
    ...wrongIn(form.fields, values, undefined),
    ...rows.flatMap((row, index) => (form.rows === undefined ? [] : wrongIn(form.rows.fields, row, index))),
    // A button of a card has words and an address, or is not there.
    ...rows.flatMap((row, index): Wrong[] => {
      if (kind !== 'card' || ((row.open ?? '').trim() === '') === ((row.url ?? '').trim() === '')) return [];
      return [{ row: index, field: (row.open ?? '').trim() === '' ? 'open' : 'url', why: 'missing' }];
    }),
  ];
  if (wrong.length > 0) return { wrong };
  const said = (from: Values, name: FieldName) => (from[name] ?? '').trim();
  const opens = (row: Values, title: FieldName): Button => ({
    title: said(row, title),
    press: { does: 'open', url: said(row, 'url') },
  });
  switch (kind) {
    case 'image':
    case 'video':
    case 'audio':
    case 'file': {
      const name = said(values, 'name');
      return { extra: { carries: 'file', kind, url: said(values, 'url'), ...(name === '' ? {} : { name }) } };
    }
    case 'place':
      return {
        extra: {
          carries: 'place',
          name: said(values, 'name'),
          address: said(values, 'address'),
          latitude_e6: degrees(said(values, 'latitude'), 90) ?? 0,
          longitude_e6: degrees(said(values, 'longitude'), 180) ?? 0,
        },
      };
    case 'links':
      return { extra: { carries: 'links', links: rows.map((row) => opens(row, 'title')) } };
    case 'choices': {
      const choices = rows.map((row, index) => ({ id: `c${index + 1}`, title: said(row, 'title') }));
      return { extra: { carries: 'choices', choices, open: said(values, 'open') } };
    }
    case 'card': {
      const cards = rows.map((row) => ({
        title: said(row, 'title'),
        text: said(row, 'text'),
        ...(said(row, 'image') === '' ? {} : { image: said(row, 'image') }),
        buttons: said(row, 'url') === '' ? [] : [opens(row, 'open')],
      }));
      return { extra: { carries: 'cards', cards } };
    }
    case 'sticker':
      return { extra: { carries: 'sticker', set: said(values, 'set'), id: said(values, 'id'), says: said(values, 'says') } };
  }
}

type Limit = Pick<Shape['ReplyLimitView'], 'shows' | 'shows_alone'>;

/** What becomes of it on a channel: shown as it is, shown if no words stand beside it, or written out; or it cannot go at all. */
export type Goes = 'shown' | 'alone' | 'words' | 'not';

/** What becomes of one kind. Its words are all that is left of a sticker elsewhere, and then words alone are better. */
export function goes(kind: Shape['ReplyLimitView']['shows'][number], limit: Limit): Goes {
  if (limit.shows.includes(kind)) return 'shown';
  if (limit.shows_alone.includes(kind)) return 'alone';
  return kind === 'sticker' || kind === 'template' ? 'not' : 'words';
}

/** The kind that the channels know something by. */
export function kindOf(extra: Extra): Shape['ReplyLimitView']['shows'][number] {
  switch (extra.carries) {
    case 'file':
    case 'upload':
      return extra.kind;
    case 'cards':
      return extra.cards.length > 1 ? 'carousel' : 'card';
    default:
      return extra.carries;
  }
}

/** Something carried, read from what may be anything: a draft of an older console. */
export function readExtra(value: unknown): Extra | undefined {
  const carries = typeof value === 'object' && value !== null && 'carries' in value ? value.carries : undefined;
  const known: readonly unknown[] = ['file', 'upload', 'choices', 'cards', 'links', 'place', 'sticker', 'template'];
  return known.includes(carries) ? (value as Extra) : undefined;
}
