import { told } from '../../../sentence.js';
import type { Field } from '../model.js';
import { policyObstacle } from './obstacle.js';
import type { Rule } from './rule.js';

/**
 * Text is UTF-8 by any syntax, so no event of the writer's breaks; but only some readers look (editions/features#utf8_validation),
 * and producers of the others may have written what is none.
 */
export const textChecked: Rule = {
  policies: ['CONFLUENT', 'WIRE', 'WIRE_JSON'],
  field: ({ writer, reader }) => {
    if (!holdsText(writer) || !holdsText(reader)) return [];
    if (writer.features.utf8_validation !== 'NONE' || reader.features.utf8_validation !== 'VERIFY') return [];
    const said = policyObstacle(
      { writer, reader },
      {
        rule: 'text-checked',
        change: null,
        buf: null,
        message: (names) =>
          told`${names.reader} refuses an event whose "${writer.name}" is no UTF-8, and ${names.writer} lets it pass. Text that is UTF-8, as it must be, is read as before.`,
        fix: 'Make sure that producers write UTF-8.',
      },
      writer,
    );
    return [{ ...said, isNotice: true }];
  },
};

const holdsText = ({ type, mapKey }: Field): boolean =>
  mapKey === 'string' || (type.kind === 'scalar' && type.scalar === 'string');
