import type { MouseEvent, ReactNode } from 'react';

export type NavItem = {
  href: string;
  label: string;
  icon?: ReactNode;
  /** True for the page that is open. */
  active?: boolean;
  /** How many things wait there; hidden at 0. */
  count?: number;
};

export type NavLinkProps = {
  item: NavItem;
  className: string | undefined;
  onNavigate?: ((href: string) => void) | undefined;
  children: ReactNode;
};

/** A plain anchor that hands ordinary clicks to the app's router and leaves modified clicks to the browser. */
export function NavLink({ item, className, onNavigate, children }: NavLinkProps) {
  const handleClick = (event: MouseEvent<HTMLAnchorElement>) => {
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (onNavigate === undefined || modified) return;
    event.preventDefault();
    onNavigate(item.href);
  };
  return (
    <a
      href={item.href}
      className={className}
      aria-current={item.active === true ? 'page' : undefined}
      onClick={handleClick}
    >
      {children}
    </a>
  );
}
