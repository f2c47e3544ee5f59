import type { Conversation } from './boxes';

/** The conversations of a person over time: pure. */

/** How often somebody has written where, the most first. */
export function channels(all: readonly Conversation[]) {
  const counted = new Map<
    string,
    { platform: Conversation['platform']; visibility: Conversation['visibility']; count: number }
  >();
  for (const { platform, visibility } of all) {
    const key = `${platform} ${visibility}`;
    const known = counted.get(key) ?? { platform, visibility, count: 0 };
    counted.set(key, { ...known, count: known.count + 1 });
  }
  return [...counted.values()].sort((one, other) => other.count - one.count);
}

export type Month = { key: string; at: string; conversations: readonly Conversation[] };

/** Newest first, by the month in which they began, as the screen's clock tells it. */
export function byMonth(all: readonly Conversation[]): Month[] {
  const months: { key: string; at: string; conversations: Conversation[] }[] = [];
  for (const one of [...all].sort((a, b) => (a.opened_at < b.opened_at ? 1 : -1))) {
    const at = new Date(one.opened_at);
    const key = `${at.getFullYear()}-${at.getMonth()}`;
    const last = months.at(-1);
    if (last?.key === key) last.conversations.push(one);
    else months.push({ key, at: one.opened_at, conversations: [one] });
  }
  return months;
}
