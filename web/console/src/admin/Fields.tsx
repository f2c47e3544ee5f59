import { type ReactNode, useId } from 'react';

/** Fields of a form: a label, a hint, and what is wrong, each tied to the field for those who hear the screen. */

type Common = { label: string; hint?: string | undefined; problem?: string | undefined };

function Frame({ label, hint, problem, id, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      )}
      {problem !== undefined && (
        <span id={`${id}-problem`} className="field-problem" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}

function told(id: string, { hint, problem }: Common) {
  const ids = [hint === undefined ? '' : `${id}-hint`, problem === undefined ? '' : `${id}-problem`].filter((one) => one !== '');
  return { id, 'aria-invalid': problem !== undefined, ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }) };
}

type TextGiven = Common & {
  value: string;
  change: (value: string) => void;
  rows?: number;
  disabled?: boolean;
  required?: boolean;
  maxLength?: number;
  placeholder?: string;
  secret?: boolean;
  lang?: string;
  mono?: boolean;
  /** A dialog that opens gives it the focus. */
  first?: boolean;
};

export function TextField(given: TextGiven) {
  const { value, change, rows, disabled, required, maxLength, placeholder, secret, lang, mono, first } = given;
  const id = useId();
  const common = {
    ...told(id, given),
    value,
    disabled,
    required,
    maxLength,
    placeholder,
    lang,
    className: mono ? 'mono' : undefined,
    spellCheck: !mono,
    'data-first': first,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  };
  return (
    <Frame {...given} id={id}>
      {rows === undefined ? (
        <input type={secret ? 'password' : 'text'} autoComplete="off" {...common} />
      ) : (
        <textarea rows={rows} {...common} />
      )}
    </Frame>
  );
}

export function NumberField(given: Common & { value: number; change: (value: number) => void; min?: number; max?: number }) {
  const { value, change, min, max } = given;
  const id = useId();
  return (
    <Frame {...given} id={id}>
      <input
        {...told(id, given)}
        type="number"
        required
        min={min}
        max={max}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => change(event.target.valueAsNumber)}
      />
    </Frame>
  );
}

export type Option = { value: string; label: string };

export function SelectField(
  given: Common & { value: string; change: (value: string) => void; options: readonly Option[]; disabled?: boolean },
) {
  const { value, change, options, disabled } = given;
  const id = useId();
  return (
    <Frame {...given} id={id}>
      <select {...told(id, given)} value={value} disabled={disabled} onChange={(event) => change(event.target.value)}>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export function CheckField({ label, value, change }: { label: string; value: boolean; change: (value: boolean) => void }) {
  return (
    <label className="check">
      <input type="checkbox" checked={value} onChange={(event) => change(event.target.checked)} />
      {label}
    </label>
  );
}

/** Several of a few. */
export function ChecksField({
  label,
  hint,
  problem,
  values,
  change,
  options,
}: Common & { values: readonly string[]; change: (values: string[]) => void; options: readonly Option[] }) {
  return (
    <fieldset className="field checks-field">
      <legend>{label}</legend>
      <div className="check-row">
        {options.map(({ value, label: name }) => (
          <label key={value} className="check">
            <input
              type="checkbox"
              checked={values.includes(value)}
              onChange={() => change(values.includes(value) ? values.filter((one) => one !== value) : [...values, value])}
            />
            {name}
          </label>
        ))}
      </div>
      {hint !== undefined && <span className="field-hint">{hint}</span>}
      {problem !== undefined && (
        <span className="field-problem" role="alert">
          {problem}
        </span>
      )}
    </fieldset>
  );
}

/** Words separated by commas, as a list. */
export function commas(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,、，\n]/)
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    ),
  ];
}

/** A short name made of what something is called; empty where it has no Latin letters. */
export function slugged(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}
