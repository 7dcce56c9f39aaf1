import type { ReactNode } from 'react';
import { Wordmark } from '../brand/wordmark.tsx';
import { ColorSchemeToggle } from '../provider/color-scheme-toggle.tsx';
import { FrameNotice } from './frame-notice.tsx';
import classes from './page-frame.module.css';

export type PageFrameProps = {
  face?: string;
  /** Right end of the header. */
  action?: ReactNode;
  notice?: ReactNode;
  footer?: ReactNode;
  /** `narrow` for sign-in (440 px), `form` for one column of fields (600 px), `page` for anything wider (960 px). */
  width?: 'narrow' | 'form' | 'page';
  children: ReactNode;
};

/** A simple centred page: public forms, sign-in, status pages. */
export function PageFrame({ face, action, notice, footer, width = 'form', children }: PageFrameProps) {
  return (
    <div className={classes.root}>
      <header className={classes.header}>
        {face === undefined ? <Wordmark /> : <Wordmark face={face} />}
        <span className={classes.action}>
          {action}
          <ColorSchemeToggle />
        </span>
      </header>
      <main className={classes.main} data-width={width}>
        <FrameNotice>{notice}</FrameNotice>
        {children}
      </main>
      {footer === undefined ? null : <footer className={classes.footer}>{footer}</footer>}
    </div>
  );
}
