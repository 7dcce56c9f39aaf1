import { parseCompactJws } from '@postern/credential';

type Copy = { token: string; key: unknown };
type FirstForm = {
  issuer?: { identifier?: string };
  claims?: object;
  sdJwt?: Copy;
  jwt?: Copy;
  documents?: unknown;
};

/** Records of the first release had one SD-JWT VC and one VC-JWT by name; today they are a list of documents. */
export function upgradeStoredCredential(value: unknown): unknown {
  const { sdJwt, jwt, ...rest } = (value ?? {}) as FirstForm;
  if (sdJwt === undefined || jwt === undefined || rest.documents !== undefined) return value;
  const signed = parseCompactJws(sdJwt.token.split('~')[0]!).payload;
  const { payload } = parseCompactJws(jwt.token);
  const common = { keyFoundBy: 'web', labels: [], name: 'Identity check' };
  const documents = [
    {
      ...common,
      configurationId: 'kyc_person_sdjwt',
      format: 'dc+sd-jwt',
      types: [signed['vct']],
      issuedBy: signed['iss'],
      ...(signed['exp'] === undefined ? {} : { expiresAt: signed['exp'] }),
      claims: { ...rest.claims, iss: signed['iss'], vct: signed['vct'] },
      copies: [sdJwt],
    },
    {
      ...common,
      configurationId: 'kyc_person_jwt',
      format: 'jwt_vc_json',
      types: (payload['vc'] as { type?: unknown } | undefined)?.type,
      issuedBy: payload['iss'],
      ...(payload['exp'] === undefined ? {} : { expiresAt: payload['exp'] }),
      claims: payload['vc'],
      copies: [jwt],
    },
  ];
  return { ...rest, documents };
}
