import { type Extra, readExtra } from './attaching';

/** What was begun and not sent: kept for each conversation on this device until it is sent or somebody signs out. */

export type Mode = 'reply' | 'note';

/**
 * A text, and what it carries; and the canned response it came from as long as nobody changed it, in a language of its own where
 * somebody chose one.
 */
export type Draft = { text: string; canned?: string; language?: 'en' | 'ko' | 'ja'; extra?: Extra };

const PREFIX = 'harken.draft.';

function key(agent: string, conversation: string, mode: Mode): string {
  return `${PREFIX}${agent}.${conversation}.${mode}`;
}

export function draft(agent: string, conversation: string, mode: Mode): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(agent, conversation, mode)) ?? 'null');
    if (typeof kept === 'object' && kept !== null && 'text' in kept && typeof kept.text === 'string') {
      const { extra: carried, ...words } = kept as Draft;
      const extra = readExtra(carried);
      return extra === undefined ? words : { ...words, extra };
    }
  } catch {
    // Something else wrote there; the draft begins anew.
  }
  return { text: '' };
}

export function keepDraft(agent: string, conversation: string, mode: Mode, kept: Draft): void {
  try {
    if (kept.text === '' && kept.extra === undefined) localStorage.removeItem(key(agent, conversation, mode));
    else localStorage.setItem(key(agent, conversation, mode), JSON.stringify(kept));
  } catch {
    // The device's storage is full: the text stays on the screen as long as the page does.
  }
}

export function hasDraft(agent: string, conversation: string): boolean {
  return (['reply', 'note'] as const).some((mode) => {
    const { text, extra } = draft(agent, conversation, mode);
    return text !== '' || extra !== undefined;
  });
}

export function forgetDrafts(): void {
  for (const one of Object.keys(localStorage)) if (one.startsWith(PREFIX)) localStorage.removeItem(one);
}
