-- CreateTable
CREATE TABLE "tenant" (
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "issuer_id" INTEGER NOT NULL,
    "list_id" INTEGER NOT NULL,
    "schema_name" TEXT NOT NULL,
    "did" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "seal_key_x" TEXT NOT NULL,
    "seal_key_y" TEXT NOT NULL,
    "sealed_seal_key" BYTEA NOT NULL,
    "operator_address" TEXT NOT NULL,
    "sealed_operator_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "did_identifier" (
    "did" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "alias" TEXT NOT NULL,
    "controller_key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "did_identifier_pkey" PRIMARY KEY ("did")
);

-- CreateTable
CREATE TABLE "did_key" (
    "kid" TEXT NOT NULL,
    "did" TEXT,
    "kms" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "public_key_hex" TEXT NOT NULL,
    "meta" JSONB,

    CONSTRAINT "did_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "did_private_key" (
    "alias" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "sealed_key" BYTEA NOT NULL,

    CONSTRAINT "did_private_key_pkey" PRIMARY KEY ("alias")
);

-- CreateTable
CREATE TABLE "staff_member" (
    "tenant" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "staff_member_pkey" PRIMARY KEY ("tenant","staff_id")
);

-- CreateTable
CREATE TABLE "passkey" (
    "credential_id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("credential_id")
);

-- CreateTable
CREATE TABLE "enrolment_link" (
    "token_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enrolment_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "passkey_challenge" (
    "challenge_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "staff_id" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_challenge_pkey" PRIMARY KEY ("challenge_hash")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "token_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "person" (
    "person_id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "wrapped_data_key" BYTEA NOT NULL,
    "holder_commitment" TEXT,
    "live_seal_id" TEXT,
    "rebound_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "person_tag" (
    "tenant" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,

    CONSTRAINT "person_tag_pkey" PRIMARY KEY ("tenant","tag")
);

-- CreateTable
CREATE TABLE "kyc_case" (
    "case_id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sealed_application" BYTEA NOT NULL,
    "application_hash" TEXT NOT NULL,
    "assessment" JSONB,
    "proposal_hash" TEXT,
    "proposer_id" TEXT,
    "approver_id" TEXT,
    "status_token_hash" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kyc_case_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "decision" (
    "decision_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "case_version" INTEGER NOT NULL,
    "staff_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "assessment" JSONB,
    "sealed_reason" BYTEA,
    "nonce" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "method" TEXT,
    "assertion" JSONB,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "made_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_pkey" PRIMARY KEY ("decision_hash")
);

-- CreateTable
CREATE TABLE "credential_offer" (
    "offer_id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "sealed_code" BYTEA NOT NULL,
    "sealed_tx_code" BYTEA NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credential_offer_pkey" PRIMARY KEY ("offer_id")
);

-- CreateTable
CREATE TABLE "issuance" (
    "issuance_id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "sealed_record" BYTEA NOT NULL,
    "holder_commitment" TEXT,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "issuance_pkey" PRIMARY KEY ("issuance_id")
);

-- CreateTable
CREATE TABLE "access_token" (
    "token_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "issuance_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "proof_nonce" (
    "nonce_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proof_nonce_pkey" PRIMARY KEY ("nonce_hash")
);

-- CreateTable
CREATE TABLE "credential" (
    "credential_id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "issuance_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "configuration_id" TEXT NOT NULL,
    "list_id" INTEGER NOT NULL,
    "status_index" INTEGER NOT NULL,
    "key_thumbprint" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "suspended_at" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_at" TIMESTAMPTZ(3),
    "notification_id" TEXT NOT NULL,
    "notification" TEXT,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("credential_id")
);

-- CreateTable
CREATE TABLE "status_snapshot" (
    "tenant" TEXT NOT NULL,
    "list_id" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "status_root" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "packed_bits" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "status_snapshot_pkey" PRIMARY KEY ("tenant","list_id","epoch")
);

-- CreateTable
CREATE TABLE "anchor_outbox" (
    "tenant" TEXT NOT NULL,
    "list_id" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "status_root" TEXT,
    "content_hash" TEXT,
    "nonce" INTEGER,
    "signed_transaction" TEXT,
    "transaction_hash" TEXT,
    "block_number" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "anchor_outbox_pkey" PRIMARY KEY ("tenant","list_id","epoch")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "tenant" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "case_id" TEXT,
    "details" JSONB NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("tenant","sequence")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenant_did_key" ON "tenant"("did");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_issuer_id_list_id_key" ON "tenant"("issuer_id", "list_id");

-- CreateIndex
CREATE UNIQUE INDEX "did_identifier_alias_key" ON "did_identifier"("alias");

-- CreateIndex
CREATE INDEX "did_key_did_idx" ON "did_key"("did");

-- CreateIndex
CREATE INDEX "passkey_tenant_staff_id_idx" ON "passkey"("tenant", "staff_id");

-- CreateIndex
CREATE INDEX "enrolment_link_tenant_staff_id_idx" ON "enrolment_link"("tenant", "staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_live_seal_id_key" ON "person"("live_seal_id");

-- CreateIndex
CREATE INDEX "kyc_case_tenant_state_idx" ON "kyc_case"("tenant", "state");

-- CreateIndex
CREATE INDEX "decision_tenant_case_id_idx" ON "decision"("tenant", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_offer_code_hash_key" ON "credential_offer"("code_hash");

-- CreateIndex
CREATE INDEX "credential_offer_tenant_case_id_idx" ON "credential_offer"("tenant", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "issuance_offer_id_key" ON "issuance"("offer_id");

-- CreateIndex
CREATE INDEX "issuance_tenant_case_id_idx" ON "issuance"("tenant", "case_id");

-- CreateIndex
CREATE INDEX "issuance_tenant_person_id_idx" ON "issuance"("tenant", "person_id");

-- CreateIndex
CREATE INDEX "credential_tenant_case_id_idx" ON "credential"("tenant", "case_id");

-- CreateIndex
CREATE INDEX "credential_tenant_person_id_idx" ON "credential"("tenant", "person_id");

-- CreateIndex
CREATE INDEX "credential_issuance_id_idx" ON "credential"("issuance_id");

-- CreateIndex
CREATE INDEX "credential_notification_id_idx" ON "credential"("notification_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_tenant_list_id_status_index_key" ON "credential"("tenant", "list_id", "status_index");

-- CreateIndex
CREATE INDEX "audit_entry_tenant_case_id_idx" ON "audit_entry"("tenant", "case_id");
