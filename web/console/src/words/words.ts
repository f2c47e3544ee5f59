import type { en } from './en';

/** Same keys and same questions, any text. */
export type Same<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { [Key in keyof T]: Same<T[Key]> };

/** Every text of the screen. A language that lacks one does not compile. */
export type Words = Same<typeof en>;

/** The languages of the screen. */
export type Tongue = 'en' | 'ko' | 'ja';

export const TONGUES: readonly Tongue[] = ['en', 'ko', 'ja'];

/** The first of the wanted languages that the screen speaks; English where it speaks none. */
export function chosenTongue(wanted: readonly string[]): Tongue {
  for (const one of wanted) {
    const known = TONGUES.find((tongue) => one.toLowerCase().split('-')[0] === tongue);
    if (known !== undefined) return known;
  }
  return 'en';
}
