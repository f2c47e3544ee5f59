import { type Api, read, type Shape } from '../api/client';

/** Every kind of setting, and how the API is asked for it. */

export const KINDS = ['accounts', 'topics', 'rules', 'alert-rules', 'sources', 'queues', 'skills', 'agents', 'canned'] as const;
export type Kind = (typeof KINDS)[number];

/** A setting as it is kept, by its kind. */
export type Kept = {
  accounts: Shape['Kept_AccountView'];
  topics: Shape['Kept_TopicView'];
  rules: Shape['Kept_RuleView'];
  'alert-rules': Shape['Kept_AlertRuleView'];
  sources: Shape['Kept_SourceView'];
  queues: Shape['Kept_QueueView'];
  skills: Shape['Kept_SkillView'];
  agents: Shape['Kept_AgentView'];
  canned: Shape['Kept_CannedView'];
};
/** A setting as it is written. */
export type Body = {
  accounts: Shape['AccountBody'];
  topics: Shape['TopicBody'];
  rules: Shape['RuleBody'];
  'alert-rules': Shape['AlertRuleBody'];
  sources: Shape['SourceBody'];
  queues: Shape['QueueBody'];
  skills: Shape['SkillBody'];
  agents: Shape['AgentBody'];
  canned: Shape['CannedBody'];
};

type Doors<K extends Kind> = {
  list: (api: Api, cursor: string | undefined) => Promise<{ items: Kept[K][]; next?: string | null | undefined }>;
  save: (api: Api, id: string, version: number | undefined, body: Body[K]) => Promise<unknown>;
  remove: (api: Api, id: string, version: number) => Promise<unknown>;
};

const page = (cursor: string | undefined) => ({ params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } });
/** Only what one has read is replaced; a new one replaces nothing. */
const at = (id: string, version: number | undefined) => ({ path: { id }, header: { 'If-Match': `"${version ?? 0}"` } });

export const DOORS: { [K in Kind]: Doors<K> } = {
  accounts: {
    list: (api, cursor) => read(api.GET('/v1/accounts', page(cursor))),
    save: (api, id, version, body) => read(api.PUT('/v1/accounts/{id}', { params: at(id, version), body })),
    remove: (api, id, version) => read(api.DELETE('/v1/accounts/{id}', { params: at(id, version) })),
  },
  topics: {
    list: (api, cursor) => read(api.GET('/v1/topics', page(cursor))),
    save: (api, id, version, body) => read(api.PUT('/v1/topics/{id}', { params: at(id, version), body })),
    remove: (api, id, version) => read(api.DELETE('/v1/topics/{id}', { params: at(id, version) })),
  },
  rules: {
    list: (api, cursor) => read(api.GET('/v1/rules', page(cursor))),
    save: (api, id, version, body) => read(api.PUT('/v1/rules/{id}', { params: at(id, version), body })),
    remove: (api, id, version) => read(api.DELETE('/v1/rules/{id}', { params: at(id, version) })),
  },
  'alert-rules': {
    list: (api, cursor) => read(api.GET('/v1/alert-rules', page(cursor))),
    save: (api, id, version, body) => read(api.PUT('/v1/alert-rules/{id}', { params: at(id, version), body })),
    remove: (api, id, version) => read(api.DELETE('/v1/alert-rules/{id}', { params: at(id, version) })),
  },
  sources: {
    list: (api, cursor) => read(api.GET('/v1/sources', page(cursor))),
    save: (api, id, version, body) => read(api.PUT('/v1/sources/{id}', { params: at(id, version), body })),
    remove: (api, id, version) => read(api.DELETE('/v1/sources/{id}', { params: at(id, version) })),
  },
  queues: {
    list: (api, cursor) => read(api.GET('/v1/queues', page(cursor))),
    save: (api, id, version, body) => read(api.PUT('/v1/queues/{id}', { params: at(id, version), body })),
    remove: (api, id, version) => read(api.DELETE('/v1/queues/{id}', { params: at(id, version) })),
  },
  skills: {
    list: (api, cursor) => read(api.GET('/v1/skills', page(cursor))),
    save: (api, id, version, body) => read(api.PUT('/v1/skills/{id}', { params: at(id, version), body })),
    remove: (api, id, version) => read(api.DELETE('/v1/skills/{id}', { params: at(id, version) })),
  },
  agents: {
    list: (api, cursor) => read(api.GET('/v1/agents', page(cursor))),
    save: (api, id, version, body) => read(api.PUT('/v1/agents/{id}', { params: at(id, version), body })),
    remove: (api, id, version) => read(api.DELETE('/v1/agents/{id}', { params: at(id, version) })),
  },
  canned: {
    list: (api, cursor) => read(api.GET('/v1/canned', page(cursor))),
    save: (api, id, version, body) => read(api.PUT('/v1/canned/{id}', { params: at(id, version), body })),
    remove: (api, id, version) => read(api.DELETE('/v1/canned/{id}', { params: at(id, version) })),
  },
};

/** All of a kind, whatever the pages. */
export async function askAll<K extends Kind>(api: Api, kind: K): Promise<Kept[K][]> {
  const all: Kept[K][] = [];
  let cursor: string | undefined;
  do {
    const found = await DOORS[kind].list(api, cursor);
    all.push(...found.items);
    cursor = found.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}
