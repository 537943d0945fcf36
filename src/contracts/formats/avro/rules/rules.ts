import type { Rule } from '../claim.js';
import { decimalChanged } from './decimal-changed.js';
import { enumSymbolsRemoved } from './enum-symbols-removed.js';
import { fieldWithoutDefault } from './field-without-default.js';
import { fixedSizeChanged } from './fixed-size-changed.js';
import { nameChanged } from './name-changed.js';
import { typeChanged } from './type-changed.js';
import { unionBranchMissing } from './union-branch-missing.js';

/** What is asked of a reader's union. */
export const UNION_RULES: readonly Rule[] = [unionBranchMissing];

/** What is asked of two types of which none is a union. */
export const TYPE_RULES: readonly Rule[] = [
  typeChanged,
  nameChanged,
  fixedSizeChanged,
  enumSymbolsRemoved,
  fieldWithoutDefault,
  decimalChanged,
];
