import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { word } from '../i18n/text';

/** A filter whose value is in the address. */
interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** Applied when the reader pauses or leaves the field; Enter and Escape leave it, for the keys of the list. */
export function TextFilter({ label, value = '', onChange, placeholder }: Props & { placeholder?: string }) {
  const [typed, setTyped] = useState(value);
  const sent = useRef<string[]>([]);
  useEffect(() => {
    // its own values come back later than the next letters are typed
    const at = sent.current.indexOf(value);
    sent.current.splice(0, at + 1);
    if (at < 0) setTyped(value);
  }, [value]);
  const apply = useDebouncedCallback(
    (next: string) => {
      const trimmed = next.trim();
      if (trimmed === value) return;
      sent.current.push(trimmed);
      onChange(trimmed || undefined);
    },
    { delay: 350, flushOnUnmount: false },
  );
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typed}
      autoComplete="off"
      spellCheck={false}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        apply(currentTarget.value);
      }}
      onKeyDown={({ key, currentTarget }) => (key === 'Enter' || key === 'Escape') && currentTarget.blur()}
      onBlur={() => apply.flush()}
    />
  );
}

export function ChoiceFilter({
  label,
  value,
  onChange,
  any,
  choices,
}: Props & { any: string; choices: readonly { value: string; label: string }[] }) {
  return (
    <Select
      label={label}
      data={[{ value: '', label: any }, ...choices]}
      value={value ?? ''}
      allowDeselect={false}
      searchable={choices.length > 8}
      onChange={(next) => onChange(next || undefined)}
    />
  );
}

/** Words of the service as choices, with their sentences. */
export function wordChoices(group: string, values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: word(group, value) }));
}

/** A day of the reader's zone. */
export function DayFilter({ label, value = '', onChange }: Props) {
  return (
    <TextInput
      type="date"
      label={label}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  );
}

/** The days of a filter as the times of a query: `to` is included. */
export function between(from: string | undefined, to: string | undefined): { from?: string; to?: string } {
  const start = from === undefined ? null : new Date(`${from}T00:00:00`);
  const end = to === undefined ? null : new Date(`${to}T00:00:00`);
  end?.setDate(end.getDate() + 1);
  return {
    ...(isTime(start) && { from: start.toISOString() }),
    ...(isTime(end) && { to: end.toISOString() }),
  };
}

function isTime(date: Date | null): date is Date {
  return date !== null && !Number.isNaN(date.getTime());
}
