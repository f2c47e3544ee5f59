/** What was begun and not sent: kept for each conversation on this device until it is sent or somebody signs out. */

export type Mode = 'reply' | 'note';

/** A text, and the canned response it came from as long as nobody changed it. */
export type Draft = { text: string; canned?: string };

const PREFIX = 'harken.draft.';

function key(agent: string, conversation: string, mode: Mode): string {
  return `${PREFIX}${agent}.${conversation}.${mode}`;
}

export function draft(agent: string, conversation: string, mode: Mode): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(agent, conversation, mode)) ?? 'null');
    if (typeof kept === 'object' && kept !== null && 'text' in kept && typeof kept.text === 'string') return kept as Draft;
  } catch {
    // Something else wrote there; the draft begins anew.
  }
  return { text: '' };
}

export function keepDraft(agent: string, conversation: string, mode: Mode, kept: Draft): void {
  try {
    if (kept.text === '') localStorage.removeItem(key(agent, conversation, mode));
    else localStorage.setItem(key(agent, conversation, mode), JSON.stringify(kept));
  } catch {
    // The device's storage is full: the text stays on the screen as long as the page does.
  }
}

export function hasDraft(agent: string, conversation: string): boolean {
  return draft(agent, conversation, 'reply').text !== '' || draft(agent, conversation, 'note').text !== '';
}

export function forgetDrafts(): void {
  for (const one of Object.keys(localStorage)) if (one.startsWith(PREFIX)) localStorage.removeItem(one);
}
