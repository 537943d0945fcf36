import type { LintRule } from './rule.js';
import { closedEnum } from './rules/closed-enum.js';
import { dateWithoutFormat } from './rules/date-without-format.js';
import { inconsistentName } from './rules/inconsistent-name.js';
import { missingUnit } from './rules/missing-unit.js';
import { openContent } from './rules/open-content.js';
import { removedWithoutDeprecation } from './rules/removed-without-deprecation.js';
import { tableRow } from './rules/table-row.js';
import { unboundedArray } from './rules/unbounded-array.js';
import { unboundedString } from './rules/unbounded-string.js';
import { undatedDeprecation } from './rules/undated-deprecation.js';
import { undocumentedField } from './rules/undocumented-field.js';
import { untaggedPersonalData } from './rules/untagged-personal-data.js';

/** All rules. Adding one is a file in `rules` and a name here. */
export const LINT_RULES: readonly LintRule[] = [
  removedWithoutDeprecation,
  tableRow,
  untaggedPersonalData,
  dateWithoutFormat,
  missingUnit,
  inconsistentName,
  closedEnum,
  openContent,
  unboundedString,
  unboundedArray,
  undocumentedField,
  undatedDeprecation,
];
