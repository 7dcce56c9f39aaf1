import type { ReactNode } from 'react';
import { Wordmark } from '../brand/wordmark.tsx';
import { ColorSchemeToggle } from '../provider/color-scheme-toggle.tsx';
import { FrameNotice } from './frame-notice.tsx';
import classes from './desk-frame.module.css';
import { type NavItem, NavLink } from './nav-link.tsx';

export type DeskFrameProps = {
  /** Face of the product, behind the wordmark: `portal`, `console`. */
  face: string;
  /** Organisation whose desk this is. */
  organisation?: string;
  items: readonly NavItem[];
  onNavigate?: (href: string) => void;
  /** Who is signed in, with the way out; foot of the side bar. */
  account?: ReactNode;
  /** One line above everything, for instance that keys are for development only. */
  notice?: ReactNode;
  /** Wide pages (three panes) use the whole width, others a comfortable measure. */
  wide?: boolean;
  children: ReactNode;
};

/** The desk layout: side bar at desk width, a bar on top with scrolling links on a phone. */
export function DeskFrame({
  face,
  organisation,
  items,
  onNavigate,
  account,
  notice,
  wide = false,
  children,
}: DeskFrameProps) {
  return (
    <div className={classes.root}>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.side}>
        <div className={classes.brand}>
          <Wordmark face={face} />
          <ColorSchemeToggle />
        </div>
        {organisation === undefined ? null : <p className={classes.organisation}>{organisation}</p>}
        <nav className={classes.nav} aria-label="Main">
          {items.map((item) => (
            <NavLink key={item.href} item={item} className={classes.link} onNavigate={onNavigate}>
              {item.icon === undefined ? null : <span className={classes.icon}>{item.icon}</span>}
              <span>{item.label}</span>
              {item.count === undefined || item.count === 0 ? null : (
                <span className={classes.count}>{item.count}</span>
              )}
            </NavLink>
          ))}
        </nav>
        {account === undefined ? null : <div className={classes.account}>{account}</div>}
      </header>
      <main id="content" tabIndex={-1} className={classes.main} data-wide={wide || undefined}>
        <FrameNotice>{notice}</FrameNotice>
        {children}
      </main>
    </div>
  );
}
