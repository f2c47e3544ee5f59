import type { Shape } from '../api/client';
import type { Row } from './thread';

type Moderation = Shape['Moderation'];

/** What the thread says once a platform was asked for it (`domain::moderation`). */
const DONE: Readonly<Record<string, Moderation>> = {
  hidden: 'hide',
  unhidden: 'unhide',
  liked: 'like',
  unliked: 'unlike',
  removed: 'delete',
};

/** Whether a row is words of a customer that all can see, which is what platforms let a company hide, like or delete. */
export function isModerable(row: Row): boolean {
  return row.kind === 'customer' && row.visibility === 'public' && row.external_id != null && row.changed?.how !== 'deleted';
}

/**
 * What may be done to a message now, of what its channel can: not what was done to it already, nor the taking back of what was not. Nothing after it
 * was deleted.
 */
export function doable(can: readonly Moderation[], message: string, rows: readonly Row[]): Moderation[] {
  const done = rows.filter((row) => row.kind === 'activity' && row.detail === message).map((row) => DONE[row.what ?? '']);
  if (done.includes('delete')) return [];
  const last = (...of: Moderation[]) => done.findLast((one) => one !== undefined && of.includes(one));
  const hidden = last('hide', 'unhide') === 'hide';
  const liked = last('like', 'unlike') === 'like';
  const fits: Readonly<Record<Moderation, boolean>> = {
    hide: !hidden,
    unhide: hidden,
    like: !liked,
    unlike: liked,
    delete: true,
  };
  return can.filter((one) => fits[one]);
}
