import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { Component, type ComponentType, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

/** Shows that a page is on its way, and lets one that could not be fetched be asked for again. */
export function PageFrame({ page, children }: { page: string; children: ReactNode }) {
  return (
    <Unfetched key={page} shown={Retry}>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </Unfetched>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Center h="100%">
      <Loader aria-label={t('app.loading')} />
    </Center>
  );
}

/** A page that failed to load stays failed in this document: it is loaded anew, and the call's screen comes back. */
function Retry() {
  const { t } = useTranslation();
  return (
    <Center h="100%">
      <Stack align="center">
        <Text role="alert">{t('logIn.away')}</Text>
        <Button onClick={() => location.reload()}>{t('save.retry')}</Button>
      </Stack>
    </Center>
  );
}

class Unfetched extends Component<{ shown: ComponentType; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <this.props.shown /> : this.props.children;
  }
}
