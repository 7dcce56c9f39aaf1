import { Anchor } from '@mantine/core';
import type { StoredCredential } from '@postern/holder';
import { Link } from 'react-router';
import { Card } from '../home/card.tsx';
import classes from './card-link.module.css';
import { credentialHref } from './credential-href.ts';

/** A card that leads to the page of its credential. */
export function CardLink({ credential }: { credential: StoredCredential }) {
  return (
    <div className={classes.root}>
      <Card credential={credential} />
      <Anchor
        component={Link}
        to={credentialHref(credential.id)}
        className={classes.link}
        size="sm"
        mt="xs"
        display="block"
      >
        Details and renewal
      </Anchor>
    </div>
  );
}
