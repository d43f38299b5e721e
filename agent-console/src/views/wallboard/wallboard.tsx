import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Office } from '../../../../server/contract/people.ts';
import type { Viewer, Wallboard as WallboardName } from '../../../../server/contract/wallboards.ts';
import { proposeLanguage } from '../../i18n/index.ts';
import { browserRest, type Console, openConsole } from '../../wire/console.ts';
import { ApiProblem } from '../../wire/problem.ts';
import type { BoardChoice } from '../floor/board.tsx';
import { FloorPage } from '../floor/floor-page.tsx';
import { WorkplaceProvider } from '../shared/context.tsx';
import { wallboardPath } from './path.ts';
import styles from './wallboard.module.css';

/** Read once: the token is in the address no longer than it takes to exchange it. */
const token = location.hash.slice(1);
if (token !== '') history.replaceState(null, '', wallboardPath);
// Another link opened in the same tab changes nothing but what is behind the sign.
window.addEventListener('hashchange', () => location.reload());

/** Nobody stands by to press a button. */
const askAgainMs = 5_000;
/** How soon a screen shows what was chosen for it anew. */
const tilesEveryMs = 60_000;

type Stage =
  | { readonly name: 'loading' | 'away' | 'refused' | 'left' }
  | { readonly name: 'in'; readonly office: Office; readonly board: WallboardName };

/** The floor on a wall: nobody's log-in, by a link that lasts until it is revoked. */
export function Wallboard() {
  const { t } = useTranslation();
  const [stage, setStage] = useState<Stage>({ name: 'loading' });
  const [asked, setAsked] = useState(0);
  /** A link opens once; a server that was away meanwhile is asked again with it. */
  const entered = useRef(token === '');
  const again = useCallback(() => setAsked((times) => times + 1), []);
  const rest = useMemo(
    () =>
      browserRest(
        () => {},
        () => Promise.resolve(false),
      ),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again, it looks again
  useEffect(() => {
    let left = false;
    const look = async (): Promise<Stage> => {
      try {
        const office = await rest.call('office', {});
        proposeLanguage(office.locale);
        const board = await (entered.current
          ? rest.call('myWallboard', {})
          : rest.call('enterWallboard', { body: { token } }));
        entered.current = true;
        return { name: 'in', office, board };
      } catch (error) {
        const status = error instanceof ApiProblem ? error.status : 0;
        return { name: status === 401 || status === 422 ? 'refused' : 'away' };
      }
    };
    void look().then((found) => !left && setStage(found));
    return () => {
      left = true;
    };
  }, [rest, asked]);
  const { name } = stage;
  useEffect(() => {
    if (name !== 'away') return;
    const timer = setInterval(again, askAgainMs);
    return () => clearInterval(timer);
  }, [name, again]);

  if (stage.name === 'in') {
    return (
      <Watching
        board={stage.board}
        office={stage.office}
        rest={rest}
        ended={again}
        left={() => setStage({ name: 'left' })}
      />
    );
  }
  return (
    <Center component="main" className={styles.wall ?? ''} p="lg">
      {stage.name === 'loading' ? (
        <Loader aria-label={t('app.loading')} />
      ) : (
        <Stack align="center" gap="xs" role="status" data-testid="wallboard-off" data-why={stage.name}>
          <h1 className={styles.title}>{t(`wallboard.${stage.name}`)}</h1>
          <Text ta="center">{t(`wallboard.${stage.name}Hint`)}</Text>
        </Stack>
      )}
    </Center>
  );
}

interface WatchingProps {
  readonly board: WallboardName;
  readonly office: Office;
  readonly rest: Console['rest'];
  /** The link may have been revoked. */
  readonly ended: () => void;
  readonly left: () => void;
}

function Watching({ board, office, rest, ended, left }: WatchingProps) {
  const { t } = useTranslation();
  const [desk, setDesk] = useState<Console | null>(null);
  const { wallboardId, name } = board;
  const [choice, setChoice] = useState<BoardChoice>(board);
  useEffect(() => {
    const { locale } = office;
    const nobody = { username: '', extension: null, owes: null, factorTakenAt: null, locale } as const;
    const viewer: Viewer = { ...nobody, userId: wallboardId, displayName: name, role: 'wallboard' };
    const opened = openConsole(viewer, office, rest, ended);
    setDesk(opened);
    return opened.stop;
  }, [wallboardId, name, office, rest, ended]);
  useEffect(() => {
    const look = () => {
      rest.call('myWallboard', {}).then(
        setChoice,
        // Whether it was revoked, or the server is away, its socket tells.
        () => {},
      );
    };
    const timer = setInterval(look, tilesEveryMs);
    return () => clearInterval(timer);
  }, [rest]);
  if (desk === null) return null;
  return (
    <WorkplaceProvider value={{ desk, phone: null }}>
      <main className={styles.wall} data-testid="wallboard">
        <FloorPage own={[]} choice={choice} />
        <Button
          className={styles.leave ?? ''}
          variant="default"
          size="compact-sm"
          onClick={() => void rest.call('leaveWallboard', {}).then(left, () => {})}
          data-testid="wallboard-leave"
        >
          {t('wallboard.leave')}
        </Button>
      </main>
    </WorkplaceProvider>
  );
}
