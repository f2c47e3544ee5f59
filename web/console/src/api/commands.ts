import { type Api, Problem, read, type Shape } from './client';

/** Commands: the API takes one, a step carries it out a moment later, and the outcome can be asked for. */

/** What somebody does with a conversation. */
export type Move =
  | { move: 'accept' }
  | { move: 'decline' }
  | { move: 'take' }
  | { move: 'end' }
  | { move: 'reply'; body: Shape['ReplyBody'] }
  | { move: 'resend'; message: string }
  | { move: 'approve'; message: string }
  | { move: 'refuse'; message: string; reason?: string }
  | { move: 'moderate'; message: string; what: Shape['Moderation'] }
  | { move: 'note'; body: Shape['NoteBody'] }
  | { move: 'transfer'; body: Shape['TransferBody'] }
  | { move: 'close'; body: Shape['CloseBody'] };

/** How long a command may take before the agent is told that it takes long, in milliseconds. */
const PATIENCE = 15_000;
/** Pauses between two questions for an outcome, in milliseconds. The last one repeats. */
const PAUSES = [120, 180, 250, 400, 700, 1000];

/** Sends a move. The same key again is the same command, so a failed sending may be repeated with it. */
export async function send(api: Api, id: string, move: Move, key: string): Promise<Shape['Accepted']> {
  const at = { path: { id }, header: { 'Idempotency-Key': key } };
  switch (move.move) {
    case 'accept':
      return read(api.POST('/v1/conversations/{id}/accept', { params: at }));
    case 'decline':
      return read(api.POST('/v1/conversations/{id}/decline', { params: at }));
    case 'take':
      return read(api.POST('/v1/conversations/{id}/take', { params: at }));
    case 'end':
      return read(api.POST('/v1/conversations/{id}/end', { params: at }));
    case 'reply':
      return read(api.POST('/v1/conversations/{id}/replies', { params: at, body: move.body }));
    case 'resend': {
      const params = { path: { id, message: move.message }, header: at.header };
      return read(api.POST('/v1/conversations/{id}/messages/{message}/resend', { params }));
    }
    case 'approve': {
      const params = { path: { id, message: move.message }, header: at.header };
      return read(api.POST('/v1/conversations/{id}/messages/{message}/approve', { params }));
    }
    case 'refuse': {
      const params = { path: { id, message: move.message }, header: at.header };
      const body = move.reason === undefined ? {} : { reason: move.reason };
      return read(api.POST('/v1/conversations/{id}/messages/{message}/refuse', { params, body }));
    }
    case 'moderate': {
      const params = { path: { id, message: move.message }, header: at.header };
      return read(api.POST('/v1/conversations/{id}/messages/{message}/moderate', { params, body: { what: move.what } }));
    }
    case 'note':
      return read(api.POST('/v1/conversations/{id}/notes', { params: at, body: move.body }));
    case 'transfer':
      return read(api.POST('/v1/conversations/{id}/transfer', { params: at, body: move.body }));
    case 'close':
      return read(api.POST('/v1/conversations/{id}/close', { params: at, body: move.body }));
  }
}

/** Waits until a command is applied; a refusal is a `Problem`, and so is taking too long (`slow`). */
export async function settled(ask: () => Promise<Shape['OutcomeView']>): Promise<void> {
  const begun = Date.now();
  for (let turn = 0; Date.now() - begun < PATIENCE; turn += 1) {
    const outcome = await ask().catch((failure: unknown) => {
      if (failure instanceof Problem && failure.passing) return undefined;
      throw failure;
    });
    if (outcome?.state === 'applied') return;
    if (outcome?.state === 'refused') {
      throw new Problem(outcome.refused?.code ?? 'refused', outcome.refused?.message ?? '', outcome.refused?.next ?? '', 409);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSES[Math.min(turn, PAUSES.length - 1)]));
  }
  throw new Problem('slow', '', '', 0);
}

/** Sends a move and waits until it is done. */
export async function carryOut(api: Api, id: string, move: Move, key: string): Promise<void> {
  const { command } = await send(api, id, move, key);
  await settled(() => read(api.GET('/v1/conversations/{id}/commands/{command}', { params: { path: { id, command } } })));
}
