import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWorkplace } from './context.tsx';

/** Brings the telephone to this page, from the one that has it. */
export function PhoneHere({ size }: { size: 'xs' | 'md' | 'lg' }) {
  const { t } = useTranslation();
  const { phone } = useWorkplace();
  if (!phone?.bringHere) return null;
  return (
    <Button size={size} variant="white" color="dark" onClick={phone.bringHere} data-testid="phone-use-here">
      {t('phone.useHere')}
    </Button>
  );
}
