/** A rule's condition as a list of tests, where it is one: pure. What is nested deeper is written as JSON. */

import { PLATFORMS } from '../ui/Person';

export const FIELDS = [
  'sentiment',
  'intent',
  'urgency',
  'topic',
  'language',
  'platform',
  'account',
  'content_type',
  'visibility',
  'keyword',
  'text',
  'author',
  'country',
  'followers',
  'verified',
  'known_customer',
  'engagement_per_hour',
  'message_class',
  'flag',
] as const;
export type FieldName = (typeof FIELDS)[number];
export type Operator = 'is' | 'is_not' | 'one_of' | 'none_of' | 'is_unknown' | 'matches' | 'at_least' | 'at_most';

/** What kind of value a field has; words are searched, numbers and truths are written as such. */
export type ValueKind = 'words' | 'number' | 'truth' | 'name';
const KIND: Readonly<Partial<Record<FieldName, ValueKind>>> = {
  text: 'words',
  followers: 'number',
  engagement_per_hour: 'number',
  verified: 'truth',
  known_customer: 'truth',
};
export function kindOf(field: FieldName): ValueKind {
  return KIND[field] ?? 'name';
}
const OPERATORS: Readonly<Record<ValueKind, readonly Operator[]>> = {
  words: ['matches', 'is_unknown'],
  number: ['at_least', 'at_most', 'is_unknown'],
  truth: ['is', 'is_unknown'],
  name: ['is', 'is_not', 'one_of', 'none_of', 'is_unknown'],
};

export type Test = { field: FieldName; operator: Operator; value: string };
export type Flat = { match: 'all' | 'any'; tests: Test[] };

/** What a field can be compared by. */
export function operatorsOf(field: FieldName): readonly Operator[] {
  return OPERATORS[kindOf(field)];
}

/** Values of the fields that have few. */
export const VALUES: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  sentiment: ['positive', 'negative', 'neutral'],
  intent: ['complaint', 'question', 'praise', 'purchase_intent', 'churn_risk', 'comparison', 'suggestion', 'other'],
  urgency: ['low', 'normal', 'high'],
  language: ['en', 'ko', 'ja'],
  platform: Object.keys(PLATFORMS),
  visibility: ['public', 'private'],
  content_type: ['post', 'comment', 'reply', 'quote', 'share', 'story_mention', 'mention', 'review', 'private_message'],
  verified: ['true', 'false'],
  known_customer: ['true', 'false'],
  message_class: ['general_inquiry', 'complaint', 'feedback', 'brand_engagement'],
  flag: ['spam', 'abuse', 'unsafe'],
};

function readTest(part: unknown): Test | undefined {
  if (typeof part !== 'object' || part === null || !('field' in part) || !('operator' in part)) return undefined;
  const field = FIELDS.find((one) => one === part.field);
  if (field === undefined) return undefined;
  const operator = operatorsOf(field).find((one) => one === part.operator);
  if (operator === undefined) return undefined;
  const value = 'value' in part ? part.value : '';
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'string' && !one.includes(','))
      ? { field, operator, value: value.join(', ') }
      : undefined;
  const written = { words: 'string', number: 'number', truth: 'boolean', name: 'string' }[kindOf(field)];
  return typeof value === written || operator === 'is_unknown' ? { field, operator, value: String(value) } : undefined;
}

/** The list that a condition is; nothing where it is more than a list. */
export function flat(condition: unknown): Flat | undefined {
  if (typeof condition !== 'object' || condition === null) return undefined;
  const single = readTest(condition);
  if (single !== undefined) return { match: 'all', tests: [single] };
  for (const match of ['all', 'any'] as const) {
    const parts = (condition as Record<string, unknown>)[match];
    if (!Array.isArray(parts) || Object.keys(condition).length !== 1) continue;
    const tests = parts.map(readTest);
    if (tests.every((test) => test !== undefined)) return { match, tests };
  }
  return undefined;
}

/** A list as the API takes it. No tests at all always hold. */
export function condition({ match, tests }: Flat): Record<string, unknown> {
  const written = tests.map(({ field, operator, value }) => {
    if (operator === 'is_unknown') return { field, operator };
    if (kindOf(field) === 'number') return { field, operator, value: value.trim() === '' ? null : Number(value) };
    if (kindOf(field) === 'truth') return { field, operator, value: value === 'true' };
    const many = operator === 'one_of' || operator === 'none_of';
    const values = value.split(',').map((one) => one.trim());
    return { field, operator, value: many ? values.filter((one) => one !== '') : value.trim() };
  });
  return { [tests.length === 0 ? 'all' : match]: written };
}
