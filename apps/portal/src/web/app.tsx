import { EmptyState, PageFrame } from '@postern/ui';
import { Link, Navigate, Route, Routes } from 'react-router';
import { AccountPage } from './account/account-page.tsx';
import { ApplicationStatusPage } from './application/application-status-page.tsx';
import { ApplyPage } from './apply/apply-page.tsx';
import { AuditPage } from './audit/audit-page.tsx';
import { CasePage } from './case/case-page.tsx';
import { QueuePage } from './queue/queue-page.tsx';
import { StaffArea } from './session/staff-area.tsx';
import { EnrollPage } from './sign-in/enroll-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { StatusPage } from './status/status-page.tsx';

/** Public pages, sign-in, and behind it the desk of the bank's staff. */
export function App() {
  return (
    <Routes>
      <Route path="/" element={<Navigate to="/queue" replace />} />
      <Route path="/apply" element={<ApplyPage />} />
      <Route path="/application/:applicationId" element={<ApplicationStatusPage />} />
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/enroll" element={<EnrollPage />} />
      <Route element={<StaffArea />}>
        <Route path="/queue" element={<QueuePage />} />
        <Route path="/cases/:caseId" element={<CasePage />} />
        <Route path="/status" element={<StatusPage />} />
        <Route path="/audit" element={<AuditPage />} />
        <Route path="/account" element={<AccountPage />} />
      </Route>
      <Route
        path="*"
        element={
          <PageFrame face="portal">
            <EmptyState title="There is no page at this address" action={<Link to="/queue">Go to the work queue</Link>}>
              The link may be old, or mistyped.
            </EmptyState>
          </PageFrame>
        }
      />
    </Routes>
  );
}
