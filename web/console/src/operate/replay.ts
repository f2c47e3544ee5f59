import type { Shape } from '../api/client';

/** The pages of a replay as one: pure. */

export type Replay = Shape['ReplayView'];

/** Differences that are kept to be shown. */
export const MOST_SHOWN = 200;

export function together(before: Replay | undefined, page: Replay): Replay {
  if (before === undefined) return page;
  return {
    ...page,
    looked_at: before.looked_at + page.looked_at,
    same: before.same + page.same,
    more: before.more + page.more,
    fewer: before.fewer + page.fewer,
    otherwise: before.otherwise + page.otherwise,
    sent: before.sent + page.sent,
    differences: [...before.differences, ...page.differences].slice(0, MOST_SHOWN),
  };
}

/** How many come out otherwise, shown or not. */
export function changed(replay: Replay): number {
  return replay.more + replay.fewer + replay.otherwise;
}

/** A moment as a field of a form writes it, in the time of this device: `2026-03-01T14:30`. */
export function asField(moment: number): string {
  const local = new Date(moment - new Date(moment).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
