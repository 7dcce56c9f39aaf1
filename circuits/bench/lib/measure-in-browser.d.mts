import type { CircuitInputs } from '@postern/proof';

type Sample = { wall: number; cpu: number };

export function measureInBrowser(options: {
  inputs: CircuitInputs;
  rounds: number;
}): Promise<{ isolated: boolean; cold: Sample[]; warm: Sample[]; reference: Sample[] }[] | undefined>;
