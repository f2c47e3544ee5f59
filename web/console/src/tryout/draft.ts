import type { Shape } from '../api/client';

/** A topic or an escalation rule as it is stored, with its kind: what is tried, and looked at beside the others. Pure. */
export type Draft = { draft: 'topic' | 'escalation' } & Record<string, unknown>;

/**
 * An escalation rule as it would be stored: what it asks for besides is kept beside its outcome. What has no name yet is tried under a
 * stand-in; whether it is paused changes nothing.
 */
export function ruleDraft(id: string, body: Shape['RuleBody']): Draft {
  const { then, queue, skills, priority, ...besides } = body.outcome;
  return {
    ...body,
    draft: 'escalation',
    id: id === '' ? 'draft' : id,
    version: 1,
    name: body.name === '' ? 'draft' : body.name,
    outcome: said({ then, queue, skills, priority }),
    besides: said(besides),
  };
}

/** The topic as it would be stored; what has no name yet is tried under a stand-in. */
export function topicDraft(id: string, body: Shape['TopicBody']): Draft {
  const rules = body.rules.map(({ cap, ...rule }) => ({
    ...rule,
    version: 1,
    active: rule.active ?? true,
    ...(cap == null ? {} : { cap: { per_month: cap.per_month, then: cap.one_in == null ? 'pause' : { one_in: cap.one_in } } }),
  }));
  const named = id === '' ? 'draft' : id;
  return { draft: 'topic', id: named, name: body.name === '' ? named : body.name, active: true, rules };
}

/** Without what is not said. */
function said(parts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value != null));
}
