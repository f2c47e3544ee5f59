import { expect, test } from 'vitest';
import { wrongAddress } from './mail';

// proves ALR-04: what is wrong with an address is said with that address
test('the address that is wrong is named', () => {
  const at = (wrong: string) => (field: string) => (field === wrong ? 'no address' : undefined);
  const to = ['mina@example.com', 'nobody'];
  expect(wrongAddress(to, at('recipients.mail.to[1]'))).toBe('nobody: no address');
  expect(wrongAddress([], at('recipients.mail.to'))).toBe('no address');
  expect(wrongAddress(to, at('recipients.webhook.url'))).toBeUndefined();
});
