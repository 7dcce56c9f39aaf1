import { DeskFrame, LoadingShape, PageFrame, ProblemNotice, useFocusOnNavigation } from '@postern/ui';
import { IconInbox, IconListCheck, IconTopologyRing } from '@tabler/icons-react';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { DeskAlarms } from './desk-alarms.tsx';
import { StaffAccount } from './staff-account.tsx';
import { useSession } from './use-session.ts';

const icon = { size: 18, stroke: 1.6 };

/** The desk: asks who is signed in, sends everybody else to the sign-in page, and frames the staff pages. */
export function StaffArea() {
  const session = useSession();
  const location = useLocation();
  const navigate = useNavigate();
  useFocusOnNavigation(location.pathname);

  if (session.isPending) {
    return (
      <PageFrame face="portal">
        <LoadingShape label="Checking who is signed in" />
      </PageFrame>
    );
  }
  if (session.isError) {
    return (
      <PageFrame face="portal">
        <ProblemNotice error={session.error} onRetry={() => void session.refetch()} />
      </PageFrame>
    );
  }
  const { staff, tenant } = session.data;
  if (staff === null) return <Navigate to={`/sign-in?next=${encodeURIComponent(location.pathname)}`} replace />;

  const at = (path: string) => location.pathname.startsWith(path);
  return (
    <DeskFrame
      face="portal"
      organisation={tenant.name}
      wide={at('/cases/')}
      items={[
        { href: '/queue', label: 'Work queue', icon: <IconInbox {...icon} />, active: at('/queue') || at('/cases/') },
        { href: '/status', label: 'Status list', icon: <IconTopologyRing {...icon} />, active: at('/status') },
        { href: '/audit', label: 'Audit log', icon: <IconListCheck {...icon} />, active: at('/audit') },
      ]}
      onNavigate={(href) => void navigate(href)}
      account={<StaffAccount staff={staff} />}
      notice={
        staff.method === 'demo'
          ? 'Demo sign-in: your decisions carry no passkey signature. It works on a local chain only.'
          : undefined
      }
    >
      <DeskAlarms />
      <Outlet />
    </DeskFrame>
  );
}
