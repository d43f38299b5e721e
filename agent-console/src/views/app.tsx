import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, Office } from '../../../server/contract/people.ts';
import { proposeLanguage } from '../i18n/index.ts';
import type { Softphone } from '../softphone/softphone.ts';
import { browserRest, type Console, openConsole, openPhone } from '../wire/console.ts';
import { ApiProblem } from '../wire/problem.ts';
import { createProofs } from '../wire/proof.ts';
import { LogIn } from './login/log-in.tsx';
import { WorkplaceProvider } from './shared/context.tsx';
import { forgetNotes, keepNotesOf } from './shared/notes.ts';
import { PageFrame } from './shared/page-frame.tsx';

/** The log-in page comes without what is behind it, and fetches that while somebody types. */
const fetchShell = () => import('./shell/shell.tsx').then(({ Shell }) => ({ default: Shell }));
const Shell = lazy(fetchShell);
const FirstPassword = lazy(() =>
  import('./login/first-password.tsx').then(({ FirstPassword }) => ({ default: FirstPassword })),
);
const LockScreen = lazy(() => import('./login/lock-screen.tsx').then(({ LockScreen }) => ({ default: LockScreen })));
const ProofDialog = lazy(() =>
  import('./account/proof-dialog.tsx').then(({ ProofDialog }) => ({ default: ProofDialog })),
);
const FirstCode = lazy(() => import('./login/first-code.tsx').then(({ FirstCode }) => ({ default: FirstCode })));

type Stage = { name: 'loading' } | { name: 'away' } | { name: 'logIn'; ended: boolean } | { name: 'in'; me: Me };

/** From the first look at the session to the log-in page or the person's pages. */
export function App() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>({ name: 'loading' });
  const [office, setOffice] = useState<Office | null>(null);
  const proofs = useMemo(createProofs, []);
  // The session is over, or was locked or unlocked in another tab.
  const rest = useMemo(() => browserRest(() => void anew.current(), proofs.ask), [proofs]);
  const anew = useRef(async () => {});
  const signedOut = useCallback(() => void anew.current(), []);
  const arrive = useCallback((person: Me) => {
    keepNotesOf(person.userId);
    setStage({ name: 'in', me: person });
  }, []);
  anew.current = async () => {
    await rest
      .call('me', {})
      .then(arrive)
      .catch((error: unknown) => {
        if (!(error instanceof ApiProblem) || error.status !== 401) return;
        // What was read stays with nobody; what was typed waits for whoever typed it.
        queries.clear();
        setStage({ name: 'logIn', ended: true });
      });
  };
  const asked = useSyncExternalStore(proofs.subscribe, proofs.asked);

  const look = useCallback(async () => {
    setStage({ name: 'loading' });
    try {
      const found = await rest.call('office', {});
      setOffice(found);
      proposeLanguage(found.locale);
      arrive(await rest.call('me', {}));
    } catch (error) {
      const refused = error instanceof ApiProblem && error.status === 401;
      setStage(refused ? { name: 'logIn', ended: false } : { name: 'away' });
    }
  }, [rest, arrive]);
  useEffect(() => void look(), [look]);
  useEffect(() => void fetchShell().catch(() => {}), []);

  const me = stage.name === 'in' ? stage.me : null;
  useEffect(() => {
    if (me !== null) proposeLanguage(me.locale);
  }, [me]);

  const logOut = async () => {
    await rest.call('logOut', {}).catch(() => {});
    forgetNotes();
    queries.clear();
    setStage({ name: 'logIn', ended: false });
  };

  if (stage.name === 'away') {
    return (
      <Center h="100%">
        <Stack align="center">
          <Text>{t('logIn.away')}</Text>
          <Button onClick={() => void look()}>{t('save.retry')}</Button>
        </Stack>
      </Center>
    );
  }
  if (stage.name === 'logIn') {
    return <LogIn office={office} ended={stage.ended} rest={rest} done={arrive} />;
  }
  if (me === null || office === null) {
    return (
      <Center h="100%">
        <Loader aria-label={t('app.loading')} />
      </Center>
    );
  }
  const proof = asked && (
    <PageFrame page="proof">
      <ProofDialog rest={rest} office={office} proofs={proofs} />
    </PageFrame>
  );
  if (me.owes === 'password' || me.owes === 'second_factor') {
    const Owed = me.owes === 'password' ? FirstPassword : FirstCode;
    return (
      <>
        <PageFrame page={me.owes}>
          <Owed office={office} me={me} rest={rest} done={() => void look()} logOut={logOut} />
        </PageFrame>
        {proof}
      </>
    );
  }
  return (
    <>
      <LoggedIn key={me.userId} me={me} office={office} rest={rest} signedOut={signedOut} logOut={logOut} />
      {proof}
    </>
  );
}

interface LoggedInProps {
  readonly me: Me;
  readonly office: Office;
  readonly rest: Console['rest'];
  readonly signedOut: () => void;
  readonly logOut: () => Promise<void>;
}

function LoggedIn({ me, office, rest, signedOut, logOut }: LoggedInProps) {
  const [desk, setDesk] = useState<Console | null>(null);
  const [phone, setPhone] = useState<Softphone | null>(null);
  useEffect(() => {
    const opened = openConsole(me, office, rest, signedOut);
    setDesk(opened);
    return opened.stop;
  }, [me, office, rest, signedOut]);
  const { extension, userId } = me;
  useEffect(() => {
    if (extension === null) return;
    let opened: Softphone | null = null;
    let left = false;
    const open = async (): Promise<void> => {
      // The desk comes first: over a slow line it is there a good deal sooner than a telephone.
      const [settings] = await Promise.all([rest.call('phone', {}), fetchShell().catch(() => {})]);
      if (left) return;
      opened = openPhone(settings, { userId }, rest);
      setPhone(opened);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keepTrying = (): void => {
      void open().catch((error: unknown) => {
        const passing = !(error instanceof ApiProblem) || error.status === 0 || error.status >= 500;
        if (!left && passing) timer = setTimeout(keepTrying, 3_000);
      });
    };
    keepTrying();
    return () => {
      left = true;
      clearTimeout(timer);
      opened?.stop();
    };
    // Locked and unlocked it is the same telephone, with the call that is on it.
  }, [extension, userId, rest]);

  if (desk === null) return null;
  return (
    <WorkplaceProvider value={{ desk, phone }}>
      {me.owes === 'unlock' ? (
        <PageFrame page="lock">
          <LockScreen unlocked={signedOut} logOut={logOut} />
        </PageFrame>
      ) : (
        <PageFrame page="shell">
          <Shell logOut={logOut} locked={signedOut} />
        </PageFrame>
      )}
    </WorkplaceProvider>
  );
}
