import type { StaffAccount } from '@postern/protocol';
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usePortalApi } from '../portal-context.ts';

/** A step of this page; each is confirmed with a passkey over this very step. */
export type AccountStep =
  | { action: 'add-passkey' }
  | { action: 'remove-passkey' | 'remove-member'; target: string }
  | { action: `${'propose' | 'confirm' | 'withdraw'}-key-revocation`; target: string };

/** Confirms a step with the passkey and takes it. */
export function useConfirmed() {
  const api = usePortalApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (step: AccountStep): Promise<StaffAccount> => {
      const { options } = await api.getStepUpOptions(step);
      const assertion =
        options === null
          ? null
          : await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON });
      switch (step.action) {
        case 'add-passkey': {
          const created = await api.getPasskeyOptions({ assertion });
          const optionsJSON = created.options as unknown as PublicKeyCredentialCreationOptionsJSON;
          return api.addPasskey(await startRegistration({ optionsJSON }));
        }
        case 'remove-passkey':
          return api.removePasskey(step.target, { assertion });
        case 'remove-member':
          return api.removeMember(step.target, { assertion });
        default: {
          const [name = ''] = step.action.split('-');
          return api.stepKeyRevocation(step.target, { assertion, step: name });
        }
      }
    },
    onSuccess: (account) => client.setQueryData(['account'], account),
    onError: () => void client.invalidateQueries({ queryKey: ['account'] }),
  });
}
