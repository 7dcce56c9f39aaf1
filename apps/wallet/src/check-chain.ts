/**
 * Asks a JSON-RPC node for its chain id.
 *
 * @throws Error unreachable, or another chain than configured
 */
export async function checkChain(options: {
  rpcUrl: string;
  chainId: number;
  fetch: typeof globalThis.fetch;
}): Promise<void> {
  const response = await options.fetch(options.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
    signal: AbortSignal.timeout(2500),
  });
  const { result } = (await response.json()) as { result?: string };
  if (Number(result) !== options.chainId) throw new Error('The node is on another chain.');
}
