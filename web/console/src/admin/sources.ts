import type { Shape } from '../api/client';

export type SourceWants = Shape['WantsView']['wants'];

/** What each platform can be asked for; the others tell by themselves. The API refuses what `channels::poll::can_ask` does not know. */
const ASKED: Partial<Record<Shape['Platform'], readonly SourceWants[]>> = {
  x: ['search', 'own'],
  reddit: ['search', 'community', 'own'],
  open: ['feed'],
};

export function wantsOf(platform: Shape['Platform'] | undefined): readonly SourceWants[] {
  return (platform === undefined ? undefined : ASKED[platform]) ?? [];
}
