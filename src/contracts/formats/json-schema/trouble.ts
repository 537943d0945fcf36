/** What is wrong with an event at one place. */
export interface Trouble {
  path: string;
  reason: string;
  /**
   * type: another kind of value altogether. value: not one of the listed ones. summary: something inside is wrong, or a
   * whole is, which says less than anything else.
   */
  kind: 'type' | 'value' | 'rest' | 'summary';
}
