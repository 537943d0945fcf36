import { Injectable } from '@nestjs/common';
import { SubjectsRepository } from './store/subjects.repository.js';

/** Tells whether anything was changed since: where two stamps are equal, nothing was. Requests that come together ask once. */
@Injectable()
export class RegistryStamp {
  private running: Promise<string> | null = null;
  private next: Promise<string> | null = null;

  constructor(private readonly subjects: SubjectsRepository) {}

  /** A stamp that was asked for after this was called: one that is under way already may be too old. */
  fresh(): Promise<string> {
    this.next ??= (this.running ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        this.running = this.subjects.stamp();
        return this.running;
      });
    return this.next;
  }
}
