import type { Shape } from '../api/client';

/** Where a rule stands beside its cap: pure. */

export type Volume = Shape['VolumeView'];
export type VolumeState = 'free' | 'within' | 'near' | 'beyond';

/** From this share of a cap on somebody is warned (domain::ingest). */
const WARNED = 0.8;

/** The share of its cap that a rule has used; nothing where it has none. */
export function usedOf({ caught, per_month }: Volume): number | undefined {
  if (per_month == null) return undefined;
  return per_month === 0 ? 1 : caught / per_month;
}

export function stateOf(volume: Volume): VolumeState {
  const used = usedOf(volume);
  if (used === undefined) return 'free';
  if (volume.beyond) return 'beyond';
  return used >= WARNED ? 'near' : 'within';
}
