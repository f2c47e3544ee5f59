import { expect, test } from 'vitest';
import { parseConfig } from './config';

const outputs = {
  HttpApiUrl: 'https://a.example',
  SocketUrl: 'wss://s.example/live',
  UserPoolId: 'ap-northeast-2_AbC',
  UserPoolClientId: 'c1',
};

// proves DEP-01: the console needs nothing but the outputs of its stack
test("the issuer is Cognito in the pool's region, or the local stack", () => {
  expect(parseConfig({ outputs }).issuer).toBe('https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbC');
  expect(parseConfig({ outputs, endpoints: { aws: 'http://127.0.0.1:8401' } }).issuer).toBe(
    'http://127.0.0.1:8401/ap-northeast-2_AbC',
  );
});

test.each([null, {}, { outputs: { ...outputs, SocketUrl: '' } }, 'text'])(
  '%j is refused with the name of what is missing',
  (raw) => {
    expect(() => parseConfig(raw)).toThrow(/outputs\.\w+ is missing/);
  },
);
