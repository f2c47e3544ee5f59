import { describe, expect, test } from 'vitest';
import { goes, kindOf, made, readExtra } from './attaching';

describe('what an answer carries', () => {
  // proves AGT-09: what cannot be sent is said at the field before it is sent
  test('every mistake is told with its place', () => {
    expect(made('image', { url: 'http://a.example/x.png' }, [])).toEqual({
      wrong: [{ row: undefined, field: 'url', why: 'not_https' }],
    });
    expect(made('place', { name: 'Shop', address: 'Street 1', latitude: '91', longitude: '' }, [])).toEqual({
      wrong: [
        { row: undefined, field: 'latitude', why: 'not_degrees' },
        { row: undefined, field: 'longitude', why: 'missing' },
      ],
    });
    expect(made('card', {}, [{ title: 'A', text: 'b', open: 'More' }])).toEqual({
      wrong: [{ row: 0, field: 'url', why: 'missing' }],
    });
    expect(
      made('links', {}, [
        { title: 'A', url: 'https://a.example' },
        { title: '', url: 'javascript:alert(1)' },
      ]),
    ).toEqual({
      wrong: [
        { row: 1, field: 'title', why: 'missing' },
        { row: 1, field: 'url', why: 'not_https' },
      ],
    });
  });

  test('it has the form the API reads', () => {
    expect(made('file', { url: ' https://a.example/i.pdf ', name: 'Invoice' }, [])).toEqual({
      extra: { carries: 'file', kind: 'file', url: 'https://a.example/i.pdf', name: 'Invoice' },
    });
    expect(made('place', { name: 'Shop', address: 'Street 1', latitude: '37.5665', longitude: '-126.978' }, [])).toEqual({
      extra: { carries: 'place', name: 'Shop', address: 'Street 1', latitude_e6: 37_566_500, longitude_e6: -126_978_000 },
    });
    expect(made('choices', { open: 'Choose' }, [{ title: 'Yes' }, { title: 'No' }])).toEqual({
      extra: {
        carries: 'choices',
        open: 'Choose',
        choices: [
          { id: 'c1', title: 'Yes' },
          { id: 'c2', title: 'No' },
        ],
      },
    });
  });

  // proves AGT-09, CH-22: what a channel does not show goes out in words, a sticker not at all
  test('what becomes of it is what the channel says', () => {
    const line = { shows: ['image', 'sticker'], shows_alone: ['file'] } as const;
    const limit = { shows: [...line.shows], shows_alone: [...line.shows_alone] };
    expect([goes('image', limit), goes('file', limit), goes('video', limit)]).toEqual(['shown', 'alone', 'words']);
    expect(goes('sticker', { shows: [], shows_alone: [] })).toBe('not');
    const card = { title: 'A', text: 'b', buttons: [] };
    expect(kindOf({ carries: 'cards', cards: [card, card] })).toBe('carousel');
    expect(kindOf({ carries: 'file', kind: 'audio', url: 'https://a.example' })).toBe('audio');
  });

  test('what is no such thing is nothing', () => {
    expect([readExtra(undefined), readExtra('file'), readExtra({ carries: 'gold' })]).toEqual([undefined, undefined, undefined]);
    expect(readExtra({ carries: 'links', links: [] })).toEqual({ carries: 'links', links: [] });
  });
});
