-- An assessment of an earlier release was typed, not found: what is not issued yet goes back to its reviewer, what is
-- issued stays as it is and is assessed again before anything more is issued from it.
UPDATE "decision" SET "state" = 'void'
  WHERE "state" = 'prepared' OR ("action" = 'propose' AND "case_id" IN
    (SELECT "case_id" FROM "kyc_case" WHERE "state" IN ('second_approval', 'approved')));
UPDATE "kyc_case" SET "state" = 'in_review', "proposal_hash" = NULL, "proposer_id" = NULL, "approver_id" = NULL,
    "version" = "version" + 1
  WHERE "state" IN ('second_approval', 'approved');
UPDATE "credential_offer" SET "state" = 'withdrawn'
  WHERE "state" = 'open' AND NOT "early" AND "case_id" IN (SELECT "case_id" FROM "kyc_case" WHERE "state" = 'in_review');

-- AlterTable
ALTER TABLE "credential_offer" ADD COLUMN     "may_rebind" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "decision" DROP COLUMN "assessment",
ADD COLUMN     "identity" JSONB,
ADD COLUMN     "measure" TEXT,
ADD COLUMN     "sealed_assessment" BYTEA;

-- AlterTable
ALTER TABLE "issuance" ADD COLUMN     "may_rebind" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "kyc_case" DROP COLUMN "assessment",
ADD COLUMN     "emergency_by" TEXT,
ADD COLUMN     "emergency_since" TIMESTAMPTZ(3),
ADD COLUMN     "measure_at" TIMESTAMPTZ(3),
ADD COLUMN     "measure_by" TEXT,
ADD COLUMN     "measure_hash" TEXT,
ADD COLUMN     "pending_measure" TEXT,
ADD COLUMN     "reviewer_id" TEXT,
ADD COLUMN     "sealed_assessment" BYTEA;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "merged_into" TEXT;

-- DropTable
DROP TABLE "person_tag";

-- CreateTable
CREATE TABLE "identity_token" (
    "tenant" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,

    CONSTRAINT "identity_token_pkey" PRIMARY KEY ("tenant","token","case_id")
);

-- CreateTable
CREATE TABLE "identity_answer" (
    "decision_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "other_person_id" TEXT NOT NULL,
    "other_case_id" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "proposer_id" TEXT NOT NULL,
    "approver_id" TEXT NOT NULL,
    "sampled" BOOLEAN NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_answer_pkey" PRIMARY KEY ("decision_hash","other_person_id")
);

-- CreateIndex
CREATE INDEX "identity_token_case_id_idx" ON "identity_token"("case_id");

-- CreateIndex
CREATE INDEX "identity_answer_tenant_case_id_idx" ON "identity_answer"("tenant", "case_id");

-- CreateIndex
CREATE INDEX "kyc_case_person_id_idx" ON "kyc_case"("person_id");

-- CreateIndex
CREATE INDEX "person_merged_into_idx" ON "person"("merged_into");
