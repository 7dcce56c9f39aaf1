import '@fontsource-variable/inter';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '../theme/global.css';
import { DirectionProvider, localStorageColorSchemeManager, MantineProvider, useDirection } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useLayoutEffect } from 'react';
import { resolveCssVariables } from '../theme/css-variables.ts';
import { theme } from '../theme/theme.ts';

export type PosternProviderProps = {
  /** Reading direction of the interface language; parts use logical sides, so 'rtl' mirrors the layout. */
  direction?: 'ltr' | 'rtl';
  children: ReactNode;
};

const colorSchemeManager = localStorageColorSchemeManager({ key: 'postern-color-scheme' });

/** Theme, fonts, colour scheme and notifications for one app. Render it once, at the root. */
export function PosternProvider({ direction = 'ltr', children }: PosternProviderProps) {
  return (
    <DirectionProvider initialDirection={direction} detectDirection={false}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolveCssVariables}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
      >
        <DocumentDirection direction={direction} />
        <Notifications position="bottom-right" limit={4} />
        {children}
      </MantineProvider>
    </DirectionProvider>
  );
}

/** Puts the reading direction on the document, and keeps it there when the language changes. */
function DocumentDirection({ direction }: { direction: 'ltr' | 'rtl' }) {
  const { setDirection } = useDirection();
  useLayoutEffect(() => setDirection(direction), [direction, setDirection]);
  return null;
}
