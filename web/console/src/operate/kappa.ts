/** What a kappa means in words, by the scale of Landis and Koch (1977): pure. */

export type Strength = 'poor' | 'slight' | 'fair' | 'moderate' | 'substantial' | 'full' | 'none';

const STEPS: readonly [number, Strength][] = [
  [0.8, 'full'],
  [0.6, 'substantial'],
  [0.4, 'moderate'],
  [0.2, 'fair'],
  [0, 'slight'],
];

/** Above a step it is the next one: 0.8 itself is still substantial. No kappa is no strength. */
export function strengthOf(kappa: number | null | undefined): Strength {
  if (kappa == null) return 'none';
  if (kappa < 0) return 'poor';
  return STEPS.find(([above]) => kappa > above)?.[1] ?? 'slight';
}
