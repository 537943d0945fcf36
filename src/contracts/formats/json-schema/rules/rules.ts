import type { Rule } from '../claim.js';
import { allOfNarrowed, anyOfNarrowed, conditionNarrowed, exclusionWidened, oneOfNarrowed } from './combinators.js';
import { countBounds } from './count.js';
import { valuesListed } from './enum.js';
import { containsNarrowed, itemNarrowed, uniqueItemsAdded } from './items.js';
import { multipleOfNarrowed, numericBounds } from './numeric.js';
import { patternChanged } from './pattern.js';
import { contentClosed, patternPropertyNarrowed, propertyNamesNarrowed, propertyNarrowed } from './properties.js';
import { dependencyAdded, requiredPropertyAdded } from './required.js';
import { typeNarrowed } from './type.js';

/** Every keyword with a meaning stands in exactly one of them, or in `unsupportedKeywords`. */
export const RULES: readonly Rule[] = [
  typeNarrowed,
  valuesListed,
  numericBounds,
  multipleOfNarrowed,
  countBounds,
  patternChanged,
  requiredPropertyAdded,
  dependencyAdded,
  propertyNarrowed,
  patternPropertyNarrowed,
  contentClosed,
  propertyNamesNarrowed,
  itemNarrowed,
  uniqueItemsAdded,
  containsNarrowed,
  allOfNarrowed,
  anyOfNarrowed,
  oneOfNarrowed,
  exclusionWidened,
  conditionNarrowed,
];
