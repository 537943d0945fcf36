import type { ContractEvent } from '../../registry/contract-events.js';
import type { Database } from '../../registry/database/database.js';
import { PrismaContractEvents } from '../webhooks/prisma-contract-events.repository.js';
import { PrismaProfilesRepository } from './prisma-profiles.repository.js';
import { EMPTY_PROFILE, type Profile } from './profile.js';
import type { ProfilesRepository } from './profiles.repository.js';

const at = new Date('2026-11-21T10:00:00.123Z');
const change = { actor: 'ada', at };
const everything = {
  owner: null,
  team: null,
  domain: null,
  lifecycle: null,
  sensitivity: null,
  tag: null,
  after: null,
  limit: 100,
};

/** What every ProfilesRepository does, whatever database is behind it. `open` gives an empty one. */
export function itKeepsProfiles(open: () => Promise<Database>): void {
  let database: Database;
  let profiles: ProfilesRepository;
  beforeEach(async () => {
    database = await open();
    profiles = new PrismaProfilesRepository(database, new PrismaContractEvents(database));
  });
  afterEach(() => database.$disconnect());

  const profile = {
    ...EMPTY_PROFILE,
    owner: 'ada',
    links: [{ title: 'Runbook', url: 'https://example.org' }],
    tags: ['gdpr'],
    groups: [{ name: 'v1', fromVersion: 1 }],
    lint: { 'open-content': 'off' as const },
  };

  it('answers nothing for a subject of which nobody has said anything', async () => {
    expect(await profiles.find('none')).toBeNull();
    expect(await profiles.list(everything)).toEqual([]);
  });

  it('keeps a profile whole, whatever the subject is called, with its audit entry', async () => {
    const stored = { ...profile, subject: 'créés 🙂', revision: 1, updatedAt: at, updatedBy: 'ada' };
    expect(await profiles.save('créés 🙂', profile, 0, change, null)).toEqual(stored);
    expect(await profiles.find('créés 🙂')).toEqual(stored);
    const [entry] = await database.auditEntry.findMany();
    expect(entry).toMatchObject({ at, actor: 'ada', action: 'profile.set', target: 'créés 🙂', from: null });
    expect(JSON.parse(entry!.to!)).toEqual(profile);
    expect(await database.contractEvent.count()).toBe(0);
  });

  it('refuses a revision that is not the present one, and keeps nothing of it', async () => {
    await profiles.save('a', profile, 0, change, null);
    const data = { sunsetOn: null, replacedBy: null };
    const event = { type: 'contract.deprecated' as const, subject: 'a', at, actor: 'ada', data };
    expect(await profiles.save('a', EMPTY_PROFILE, 0, change, event)).toBeNull();
    expect(await profiles.save('a', EMPTY_PROFILE, 2, change, event)).toBeNull();
    expect(await profiles.find('a')).toMatchObject({ owner: 'ada', revision: 1 });
    expect(await database.auditEntry.count()).toBe(1);
    expect(await database.contractEvent.count()).toBe(0);
  });

  it('lets exactly one of many that change the same revision have it', async () => {
    for (const revision of [0, 1]) {
      const owners = Array.from({ length: 8 }, (_, i) => `${i}`);
      const saved = await Promise.all(
        owners.map((owner) => profiles.save('a', { ...profile, owner }, revision, change, null)),
      );
      expect(saved.filter((one) => one !== null)).toHaveLength(1);
    }
    expect(await database.auditEntry.count()).toBe(2);
  });

  it('tells the event with the change, where anybody listens', async () => {
    const data = { sunsetOn: '2026-12-01', replacedBy: null };
    const deprecated = (subject: string): ContractEvent => ({
      type: 'contract.deprecated',
      subject,
      at,
      actor: 'ada',
      data,
    });
    await profiles.save('unheard', profile, 0, change, deprecated('unheard'));
    expect(await database.contractEvent.count()).toBe(0);
    const listener = { id: '1', url: 'https://example.org', events: '[]', subjectPrefix: '', isActive: true };
    await database.webhookSubscription.create({ data: { ...listener, createdAt: at, createdBy: 'ada' } });
    await profiles.save('a', profile, 0, change, deprecated('a'));
    const [event] = await database.contractEvent.findMany();
    expect(event).toMatchObject({ type: 'contract.deprecated', subject: 'a', at, isDispatched: false });
    expect(JSON.parse(event!.data)).toEqual({ subject: 'a', actor: 'ada', ...data });
  });

  it('lists by owner, team and lifecycle, page by page', async () => {
    for (const subject of ['c', 'a', 'b']) await profiles.save(subject, { ...profile, team: 'x' }, 0, change, null);
    await profiles.save('d', { ...profile, owner: 'bob', lifecycle: 'draft' }, 0, change, null);
    const names = async (filter: object) =>
      (await profiles.list({ ...everything, ...filter })).map(({ subject }) => subject);
    expect(await names({})).toEqual(['a', 'b', 'c', 'd']);
    expect(await names({ limit: 2 })).toEqual(['a', 'b']);
    expect(await names({ after: 'b' })).toEqual(['c', 'd']);
    expect(await names({ owner: 'bob' })).toEqual(['d']);
    expect(await names({ team: 'x', after: 'a' })).toEqual(['b', 'c']);
    expect(await names({ lifecycle: 'draft', team: 'x' })).toEqual([]);
  });

  it('lists by domain, sensitivity and tag, of which each letter counts', async () => {
    const put = (subject: string, said: Partial<Profile>) =>
      profiles.save(subject, { ...profile, ...said }, 0, change, null);
    await put('a', { domain: 'billing', sensitivity: 'restricted', tags: ['PII', 'a_b', '100%'] });
    await put('b', { domain: 'billing', sensitivity: 'public', tags: ['pii', 'axb', '100x', 'NOT PII'] });
    await put('c', { tags: ['say "hi"\\', '🧾'] });
    const names = async (filter: object) =>
      (await profiles.list({ ...everything, ...filter })).map(({ subject }) => subject);
    expect(await names({ domain: 'billing' })).toEqual(['a', 'b']);
    expect(await names({ domain: 'billing', sensitivity: 'public' })).toEqual(['b']);
    const byTag = await Promise.all(['PII', 'a_b', '100%', 'say "hi"\\', '🧾', 'hi'].map((tag) => names({ tag })));
    expect(byTag).toEqual([['a'], ['a'], ['a'], ['c'], ['c'], []]);
  });

  it('lists as many of a tag as are asked for, however far apart they are', async () => {
    const rows = Array.from({ length: 1_201 }, (_, i) => ({
      ...{ subject: `s${String(i).padStart(4, '0')}`, revision: 1, updatedAt: at, updatedBy: 'ada' },
      tags: JSON.stringify(i % 600 === 0 ? ['PII'] : ['PII no more']),
    }));
    await database.contractProfile.createMany({ data: rows });
    const names = async (filter: object) =>
      (await profiles.list({ ...everything, tag: 'PII', ...filter })).map(({ subject }) => subject);
    expect(await names({})).toEqual(['s0000', 's0600', 's1200']);
    expect(await names({ limit: 2 })).toEqual(['s0000', 's0600']);
    expect(await names({ after: 's0600' })).toEqual(['s1200']);
  });
}
