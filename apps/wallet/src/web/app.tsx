import { LoadingShape, PhoneFrame } from '@postern/ui';
import { IconDoorEnter, IconId, IconSettings, IconSignature } from '@tabler/icons-react';
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import { ApplicationPage } from './apply/application-page.tsx';
import { ApplyPage } from './apply/apply-page.tsx';
import { CredentialPage } from './credential/credential-page.tsx';
import { HomePage } from './home/home-page.tsx';
import { AuthorizedPage } from './offer/authorized-page.tsx';
import { IssuancePage } from './offer/issuance-page.tsx';
import { IssuanceWatcher } from './offer/issuance-watcher.tsx';
import { OfferPage } from './offer/offer-page.tsx';
import { PassesPage } from './passes/passes-page.tsx';
import { PresentPage } from './present/present-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { StartPage } from './start/start-page.tsx';
import { UnlockPage } from './start/unlock-page.tsx';
import { OfflineNotice } from './wallet/offline-notice.tsx';
import { StoreNotice } from './wallet/store-notice.tsx';
import { useWallet } from './wallet/wallet-context.tsx';

const places = [
  { href: '/', label: 'Wallet', icon: <IconId size={22} stroke={1.6} /> },
  { href: '/apply', label: 'Apply', icon: <IconSignature size={22} stroke={1.6} /> },
  { href: '/passes', label: 'Passes', icon: <IconDoorEnter size={22} stroke={1.6} /> },
  { href: '/settings', label: 'Settings', icon: <IconSettings size={22} stroke={1.6} /> },
];

/** First the wallet is made or opened; the address stays, so that a link goes on where it was. */
export function App() {
  const { state } = useWallet();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  if (state.kind === 'loading') {
    return (
      <PhoneFrame face="wallet">
        <LoadingShape shape="card" label="Opening the wallet" />
      </PhoneFrame>
    );
  }
  if (state.kind === 'none') return <StartPage isLost={state.isLost} />;
  if (state.kind === 'locked') return <UnlockPage />;
  return (
    <PhoneFrame
      face="wallet"
      items={places.map((place) => ({ ...place, active: isWithin(pathname, place.href) }))}
      onNavigate={(href) => void navigate(href)}
    >
      <StoreNotice />
      <OfflineNotice />
      {/^\/(offer|issuances|authorized)/.test(pathname) ? null : <IssuanceWatcher />}
      <Routes>
        <Route path="/" element={<HomePage />} />
        <Route path="/credentials/:credentialId" element={<CredentialPage />} />
        <Route path="/apply" element={<ApplyPage />} />
        <Route path="/applications/:applicationId" element={<ApplicationPage />} />
        <Route path="/offer" element={<OfferPage />} />
        <Route path="/authorized" element={<AuthorizedPage />} />
        <Route path="/issuances/:issuanceId" element={<IssuancePage />} />
        <Route path="/present" element={<PresentPage />} />
        <Route path="/passes" element={<PassesPage />} />
        <Route path="/settings" element={<SettingsPage />} />
        <Route path="*" element={<Navigate to="/" replace />} />
      </Routes>
    </PhoneFrame>
  );
}

function isWithin(pathname: string, href: string): boolean {
  if (href === '/') return pathname === '/' || pathname.startsWith('/credentials/');
  if (href === '/apply') return pathname === '/apply' || pathname.startsWith('/applications/');
  return pathname === href;
}
