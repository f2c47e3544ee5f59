import { expect, test } from 'vitest';
import { challenge, claims, secret } from './pkce';

// proves SEC-01: the example of RFC 7636, appendix B
test('a verifier has the challenge the standard gives it', async () => {
  expect(await challenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  expect(secret()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(secret()).not.toBe(secret());
});

test('claims are read in any script, and nothing is read from what is no token', () => {
  const payload = Buffer.from('{"name":"지우"}').toString('base64url');
  expect(claims(`x.${payload}.y`)).toEqual({ name: '지우' });
  expect(claims('nonsense')).toEqual({});
});
