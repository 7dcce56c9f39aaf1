import { Anchor, Text } from '@mantine/core';
import { zApplicationData } from '@postern/protocol';
import { ApplicationForm, forgetApplicationDraft, PageFrame, PageHeader, ProblemNotice } from '@postern/ui';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { usePortalApi } from '../portal-context.ts';
import { useSession } from '../session/use-session.ts';

/** The bank's public application form. The link to the status page comes back once and stays in the address bar. */
export function ApplyPage() {
  const api = usePortalApi();
  const navigate = useNavigate();
  const bank = useSession().data?.tenant.name;
  const apply = useMutation({
    mutationFn: api.apply,
    onSuccess: ({ applicationId, statusToken }) => {
      forgetApplicationDraft();
      return navigate(`/application/${encodeURIComponent(applicationId)}#${encodeURIComponent(statusToken)}`);
    },
  });
  return (
    <PageFrame
      face={bank ?? 'portal'}
      footer={
        <>
          Do you work here?{' '}
          <Anchor component={Link} to="/sign-in" size="xs" underline="always">
            Sign in as staff
          </Anchor>
        </>
      }
    >
      <PageHeader
        title="Apply for an identity check"
        lead={
          <>
            {bank ?? 'The bank'} checks you once. Afterwards you can prove single facts, such as your age, to others
            without showing your papers.
          </>
        }
      />
      <ApplicationForm
        schema={zApplicationData}
        busy={apply.isPending}
        onSubmit={(application) => apply.mutate(application)}
      >
        {apply.isError ? (
          <ProblemNotice
            error={apply.error}
            words={{
              ERR_APPLICATION_DOCUMENT_EXPIRED: {
                title: 'The document has expired',
                meaning: 'Your application was not sent.',
                remedy: 'Use a document that is still valid.',
              },
              ERR_APPLICATION_BIRTH_DATE: {
                title: 'The birth date cannot be right',
                meaning: 'Your application was not sent.',
                remedy: 'Check the birth date above and send the form again.',
              },
              ERR_REQUEST_INVALID: {
                title: 'The bank could not read the form',
                meaning: 'Your application was not sent.',
                remedy: 'Check the fields above and send it again.',
              },
            }}
          />
        ) : null}
        <Text size="xs" c="dimmed">
          The bank keeps what you enter here for as long as the law asks. Protocols that you prove something to never
          see it.
        </Text>
      </ApplicationForm>
    </PageFrame>
  );
}
