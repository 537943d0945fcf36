-- CreateIndex
CREATE INDEX "ContractProfile_domain_subject_idx" ON "ContractProfile"("domain", "subject");

-- CreateIndex
CREATE INDEX "ContractProfile_sensitivity_subject_idx" ON "ContractProfile"("sensitivity", "subject");
