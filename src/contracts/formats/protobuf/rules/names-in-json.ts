import { told } from '../../../sentence.js';
import { policyObstacle } from './obstacle.js';
import type { Enum, Field, Message } from '../model.js';
import { JSON_AND_STRICTER, type Obstacle, type Pair, type Rule } from './rule.js';

/** Code and JSON with original names know a field by its name (buf: FIELD_SAME_NAME). */
export const fieldRenamed: Rule = {
  policies: JSON_AND_STRICTER,
  field: (pair) =>
    pair.older.name === pair.newer.name || pair.older.extendee !== null
      ? []
      : [
          renamed(pair, {
            rule: 'field-renamed',
            buf: 'FIELD_SAME_NAME',
            from: pair.older.name,
            to: pair.newer.name,
            harm: 'code and JSON that use the old name no longer find it',
          }),
        ],
};

/** In JSON, events have a field under its `json_name` (buf: FIELD_SAME_JSON_NAME). */
export const jsonNameChanged: Rule = {
  policies: JSON_AND_STRICTER,
  field: (pair) =>
    pair.older.jsonName === pair.newer.jsonName || pair.older.extendee !== null
      ? []
      : [
          renamed(pair, {
            rule: 'json-name-changed',
            buf: 'FIELD_SAME_JSON_NAME',
            from: pair.older.jsonName,
            to: pair.newer.jsonName,
            harm: 'consumers of JSON no longer find it',
          }),
        ],
};

/** JSON that was promised is no longer (buf: MESSAGE_SAME_JSON_FORMAT, ENUM_SAME_JSON_FORMAT). */
export const jsonFormatDropped: Rule = {
  policies: JSON_AND_STRICTER,
  message: (pair) => dropped(pair, 'MESSAGE_SAME_JSON_FORMAT'),
  enum: (pair) => dropped(pair, 'ENUM_SAME_JSON_FORMAT'),
};

type Renaming = { rule: string; buf: string; from: string; to: string; harm: string };

function renamed(pair: Pair<Field>, { rule, buf, from, to, harm }: Renaming): Obstacle {
  return policyObstacle(
    pair,
    {
      rule,
      change: 'FIELD_NAME_CHANGED',
      buf,
      message: (names) =>
        told`Field ${pair.older.number} is "${from}" in ${names.older} and "${to}" in ${names.newer}: ${harm}.`,
      fix: rule === 'field-renamed' ? `Keep "${from}".` : `Keep it by [json_name = "${from}"].`,
    },
    pair.writer,
  );
}

function dropped(pair: Pair<Message | Enum>, buf: string): Obstacle[] {
  const [from, to] = [pair.older.features.json_format, pair.newer.features.json_format];
  if (from !== 'ALLOW' || to === 'ALLOW') return [];
  return [
    policyObstacle(pair, {
      rule: 'json-format-dropped',
      change: null,
      buf,
      message: (names) =>
        told`${pair.newer.name} promises a form in JSON in ${names.older}, and none in ${names.newer}.`,
      fix: 'Keep the feature json_format = ALLOW.',
    }),
  ];
}
