import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Notice } from '../parts/notice.tsx';

export type EndedOfferProps = {
  /** Too many wrong codes, or too much time. */
  why: 'locked' | 'expired';
  /** How to get another code; absent where only the bank can help. */
  action?: ReactNode;
  /** What went wrong with it. */
  children?: ReactNode;
};

const reasons = {
  locked: 'A wrong code was typed five times, so the bank locked it. If that was not you, tell the bank.',
  expired: 'Nobody used it in time.',
};

/** The applicant's code has ended: why, that nothing is lost, and how to get another one. */
export function EndedOffer({ why, action, children }: EndedOfferProps) {
  return (
    <Notice tone="waiting" label="Your code has ended" title="Your code for the wallet has ended">
      <Text mt={4}>
        {reasons[why]} {action === undefined ? 'Ask the bank for a new one.' : 'You are still approved.'}
      </Text>
      {children}
      {action === undefined ? null : <Group mt="sm">{action}</Group>}
    </Notice>
  );
}
