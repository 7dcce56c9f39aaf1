import { notifications } from '@mantine/notifications';
import type { CaseDetail, DecisionDraft } from '@postern/protocol';
import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from '@simplewebauthn/browser';
import { forgetDraft } from '@postern/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usePortalApi } from '../portal-context.ts';
import { describeDone } from '../words/case-words.ts';

/**
 * Decides: the issuer answers the draft with its hash, the passkey signs the hash, the issuer records both.
 * A demo sign-in has no passkey and sends no assertion; the issuer allows that on a local chain only.
 */
export function useDecision({ caseId, emergency }: Pick<CaseDetail, 'caseId' | 'emergency'>) {
  const api = usePortalApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (draft: DecisionDraft): Promise<CaseDetail> => {
      const { decisionHash, options } = await api.getDecisionOptions(caseId, draft);
      const assertion =
        options === null
          ? null
          : await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON });
      return api.decide(caseId, { ...draft, decisionHash, assertion: assertion as { id: string } | null });
    },
    onSuccess: (detail, draft) => {
      client.setQueryData(['case', caseId], detail);
      if (draft.action === 'propose') forgetDraft(`proposal-${caseId}`);
      for (const key of ['cases', 'status', 'audit', 'identity-answers']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
      notifications.show({ message: describeDone({ draft, isEmergency: emergency !== undefined }) });
    },
    onError: () => void client.invalidateQueries({ queryKey: ['case', caseId] }),
  });
}

export type Decision = ReturnType<typeof useDecision>;
