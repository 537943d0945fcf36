import type { ValidityRule } from './validity-rule.js';

/** proto3 extends options alone, and no message of its own can be extended (proto3#custom_options). */
export const extensions: ValidityRule = {
  message: ({ file, extensionRanges }) =>
    file.edition === 'proto3'
      ? extensionRanges.map(({ at }) => ({ at, reason: 'proto3 has no ranges for extensions.' }))
      : [],
  field: ({ file, extendee, at, label }) => {
    if (extendee === null) return [];
    if (label === 'required') return [{ at, reason: 'An extension cannot be required.' }];
    const isOption = /^\.?google\.protobuf\.\w+Options$/.test(extendee) || file.package === 'google.protobuf';
    return file.edition === 'proto3' && !isOption
      ? [{ at, reason: 'proto3 extends options only, no other message.' }]
      : [];
  },
};
