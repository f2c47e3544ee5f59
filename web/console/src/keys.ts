/** Every shortcut of the screen, in one list. `?` shows it. */

export type Act =
  | 'next'
  | 'previous'
  | 'accept'
  | 'decline'
  | 'reply'
  | 'note'
  | 'emoji'
  | 'attach'
  | 'upload'
  | 'transfer'
  | 'end'
  | 'close'
  | 'why'
  | 'moderate'
  | 'customer'
  | 'presence'
  | 'help';

/** Letters, by what they do. They work without Alt where nothing is typed, and with Alt everywhere. */
export const LETTERS: Readonly<Record<Exclude<Act, 'help'>, string>> = {
  next: 'j',
  previous: 'k',
  accept: 'a',
  decline: 'x',
  reply: 'r',
  note: 'n',
  emoji: 'm',
  attach: 'f',
  upload: 'u',
  transfer: 't',
  end: 'e',
  close: 'c',
  why: 'w',
  moderate: 'h',
  customer: 'i',
  presence: 'q',
};

type Pressed = {
  key: string;
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
};

/** The Latin letter of a key: what it writes, or where it is while Hangul, kana or Alt make it write something else. */
export function letter(event: Pick<Pressed, 'key' | 'code' | 'altKey'>): string | undefined {
  if (!event.altKey && /^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : undefined;
}

/** What a pressed key asks for; `typing` is whether it would write into a field. */
export function actOf(event: Pressed, typing: boolean): Act | undefined {
  if (event.isComposing || event.ctrlKey || event.metaKey || (typing && !event.altKey)) return undefined;
  if (event.key === '?' || (event.shiftKey && event.code === 'Slash')) return 'help';
  if (event.shiftKey) return undefined;
  const pressed = letter(event);
  return (Object.keys(LETTERS) as Exclude<Act, 'help'>[]).find((act) => LETTERS[act] === pressed);
}

/** Whether keys write into this element. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['button', 'checkbox', 'radio', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
