import { Textarea } from '@mantine/core';

interface NoteFieldProps {
  readonly label: string;
  readonly value: string;
  readonly write: (text: string) => void;
  readonly error: string | undefined;
  readonly testId: string;
}

/** A remark that goes along with a case to the next person. */
export function NoteField({ label, value, write, error, testId }: NoteFieldProps) {
  return (
    <Textarea
      label={label}
      value={value}
      onChange={(event) => write(event.currentTarget.value)}
      error={error}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={2000}
      data-testid={testId}
    />
  );
}
