import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lastWeek } from '../../model/figures.ts';
import { wallClock } from '../../wire/clock.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import { saveFile } from '../shared/save-file.ts';
import styles from './archive.module.css';
import { useArchiveWords } from './words.ts';

/** A register over some days, to be printed or calculated with; the audit says who took it. */
export function Registers() {
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const fieldText = useFieldText();
  const say = useArchiveWords();
  const [days, setDays] = useState(() => {
    const { from, to } = lastWeek(wallClock(), office.timeZone);
    return { from, until: to };
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useQuery({ queryKey: ['registers'], queryFn: () => rest.call('registers', {}) });
  const registers = found.data?.registers ?? [];
  const register = chosen ?? registers[0]?.register ?? null;
  const taking = useMutation({
    mutationFn: async (format: 'pdf' | 'xlsx') => {
      if (register === null) return;
      const body = { ...days, format };
      const name = `${register}-${days.from}-${days.until}.${format}`;
      saveFile(await rest.blob('takeRegister', { params: { register }, body }), name);
    },
  });
  const codes = fieldCodes(taking.error);
  const fault = found.error ?? (Object.keys(codes).length === 0 ? taking.error : null);
  const day = (name: 'from' | 'until') => (
    <TextInput
      type="date"
      label={say(name)}
      value={days[name]}
      error={fieldText(codes[name])}
      onChange={(event) => setDays({ ...days, [name]: event.currentTarget.value })}
      data-testid={`register-${name}`}
    />
  );
  return (
    <section data-testid="registers">
      <h2>{say('registers')}</h2>
      <div className={styles.filter}>
        <NativeSelect
          label={say('register')}
          value={register ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={registers.map((one) => ({ value: one.register, label: one.title[language] }))}
          data-testid="register"
        />
        {day('from')}
        {day('until')}
        {(['pdf', 'xlsx'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            disabled={register === null}
            loading={taking.isPending && taking.variables === format}
            onClick={() => taking.mutate(format)}
            data-testid={`register-${format}`}
          >
            {say(format)}
          </Button>
        ))}
      </div>
      {fault !== null && <p role="alert">{problemText(fault)}</p>}
    </section>
  );
}
