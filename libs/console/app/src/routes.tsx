import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  Navigate,
  parseSearchWith,
  retainSearchParams,
  stringifySearchWith,
} from '@tanstack/react-router';
import { Frame, FrameOutline } from './frame/frame';
import { SCREENS } from './frame/screens';
import { t } from './i18n/text';
import { SessionProvider, useStaff } from './session/session';
import { Empty } from './ui/state';

type Search = Record<string, unknown>;

/** The named parameters of the address: all of them text, all of them optional. */
function texts<Name extends string>(...names: Name[]): (search: Search) => { [Key in Name]?: string } {
  return (search) => {
    const found: { [Key in Name]?: string } = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') found[name] = value;
    }
    return found;
  };
}

const root = createRootRoute({
  validateSearch: texts('account'),
  search: { middlewares: [retainSearchParams(['account'])] },
  component: () => (
    <SessionProvider waiting={<FrameOutline />}>
      <Frame />
    </SessionProvider>
  ),
  notFoundComponent: Missing,
});

/** The first screen that the caller may see. */
function useFirst() {
  const { permissions } = useStaff();
  return SCREENS.find(({ permission }) => permissions.includes(permission));
}

function Missing() {
  const first = useFirst();
  return (
    <Empty icon="search" title={t('error.missing')}>
      {first && <Link to={first.to}>{t('palette.goTo', { screen: t(first.text) })}</Link>}
    </Empty>
  );
}

function Start() {
  const first = useFirst();
  return first ? <Navigate to={first.to} replace /> : <Empty icon="hold" title={t('frame.nothing')} />;
}

const start = createRoute({ getParentRoute: () => root, path: '/', component: Start });

const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  validateSearch: texts('tab', 'q', 'assignee', 'from', 'to', 'sort'),
  component: lazyRouteComponent(() => import('./screens/queue/queue'), 'Queue'),
});

const caseRoute = createRoute({
  getParentRoute: () => root,
  path: '/cases/$scanRef',
  validateSearch: texts('tab'),
  component: lazyRouteComponent(() => import('./screens/case/case'), 'Case'),
});

const overview = createRoute({
  getParentRoute: () => root,
  path: '/overview',
  validateSearch: texts('from', 'to', 'by', 'period'),
  component: lazyRouteComponent(() => import('./screens/overview/overview'), 'Overview'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: texts('clientId', 'status', 'attention', 'from', 'to'),
  component: lazyRouteComponent(() => import('./screens/people/people'), 'People'),
});

const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$clientId',
  component: lazyRouteComponent(() => import('./screens/people/person'), 'Person'),
});

const stuck = createRoute({
  getParentRoute: () => root,
  path: '/stuck',
  validateSearch: texts('handler', 'kind', 'error', 'tab'),
  component: lazyRouteComponent(() => import('./screens/stuck/stuck'), 'Stuck'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: texts('scanRef', 'staff', 'from', 'to'),
  component: lazyRouteComponent(() => import('./screens/audit/audit'), 'Audit'),
});

const operations = createRoute({
  getParentRoute: () => root,
  path: '/operations',
  validateSearch: texts('tab', 'state'),
  component: lazyRouteComponent(() => import('./screens/operations/operations'), 'Operations'),
});

export const router = createRouter({
  routeTree: root.addChildren([start, queue, caseRoute, overview, people, person, stuck, audit, operations]),
  basepath: new URL(document.baseURI).pathname,
  defaultPreload: 'intent',
  scrollRestoration: false,
  // values as they are written: a clientId of digits stays text
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
