import { useParams } from 'react-router';
import { Issuance } from './issuance.tsx';

/** An issuance by its own address, so that it goes on after a reload. */
export function IssuancePage() {
  const { issuanceId = '' } = useParams();
  return <Issuance key={issuanceId} id={issuanceId} />;
}
