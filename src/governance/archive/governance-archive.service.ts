import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ArchiveParts } from '../../exchange/archive/archive-parts.service.js';
import { profilesPart } from './archive-profiles.store.js';
import { samplesPart } from './archive-samples.store.js';
import { webhooksPart } from './archive-webhooks.store.js';

/** Adds what governance keeps to the archive of a registry. */
export function addGovernanceParts(parts: ArchiveParts): void {
  parts.add(profilesPart);
  parts.add(samplesPart);
  parts.add(webhooksPart);
}

/** Does so when the server starts. */
@Injectable()
export class GovernanceArchive implements OnModuleInit {
  constructor(@Inject(ArchiveParts) private readonly parts: ArchiveParts) {}

  onModuleInit(): void {
    addGovernanceParts(this.parts);
  }
}
