import type { VerifiedRequest } from '@postern/holder';

/** What is not known of who asks; undefined when the host is proven. */
export function describeDoubt(
  request: Pick<VerifiedRequest, 'isSigned' | 'isHostProven' | 'host'>,
): string | undefined {
  const { isSigned, isHostProven, host } = request;
  if (isHostProven) return undefined;
  return isSigned
    ? `This request is signed with a key that nobody vouches for. All that is certain is that your answer goes to ${host}.`
    : `Nobody signed this request. All that is certain is that your answer goes to ${host}.`;
}
