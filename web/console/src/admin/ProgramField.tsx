import type { Shape } from '../api/client';
import { CheckField, SelectField, TextField } from './Fields';
import { useAll } from './useSetting';
import { useAdminWords } from './words';

type Program = Shape['WebhookBody'];

/** A program of the company, or none: where it listens, and whose secret signs what it is told. */
export function ProgramField(given: {
  label: string;
  value: Program | undefined;
  change: (value: Program | undefined) => void;
  at: (field: string) => string | undefined;
}) {
  const { label, value, change, at } = given;
  const words = useAdminWords();
  const accounts = (useAll('accounts').data ?? []).filter((one) => one.platform === 'open');
  const fresh = { url: 'https://', account: accounts[0]?.id ?? '' };
  return (
    <>
      <CheckField label={label} value={value !== undefined} change={(on) => change(on ? fresh : undefined)} />
      {value !== undefined && (
        <div className="two">
          <TextField
            label={words.webhookUrl}
            value={value.url}
            change={(url) => change({ ...value, url })}
            maxLength={2000}
            mono
            problem={at('url')}
          />
          <SelectField
            label={words.webhookAccount}
            hint={words.webhookAccountHint}
            value={value.account}
            change={(account) => change({ ...value, account })}
            options={accounts.map((one) => ({ value: one.id, label: one.name }))}
            problem={at('account')}
          />
        </div>
      )}
    </>
  );
}
