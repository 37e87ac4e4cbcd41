import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { number } from '../i18n/text';
import { pageOptions } from '../page-options';
import styles from './screen.module.css';

interface Props {
  readonly title: string;
  /** In place of the plain title, where there is more to show. */
  readonly heading?: ReactNode;
  readonly count?: number | null;
  /** Takes the whole width of a large display; otherwise a line stays within reach of the eye. */
  readonly wide?: boolean;
  /** Right of the title: the primary action last. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A screen: its heading, its tools, and what it shows. Names the tab of the browser. */
export function Screen({ title, heading, count, wide = false, tools, children }: Props) {
  useEffect(() => {
    document.title = `${title} · ${pageOptions.title}`;
  }, [title]);
  return (
    <div className={styles['screen']} {...(wide && { 'data-wide': true })}>
      <header className={styles['head']}>
        {heading ?? (
          <h1>
            {title}
            {count != null && <span className={styles['count']}>{number(count)}</span>}
          </h1>
        )}
        {tools && <div className={styles['tools']}>{tools}</div>}
      </header>
      {children}
    </div>
  );
}

export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={styles['tabs']} aria-label={label}>
      {children}
    </nav>
  );
}

/** A tab is a link: the choice is in the address. `count` is null while it is not known. */
export function Tab({
  to,
  active,
  count,
  children,
}: {
  to: LinkProps;
  active: boolean;
  count?: number | null;
  children: ReactNode;
}) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (active) link.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  return (
    <Link
      {...to}
      ref={link}
      className={styles['tab']}
      aria-current={active ? 'page' : undefined}
      activeProps={{}}
      activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
      {...(active && { 'data-active': true })}
    >
      {children}
      {count !== undefined && (
        <span className={styles['tabCount']}>{count === null ? '' : number(count)}</span>
      )}
    </Link>
  );
}

export function Filters({ children }: { children: ReactNode }) {
  return (
    <div className={styles['filters']} role="search">
      {children}
    </div>
  );
}

export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className={styles['section']}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Names and values. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles['facts']}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? '–'}</dd>
    </div>
  );
}
