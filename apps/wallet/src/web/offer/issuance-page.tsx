import { useLocation, useParams } from 'react-router';
import { Issuance } from './issuance.tsx';

/** An issuance by its own address, so that it goes on after a reload. */
export function IssuancePage() {
  const { issuanceId = '' } = useParams();
  const isReady = (useLocation().state as { isReady?: boolean } | null)?.isReady === true;
  return <Issuance key={issuanceId} id={issuanceId} isReady={isReady} />;
}
