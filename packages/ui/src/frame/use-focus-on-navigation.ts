import { useEffect, useRef } from 'react';

/** Puts the focus on a frame's content after a change of page, so that the keyboard and screen readers go on from there. */
export function useFocusOnNavigation(pathname: string): void {
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current !== pathname) document.getElementById('content')?.focus();
    last.current = pathname;
  }, [pathname]);
}
