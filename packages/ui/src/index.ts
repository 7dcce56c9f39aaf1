export { ApplicationForm, type ApplicationFormProps, forgetApplicationDraft } from './application/application-form.tsx';
export { type ApplicationValues, EMPTY_APPLICATION, TICKED } from './application/application-values.ts';
export { type Application, createApplication } from './application/create-application.ts';
export { type ApplicationLife, describeApplicationLife } from './application/describe-application-life.ts';
export { type DocumentType, nameDocumentType } from './application/document-type.ts';
export { EndedOffer, type EndedOfferProps } from './application/ended-offer.tsx';
export { type OfferLife, readEndedOffer } from './application/read-ended-offer.ts';
export { TransactionCode, type TransactionCodeProps } from './application/transaction-code.tsx';
export {
  type ApplicationErrors,
  type ApplicationSchema,
  validateApplication,
} from './application/validate-application.ts';
export { Mark, type MarkProps } from './brand/mark.tsx';
export { Wordmark, type WordmarkProps } from './brand/wordmark.tsx';
export { DeskFrame, type DeskFrameProps } from './frame/desk-frame.tsx';
export type { NavItem } from './frame/nav-link.tsx';
export { PageFrame, type PageFrameProps } from './frame/page-frame.tsx';
export { PhoneFrame, type PhoneFrameProps } from './frame/phone-frame.tsx';
export { useFocusOnNavigation } from './frame/use-focus-on-navigation.ts';
export { ApiProblemError, isApiProblemError, type ProblemDetails } from './http/api-problem-error.ts';
export {
  type ApiClient,
  type ApiRequest,
  type CreateApiClientOptions,
  createApiClient,
  type ResponseParser,
} from './http/create-api-client.ts';
export { parseProblem } from './http/parse-problem.ts';
export { ProblemNotice, type ProblemNoticeProps, type ProblemWords } from './http/problem-notice.tsx';
export {
  type ConsentDuration,
  ConsentDurations,
  type ConsentDurationsProps,
} from './objects/consent/consent-durations.tsx';
export { ConsentFrame, type ConsentFrameProps } from './objects/consent/consent-frame.tsx';
export { ConsentList, type ConsentListProps } from './objects/consent/consent-list.tsx';
export { ConsentLists, type ConsentListsProps } from './objects/consent/consent-lists.tsx';
export { ConsentSection, type ConsentSectionProps } from './objects/consent/consent-section.tsx';
export { ConsentSheet, type ConsentSheetProps } from './objects/consent/consent-sheet.tsx';
export { ConsentWarnings, type ConsentWarningsProps } from './objects/consent/consent-warnings.tsx';
export { CredentialCard, type CredentialCardProps } from './objects/credential-card.tsx';
export { GateOpening, type GateOpeningProps } from './objects/gate-opening.tsx';
export { Address, type AddressProps } from './parts/address.tsx';
export { type Country, listCountries, nameCountry } from './parts/country-names.ts';
export { forgetDraft, forgetDrafts, keepDraft, readDraft } from './parts/draft.ts';
export { EmptyState, type EmptyStateProps } from './parts/empty-state.tsx';
export { ErrorState, type ErrorStateProps } from './parts/error-state.tsx';
export { type Fact, Facts, type FactsProps } from './parts/facts.tsx';
export {
  formatDay,
  formatExactTime,
  formatLastDay,
  formatMoment,
  formatRelativeTime,
} from './parts/format-relative-time.ts';
export { formatUpperBound } from './parts/format-upper-bound.ts';
export { isolate } from './parts/isolate.ts';
export { LoadingShape, type LoadingShapeProps } from './parts/loading-shape.tsx';
export { Notice, type NoticeProps } from './parts/notice.tsx';
export { PageHeader, type PageHeaderProps } from './parts/page-header.tsx';
export { QrCode, type QrCodeProps } from './parts/qr-code.tsx';
export { RelativeTime, type RelativeTimeProps } from './parts/relative-time.tsx';
export { shortenMiddle } from './parts/shorten-middle.ts';
export { StatusPill, type StatusPillProps, type Tone } from './parts/status-pill.tsx';
export { type ProgressStep, StepProgress, type StepProgressProps } from './parts/step-progress.tsx';
export { Timeline, type TimelineEvent, type TimelineProps } from './parts/timeline.tsx';
export { ColorSchemeToggle } from './provider/color-scheme-toggle.tsx';
export { PosternProvider, type PosternProviderProps } from './provider/postern-provider.tsx';
export { theme } from './theme/theme.ts';
