-- AlterTable
ALTER TABLE "credential" ADD COLUMN     "sequence" SERIAL NOT NULL;

-- AlterTable
ALTER TABLE "credential_offer" ADD COLUMN     "sequence" SERIAL NOT NULL;

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "sequence" SERIAL NOT NULL;
