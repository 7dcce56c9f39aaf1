import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { NearEnd } from './credential-end.ts';
import classes from './near-end-notice.module.css';

export type NearEndNoticeProps = {
  nearEnd: NearEnd | undefined;
  issuerName: string;
  /** Where it can be renewed; undefined where the button is beside it. */
  href?: string;
};

/** Says that a credential ends soon or has ended, and what to do about it. */
export function NearEndNotice({ nearEnd, issuerName, href }: NearEndNoticeProps) {
  if (nearEnd === undefined) return null;
  const { sentence, mayRenew } = nearEnd;
  return (
    <Text className={classes.root} component="div">
      {sentence}
      {mayRenew ? null : ` Ask ${issuerName} to check you again.`}
      {mayRenew && href !== undefined ? (
        <>
          {' '}
          <Anchor component={Link} to={href} c="inherit" underline="always">
            Renew it
          </Anchor>
        </>
      ) : null}
    </Text>
  );
}
