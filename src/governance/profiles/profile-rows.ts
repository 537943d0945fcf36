import type { ContractProfile as ProfileRow } from '../../registry/prisma/sqlite/client.js';
import type { Profile, StoredProfile } from './profile.js';

/** A profile as the columns of its row. */
export const profileColumns = ({ links, tags, groups, lint, ...rest }: Profile) => ({
  ...rest,
  links: JSON.stringify(links),
  tags: JSON.stringify(tags),
  groups: JSON.stringify(groups),
  lint: JSON.stringify(lint),
});

/** What a row says, without whose and when. */
export function profileOf(row: ProfileRow): Profile {
  const { subject: _s, revision: _r, updatedAt: _a, updatedBy: _b, ...rest } = row;
  return {
    ...rest,
    lifecycle: row.lifecycle as Profile['lifecycle'],
    sensitivity: row.sensitivity as Profile['sensitivity'],
    links: JSON.parse(row.links) as Profile['links'],
    tags: JSON.parse(row.tags) as Profile['tags'],
    groups: JSON.parse(row.groups) as Profile['groups'],
    lint: JSON.parse(row.lint) as Profile['lint'],
  };
}

export const storedProfile = (row: ProfileRow): StoredProfile => ({
  ...profileOf(row),
  subject: row.subject,
  revision: row.revision,
  updatedAt: row.updatedAt,
  updatedBy: row.updatedBy,
});
