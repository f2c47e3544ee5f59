import { expect, test } from 'vitest';
import { ruleDraft, topicDraft } from './draft';

const condition = { all: [] };

// proves ADV-01: what is tried is what would be saved: what a rule asks for besides stands where it is stored
test('a rule is tried as it would be stored', () => {
  const bot = { url: 'https://bot.example', account: 'form' };
  const outcome = { then: 'escalate', queue: 'care', answer_within: 30, bot, ticket: null } as const;
  expect(ruleDraft('late', { name: 'Late', number: 10, active: false, condition, outcome, tags: ['vip'] })).toEqual({
    draft: 'escalation',
    id: 'late',
    version: 1,
    name: 'Late',
    number: 10,
    active: false,
    condition,
    outcome: { then: 'escalate', queue: 'care' },
    besides: { answer_within: 30, bot },
    tags: ['vip'],
  });
  const unnamed = ruleDraft('', { name: '', number: 1, active: true, condition, outcome: { then: 'no_action' } });
  expect([unnamed.id, unnamed.name, unnamed.besides]).toEqual(['draft', 'draft', {}]);
});

// proves ADV-01: so is a topic, its caps as they are stored
test('a topic is tried as it would be stored', () => {
  const rules = [
    { id: 'all', query: 'late', active: false, cap: { per_month: 5, one_in: 10 } },
    { id: 'some', query: 'slow', active: true, cap: { per_month: 5 } },
    { id: 'free', query: 'never', active: true, cap: null },
  ];
  expect(topicDraft('late', { name: '', active: false, rules })).toEqual({
    draft: 'topic',
    id: 'late',
    name: 'late',
    active: true,
    rules: [
      { id: 'all', query: 'late', version: 1, active: false, cap: { per_month: 5, then: { one_in: 10 } } },
      { id: 'some', query: 'slow', version: 1, active: true, cap: { per_month: 5, then: 'pause' } },
      { id: 'free', query: 'never', version: 1, active: true },
    ],
  });
});
