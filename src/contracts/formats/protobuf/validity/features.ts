import { featureProblems, isEditions } from '../features.js';
import type { ValidityRule } from './validity-rule.js';

/** Features exist in editions, by the names and values of descriptor.proto (protobuf.dev/editions/features). */
export const features: ValidityRule = {
  file: ({ edition, options }) => featureProblems(edition, options),
  message: ({ file, options, oneofs }) => [
    ...featureProblems(file.edition, options),
    ...oneofs.flatMap((oneof) => featureProblems(file.edition, oneof.options)),
  ],
  field: ({ file, options }) => [
    ...featureProblems(file.edition, options),
    ...options
      .filter(({ name }) => name === 'packed' && isEditions(file.edition))
      .map(({ at }) => ({ at, reason: 'Editions pack by features.repeated_field_encoding.' })),
  ],
  enum: ({ file, options }) => featureProblems(file.edition, options),
};
