import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';

interface Failed {
  readonly key: number;
  readonly name: string;
  readonly reason: string;
}

/** Files on their way to a case, one after another; what was not taken is named with its reason until it is put away. */
export function useAdding(caseId: string) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const queries = useQueryClient();
  const problemText = useProblemText();
  const [sending, setSending] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const [count, setCount] = useState(0);

  const add = async (files: readonly File[]): Promise<void> => {
    for (const [index, file] of files.entries()) {
      const name = file.name || t('files.kind.picture');
      setSending(name);
      setTold('');
      try {
        const kept = await rest.upload('addFile', { params: { caseId }, query: { name: file.name } }, file);
        setTold(t('files.added', { name: kept.name }));
      } catch (error) {
        setFailed((all) => [...all, { key: count + index, name, reason: problemText(error) }]);
      }
      await queries.invalidateQueries({ queryKey: ['files', caseId] });
    }
    setCount((before) => before + files.length);
    setSending(null);
  };
  const dismiss = (key: number) => setFailed((all) => all.filter((one) => one.key !== key));
  return { add, sending, told, failed, dismiss };
}
