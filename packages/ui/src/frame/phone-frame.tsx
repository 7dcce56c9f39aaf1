import type { ReactNode } from 'react';
import { Wordmark } from '../brand/wordmark.tsx';
import { ColorSchemeToggle } from '../provider/color-scheme-toggle.tsx';
import { type NavItem, NavLink } from './nav-link.tsx';
import classes from './phone-frame.module.css';

export type PhoneFrameProps = {
  face: string;
  /** Three to five places; shown as the bottom bar, in reach of the thumb. Leave out before the wallet is open. */
  items?: readonly NavItem[];
  onNavigate?: (href: string) => void;
  /** Right end of the header, before the colour switch. */
  action?: ReactNode;
  children: ReactNode;
};

/** The phone layout: header, one column, bottom bar. On a desk the same column stands in the middle. */
export function PhoneFrame({ face, items = [], onNavigate, action, children }: PhoneFrameProps) {
  return (
    <div className={classes.root}>
      <header className={classes.header}>
        <Wordmark face={face} />
        <span className={classes.action}>
          {action}
          <ColorSchemeToggle />
        </span>
      </header>
      <main className={classes.main} data-bar={items.length > 0 || undefined}>
        {children}
      </main>
      {items.length === 0 ? null : (
        <nav className={classes.bar} aria-label="Main">
          {items.map((item) => (
            <NavLink key={item.href} item={item} className={classes.link} onNavigate={onNavigate}>
              <span className={classes.icon}>{item.icon}</span>
              <span>{item.label}</span>
            </NavLink>
          ))}
        </nav>
      )}
    </div>
  );
}
