import type { Shape } from '../api/client';

/** Kinds of which the company keeps what the customer sent (`domain::media`); whether it did, the API says. */
const KEPT: readonly Shape['ContentKind'][] = ['image', 'video', 'audio', 'file', 'sticker'];
/** What a browser shows without running anything, by the type that was found out from the bytes. */
const PICTURES = /^image\/(png|jpeg|gif|webp|avif)\b/;
/** A file that is not there after this time, in milliseconds, is not on its way any more. */
const FETCHED_WITHIN = 30 * 60_000;
/** A link is taken for ended this long before it does, in milliseconds: opening takes time. */
const EARLY = 10_000;

export function mayBeKept(attachment: Shape['AttachmentView']): boolean {
  return KEPT.includes(attachment.kind);
}

/** How a file stands for whoever looks at it now. */
export type Standing =
  | { is: 'picture'; url: string }
  | { is: 'file'; url: string }
  | { is: 'ended' }
  | { is: 'coming' }
  | { is: 'over' }
  | { is: 'unkept'; why: Shape['Unkept'] };

/** `sent` is when its message was written. */
export function standing(file: Shape['FileView'], sent: string, now: number): Standing {
  if (file.state === 'unkept') return { is: 'unkept', why: file.why ?? 'unavailable' };
  if (file.state === 'absent' || file.url == null) return { is: now - Date.parse(sent) < FETCHED_WITHIN ? 'coming' : 'over' };
  if (file.until != null && now > Date.parse(file.until) - EARLY) return { is: 'ended' };
  return { is: PICTURES.test(file.content_type ?? '') ? 'picture' : 'file', url: file.url };
}

/** When to ask again by oneself, in milliseconds: while a file is on its way, and not for a link that nobody opens. */
export function askAgain(files: readonly Shape['FileView'][], sent: string, now: number): number | false {
  return files.some((file) => standing(file, sent, now).is === 'coming') ? 2_000 : false;
}
