/** How the API document describes what several operations share. */
export const ACTOR = {
  name: 'X-Plumbline-Actor',
  required: false,
  description: 'Who makes the change, for the audit trail; anonymous by default.',
};

export const DELETED = {
  name: 'deleted',
  required: false,
  enum: ['true', 'false'],
  description: 'true to reach versions that were deleted softly, too.',
};
