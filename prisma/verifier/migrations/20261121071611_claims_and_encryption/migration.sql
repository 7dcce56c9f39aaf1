-- AlterTable
ALTER TABLE "protocol" ADD COLUMN     "certificate_chain" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "trust_anchors" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "trusted_issuers" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "answered" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "encryption_jwk" JSONB,
ADD COLUMN     "encryption_key" BYTEA,
ADD COLUMN     "question" JSONB,
ADD COLUMN     "result_jwk" JSONB,
ADD COLUMN     "sealed_result" TEXT,
ALTER COLUMN "policy_id" DROP NOT NULL,
ALTER COLUMN "chain_id" DROP NOT NULL,
ALTER COLUMN "registry" DROP NOT NULL,
ALTER COLUMN "account" DROP NOT NULL;

-- Sessions from before asked for one policy, in the clear.
UPDATE "session" SET "question" = jsonb_build_object(
  'dcqlQuery', jsonb_build_object('credentials', jsonb_build_array(jsonb_build_object(
    'id', 'kyc',
    'format', 'postern_zk',
    'meta', jsonb_build_object(
      'policyId', "policy_id", 'chainId', "chain_id", 'registry', "registry", 'account', "account"
    )
  ))),
  'issuers', '{}'::jsonb,
  'clientIdPrefix', 'decentralized_identifier',
  'transactionData', '[]'::jsonb,
  'subjects', 'same'
);
ALTER TABLE "session" ALTER COLUMN "question" SET NOT NULL;
