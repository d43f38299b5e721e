import { Modal, type ModalProps } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly title: string;
  readonly close: () => void;
  readonly size?: NonNullable<ModalProps['size']>;
  /** It may be asked for from within another dialog. */
  readonly above?: boolean;
  /** What stands in it is shown this once: a press beside it does not close it. */
  readonly once?: boolean;
  readonly testId?: string;
  readonly children: ReactNode;
}

/**
 * What stands before the page for as long as it is mounted. Escape and its cross close it, and the focus goes back to
 * where it was, so that one writes on.
 */
export function Dialog({ title, close, size = 'md', above = false, once = false, testId, children }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      centered
      size={size}
      returnFocus={false}
      closeOnClickOutside={!once}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      {...(above && { zIndex: 400 })}
      {...(testId !== undefined && { 'data-testid': testId })}
    >
      {children}
    </Modal>
  );
}

/** The library's own way back knows only of dialogs that are closed before they are taken away. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        // Whatever closed it may have sent the focus elsewhere.
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      });
    },
    [before],
  );
}
